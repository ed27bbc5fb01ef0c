using System.Runtime.InteropServices;

namespace Yuanliu.Space.Rooms;

/// <summary>备查表 — one version of a resource as it lies ready in its holder's domain: rows in a fixed order, and whose each is.</summary>
/// <remarks>
/// A row's place in that order is its unit. Rows alike in what a query can tell apart lie together as far as may be, so that a group is a
/// few runs of units, and who stands behind it is known without looking at the rows.
/// </remarks>
/// <param name="Version">SHA-256 of the resource's files.</param>
internal sealed record PreparedTable(string Folder, string Version, long Rows, bool HasOwners)
{
    public const string OwnerColumn = "yl/owner", PlaceColumn = "yl/nth";

    readonly Lazy<uint[]?> map = new(() => HasOwners ? Numbers(Path.Combine(Folder, "owners.bin")) : null);

    public string RowsFile => Path.Combine(Folder, "rows.parquet");
    public string IdentitiesFile => Path.Combine(Folder, "identities.parquet");

    /// <summary>The owner of each row; null where every row is its own.</summary>
    public uint[]? OwnerMap => map.Value;

    public static uint[] Numbers(string file) => MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(file)).ToArray();
}

/// <summary>
/// 层表 — the rows of a table, one line for each run of rows that are alike in every dimension; and the phantoms among them.
/// </summary>
/// <param name="HasPhantoms">All that could be told apart near the rows is there; else there was too much of it.</param>
internal sealed record StrataTable(string File, bool HasPhantoms)
{
    public string Name => Path.GetFileNameWithoutExtension(File);
}
