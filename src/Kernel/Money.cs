namespace Yuanliu.Kernel;

/// <summary>分 — an amount in CNY fen, exact. Currency is always CNY; a second one becomes a second type.</summary>
public readonly record struct Fen(long Value) : IComparable<Fen>
{
    public static readonly Fen Zero;
    public int CompareTo(Fen other) => Value.CompareTo(other.Value);
    public static Fen operator +(Fen a, Fen b) => new(checked(a.Value + b.Value));
    public static Fen operator -(Fen a, Fen b) => new(checked(a.Value - b.Value));
    public static Fen operator -(Fen a) => new(checked(-a.Value));
    public static Fen operator *(Fen a, long times) => new(checked(a.Value * times));
    public static bool operator <(Fen a, Fen b) => a.Value < b.Value;
    public static bool operator >(Fen a, Fen b) => a.Value > b.Value;
    public static bool operator <=(Fen a, Fen b) => a.Value <= b.Value;
    public static bool operator >=(Fen a, Fen b) => a.Value >= b.Value;

    /// <summary>Two decimals and the currency sign, for example <c>¥1,234.50</c>.</summary>
    public override string ToString()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{(Value < 0 ? "-" : "")}¥{Math.Abs(Value) / 100:N0}.{Math.Abs(Value) % 100:D2}");

    /// <summary>Yuan with two decimals and nothing else, for example <c>-1234.50</c>: for files that programs read.</summary>
    public string Yuan()
        => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{(Value < 0 ? "-" : "")}{Math.Abs(Value) / 100}.{Math.Abs(Value) % 100:D2}");

    public static Fen Add(Fen left, Fen right) => left + right;
    public static Fen Subtract(Fen left, Fen right) => left - right;
    public static Fen Negate(Fen item) => -item;
    public static Fen Multiply(Fen left, long right) => left * right;
}
