using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct ResourceId(Guid Value) : ITypedId<ResourceId>
{
    public static ResourceId From(Guid value) => new(value);
    public int CompareTo(ResourceId other) => Value.CompareTo(other.Value);
}

/// <summary>数据项 — one column of a resource, as its steward confirmed it.</summary>
/// <param name="Name">The column's name in the holder's file.</param>
/// <param name="Level">1 (may be open) to 4 (may not leave the domain in any form), general data graded as GB/T 43697-2024 annex H.</param>
/// <param name="Personal">The kind of personal data found, for example <c>ResidentNumber</c>; null when none.</param>
public sealed record FieldCard(string Name, string Title, string Type, string Class, int Level, string? Personal);

/// <summary>数据资源 — a confirmed catalog entry as other modules may know it.</summary>
/// <param name="Sha256">Over the holder's files or a table's rows, lower-case hex: the version that was profiled and confirmed.</param>
public sealed record ResourceCard(
    ResourceId Id, OrganizationId Holder, string Title, string Description, bool Confirmed, long Rows, long SizeBytes, string Sha256,
    int Level,
    IReadOnlyList<FieldCard> Fields);

/// <summary>资源的数据 — where the bytes of a resource lie in their holder's domain; only the clean room asks.</summary>
/// <param name="RelationSql">A DuckDB table expression over the holder's files. It holds paths: it must never reach a caller.</param>
/// <param name="Paths">The files it reads, absolute.</param>
public sealed record ResourceData(string RelationSql, IReadOnlyList<string> Paths);

/// <summary>内容指纹 — made in the holder's domain; a registry notices by it that it has the same data already.</summary>
/// <param name="Method">Two fingerprints are comparable when they were made in the same way.</param>
/// <param name="Rows">A sketch of 512 bytes.</param>
/// <param name="Filled">Bins of the sketch with a value of their own, 1 … 128: few say little.</param>
/// <param name="Schema">SHA-256 over names and types of the columns, lower-case hex.</param>
public sealed record ResourceFingerprint(string Method, byte[] Rows, int Filled, string Schema);

/// <summary>目录 — what other modules may ask the catalog.</summary>
public interface ICatalog
{
    Task<ResourceCard?> Find(ResourceId id, CancellationToken ct);
    /// <summary>The version that was confirmed. A refusal when it is not to be had: unknown, or its database is away or has
    /// changed.</summary>
    Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct);
    /// <summary>Null where the resource is unknown, not yet profiled, or has no rows.</summary>
    Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct);
}

/// <summary>数据项概况 — what the probe saw of a column. Of columns that tell of persons there are counts only.</summary>
/// <param name="Distinct">An estimate.</param>
public sealed record FieldProfile(string Name, long Nulls, long Distinct, string? Min, string? Max);

/// <summary>资源概况 — what the probe saw of a resource: for its holder, never for a buyer.</summary>
public sealed record ResourceProfile(long Rows, IReadOnlyList<FieldProfile> Fields);

/// <summary>探查概况 — what other modules may ask about profiles.</summary>
public interface IProfiles
{
    /// <summary>Null where there is none.</summary>
    Task<ResourceProfile?> Of(ResourceId id, CancellationToken ct);
}

/// <summary>资源已确认 — the steward stands by description, fields, class and level.</summary>
public sealed record ResourceConfirmed(Guid Resource, Guid Holder, string Sha256, long Rows, int Fields, int Level, string ProfileSha256)
    : Fact
{
    public override string Kind => "catalog.resource-confirmed/1";
}
