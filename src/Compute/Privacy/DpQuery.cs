namespace Yuanliu.Compute.Privacy;

/// <summary>差分隐私聚合函数 — what can be asked under differential privacy.</summary>
public enum DpFunction
{
    Count, Identities, Sum, Mean, Variance, Quantile, Histogram,
    /// <summary>Rows with a value.</summary>
    Present,
    /// <summary>Root of the variance.</summary>
    Deviation,
    /// <summary>Of a sample: over n − 1.</summary>
    SampleVariance, SampleDeviation,
}

/// <summary>聚合项 — one aggregate of a query: its function, and the column and bins where the function needs them.</summary>
public sealed record DpAggregate
{
    DpAggregate(DpFunction function, ClampedColumn? column = null, BinEdges? bins = null, Ratio rank = default)
        => (Function, measured, Bins, Rank) = (function, column, bins, rank);

    readonly ClampedColumn? measured;

    public DpFunction Function { get; }
    public ClampedColumn Column => measured ?? throw new InvalidOperationException($"{Function} is of no column.");
    public BinEdges? Bins { get; }
    /// <summary>Of a quantile: 1/2 is the median.</summary>
    public Ratio Rank { get; }
    public bool HasColumn => measured is not null;

    /// <summary>COUNT(*): rows.</summary>
    public static DpAggregate Count { get; } = new(DpFunction.Count);
    /// <summary>COUNT(DISTINCT identity).</summary>
    public static DpAggregate Identities { get; } = new(DpFunction.Identities);
    public static DpAggregate Sum(ClampedColumn column) => new(DpFunction.Sum, column);
    /// <summary>Noisy sum of distances from the middle of the bounds, divided by the noisy number of rows with a value.</summary>
    public static DpAggregate Mean(ClampedColumn column) => new(DpFunction.Mean, column);
    /// <summary>Of the population: noisy mean of squares less the square of the noisy mean.</summary>
    public static DpAggregate Variance(ClampedColumn column) => new(DpFunction.Variance, column);
    /// <summary>COUNT(column): each row with a value adds one, whatever the value is.</summary>
    public static DpAggregate Present(ClampedColumn column) => new(DpFunction.Present, column);
    /// <summary>Made of the same noisy numbers as the variance, at no further cost.</summary>
    public static DpAggregate Deviation(ClampedColumn column) => new(DpFunction.Deviation, column);
    public static DpAggregate SampleVariance(ClampedColumn column) => new(DpFunction.SampleVariance, column);
    public static DpAggregate SampleDeviation(ClampedColumn column) => new(DpFunction.SampleDeviation, column);
    /// <summary>A bin, chosen with a probability that falls with its distance in rank (exponential mechanism).</summary>
    public static DpAggregate Quantile(ClampedColumn column, BinEdges bins, Ratio rank) => rank.IsPositive && rank < 1
        ? new(DpFunction.Quantile, column, bins, rank)
        : throw new ArgumentOutOfRangeException(nameof(rank), $"{rank}");
    public static DpAggregate Histogram(ClampedColumn column, BinEdges bins) => new(DpFunction.Histogram, column, bins);
}

/// <summary>分组键 — whether the groups are known beforehand or come from the data.</summary>
public sealed record GroupKeys
{
    GroupKeys(int? publicCount, Delta delta) => (PublicCount, Delta) = (publicCount, delta);

    /// <summary>How many groups are answered whatever the data holds; null where the data decides.</summary>
    public int? PublicCount { get; }
    /// <summary>The chance that a group of one identity shows, over all groups of that identity.</summary>
    public Delta Delta { get; }

    /// <summary>No grouping: one answer.</summary>
    public static GroupKeys None { get; } = Public(1);

    /// <summary>
    /// 公开分组 — a list that everybody may know, such as the districts of a city. Groups without rows are answered too, with noise.
    /// </summary>
    public static GroupKeys Public(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new(count, default);
    }

    /// <summary>分组选择 — groups that occur in the data, each shown only when its noisy number of identities reaches a threshold.</summary>
    public static GroupKeys Selected(Delta delta) => delta.Units is > 0 and < Delta.UnitsPerOne
        ? new(null, delta)
        : throw new ArgumentOutOfRangeException(nameof(delta), $"{delta}");
}

/// <summary>差分隐私查询 — the shape of a query as far as noise depends on it.</summary>
public sealed record DpQuery(
    GroupKeys Keys, ContributionBounds Bounds, IReadOnlyList<DpAggregate> Aggregates, NoiseKind Noise = NoiseKind.Gaussian)
{
    /// <summary>Groups that one identity can move.</summary>
    public int GroupsMoved => Math.Min(Bounds.GroupsMax, Keys.PublicCount ?? int.MaxValue);

    /// <summary>The columns it measures, each once, in the order of the aggregates.</summary>
    public IReadOnlyList<ClampedColumn> Columns => [.. Aggregates.Where(a => a.HasColumn).Select(a => a.Column).Distinct()];
}
