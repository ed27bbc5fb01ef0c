using System.Collections.Concurrent;
using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// 差分隐私计划 — what a query measures, how far one identity can move each measure, and the noise that makes the whole cost what was asked.
/// Built without any data: the same plan writes the bounds into SQL, previews the error, and releases the answer.
/// </summary>
public sealed class DpPlan
{
    /// <summary>Sums of 2^40 identities still fit 128 bits.</summary>
    const int SensitivityBitsMax = 86;
    public const int LanesMax = 4096;

    readonly List<DpMeasure> measures = [];
    readonly ConcurrentDictionary<(DpMeasure, Ratio), BigInteger> halfWidths = new(), reaches = new();

    DpPlan(DpQuery query, Rho rho)
    {
        if (query.Aggregates.Count == 0) throw new ArgumentException("A query asks for something.", nameof(query));
        Query = query;
        Cost = new(rho, query.Keys.Delta);
        var wanted = query.Aggregates.SelectMany(MeasuresOf).ToList();
        // Choosing groups needs the number of identities; where the query asks for it anyway, it is paid for once.
        if (query.Keys.PublicCount is null) wanted.Add(new(MeasureKind.Identities));
        var distinct = wanted.Distinct().ToList();
        var share = new Rho(rho.Units / distinct.Count);
        if (share.Units == 0) throw new ArgumentOutOfRangeException(nameof(rho), "Too little for so many measures.");
        foreach (var want in distinct) measures.Add(Measure(want, share));
        if (LaneCount > LanesMax) throw new ArgumentException($"At most {LanesMax} integers for each group.", nameof(query));
        if (query.Keys.PublicCount is null) Threshold = ThresholdFor(Find(new(MeasureKind.Identities)).Noise!, query);
    }

    public DpQuery Query { get; }
    /// <summary>What the answer costs, whatever the data is: charged before the query runs.</summary>
    public PrivacyLoss Cost { get; }
    public IReadOnlyList<DpMeasure> Measures => measures;
    /// <summary>Integers for each group, in the order of the measures.</summary>
    public int LaneCount => measures.Sum(m => m.LaneCount);
    /// <summary>A group shows when its noisy number of identities reaches this; null where groups are public.</summary>
    public BigInteger? Threshold { get; }

    public static DpPlan For(DpQuery query, Rho rho) => new(query, rho);

    /// <summary>The measure of this kind over the column and bins of an aggregate.</summary>
    internal DpMeasure Of(DpAggregate aggregate, MeasureKind kind) => Find(new(kind, aggregate));

    internal DpMeasure IdentityCount => Find(new(MeasureKind.Identities));

    /// <summary>Kept, for every group has the same.</summary>
    internal BigInteger HalfWidth(DpMeasure measure, Ratio confidence)
        => halfWidths.GetOrAdd((measure, confidence), static key => key.Item1.Noise!.HalfWidth(key.Item2));

    internal BigInteger RowsAround(DpMeasure choice, Ratio confidence)
        => reaches.GetOrAdd((choice, confidence), static key => key.Item1.Choice!.RowsAround(key.Item1.LaneCount, key.Item2));

    DpMeasure Find(Want want)
        => measures.Find(m => new Want(m.Kind, m.Column, m.Bins, m.Rank) == want)
            ?? throw new InvalidOperationException($"{want.Kind} is not measured.");

    DpMeasure Measure(Want want, Rho share)
    {
        var sensitivity = DpMeasure.SensitivityOf(want.Kind, want.Column, want.Rank, Query.Bounds.RowsMax);
        if (((BigInteger)sensitivity).GetBitLength() > SensitivityBitsMax)
            throw new ArgumentException($"The bounds of {want.Column?.Name} are too wide for {want.Kind}.", nameof(want));
        var measure = new DpMeasure
        {
            Kind = want.Kind, Column = want.Column, Bins = want.Bins, Rank = want.Rank,
            FirstLane = LaneCount, Sensitivity = sensitivity, Share = share,
        };
        return want.Kind is MeasureKind.Choice
            ? measure with { Choice = new(want.Rank, sensitivity, Query.GroupsMoved, share) }
            : measure with { Noise = Noise.For(Query.Noise, sensitivity, Query.GroupsMoved, share.Exact) };
    }

    /// <summary>
    /// A group of one identity reaches the threshold when noise reaches threshold − 1. Any group of that identity may, hence the division.
    /// </summary>
    static BigInteger ThresholdFor(Noise noise, DpQuery query) => noise.ReachedWith(query.Keys.Delta.Exact / query.GroupsMoved) + 1;

    static IEnumerable<Want> MeasuresOf(DpAggregate aggregate) => aggregate.Function switch
    {
        DpFunction.Count => [new(MeasureKind.Rows)],
        DpFunction.Identities => [new(MeasureKind.Identities)],
        DpFunction.Sum => [new(MeasureKind.Sum, aggregate)],
        DpFunction.Mean => [new(MeasureKind.Present, aggregate), new(MeasureKind.Centred, aggregate)],
        DpFunction.Present => [new(MeasureKind.Present, aggregate)],
        DpFunction.Variance or DpFunction.Deviation or DpFunction.SampleVariance or DpFunction.SampleDeviation =>
            [new(MeasureKind.Present, aggregate), new(MeasureKind.Centred, aggregate), new(MeasureKind.Squares, aggregate)],
        DpFunction.Quantile => [new(MeasureKind.Choice, aggregate)],
        DpFunction.Histogram => [new(MeasureKind.Bins, aggregate)],
    };

    /// <summary>What tells measures apart: two aggregates that need the same one share it.</summary>
    readonly record struct Want(MeasureKind Kind, ClampedColumn? Column = null, BinEdges? Bins = null, Ratio Rank = default)
    {
        public Want(MeasureKind kind, DpAggregate aggregate) : this(kind, aggregate.HasColumn ? aggregate.Column : null,
            kind is MeasureKind.Choice or MeasureKind.Bins ? aggregate.Bins : null, kind is MeasureKind.Choice ? aggregate.Rank : default)
        {
        }
    }
}
