using System.Collections.Concurrent;
using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>How far noise reaches: what thresholds and error bars are made of. Bounds are rounded to the safe side.</summary>
static class Tails
{
    const int ExactSpreadMax = 64, QuantileBits = 24, KeptQuantilesMax = 1000;

    static readonly ConcurrentDictionary<Ratio, Ratio> Quantiles = new();

    /// <summary>The smallest m ≥ 1 with P(X ≥ m) = q^m/(1+q) ≤ chance, where q = e^(−1/scale).</summary>
    public static BigInteger OfLaplace(Ratio scale, Ratio chance)
    {
        Check(chance);
        var q = (-Interval.Of(1 / scale)).Exp();
        var reach = Interval.Of(scale) * -(Interval.Of(chance) * (Interval.One + q)).Ln();
        return BigInteger.Max(1, reach.HighEnd.Ceiling);
    }

    /// <summary>
    /// The smallest m ≥ 1 with P(X ≥ m) ≤ chance: summed term by term while σ is small, bounded by the continuous Gaussian where it is
    /// not.
    /// </summary>
    public static BigInteger OfGaussian(Ratio variance, Ratio chance)
    {
        Check(chance);
        if (chance >= new Ratio(1, 2)) return 1;
        if (variance <= ExactSpreadMax * ExactSpreadMax) return Summed(variance, chance);
        // P(X ≥ m) ≤ P(N(0, σ²) ≥ m − 1): Canonne, Kamath, Steinke (2020), proposition 25.
        return (Interval.Of(Quantile(chance)) * Interval.Of(variance).Root()).HighEnd.Ceiling + 1;
    }

    static BigInteger Summed(Ratio variance, Ratio chance)
    {
        var weights = Weights(variance);
        var all = Interval.Zero;
        foreach (var weight in weights) all += weight;
        all = all + all - Interval.One;
        // Beyond the last weight each further one is smaller by a factor below e^(−last/σ²): together at most (σ + 1) times the last.
        var tail = weights[^1].High * (Ratio.Root(variance.Ceiling) + 2);
        var allowed = (Interval.Of(chance) * all).Low;
        for (var m = weights.Count - 1; m > 0; m--)
        {
            tail += weights[m].High;
            if (tail > allowed) return m + 1;
        }
        return 1;
    }

    /// <summary>
    /// e^(−k²/2σ²) for k = 0, 1, … until nothing is left of it in 200 bits. Each follows from the last by e^(−(2k+1)/2σ²).
    /// </summary>
    static List<Interval> Weights(Ratio variance)
    {
        var step = (-Interval.Of(1 / (2 * variance))).Exp();
        var (weight, ratio, ratioStep) = (Interval.One, step, step * step);
        var weights = new List<Interval> { weight };
        while (weight.High >> Interval.FractionBits - 200 > 0)
        {
            weight *= ratio;
            ratio *= ratioStep;
            weights.Add(weight);
        }
        return weights;
    }

    /// <summary>The smallest multiple of 2^−24 that a standard Gaussian exceeds with at most this chance.</summary>
    internal static Ratio Quantile(Ratio chance)
    {
        if (Quantiles.TryGetValue(chance, out var known)) return known;
        var (low, high) = (BigInteger.Zero, (BigInteger)16 << QuantileBits);
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            if (NormalTail(new(middle, BigInteger.One << QuantileBits)).HighEnd <= chance) high = middle; else low = middle;
        }
        var quantile = new Ratio(high, BigInteger.One << QuantileBits);
        if (Quantiles.Count < KeptQuantilesMax) Quantiles.TryAdd(chance, quantile);
        return quantile;
    }

    /// <summary>P(N(0, 1) ≥ z) = 1/2 − φ(z)·(z + z³/3 + z⁵/3·5 + …), for 0 ≤ z ≤ 16.</summary>
    internal static Interval NormalTail(Ratio z)
    {
        var (square, term, sum) = (Interval.Of(z * z), Interval.Of(z), Interval.Zero);
        for (var n = 1; n < 2000 && term.High > 1; n += 2)
        {
            sum += term;
            term *= square;
            term = new(term.Low / (n + 2), term.High / (n + 2) + 1);
        }
        // Terms fall from n > z² on, in the end by more than half each: what is left out is below the last one.
        sum = new(sum.Low, sum.High + term.High + 1);
        var density = (-Interval.Of(z * z / 2)).Exp() / (Interval.Pi + Interval.Pi).Root();
        return Interval.Of(new Ratio(1, 2)) - density * sum;
    }

    static void Check(Ratio chance)
    {
        if (chance <= new Ratio(1, BigInteger.One << 100) || chance >= 1)
            throw new ArgumentOutOfRangeException(nameof(chance), $"{chance}");
    }
}
