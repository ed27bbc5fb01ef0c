using System.Globalization;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>How numbers, strings and dates are spelled in a PDF (ISO 32000-1, 7.3 and 7.9).</summary>
internal static class PdfSyntax
{
    /// <summary>Thousandths of a point are finer than any printer; more digits would let rounding differ between machines.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e7)
            throw new ArgumentOutOfRangeException(nameof(value), value, "Not a place on a page.");

        return (Math.Round(value * 1000, MidpointRounding.AwayFromZero) / 1000 + 0.0)
            .ToString("0.###", CultureInfo.InvariantCulture);
    }

    public static string Numbers(params ReadOnlySpan<double> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
            text.Append(text.Length > 0 ? " " : "").Append(Number(value));
        return text.ToString();
    }

    /// <summary>A text string: readable when it is plain ASCII, else UTF-16 with a byte order mark.</summary>
    public static string Text(string value)
    {
        if (value.Any(c => c is < ' ' or > '~'))
            return Utf16(value);

        return $"({value.Replace("\\", @"\\").Replace("(", @"\(").Replace(")", @"\)")})";
    }

    public static string Utf16(string value) => Hex([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(value)]);

    public static string Hex(ReadOnlySpan<byte> value) => $"<{Convert.ToHexStringLower(value)}>";

    /// <param name="at">UTC.</param>
    public static string Date(DateTime at)
        => at.Kind == DateTimeKind.Utc
            ? $"(D:{at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)"
            : throw new ArgumentException("A date in a document is given in UTC.", nameof(at));

    public static string Name(string value)
    {
        var text = new StringBuilder("/");
        foreach (var b in Encoding.UTF8.GetBytes(value))
            text.Append(IsRegular(b) ? ((char)b).ToString() : $"#{b:X2}");
        return text.ToString();
    }

    static bool IsRegular(byte b) => b is > (byte)' ' and <= (byte)'~' && !"#()<>[]{}/%".Contains((char)b);
}
