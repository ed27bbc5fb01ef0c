using System.Buffers;

namespace Yuanliu.Compute.Identifiers;

/// <summary>电子邮箱 — an address as people use them: the dot-atom form of RFC 5321 with a domain name of at least two labels.</summary>
public static class EmailAddress
{
    /// <summary>No address is longer.</summary>
    public const int LengthMax = 254;

    internal static readonly SearchValues<byte> LocalCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~."u8);

    internal static readonly SearchValues<byte> DomainCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."u8);

    public static bool IsValid(ReadOnlySpan<char> text) => IsValid(Digits.Narrow(text, stackalloc byte[LengthMax]));

    /// <inheritdoc cref="IsValid(ReadOnlySpan{char})"/>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return text.Length <= LengthMax && at is >= 1 and <= 64 && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    static bool IsLocal(ReadOnlySpan<byte> text)
        => !text.ContainsAnyExcept(LocalCharacters) && text[0] != '.' && text[^1] != '.' && text.IndexOf(".."u8) < 0;

    static bool IsDomain(ReadOnlySpan<byte> text)
    {
        var labels = 0;
        ReadOnlySpan<byte> last = default;
        if (text.ContainsAnyExcept(DomainCharacters)) return false;
        foreach (var range in text.Split((byte)'.'))
        {
            last = text[range];
            if (last.Length is 0 or > 63 || last[0] == '-' || last[^1] == '-') return false;
            labels++;
        }
        return labels >= 2 && last.Length >= 2 && !Digits.Only(last);
    }
}
