using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>效用预览 — error bars from the plan alone, before anything is spent; and after the release from what was released anyway.</summary>
public static class ErrorBars
{
    /// <summary>Places that a mean has beyond those of its column.</summary>
    internal const int MeanPlaces = 4;

    /// <summary>What to expect of one aggregate of the plan.</summary>
    /// <param name="rows">Rows with a value in the group, as the asker supposes; only means and variances depend on it.</param>
    public static ErrorBar Preview(this DpPlan plan, DpAggregate aggregate, long rows) => aggregate.Function switch
    {
        DpFunction.Mean => OfMean(plan, aggregate, rows - HalfWidth(plan, aggregate, MeasureKind.Present, 2)),
        DpFunction.Variance => Supposed(plan, aggregate, rows, ofSample: false),
        DpFunction.Deviation => OfRoot(Supposed(plan, aggregate, rows, ofSample: false), null),
        DpFunction.SampleVariance => Supposed(plan, aggregate, rows, ofSample: true),
        DpFunction.SampleDeviation => OfRoot(Supposed(plan, aggregate, rows, ofSample: true), null),
        DpFunction.Count or DpFunction.Identities or DpFunction.Sum or DpFunction.Present => Fixed(plan, aggregate),
        DpFunction.Quantile or DpFunction.Histogram => Fixed(plan, aggregate),
    };

    static ErrorBar Supposed(DpPlan plan, DpAggregate aggregate, BigInteger rows, bool ofSample)
    {
        var least = rows - HalfWidth(plan, aggregate, MeasureKind.Present, 3);
        var whole = OfVariance(plan, aggregate, least, null);
        return ofSample ? OfSample(plan, aggregate, whole, least) : whole;
    }

    /// <summary>Identities that a group needs to be shown with 95 % chance; zero where groups are public.</summary>
    public static BigInteger IdentitiesToShow(this DpPlan plan) => plan.Threshold is { } threshold
        ? threshold + plan.IdentityCount.Noise!.ReachedWith(1 - ErrorBar.Confidence) - 1
        : 0;

    /// <summary>Bars that are the same for every group.</summary>
    internal static ErrorBar Fixed(DpPlan plan, DpAggregate aggregate) => aggregate.Function switch
    {
        DpFunction.Count => new(HalfWidth(plan, aggregate, MeasureKind.Rows, 1), 0, 0),
        DpFunction.Identities => new(HalfWidth(plan, aggregate, MeasureKind.Identities, 1), 0, 0),
        DpFunction.Present => new(HalfWidth(plan, aggregate, MeasureKind.Present, 1), 0, 0),
        DpFunction.Sum => new(HalfWidth(plan, aggregate, MeasureKind.Sum, 1), aggregate.Column.Scale, 0),
        DpFunction.Histogram => new(HalfWidth(plan, aggregate, MeasureKind.Bins, 1), 0, 0),
        DpFunction.Quantile => new((WidestBin(aggregate.Bins!) + 1) / 2, aggregate.Column.Scale,
            plan.RowsAround(plan.Of(aggregate, MeasureKind.Choice), ErrorBar.Confidence)),
        DpFunction.Mean or DpFunction.Variance or DpFunction.Deviation or DpFunction.SampleVariance or DpFunction.SampleDeviation
            => throw new InvalidOperationException("Depends on the group."),
    };

    /// <summary>
    /// |noise of the sum − mean·noise of the count| / noisy count, in halves of a unit; never more than the bounds allow.
    /// </summary>
    internal static ErrorBar OfMean(DpPlan plan, DpAggregate aggregate, BigInteger noisyRows)
    {
        var width = (BigInteger)aggregate.Column.Width;
        var places = BigInteger.Pow(10, MeanPlaces);
        var most = width * places;
        if (noisyRows.Sign <= 0) return new(most, aggregate.Column.Scale + MeanPlaces, 0);
        var halves = HalfWidth(plan, aggregate, MeasureKind.Centred, 2) + width * HalfWidth(plan, aggregate, MeasureKind.Present, 2);
        return new(BigInteger.Min(most, Up(halves * places, 2 * noisyRows) + 1), aggregate.Column.Scale + MeanPlaces, 0);
    }

    /// <summary>
    /// With e the error of the mean of c and q that of 2c²−width²: |error| ≤ q/2 + e·(2|mean of c| + e), over 4 for c counts halves.
    /// </summary>
    /// <param name="centred">Noisy mean of c in 10^−MeanPlaces; null before the release, when it is taken to be as large as it can.</param>
    internal static ErrorBar OfVariance(DpPlan plan, DpAggregate aggregate, BigInteger noisyRows, BigInteger? centred)
    {
        var width = (BigInteger)aggregate.Column.Width;
        var places = BigInteger.Pow(10, MeanPlaces);
        var scale = 2 * (aggregate.Column.Scale + MeanPlaces);
        var most = Up(width * width * places * places, 4);
        if (noisyRows.Sign <= 0) return new(most, scale, 0);
        var count = HalfWidth(plan, aggregate, MeasureKind.Present, 3);
        var ofMean = Up((HalfWidth(plan, aggregate, MeasureKind.Centred, 3) + width * count) * places, noisyRows) + 1;
        var ofSquares = Up((HalfWidth(plan, aggregate, MeasureKind.Squares, 3) + width * width * count) * places * places, noisyRows) + 1;
        var ofMeanSquared = centred is { } mean ? ofMean * (2 * BigInteger.Abs(mean) + ofMean) : ofMean * 2 * width * places;
        return new(BigInteger.Min(most, Up(Up(ofSquares, 2) + ofMeanSquared, 4) + 1), scale, 0);
    }

    /// <summary>
    /// The error of the whole, times n/(n − 1); and where n is noisy too, the variance is at most w²/4 and 1/(n − 1) moves by
    /// h(n)/((noisy n − 1)(n − 1)). All of it rests on the same three parts as that of the whole.
    /// </summary>
    internal static ErrorBar OfSample(DpPlan plan, DpAggregate aggregate, ErrorBar whole, BigInteger noisyRows)
    {
        var square = BigInteger.Pow(aggregate.Column.Width * BigInteger.Pow(10, MeanPlaces), 2);
        // Of two rows the variance of a sample is twice that of the whole.
        var most = Up(square, 2);
        var count = HalfWidth(plan, aggregate, MeasureKind.Present, 3);
        if (noisyRows < 2) return whole with { HalfWidth = most };
        var least = BigInteger.Max(2, noisyRows - count);
        var ofCount = Up(square * count, 4 * (noisyRows - 1) * (least - 1));
        return whole with { HalfWidth = BigInteger.Min(most, Up(whole.HalfWidth * noisyRows, noisyRows - 1) + ofCount + 1) };
    }

    /// <summary>How far the root of a number can be from the root of what was shown, if the number is within the bar of it.</summary>
    /// <param name="shown">Null before the release: a root moves most near zero, where it is the root of the bar.</param>
    internal static ErrorBar OfRoot(ErrorBar bar, BigInteger? shown)
    {
        var (half, scale) = (bar.HalfWidth, bar.Scale / 2);
        if (shown is not { } value) return new(Ratio.Root(half) + 3, scale, 0);
        var (above, below) = (Ratio.Root(value + half) + 1, Ratio.Root(BigInteger.Max(0, value - half)));
        return new(BigInteger.Max(above - Ratio.Root(value), Ratio.Root(value) + 1 - below) + 1, scale, 0);
    }

    /// <summary>Where one answer is made of several measures, each of them may fail with its part of 5 %.</summary>
    static BigInteger HalfWidth(DpPlan plan, DpAggregate aggregate, MeasureKind kind, int parts)
        => plan.HalfWidth(plan.Of(aggregate, kind), 1 - (1 - ErrorBar.Confidence) / parts);

    static BigInteger WidestBin(BinEdges bins)
    {
        var widest = BigInteger.Zero;
        for (var i = 0; i < bins.Count; i++) widest = BigInteger.Max(widest, (BigInteger)bins.Edges[i + 1] - bins.Edges[i]);
        return widest;
    }

    static BigInteger Up(BigInteger value, BigInteger divisor) => new Ratio(value, divisor).Ceiling;
}
