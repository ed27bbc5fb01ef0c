using System.Buffers;

namespace Yuanliu.Compute.Identifiers;

/// <summary>电子邮箱 — an address as people use them: the dot-atom form of RFC 5321 with a domain name of at least two labels.</summary>
public static class EmailAddress
{
    static readonly SearchValues<char> LocalCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.");

    static readonly SearchValues<char> LabelCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return text.Length <= 254 && at is >= 1 and <= 64 && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    static bool IsLocal(ReadOnlySpan<char> text)
        => !text.ContainsAnyExcept(LocalCharacters) && text[0] != '.' && text[^1] != '.' && text.IndexOf("..") < 0;

    static bool IsDomain(ReadOnlySpan<char> text)
    {
        var labels = 0;
        ReadOnlySpan<char> last = default;
        foreach (var range in text.Split('.'))
        {
            last = text[range];
            if (last.Length is 0 or > 63 || last.ContainsAnyExcept(LabelCharacters) || last[0] == '-' || last[^1] == '-') return false;
            labels++;
        }
        return labels >= 2 && last.Length >= 2 && !Digits.Only(last);
    }
}
