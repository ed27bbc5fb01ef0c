using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// ρ — privacy loss by zero-concentrated differential privacy, a fraction with the denominator 10¹² so that sums stay exact in every
/// database.
/// </summary>
public readonly record struct Rho : IComparable<Rho>
{
    public const long UnitsPerOne = 1_000_000_000_000;

    public Rho(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        Units = units;
    }

    /// <summary>In 10⁻¹².</summary>
    public long Units { get; }
    public Ratio Exact => new(Units, UnitsPerOne);
    /// <summary>In 10⁻⁶ for what was spent, never less than it is; what is left of a budget is told rounded down.</summary>
    public long MicroSpent => (long)(Exact * 1_000_000).Ceiling;
    public long MicroLeft => Units / (UnitsPerOne / 1_000_000);

    /// <summary>For a cost: never less than it is.</summary>
    public static Rho RoundedUp(Ratio value) => new((long)(value * UnitsPerOne).Ceiling);
    /// <summary>For a budget: never more than was granted.</summary>
    public static Rho RoundedDown(Ratio value) => new((long)(value * UnitsPerOne).Floor);

    public static Rho operator +(Rho a, Rho b) => new(checked(a.Units + b.Units));
    public static Rho operator -(Rho a, Rho b) => new(a.Units - b.Units);
    public static bool operator <(Rho a, Rho b) => a.Units < b.Units;
    public static bool operator >(Rho a, Rho b) => a.Units > b.Units;
    public static bool operator <=(Rho a, Rho b) => a.Units <= b.Units;
    public static bool operator >=(Rho a, Rho b) => a.Units >= b.Units;
    public int CompareTo(Rho other) => Units.CompareTo(other.Units);
    public override string ToString() => Decimals.Text(Units, 12);
}

/// <summary>δ — the chance by which the bound on the loss may fail, with the denominator 10¹⁸.</summary>
public readonly record struct Delta : IComparable<Delta>
{
    public const long UnitsPerOne = 1_000_000_000_000_000_000;

    public Delta(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        Units = units;
    }

    /// <summary>In 10⁻¹⁸.</summary>
    public long Units { get; }
    public Ratio Exact => new(Units, UnitsPerOne);

    public static Delta RoundedUp(Ratio value) => new((long)(value * UnitsPerOne).Ceiling);
    public static Delta RoundedDown(Ratio value) => new((long)(value * UnitsPerOne).Floor);

    public static Delta operator +(Delta a, Delta b) => new(checked(a.Units + b.Units));
    public static Delta operator -(Delta a, Delta b) => new(a.Units - b.Units);
    public static bool operator <(Delta a, Delta b) => a.Units < b.Units;
    public static bool operator >(Delta a, Delta b) => a.Units > b.Units;
    public static bool operator <=(Delta a, Delta b) => a.Units <= b.Units;
    public static bool operator >=(Delta a, Delta b) => a.Units >= b.Units;
    public int CompareTo(Delta other) => Units.CompareTo(other.Units);
    public override string ToString() => Decimals.Text(Units, 18);
}

/// <summary>
/// ε — the same loss as most papers state it, with the denominator 10¹². Only ever reported; noise is never computed from it.
/// </summary>
public readonly record struct Epsilon : IComparable<Epsilon>
{
    public const long UnitsPerOne = 1_000_000_000_000;

    public Epsilon(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        Units = units;
    }

    /// <summary>In 10⁻¹².</summary>
    public long Units { get; }
    public Ratio Exact => new(Units, UnitsPerOne);

    public static Epsilon RoundedUp(Ratio value) => new((long)(value * UnitsPerOne).Ceiling);

    /// <summary>As it is told to people: three places after the point, rounded up, so that a loss never looks smaller than it is.</summary>
    public string Told => Decimals.Text((Exact * 1000).Ceiling, 3);

    public static bool operator <(Epsilon a, Epsilon b) => a.Units < b.Units;
    public static bool operator >(Epsilon a, Epsilon b) => a.Units > b.Units;
    public static bool operator <=(Epsilon a, Epsilon b) => a.Units <= b.Units;
    public static bool operator >=(Epsilon a, Epsilon b) => a.Units >= b.Units;
    public int CompareTo(Epsilon other) => Units.CompareTo(other.Units);
    public override string ToString() => Decimals.Text(Units, 12);
}

/// <summary>隐私损失 — what an answer costs, and what a budget grants: ρ of zCDP and, for answers that choose their groups, δ.</summary>
public readonly record struct PrivacyLoss(Rho Rho, Delta Delta)
{
    public static readonly PrivacyLoss None;

    public bool FitsIn(PrivacyLoss other) => Rho <= other.Rho && Delta <= other.Delta;

    /// <summary>Composition: losses add, also when later questions depend on earlier answers.</summary>
    public static PrivacyLoss operator +(PrivacyLoss a, PrivacyLoss b) => new(a.Rho + b.Rho, a.Delta + b.Delta);
    public static PrivacyLoss operator -(PrivacyLoss a, PrivacyLoss b) => new(a.Rho - b.Rho, a.Delta - b.Delta);

    public override string ToString() => $"ρ {Rho}, δ {Delta}";
}

/// <summary>Integers that count 10⁻ⁿ, as plain decimals.</summary>
static class Decimals
{
    public static string Text(BigInteger units, int scale)
    {
        if (scale == 0) return $"{units}";
        var digits = BigInteger.Abs(units).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = $"{digits[..^scale]}.{digits[^scale..]}".TrimEnd('0').TrimEnd('.');
        return units.Sign < 0 ? "-" + text : text;
    }
}
