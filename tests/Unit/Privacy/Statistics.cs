using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>What statistical tests need; floating point is welcome here, far from the noise.</summary>
internal static class Statistics
{
    /// <summary>How many standard deviations a χ² lies above what is expected (Wilson and Hilferty).</summary>
    public static double ChiSquaredDeviation(ReadOnlySpan<long> observed, ReadOnlySpan<double> expected)
    {
        var (chi, cells, o, e) = (0.0, 0, 0.0, 0.0);
        for (var i = 0; i < observed.Length; i++)
        {
            (o, e) = (o + observed[i], e + expected[i]);
            if (e < 20 && i < observed.Length - 1) continue;
            (chi, cells) = (chi + (o - e) * (o - e) / Math.Max(e, 1e-9), cells + 1);
            (o, e) = (0, 0);
        }
        var degrees = Math.Max(1, cells - 1);
        return (Math.Cbrt(chi / degrees) - (1 - 2.0 / (9 * degrees))) / Math.Sqrt(2.0 / (9 * degrees));
    }

    /// <summary>How many standard deviations the χ² of draws lies above what their closed form lets expect.</summary>
    /// <param name="weight">Of each number, up to a common factor.</param>
    /// <param name="reach">Beyond it nothing is drawn in practice.</param>
    public static double ChiSquaredDeviation(Noise noise, RandomWords words, int draws, Func<int, double> weight, int reach)
    {
        var seen = new long[2 * reach + 1];
        for (var i = 0; i < draws; i++) seen[(int)noise.Draw(words) + reach]++;
        var weights = Enumerable.Range(-reach, seen.Length).Select(weight).ToArray();
        var all = weights.Sum();
        return ChiSquaredDeviation(seen, [.. weights.Select(w => w / all * draws)]);
    }

    /// <summary>P(N(0, 1) &lt; z), by its power series.</summary>
    public static double NormalBelow(double z)
    {
        if (z < 0) return 1 - NormalBelow(-z);
        if (z > 8) return 1;
        var (term, sum) = (z, z);
        for (var n = 3; n < 400; n += 2) sum += term *= z * z / n;
        return 0.5 + sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>Upper end of a one-sided confidence interval of a share (Wilson with the exact ends at nothing and everything).</summary>
    public static double UpperShare(long hits, long runs, double deviations)
    {
        var (p, z2) = ((double)hits / runs, deviations * deviations);
        return Math.Min(1, (p + z2 / (2 * runs) + deviations * Math.Sqrt(p * (1 - p) / runs + z2 / (4.0 * runs * runs))) / (1 + z2 / runs));
    }

    public static double LowerShare(long hits, long runs, double deviations) => 1 - UpperShare(runs - hits, runs, deviations);
}
