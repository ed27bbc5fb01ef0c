namespace Yuanliu.Compute.Identifiers;

/// <summary>组织机构代码 — eight characters and a check character modulo 11 (GB 11714-1997); part of every unified social credit code.</summary>
public static class OrganizationCode
{
    static ReadOnlySpan<byte> Weights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <param name="text">Nine characters, without the hyphen that may be written before the last.</param>
    public static bool IsValid(ReadOnlySpan<byte> text) => text.Length == 9 && CheckCharacter(text[..8]) is { } check && check == text[8];

    /// <param name="body">The first eight: digits and capital letters.</param>
    /// <returns>The ninth; null when a character is not allowed.</returns>
    public static byte? CheckCharacter(ReadOnlySpan<byte> body)
    {
        if (body.Length != 8) return null;
        var sum = 0;
        for (var i = 0; i < 8; i++)
        {
            if (!char.IsAsciiDigit((char)body[i]) && !char.IsAsciiLetterUpper((char)body[i])) return null;
            sum += (body[i] <= '9' ? body[i] - '0' : body[i] - 'A' + 10) * Weights[i];
        }
        return (11 - sum % 11) switch { 10 => (byte)'X', 11 => (byte)'0', var check => (byte)('0' + check) };
    }
}
