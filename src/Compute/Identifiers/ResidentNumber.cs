namespace Yuanliu.Compute.Identifiers;

/// <summary>公民身份号码 — 18 characters: region, date of birth, sequence, check character modulo 11-2 (GB 11643-1999).</summary>
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
    public static bool IsValid(ReadOnlySpan<char> text)
        => text.Length == 18
            && CheckCharacter(text[..17]) is { } check && check == char.ToUpperInvariant(text[17])
            && Provinces.Contains((byte)Digits.Number(text[..2]))
            && Birthday(text) is not null;

    /// <param name="body">The first 17 digits.</param>
    /// <returns>The 18th character; null when one of the 17 is no digit.</returns>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        if (body.Length != 17 || !Digits.Only(body)) return null;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (body[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    /// <summary>The day of birth that the number states; null when there is no such day.</summary>
    public static DateOnly? Birthday(ReadOnlySpan<char> text)
    {
        if (text.Length != 18 || !Digits.Only(text[6..14])) return null;
        var (year, month, day) = (Digits.Number(text[6..10]), Digits.Number(text[10..12]), Digits.Number(text[12..14]));
        var exists = year is >= 1850 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        return exists ? new DateOnly(year, month, day) : null;
    }
}
