using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// 分位数选择 — the exponential mechanism over bins, in integers: bin i is chosen with a probability ∝ e^(−ε·distance/2Δ), the distance being
/// how many ranks lie between the quantile and the bin. Being of bounded range, it costs ε²/8 (Cesar and Rogers 2021).
/// </summary>
public sealed class QuantileChoice
{
    const int EpsilonBits = 30;

    readonly UInt128 numerator, denominator;
    readonly ulong below, whole;

    /// <param name="rank">Between 0 and 1.</param>
    /// <param name="sensitivity">How far one identity moves a distance.</param>
    internal QuantileChoice(Ratio rank, Int128 sensitivity, int groupsMoved, Rho share)
    {
        if (rank.Denominator > 10_000) throw new ArgumentOutOfRangeException(nameof(rank), "Ranks are told apart to a ten-thousandth.");
        (below, whole) = ((ulong)rank.Numerator, (ulong)rank.Denominator);
        Epsilon = (8 * share.Exact / groupsMoved).RootDown(BigInteger.One << EpsilonBits);
        if (!Epsilon.IsPositive) throw new ArgumentOutOfRangeException(nameof(share), "Too little to choose by.");
        var slope = Epsilon / (2 * (BigInteger)sensitivity);
        (Slope, numerator, denominator) = (slope, (UInt128)slope.Numerator, (UInt128)slope.Denominator);
    }

    /// <summary>ε of one group's choice.</summary>
    public Ratio Epsilon { get; }
    /// <summary>ε/2Δ.</summary>
    internal Ratio Slope { get; }

    /// <summary>Distances count 1/denominator of a rank; one row moves each by so many at most.</summary>
    internal static Int128 RowWeight(Ratio rank) => (Int128)BigInteger.Max(rank.Numerator, rank.Denominator - rank.Numerator);

    /// <summary>With this chance the bin lies at most so many rows off.</summary>
    public BigInteger RowsAround(int bins, Ratio confidence)
        => (Interval.Of(bins / (1 - confidence)).Ln() / Interval.Of(Slope * (BigInteger)whole)).HighEnd.Ceiling;

    internal int Choose(ReadOnlySpan<Int128> counts, RandomWords words)
    {
        Int128 all = 0;
        foreach (var count in counts) all = checked(all + count);
        Span<UInt128> distances = stackalloc UInt128[BinEdges.BinsMax];
        Int128 passed = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var (target, from, to) = checked((all * below, passed * whole, (passed + counts[i]) * whole));
            distances[i] = (UInt128)Int128.Max(0, Int128.Max(from - target, target - to));
            passed += counts[i];
        }
        // The bin that holds the quantile is at distance 0: one drawn at random and kept with e^(−slope·distance) is distributed just so.
        while (true)
        {
            var bin = (int)words.Below((ulong)counts.Length);
            if (Sampling.ExpMinus(words, checked(distances[bin] * numerator), denominator)) return bin;
        }
    }
}
