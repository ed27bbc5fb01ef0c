namespace Yuanliu.Compute.Identifiers;

/// <summary>车辆识别代号 — 17 characters without I, O and Q; the ninth checks the others modulo 11 (GB 16735-2019).</summary>
public static class VehicleNumber
{
    static ReadOnlySpan<byte> Weights => [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

    /// <summary>What the letters A to Z count; 0 for those that are not allowed.</summary>
    static ReadOnlySpan<byte> Letters => [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>Whether the characters are allowed, letters are among them, and the last four are digits.</summary>
    public static bool HasForm(ReadOnlySpan<byte> text)
    {
        if (text.Length != 17 || !Digits.Only(text[13..])) return false;
        var letters = 0;
        foreach (var character in text[..13])
        {
            if (char.IsAsciiDigit((char)character)) continue;
            if (!char.IsAsciiLetterUpper((char)character) || Letters[character - 'A'] == 0) return false;
            letters++;
        }
        return letters > 0;
    }

    /// <summary>Whether the ninth character is right; makers for the European market need not keep to it.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) => HasForm(text) && CheckCharacter(text) == text[8];

    /// <param name="text">17 allowed characters; the ninth does not count.</param>
    public static byte CheckCharacter(ReadOnlySpan<byte> text)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (text[i] <= '9' ? text[i] - '0' : Letters[text[i] - 'A']) * Weights[i];
        return sum % 11 == 10 ? (byte)'X' : (byte)('0' + sum % 11);
    }
}
