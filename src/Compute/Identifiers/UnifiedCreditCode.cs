namespace Yuanliu.Compute.Identifiers;

/// <summary>统一社会信用代码 — 18 characters with a check character modulo 31 (GB 32100-2015).</summary>
public static class UnifiedCreditCode
{
    static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHJKLMNPQRTUWXY"u8;
    static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>The departments that register and the kinds of what they register (table 1 of the standard).</summary>
    static ReadOnlySpan<byte> Departments => "11121319212931323334353941495152535459616269717279818991929399A1A9N1N2N3N9Y1"u8;

    public static bool IsValid(ReadOnlySpan<char> text) => IsValid(Digits.Narrow(text, stackalloc byte[18]));

    /// <inheritdoc cref="IsValid(ReadOnlySpan{char})"/>
    public static bool IsValid(ReadOnlySpan<byte> text) => text.Length == 18 && Check(text) is { } check && check == text[17];

    /// <summary>Whether the first two characters are a department and kind, and the next six are digits, as a region has.</summary>
    public static bool HasDepartment(ReadOnlySpan<byte> text)
    {
        if (!Digits.Only(text[2..8])) return false;
        for (var i = 0; i < Departments.Length; i += 2)
            if (text.StartsWith(Departments.Slice(i, 2))) return true;
        return false;
    }

    /// <summary>Whether the organization code within has its own check character right.</summary>
    public static bool HoldsOrganizationCode(ReadOnlySpan<byte> text) => OrganizationCode.IsValid(text[8..17]);

    /// <param name="body">The first 17 characters.</param>
    /// <returns>The 18th; null when a character is not of the alphabet.</returns>
    public static char? CheckCharacter(ReadOnlySpan<char> body)
    {
        var text = Digits.Narrow(body, stackalloc byte[17]);
        return text.Length == 17 ? Check(text) : null;
    }

    static char? Check(ReadOnlySpan<byte> text)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = text[i] is >= (byte)'0' and <= (byte)'9' ? text[i] - '0' : Alphabet.IndexOf(text[i]);
            if (value < 0) return null;
            sum += value * Weights[i];
        }
        return (char)Alphabet[(31 - sum % 31) % 31];
    }
}
