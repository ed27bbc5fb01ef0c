namespace Yuanliu.Compute.Identifiers;

/// <summary>银行卡号 — 13 to 19 digits whose last is the check digit of Luhn (GB/T 14504, ISO/IEC 7812-1).</summary>
/// <remarks>One in ten numbers of such length passes by chance: a single hit says little, a column of hits says much.</remarks>
public static class BankCardNumber
{
    /// <summary>Whether the number is right; groups may be parted by single spaces.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<byte> digits = stackalloc byte[19];
        var length = 0;
        foreach (var character in text)
        {
            if (character == ' ' && length > 0 && length % 4 == 0) continue;
            if (!char.IsAsciiDigit(character) || length == digits.Length) return false;
            digits[length++] = (byte)character;
        }
        return length > 0 && text[^1] != ' ' && IsValid(digits[..length]);
    }

    /// <param name="digits">Digits alone.</param>
    public static bool IsValid(ReadOnlySpan<byte> digits)
        => digits.Length is >= 13 and <= 19 && Digits.Only(digits) && digits[0] != '0' && Luhn.Holds(digits);

    /// <param name="body">All digits but the last.</param>
    /// <returns>The last digit; null when a character is no digit.</returns>
    public static char? CheckDigit(ReadOnlySpan<char> body)
    {
        var digits = Digits.Narrow(body, stackalloc byte[18]);
        return Digits.Only(digits) ? (char)Luhn.CheckDigit(digits) : null;
    }
}
