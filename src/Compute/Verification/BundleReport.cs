namespace Yuanliu.Compute.Verification;

/// <param name="Name">The file's name, without folders.</param>
public sealed record BundleFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>One thing that was checked about one file.</summary>
/// <param name="Code">Stable, for example <c>receipt.sealed</c>.</param>
public sealed record BundleCheck(string File, string Code, bool Holds, string Zh, string En);

/// <summary>What an offline verification found.</summary>
/// <param name="Vkey">The log key that everything was checked with; null when there was none.</param>
/// <param name="KeyGiven">The caller brought the key; otherwise it was the one found among the files,
/// which proves only that they belong together.</param>
/// <param name="Facts">How many sealed facts the files rest on.</param>
public sealed record BundleReport(string? Vkey, bool KeyGiven, int Facts, IReadOnlyList<BundleCheck> Checks)
{
    public bool Holds => Checks.Count > 0 && Checks.All(c => c.Holds);
}
