namespace Yuanliu.Compute.Identifiers;

/// <summary>公民身份号码 — 18 characters: region, date of birth, sequence, check character modulo 11-2 (GB 11643-1999).</summary>
/// <remarks>
/// Residence permits of people from Hong Kong, Macao (81, 82) and Taiwan (83) and permanent residence cards of foreigners (9) carry
/// the same form. The 15 digits used until 1999 have a year of two digits and no check character.
/// </remarks>
public static class ResidentNumber
{
    const string CheckCharacters = "10X98765432";
    static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The first two digits of the regions of GB/T 2260, and 83 and 91, which only persons carry.</summary>
    static ReadOnlySpan<byte> Provinces =>
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
        71, 81, 82, 83, 91,
    ];

    /// <summary>Whether the region exists, the birthday is a day from 1850 to 2099, and the check character (X or x) is right.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => IsValid(Digits.Narrow(text, stackalloc byte[18]));

    /// <inheritdoc cref="IsValid(ReadOnlySpan{char})"/>
    public static bool IsValid(ReadOnlySpan<byte> text)
        => text.Length == 18 && Digits.Only(text[..17]) && HasProvince(text) && Check(text) == (text[17] == 'x' ? 'X' : text[17])
            && IsDay(Digits.Number(text[6..10]), text[10..14]);

    /// <summary>Whether the 15 digits in use until 1999 name a region and a day of the twentieth century.</summary>
    public static bool IsOldForm(ReadOnlySpan<byte> text)
        => text.Length == 15 && Digits.Only(text) && HasProvince(text) && IsDay(1900 + Digits.Number(text[6..8]), text[8..12]);

    /// <param name="body">The first 17 digits.</param>
    /// <returns>The 18th character; null when one of the 17 is no digit.</returns>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        var digits = Digits.Narrow(body, stackalloc byte[17]);
        return digits.Length == 17 && Digits.Only(digits) ? Check(digits) : null;
    }

    /// <summary>The day of birth that the number states; null when there is no such day.</summary>
    public static DateOnly? Birthday(ReadOnlySpan<char> text)
    {
        var digits = Digits.Narrow(text, stackalloc byte[18]);
        if (digits.Length != 18 || !Digits.Only(digits[6..14])) return null;
        var year = Digits.Number(digits[6..10]);
        return IsDay(year, digits[10..14]) ? new(year, Digits.Number(digits[10..12]), Digits.Number(digits[12..14])) : null;
    }

    static char Check(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (digits[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    static bool HasProvince(ReadOnlySpan<byte> text) => Provinces.Contains((byte)Digits.Number(text[..2]));

    static bool IsDay(int year, ReadOnlySpan<byte> monthAndDay)
    {
        var (month, day) = (Digits.Number(monthAndDay[..2]), Digits.Number(monthAndDay[2..]));
        return year is >= 1850 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }
}
