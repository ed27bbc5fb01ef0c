using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// 加噪发布 — the one place that sees exact aggregates. They go in as integers, noise is added, and everything after that is arithmetic on what
/// is already safe to show. Integers all the way: a test reads the compiled code and finds no floating point in this namespace.
/// </summary>
public static class DpRelease
{
    /// <param name="exact">Lanes of all groups, one after another. Where groups are public, all of them, also those without rows.</param>
    /// <param name="random">A fresh one for each release.</param>
    public static IReadOnlyList<DpGroup> Release(DpPlan plan, ReadOnlySpan<Int128> exact, IRandomBytes random)
    {
        var (groups, rest) = Math.DivRem(exact.Length, plan.LaneCount);
        if (rest != 0 || plan.Query.Keys.PublicCount is { } count && count != groups)
            throw new ArgumentException("Lanes of whole groups, and of every public one.", nameof(exact));
        using var words = new RandomWords(random);
        var noisy = new Int128[plan.LaneCount];
        var shown = new List<DpGroup>();
        for (var group = 0; group < groups; group++)
        {
            var lanes = exact.Slice(group * plan.LaneCount, plan.LaneCount);
            if (AddNoise(plan, lanes, noisy, words)) shown.Add(new(group, Answers(plan, noisy)));
        }
        return shown;
    }

    /// <summary>Adds fresh noise to every lane of one group; false when the group is too small to be shown.</summary>
    internal static bool AddNoise(DpPlan plan, ReadOnlySpan<Int128> exact, Span<Int128> noisy, RandomWords words)
    {
        // A group that the data names exists because somebody is in it; one without anybody must not even be asked about.
        if (plan.Threshold is not null && exact[plan.IdentityCount.FirstLane] <= 0) return false;
        foreach (var measure in plan.Measures)
        {
            var from = exact.Slice(measure.FirstLane, measure.LaneCount);
            var to = noisy.Slice(measure.FirstLane, measure.LaneCount);
            if (measure.Choice is { } choice)
            {
                to.Clear();
                to[0] = choice.Choose(from, words);
            }
            else
                for (var i = 0; i < from.Length; i++) to[i] = checked(from[i] + measure.Noise!.Draw(words));
        }
        return plan.Threshold is not { } threshold || noisy[plan.IdentityCount.FirstLane] >= threshold;
    }

    /// <summary>From noisy lanes to answers; touches nothing exact, so it costs nothing.</summary>
    internal static IReadOnlyList<DpAnswer> Answers(DpPlan plan, ReadOnlySpan<Int128> noisy)
    {
        var answers = new DpAnswer[plan.Query.Aggregates.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Answer(plan, plan.Query.Aggregates[i], noisy);
        return answers;
    }

    static DpAnswer Answer(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy) => aggregate.Function switch
    {
        DpFunction.Count => new([Lane(plan, aggregate, MeasureKind.Rows, noisy)], 0, ErrorBars.Fixed(plan, aggregate)),
        DpFunction.Identities => new([Lane(plan, aggregate, MeasureKind.Identities, noisy)], 0, ErrorBars.Fixed(plan, aggregate)),
        DpFunction.Sum => new([Lane(plan, aggregate, MeasureKind.Sum, noisy)], aggregate.Column.Scale, ErrorBars.Fixed(plan, aggregate)),
        DpFunction.Mean => Mean(plan, aggregate, noisy),
        DpFunction.Present => new([Lane(plan, aggregate, MeasureKind.Present, noisy)], 0, ErrorBars.Fixed(plan, aggregate)),
        DpFunction.Variance => Variance(plan, aggregate, noisy),
        DpFunction.Deviation => Root(Variance(plan, aggregate, noisy)),
        DpFunction.SampleVariance => OfSample(plan, aggregate, noisy),
        DpFunction.SampleDeviation => Root(OfSample(plan, aggregate, noisy)),
        DpFunction.Quantile => Quantile(plan, aggregate, noisy),
        DpFunction.Histogram => Histogram(plan, aggregate, noisy),
    };

    static DpAnswer Mean(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var (column, rows) = (aggregate.Column, Lane(plan, aggregate, MeasureKind.Present, noisy));
        var (count, places) = (BigInteger.Max(1, rows), BigInteger.Pow(10, ErrorBars.MeanPlaces));
        var twice = ((BigInteger)column.Lower + column.Upper) * count + Lane(plan, aggregate, MeasureKind.Centred, noisy);
        var mean = BigInteger.Clamp(Rounded(twice * places, 2 * count), column.Lower * places, column.Upper * places);
        return new([mean], column.Scale + ErrorBars.MeanPlaces, ErrorBars.OfMean(plan, aggregate, rows));
    }

    static DpAnswer Variance(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var (rows, width) = (Lane(plan, aggregate, MeasureKind.Present, noisy), (BigInteger)aggregate.Column.Width);
        var (centred, places) = (CentredMean(plan, aggregate, noisy), BigInteger.Pow(10, ErrorBars.MeanPlaces));
        var squares = Rounded(Lane(plan, aggregate, MeasureKind.Squares, noisy) * places * places, BigInteger.Max(1, rows));
        var largest = width * width * places * places;
        // Twice the mean of c² is the mean of 2c² − width² plus width²; and c counts halves of a unit, so its square counts quarters.
        var eighths = BigInteger.Clamp(squares, -largest, largest) + largest - 2 * centred * centred;
        return new([BigInteger.Clamp(Rounded(eighths, 8), 0, Rounded(largest, 4))], 2 * (aggregate.Column.Scale + ErrorBars.MeanPlaces),
            ErrorBars.OfVariance(plan, aggregate, rows, centred));
    }

    /// <summary>Times n/(n − 1), with the noisy n; below two rows there is no variance of a sample, and it is taken to be of two.</summary>
    static DpAnswer OfSample(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var (whole, noisyRows) = (Variance(plan, aggregate, noisy), (BigInteger)Lane(plan, aggregate, MeasureKind.Present, noisy));
        var rows = BigInteger.Max(2, noisyRows);
        return whole with
        {
            Units = [Rounded(whole.First * rows, rows - 1)], Bar = ErrorBars.OfSample(plan, aggregate, whole.Bar, noisyRows),
        };
    }

    /// <summary>A variance counts squares of the unit, so its root counts units; it is never negative.</summary>
    static DpAnswer Root(DpAnswer variance) => new(
        [(Ratio.Root(4 * variance.First) + 1) / 2], variance.Scale / 2, ErrorBars.OfRoot(variance.Bar, variance.First));

    static DpAnswer Quantile(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var bin = (int)noisy[plan.Of(aggregate, MeasureKind.Choice).FirstLane];
        var edges = aggregate.Bins!.Edges;
        return new([Rounded((BigInteger)edges[bin] + edges[bin + 1], 2)], aggregate.Column.Scale, ErrorBars.Fixed(plan, aggregate));
    }

    static DpAnswer Histogram(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var measure = plan.Of(aggregate, MeasureKind.Bins);
        var bins = new BigInteger[measure.LaneCount];
        for (var i = 0; i < bins.Length; i++) bins[i] = noisy[measure.FirstLane + i];
        return new(bins, 0, ErrorBars.Fixed(plan, aggregate));
    }

    /// <summary>Noisy mean of c, within its bounds, in 10^−MeanPlaces of half a unit.</summary>
    static BigInteger CentredMean(DpPlan plan, DpAggregate aggregate, ReadOnlySpan<Int128> noisy)
    {
        var (places, width) = (BigInteger.Pow(10, ErrorBars.MeanPlaces), (BigInteger)aggregate.Column.Width);
        var rows = BigInteger.Max(1, Lane(plan, aggregate, MeasureKind.Present, noisy));
        return BigInteger.Clamp(Rounded(Lane(plan, aggregate, MeasureKind.Centred, noisy) * places, rows), -width * places, width * places);
    }

    static BigInteger Lane(DpPlan plan, DpAggregate aggregate, MeasureKind kind, ReadOnlySpan<Int128> noisy)
        => noisy[plan.Of(aggregate, kind).FirstLane];

    /// <summary>To the nearest; halves upwards.</summary>
    static BigInteger Rounded(BigInteger value, BigInteger divisor) => new Ratio(2 * value + divisor, 2 * divisor).Floor;
}
