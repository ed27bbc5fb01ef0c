namespace Yuanliu.Space.Derived;

/// <summary>Narrower bounds of one column; what is not given stays as it was.</summary>
internal sealed record TightBound(string Column, decimal? Low, decimal? High)
{
    public decimal? Lowest(decimal? agreed) => Low is null ? agreed : agreed is null ? Low : Math.Max(Low.Value, agreed.Value);
    public decimal? Highest(decimal? agreed) => High is null ? agreed : agreed is null ? High : Math.Min(High.Value, agreed.Value);
}

/// <summary>What whoever keeps a derived table wants to close; what is absent stays as it was.</summary>
internal sealed record TightenRequest(
    IReadOnlyList<string>? Columns = null, int? MinGroup = null, IReadOnlyList<TightBound>? Bounds = null,
    IReadOnlyList<UseMode>? Modes = null);

/// <summary>收紧 — how narrow a derived table is beside its parents. It only ever becomes narrower.</summary>
/// <param name="Columns">Those of its definition that are left.</param>
/// <param name="MinGroup">The smallest group, at least that of every parent.</param>
/// <param name="Bounds">Beside those of the definition's columns.</param>
/// <param name="Modes">In which it may be asked.</param>
internal sealed record Tightness(
    IReadOnlyList<string> Columns, int MinGroup, IReadOnlyList<TightBound> Bounds, IReadOnlyList<UseMode> Modes)
{
    /// <summary>Modes of free questions: templates are signed by both sides, and other doors know no SQL.</summary>
    public static readonly IReadOnlyList<UseMode> EveryMode = [UseMode.Aggregate, UseMode.ListOverlap, UseMode.Private];

    public bool Shows(string column) => Columns.Contains(column, StringComparer.OrdinalIgnoreCase);

    public TightBound? BoundOf(string column)
        => Bounds.FirstOrDefault(b => string.Equals(b.Column, column, StringComparison.OrdinalIgnoreCase));

    /// <summary>Narrowed as wanted; a denial where something would be wider than it is.</summary>
    /// <param name="of">The definition's columns.</param>
    /// <remarks>
    /// Bounds of one's own are for noise alone. Without noise they would be comparisons of a measure: sums under one bound after the other
    /// tell each value of a group.
    /// </remarks>
    public (Tightness? Narrowed, Denial? Denial) Narrow(TightenRequest wanted, IReadOnlyList<DerivedColumn> of)
    {
        if (wanted.Columns?.FirstOrDefault(c => !Shows(c)) is { } hidden) return (null, Refusals.DerivedLooser(hidden));
        if (wanted.MinGroup < MinGroup) return (null, Refusals.DerivedLooser("minGroup"));
        foreach (var mode in wanted.Modes ?? [])
            if (!Modes.Contains(mode)) return (null, Refusals.DerivedLooser(mode.ToString()));
        var bounds = Bounds.ToList();
        foreach (var bound in wanted.Bounds ?? [])
        {
            if (of.FirstOrDefault(c => Same(c.Name, bound.Column)) is not { Use: ColumnUse.Measure } column || !Shows(bound.Column))
                return (null, Refusals.DerivedLooser(bound.Column));
            var own = BoundOf(bound.Column) ?? new(column.Name, null, null);
            var (low, high) = (own.Lowest(column.Low), own.Highest(column.High));
            if (bound.Low < low || bound.High > high) return (null, Refusals.DerivedLooser(column.Name));
            if ((bound.Low ?? low) >= (bound.High ?? high)) return (null, Refusals.DerivedEmpty(column.Name));
            bounds.RemoveAll(b => Same(b.Column, column.Name));
            bounds.Add(new(column.Name, bound.Low ?? own.Low, bound.High ?? own.High));
        }
        var narrowed = new Tightness(
            wanted.Columns is { } names ? [.. Columns.Where(c => names.Contains(c, StringComparer.OrdinalIgnoreCase))] : Columns,
            wanted.MinGroup ?? MinGroup, [.. bounds.OrderBy(b => b.Column, StringComparer.Ordinal)],
            wanted.Modes is { } modes ? [.. Modes.Where(modes.Contains)] : Modes);
        if (narrowed.Columns.Count == 0 || narrowed.Modes.Count == 0) return (null, Refusals.DerivedEmpty("*"));
        return narrowed.Bounds.Count > 0 && narrowed.Modes.Any(m => m is not UseMode.Private)
            ? (null, Refusals.DerivedBounds(narrowed.Bounds[0].Column)) : (narrowed, null);
    }

    /// <summary>Whether it may be asked in this mode; bounds are looked at once more, whatever was kept.</summary>
    public bool Allows(UseMode mode) => Modes.Contains(mode) && (Bounds.Count == 0 || mode is UseMode.Private);

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
