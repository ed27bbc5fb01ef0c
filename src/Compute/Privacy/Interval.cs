using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// A real number known to lie between two multiples of 2^−256. Every operation rounds outwards, so that a threshold or a loss computed from
/// the safe end is never better than the truth: directed rounding without any floating point.
/// </summary>
readonly record struct Interval(BigInteger Low, BigInteger High)
{
    public const int FractionBits = 256;
    const int ExponentBitsMax = 16;

    public static readonly Interval Zero = new(BigInteger.Zero, BigInteger.Zero);
    public static readonly Interval One = Of(1);
    /// <summary>ln 2 = 2·artanh(1/3).</summary>
    public static readonly Interval Ln2 = TwiceArtanh(Of(new Ratio(1, 3)));
    /// <summary>π by Machin: 16·arctan(1/5) − 4·arctan(1/239).</summary>
    public static readonly Interval Pi = Of(16) * Arctan(5) - Of(4) * Arctan(239);

    static BigInteger Unit => BigInteger.One << FractionBits;

    public static Interval Of(Ratio value) => new((value * Unit).Floor, (value * Unit).Ceiling);

    /// <summary>The lower end, exactly.</summary>
    public Ratio LowEnd => new(Low, Unit);
    /// <summary>The upper end, exactly.</summary>
    public Ratio HighEnd => new(High, Unit);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);
    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);
    public static Interval operator -(Interval a, Interval b) => new(a.Low - b.High, a.High - b.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        if (a.Low.Sign >= 0 && b.Low.Sign >= 0) return new(a.Low * b.Low >> FractionBits, Shifted(a.High * b.High));
        ReadOnlySpan<BigInteger> products = [a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High];
        var (low, high) = (products[0], products[0]);
        foreach (var product in products[1..]) (low, high) = (BigInteger.Min(low, product), BigInteger.Max(high, product));
        return new(low >> FractionBits, Shifted(high));
    }

    public static Interval operator /(Interval a, Interval b) => a * b.Inverse();

    public Interval Inverse()
    {
        if (Low.Sign <= 0) throw new DivideByZeroException("Only positive numbers are divided by.");
        var one = Unit << FractionBits;
        return new(one / High, -(-one / Low) + 1);
    }

    public Interval Root() => new(Ratio.Root(Low << FractionBits), Ratio.Root(High << FractionBits) + 1);

    public Interval Exp() => new(ExpOf(Low).Low, ExpOf(High).High);

    public Interval Ln()
    {
        if (Low.Sign <= 0) throw new ArithmeticException("Logarithms are of positive numbers.");
        return new(LnOf(Low).Low, LnOf(High).High);
    }

    /// <summary>e^x for one multiple of the unit: x = k·ln 2 + r, and the power series of r.</summary>
    static Interval ExpOf(BigInteger x)
    {
        if (x < -Unit << ExponentBitsMax) return new(BigInteger.Zero, BigInteger.One);
        if (x > Unit << ExponentBitsMax) throw new OverflowException("e to such a power is no number that a loss or a threshold has.");
        var k = (int)(x / Ln2.High) - (x.Sign < 0 ? 1 : 0);
        var rest = new Interval(x, x) - new Interval(Ln2.Low * k, Ln2.High * k).Ordered();
        if (rest.Low.Sign < 0) (k, rest) = (k - 1, rest + Ln2);
        var (term, sum) = (One, One);
        for (var n = 1; !term.High.IsOne && term.High.Sign > 0; n++)
        {
            term *= rest;
            // Rounded outwards: the upper end never reaches zero, and one unit of it outweighs all terms left out.
            term = new(term.Low / n, term.High / n + 1);
            sum += term;
        }
        sum = new(sum.Low, sum.High + 1);
        return k >= 0 ? new(sum.Low << k, sum.High << k) : new(sum.Low >> -k, (sum.High >> -k) + 1);
    }

    /// <summary>ln x for one multiple of the unit: x = 2^k·m with 1 ≤ m &lt; 2, and ln m = 2·artanh((m−1)/(m+1)).</summary>
    static Interval LnOf(BigInteger x)
    {
        var k = (int)x.GetBitLength() - 1 - FractionBits;
        var m = k <= 0 ? new Interval(x << -k, x << -k) : new Interval(x >> k, (x >> k) + 1);
        return TwiceArtanh((m - One) / (m + One)) + new Interval(Ln2.Low * k, Ln2.High * k).Ordered();
    }

    /// <summary>2·(y + y³/3 + y⁵/5 + …) for 0 ≤ y ≤ 1/3 or a little above.</summary>
    static Interval TwiceArtanh(Interval y)
    {
        var (square, power, sum) = (y * y, y, Zero);
        for (var n = 1; power.High > 1; n += 2)
        {
            sum += new Interval(power.Low / n, power.High / n + 1);
            power *= square;
        }
        // What is left out is below the next power divided by 1 − y², hence below twice one unit.
        return new(2 * sum.Low, 2 * (sum.High + 2));
    }

    /// <summary>arctan(1/n), alternating: the truth lies between two neighbouring partial sums.</summary>
    static Interval Arctan(int n)
    {
        var (power, sum) = (Of(new Ratio(1, n)), Zero);
        for (var (k, sign) = (1, 1); power.High > 1; (k, sign) = (k + 2, -sign))
        {
            var term = new Interval(power.Low / k, power.High / k + 1);
            sum = sign > 0 ? sum + term : sum - term;
            power = new(power.Low / (n * n), power.High / (n * n) + 1);
        }
        return new(sum.Low - 2, sum.High + 2);
    }

    Interval Ordered() => Low <= High ? this : new(High, Low);

    static BigInteger Shifted(BigInteger product) => -(-product >> FractionBits);
}
