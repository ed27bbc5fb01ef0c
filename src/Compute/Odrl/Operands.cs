using System.Globalization;
using System.Xml;

namespace Yuanliu.Compute.Odrl;

/// <summary>Values of terms: their form, and what contains what.</summary>
internal static class Operands
{
    public static bool IsRight(OperandKind kind, string value) => kind switch
    {
        OperandKind.Number => Number(value) is not null,
        OperandKind.Moment => Moment(value) is not null,
        OperandKind.Length => Length(value) is not null,
        OperandKind.Text => true,
        OperandKind.Place => value == "CN" || value.Length == 6 && value.All(char.IsAsciiDigit),
        OperandKind.Concept => !value.StartsWith('/') && !value.EndsWith('/') && !value.Contains("//", StringComparison.Ordinal),
    };

    public static long? Number(string value)
        => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>UTC.</returns>
    public static DateTime? Moment(string value) => DateTimeOffset.TryParseExact(value, ["yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss'Z'"],
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;

    /// <summary>Days, hours, minutes and seconds: years and months have no length of their own.</summary>
    public static TimeSpan? Length(string value)
    {
        if (value.Length > 20 || value.Contains('Y') || value.AsSpan(0, Math.Max(0, value.IndexOf('T'))).Contains('M')
            || !value.Contains('T') && value.Contains('M')) return null;
        try { return XmlConvert.ToTimeSpan(value) is var length && length >= TimeSpan.Zero ? length : null; }
        catch (FormatException)
        {
            return null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>As compared: numbers as they are, instants and lengths in ticks.</summary>
    public static long Ordinal(OperandKind kind, string value) => kind switch
    {
        OperandKind.Number => Number(value)!.Value,
        OperandKind.Moment => Moment(value)!.Value.Ticks,
        _ => Length(value)!.Value.Ticks,
    };

    /// <summary>Whether a place or concept is another or lies within it. Nothing is allocated.</summary>
    public static bool IsWithin(OperandKind kind, string part, string whole)
    {
        if (kind is OperandKind.Place)
        {
            if (whole == "CN") return true;
            if (part == "CN") return false;
            var length = whole.EndsWith("0000", StringComparison.Ordinal) ? 2 : whole.EndsWith("00", StringComparison.Ordinal) ? 4 : 6;
            return part.AsSpan(0, length).SequenceEqual(whole.AsSpan(0, length));
        }
        return part.StartsWith(whole, StringComparison.Ordinal) && (part.Length == whole.Length || part[whole.Length] == '/');
    }
}
