using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>噪声类型.</summary>
public enum NoiseKind { Gaussian, Laplace }

/// <summary>噪声 — integer noise with an exact distribution.</summary>
public abstract class Noise
{
    /// <summary>Above this even 128 bits would not hold all that is ever drawn.</summary>
    protected const int ScaleBitsMax = 100;

    private protected Noise() { }

    public abstract NoiseKind Kind { get; }

    /// <summary>σ² of a Gaussian, or the square of the scale of a Laplace: what ρ follows from in the same way for both.</summary>
    public abstract Ratio ScaleSquared { get; }

    public abstract Int128 Draw(RandomWords words);

    /// <summary>
    /// The smallest m ≥ 1 that noise reaches with at most this chance, P(X ≥ m) ≤ chance. Never too small, at most one too large.
    /// </summary>
    public abstract BigInteger ReachedWith(Ratio chance);

    /// <summary>What one answer that an identity can move by so much costs: Δ²/2s².</summary>
    public Ratio RhoOf(BigInteger sensitivity) => new Ratio(sensitivity * sensitivity, 2) / ScaleSquared;

    /// <summary>半宽 — noise stays within ±h with this chance at least.</summary>
    public BigInteger HalfWidth(Ratio confidence) => ReachedWith((1 - confidence) / 2) - 1;

    /// <summary>
    /// The least noise for which one identity, moving <paramref name="groups"/> answers by at most <paramref name="sensitivity"/> each,
    /// costs at most ρ.
    /// </summary>
    public static Noise For(NoiseKind kind, BigInteger sensitivity, int groups, Ratio rho)
    {
        if (!rho.IsPositive) throw new ArgumentOutOfRangeException(nameof(rho), "Noise for a loss of nothing would be endless.");
        var scaleSquared = new Ratio(sensitivity * sensitivity * groups, 2) / rho;
        return kind switch
        {
            NoiseKind.Gaussian => DiscreteGaussian.AtLeast(scaleSquared),
            NoiseKind.Laplace => DiscreteLaplace.AtLeast(scaleSquared),
        };
    }

    private protected static Int128 Signed<T>((T Size, bool Negative) drawn) where T : IBinaryInteger<T>
    {
        var size = Int128.CreateChecked(drawn.Size);
        return drawn.Negative ? -size : size;
    }
}

/// <summary>离散拉普拉斯噪声 — P(x) ∝ e^(−|x|/scale).</summary>
public sealed class DiscreteLaplace : Noise
{
    readonly ulong numerator, denominator;
    readonly bool fitsWord;

    public DiscreteLaplace(Ratio scale)
    {
        if (!scale.IsPositive || scale.Numerator.GetBitLength() > ScaleBitsMax || scale.Denominator.GetBitLength() > ScaleBitsMax)
            throw new ArgumentOutOfRangeException(nameof(scale), $"{scale}");
        Scale = scale;
        // 2^16 times the numerator is passed with a chance of e^−65536.
        fitsWord = scale.Numerator.GetBitLength() <= 48 && scale.Denominator.GetBitLength() <= 64;
        if (fitsWord) (numerator, denominator) = ((ulong)scale.Numerator, (ulong)scale.Denominator);
    }

    public Ratio Scale { get; }
    public override NoiseKind Kind => NoiseKind.Laplace;
    public override Ratio ScaleSquared => Scale * Scale;

    public override Int128 Draw(RandomWords words) => fitsWord
        ? Signed(Sampling.Laplace(words, numerator, denominator))
        : DrawWide(words);

    internal Int128 DrawWide(RandomWords words) => Signed(Sampling.Laplace(words, Scale.Numerator, Scale.Denominator));

    public override BigInteger ReachedWith(Ratio chance) => Tails.OfLaplace(Scale, chance);

    internal static DiscreteLaplace AtLeast(Ratio scaleSquared)
    {
        // The root is taken of a number a little above, so that its square is not below what was asked for.
        var unit = BigInteger.One << 24;
        var rounded = scaleSquared.RoundedUpTo(20);
        var root = rounded.RootDown(unit);
        return new((root * root < scaleSquared ? root + new Ratio(1, unit) : root).RoundedUpTo(20));
    }
}

/// <summary>离散高斯噪声 — P(x) ∝ e^(−x²/2σ²).</summary>
public sealed class DiscreteGaussian : Noise
{
    readonly GaussianTerms<BigInteger> wide;
    readonly GaussianTerms<UInt128> doubleWord;
    readonly GaussianTerms<ulong> word;
    readonly int bits;

    public DiscreteGaussian(Ratio variance)
    {
        var (numerator, denominator) = (variance.Numerator, variance.Denominator);
        if (!variance.IsPositive || numerator.GetBitLength() > 2 * ScaleBitsMax || denominator.GetBitLength() > ScaleBitsMax)
            throw new ArgumentOutOfRangeException(nameof(variance), $"{variance}");
        Variance = variance;
        wide = TermsOf(variance);
        bits = BitsOf(wide);
        if (bits <= 64) word = wide.To<ulong>();
        else if (bits <= 128) doubleWord = wide.To<UInt128>();
    }

    public Ratio Variance { get; }
    public override NoiseKind Kind => NoiseKind.Gaussian;
    public override Ratio ScaleSquared => Variance;

    public override Int128 Draw(RandomWords words) => bits switch
    {
        <= 64 => Signed(Sampling.Gaussian(words, word)),
        <= 128 => Signed(Sampling.Gaussian(words, doubleWord)),
        _ => DrawWide(words),
    };

    internal Int128 DrawWide(RandomWords words) => Signed(Sampling.Gaussian(words, wide));

    public override BigInteger ReachedWith(Ratio chance) => Tails.OfGaussian(Variance, chance);

    /// <summary>A variance not below this one, rounded so that sampling it needs short numbers.</summary>
    internal static DiscreteGaussian AtLeast(Ratio variance)
    {
        var rounded = variance.RoundedUpTo(20);
        if (rounded.Denominator.IsOne && rounded.Numerator.GetBitLength() > 40)
        {
            var spread = Ratio.Root(rounded.Numerator) + 1;
            rounded = (rounded / spread).Ceiling * spread;
        }
        return new(rounded);
    }

    /// <summary>Every integer spread is right; the nearest to σ rejects least, and one that divides σ² keeps numbers short.</summary>
    static GaussianTerms<BigInteger> TermsOf(Ratio variance)
    {
        var (a, b) = (variance.Numerator, variance.Denominator);
        var near = Ratio.Root(variance.Floor) + 1;
        var spread = new[] { near, near - 1, near + 1 }.FirstOrDefault(t => t.Sign > 0 && (a % t).IsZero, near);
        var common = BigInteger.GreatestCommonDivisor(a, b * spread);
        var weight = b * spread / common;
        var denominator = 2 * a * weight * weight;
        var factor = BigInteger.GreatestCommonDivisor(b, denominator);
        return new(spread, weight, a / common, b / factor, denominator / factor);
    }

    /// <summary>Bits of the longest number met while sizes stay below 2^10 spreads; a larger one comes with a chance of e^−1024.</summary>
    static int BitsOf(GaussianTerms<BigInteger> terms)
    {
        var distance = BigInteger.Max(terms.Spread * terms.Weight << 10, terms.Centre);
        return (int)BigInteger.Max((distance * distance * terms.Factor).GetBitLength(), terms.Denominator.GetBitLength());
    }
}
