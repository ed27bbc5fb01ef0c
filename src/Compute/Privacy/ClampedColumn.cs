namespace Yuanliu.Compute.Privacy;

/// <summary>
/// 裁剪列 — a measured column with the bounds its holder declared, as integers that count 10^−Scale. What lies outside is moved to the
/// bound.
/// </summary>
public sealed record ClampedColumn
{
    /// <summary>Bounds have at most 18 digits, and both engines read decimals of that size exactly.</summary>
    public const long BoundMax = 999_999_999_999_999_999;
    public const int ScaleMax = 12;

    public ClampedColumn(string name, long lower, long upper, int scale = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lower, upper);
        ArgumentOutOfRangeException.ThrowIfLessThan(lower, -BoundMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(upper, BoundMax);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, ScaleMax);
        (Name, Lower, Upper, Scale) = (name, lower, upper, scale);
    }

    public string Name { get; }
    public long Lower { get; }
    public long Upper { get; }
    /// <summary>Decimal places that are kept.</summary>
    public int Scale { get; }

    /// <summary>Upper − lower: twice the largest distance from the middle.</summary>
    internal Int128 Width => (Int128)Upper - Lower;
    internal Int128 Largest => Int128.Max(Int128.Abs(Lower), Int128.Abs(Upper));

    public long Clamp(long value) => Math.Clamp(value, Lower, Upper);
}

/// <summary>分箱 — the edges of bins over a clamped column: bin i holds edge i ≤ v &lt; edge i+1, the last bin its upper edge too.</summary>
public sealed class BinEdges
{
    public const int BinsMax = 256;

    readonly long[] edges;

    /// <param name="column">The outer edges are its bounds.</param>
    /// <param name="inner">Rising, strictly within the bounds.</param>
    public BinEdges(ClampedColumn column, params ReadOnlySpan<long> inner)
    {
        edges = [column.Lower, .. inner, column.Upper];
        if (Count > BinsMax) throw new ArgumentException($"At most {BinsMax} bins.", nameof(inner));
        for (var i = 0; i < Count; i++)
            if (edges[i] >= edges[i + 1]) throw new ArgumentException("Edges rise from bound to bound.", nameof(inner));
    }

    public int Count => edges.Length - 1;
    public ReadOnlySpan<long> Edges => edges;

    /// <summary>As many bins of the same width as there is room for, at most <paramref name="count"/>.</summary>
    public static BinEdges Even(ClampedColumn column, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var bins = (int)Int128.Min(column.Width, count);
        var inner = new long[bins - 1];
        for (var i = 1; i < bins; i++) inner[i - 1] = (long)(column.Lower + column.Width * i / bins);
        return new(column, inner);
    }

    internal int BinOf(long value)
    {
        var at = Array.BinarySearch(edges, 1, Count - 1, value);
        return at >= 0 ? at : ~at - 1;
    }
}
