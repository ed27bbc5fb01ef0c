using System.Globalization;

namespace Yuanliu.Compute.Merkle;

/// <summary>Numbers and base64 in the one spelling the C2SP formats allow, so that two texts never mean the same thing.</summary>
static class StrictText
{
    /// <summary>Standard base64 with padding; no white space, no stray bits in the last character.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, bytes, out var written)) return false;
        Array.Resize(ref bytes, written);
        return text.SequenceEqual(Convert.ToBase64String(bytes));
    }

    /// <summary>ASCII decimal from 0 to 2^63−1 without sign, space or leading zero.</summary>
    public static bool TryDecimal(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return !text.IsEmpty
            && !text.ContainsAnyExceptInRange('0', '9')
            && (text[0] != '0' || text.Length == 1)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
