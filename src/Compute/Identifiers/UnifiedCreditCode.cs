namespace Yuanliu.Compute.Identifiers;

/// <summary>统一社会信用代码 — 18 characters with a check character modulo 31 (GB 32100-2015).</summary>
public static class UnifiedCreditCode
{
    const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static ReadOnlySpan<int> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    public static bool IsValid(ReadOnlySpan<char> text)
        => text.Length == 18 && CheckCharacter(text[..17]) is { } check && check == text[17];

    /// <param name="body">The first 17 characters.</param>
    /// <returns>The 18th; null when a character is not of the alphabet.</returns>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        if (body.Length != 17) return null;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(body[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value * Weights[i];
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
