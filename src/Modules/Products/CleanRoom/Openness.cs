namespace Yuanliu.Products.CleanRoom;

/// <summary>开放程度 — what is proposed for products whose highest opened level is this; the higher the level, the less.</summary>
internal sealed record Openness
{
    public required int Level { get; init; }
    public required List<UseMode> Modes { get; init; }
    public required int RowsMax { get; init; }
    public required int CellsMax { get; init; }
    public required int BytesMax { get; init; }
    public required int UsesPerDayMax { get; init; }
    public required int RefusalsPerDayMax { get; init; }
    public required int ProbesPerDayMax { get; init; }
    /// <summary>In 10⁻⁶ of ρ, as <see cref="PrivacyTerms"/>.</summary>
    public required int PrivacyPerMonth { get; init; }
    public required int PrivacyPerUse { get; init; }
    public required string Basis { get; init; }
    public bool Open { get; init; }
    public string? Reason { get; init; }

    int[] Sizes => [RowsMax, CellsMax, BytesMax, UsesPerDayMax, RefusalsPerDayMax, ProbesPerDayMax, PrivacyPerMonth, PrivacyPerUse];

    /// <summary>Every level that may be opened has one, and no level opens what a lower one does not.</summary>
    internal static string? Fault(IReadOnlyList<Openness> all, int levelMax)
    {
        if (!all.Select(o => o.Level).SequenceEqual(Enumerable.Range(1, levelMax))) return "Each level is named once, in order.";
        if (all.FirstOrDefault(o => o.Modes.Count == 0 || o.Sizes.Any(s => s < 1)) is { } empty)
            return $"Level {empty.Level} opens nothing.";
        if (all.FirstOrDefault(o => o is { Open: true, Reason: null }) is { } open) return $"Level {open.Level} is open for no reason.";
        return all.Zip(all.Skip(1)).Any(p => p.Second.Modes.Except(p.First.Modes).Any() || p.First.Sizes.Zip(p.Second.Sizes).Any(
            s => s.Second > s.First)) ? "A higher level opens more." : null;
    }

    /// <summary>As controls that may be drafted. Noise and lists need somebody who is counted; templates and verifications somebody who
    /// writes them, so they are never proposed.</summary>
    public UseControls Controls(bool hasIdentity, int? rowsPerIdentity)
    {
        List<UseMode> modes = [.. Modes.Where(m => hasIdentity || m is not (UseMode.Private or UseMode.ListOverlap))];
        if (modes.Count == 0) modes = [UseMode.Aggregate];
        var noisy = modes.Contains(UseMode.Private);
        return new()
        {
            Modes = modes, RowsMax = RowsMax, CellsMax = CellsMax, BytesMax = BytesMax, UsesPerDayMax = UsesPerDayMax,
            RefusalsPerDayMax = RefusalsPerDayMax, ProbesPerDayMax = ProbesPerDayMax,
            RowsPerIdentityMax = rowsPerIdentity ?? (noisy ? 1 : null),
            Privacy = noisy ? new(PrivacyPerMonth, PrivacyPerUse) : null,
        };
    }
}
