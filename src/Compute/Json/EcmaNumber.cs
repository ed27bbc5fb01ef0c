using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Yuanliu.Compute.Json;

/// <summary>Numbers as ECMAScript prints them (ECMA-262 Number::toString, radix 10), which RFC 8785 prescribes.</summary>
static class EcmaNumber
{
    // Every integer of up to 15 digits is a double of its own; longer ones must prove it.
    const int SafeDigits = 15;

    /// <summary>The canonical form of a JSON number literal.</summary>
    /// <exception cref="JsonException">The literal is beyond double, or is an integer that a double would silently change.</exception>
    public static string Canonical(string literal)
    {
        var value = double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        var text = Format(value);
        if (literal.Length > SafeDigits && IsInteger(literal) && text != literal)
            throw new JsonException($"{Shown(literal)} would be changed to {text}: write large integers as strings.");
        return text;
    }

    /// <summary>The shortest digits that read back as the same double, laid out as ECMAScript does.</summary>
    /// <param name="value">Minus zero is written as 0.</param>
    /// <exception cref="JsonException">The value is not finite.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) throw new JsonException("JSON has no NaN and no number beyond what a double can hold.");
        if (value == 0) return "0";

        var (digits, point) = Split(Shortest(Math.Abs(value)));
        var text = new StringBuilder(32);
        if (value < 0) text.Append('-');
        return Layout(text, digits, point).ToString();
    }

    // For two powers of two (2⁻²⁵ and 2⁻⁹⁵⁸) "R" drops a digit too many and names their neighbour: 17 digits are always enough.
    static string Shortest(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(shortest, CultureInfo.InvariantCulture).Equals(value)
            ? shortest
            : value.ToString("E16", CultureInfo.InvariantCulture);
    }

    /// <returns>The significant digits d₁d₂…dₖ and n such that the value is 0.d₁d₂…dₖ × 10ⁿ.</returns>
    static (string Digits, int Point) Split(string shortest)
    {
        var exponentAt = shortest.IndexOf('E');
        var exponent = exponentAt < 0 ? 0 : int.Parse(shortest.AsSpan(exponentAt + 1), CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];

        var pointAt = mantissa.IndexOf('.');
        var point = (pointAt < 0 ? mantissa.Length : pointAt) + exponent;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        return (digits.TrimEnd('0'), point - (all.Length - digits.Length));
    }

    // The five cases of Number::toString; k = digits.Length, n = point.
    static StringBuilder Layout(StringBuilder text, string digits, int point)
    {
        if (point is > 0 and <= 21)
        {
            return digits.Length <= point
                ? text.Append(digits).Append('0', point - digits.Length)
                : text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point);
        }
        if (point is > -6 and <= 0) return text.Append("0.").Append('0', -point).Append(digits);

        text.Append(digits[0]);
        if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
        return text.Append('e').Append(point > 0 ? '+' : '-').Append(Math.Abs(point - 1));
    }

    static bool IsInteger(string literal) => literal.AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    static string Shown(string literal) => literal.Length <= 40 ? literal : $"{literal.AsSpan(0, 40)}…";
}
