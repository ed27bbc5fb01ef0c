namespace Yuanliu.Compute.Identifiers;

/// <summary>银行卡号 — 13 to 19 digits whose last is the check digit of Luhn (GB/T 14504, ISO/IEC 7812-1).</summary>
/// <remarks>One in ten numbers of such length passes by chance: a single hit says little, a column of hits says much.</remarks>
public static class BankCardNumber
{
    /// <summary>Whether the number is right; groups may be parted by single spaces.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[19];
        var length = 0;
        foreach (var character in text)
        {
            if (character == ' ' && length > 0 && length % 4 == 0) continue;
            if (!char.IsAsciiDigit(character) || length == digits.Length) return false;
            digits[length++] = character;
        }
        return length >= 13 && digits[0] != '0' && text[^1] != ' ' && CheckDigit(digits[..(length - 1)]) == digits[length - 1];
    }

    /// <param name="body">All digits but the last.</param>
    /// <returns>The last digit; null when a character is no digit.</returns>
    public static char? CheckDigit(ReadOnlySpan<char> body)
    {
        if (!Digits.Only(body)) return null;
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            if (i % 2 == 0) digit *= 2;
            sum += digit > 9 ? digit - 9 : digit;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
