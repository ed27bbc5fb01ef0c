using System.Globalization;
using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>有理数 — an exact fraction in lowest terms. Every parameter of noise is one, so that nothing is rounded by accident.</summary>
public readonly record struct Ratio : IComparable<Ratio>
{
    readonly BigInteger denominatorLessOne;

    public Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException();
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        denominatorLessOne = denominator / divisor - 1;
    }

    public BigInteger Numerator { get; }
    public BigInteger Denominator => denominatorLessOne + 1;

    public bool IsPositive => Numerator.Sign > 0;
    public BigInteger Floor => Numerator.Sign >= 0 ? Numerator / Denominator : -((-Numerator + denominatorLessOne) / Denominator);
    public BigInteger Ceiling => -(-this).Floor;

    public static implicit operator Ratio(long value) => new(value, 1);
    public static implicit operator Ratio(BigInteger value) => new(value, 1);

    public static Ratio operator -(Ratio a) => new(-a.Numerator, a.Denominator);
    public static Ratio operator +(Ratio a, Ratio b)
        => new(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator);
    public static Ratio operator -(Ratio a, Ratio b) => a + -b;
    public static Ratio operator *(Ratio a, Ratio b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);
    public static Ratio operator /(Ratio a, Ratio b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);
    public static bool operator <(Ratio a, Ratio b) => a.CompareTo(b) < 0;
    public static bool operator >(Ratio a, Ratio b) => a.CompareTo(b) > 0;
    public static bool operator <=(Ratio a, Ratio b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Ratio a, Ratio b) => a.CompareTo(b) >= 0;

    public int CompareTo(Ratio other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>
    /// The smallest fraction not below this one whose denominator is a power of two and that has about so many significant bits.
    /// </summary>
    public Ratio RoundedUpTo(int significantBits)
    {
        if (!IsPositive) throw new InvalidOperationException("Only a positive fraction has leading bits.");
        var shift = significantBits - (int)(Numerator.GetBitLength() - Denominator.GetBitLength());
        return shift > 0 ? new Ratio((this * (BigInteger.One << shift)).Ceiling, BigInteger.One << shift) : Ceiling;
    }

    /// <summary>The largest multiple of 1/scale whose square is not above this.</summary>
    public Ratio RootDown(BigInteger scale) => new(Root(Numerator * scale * scale / Denominator), scale);

    /// <summary>⌊√n⌋, by Newton's steps from above.</summary>
    internal static BigInteger Root(BigInteger n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n.Sign);
        if (n.IsZero) return n;
        var root = BigInteger.One << (int)(n.GetBitLength() + 1) / 2;
        while (true)
        {
            var next = (root + n / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>Reads plain decimals such as 0.125.</summary>
    public static Ratio Parse(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        return new(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1));
    }

    public override string ToString() => denominatorLessOne.IsZero ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
