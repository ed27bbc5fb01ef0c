using System.Buffers;
using Yuanliu.Compute.Finder.Tables;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder;

/// <summary>Short runs, and numbers written in groups.</summary>
public ref partial struct TextScanner
{
    /// <summary>Groups of one number, and its digits.</summary>
    const int GroupsMax = 6, GroupDigitsMax = 24;

    static readonly SearchValues<byte> LooseLocal = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+"u8);

    /// <summary>Whether the run belongs to the local part of a mail address: zhang.3@….</summary>
    bool IsMailAhead(int at)
    {
        if (nextAt < at)
        {
            var distance = text[at..].IndexOf((byte)'@');
            nextAt = distance < 0 ? int.MaxValue : at + distance;
        }
        if (nextAt - at > 64) return false;
        var ahead = text.Slice(at, Math.Min(64, text.Length - at));
        var stop = ahead.IndexOfAnyExcept(LooseLocal);
        return stop > 0 && ahead[stop] == '@';
    }

    /// <summary>Up to seven characters: plates, or the first group of a longer number.</summary>
    bool TryShort(int start, int end, ReadOnlySpan<byte> token)
    {
        if (token.Length >= 4 && TryPlate(start, end)) return true;
        var next = ByteAt(end);
        var before = ByteAt(start - 1);
        var isJoined = next is (byte)':' or (byte)'-' || before is (byte)':' or (byte)'-';
        if (token.Length <= 4 && isJoined && TryNetwork(start, end)) return true;
        if (next >= 0xE4 && token.Length <= 5 && TryAddress(start, end)) return true;
        // An organization code may have its first digit after the hyphen.
        if (token.Length == 1 && before == '-' && start - 9 >= floor && !IsAlnum(start - 10) && TryHyphenCode(start - 9, start - 1))
            return true;
        if (!Digits.Only(token)) return false;
        if (next == '.') return token.Length <= 3 && (TryIp(start, end) || TryCoordinates(start, end));
        if (token[0] == '0' && token.Length is 3 or 4 && (next < '0' || next == 0xEF) && TryLandline(start, end)) return true;
        if (next is not ((byte)' ' or (byte)'-')) return false;
        return token.Length is 2 or 4 && IsCountryCode(start, end) ? TryAbroad(start, end) : TryGroups(start, end);
    }

    readonly bool IsCountryCode(int start, int end)
        => text[start..end].SequenceEqual("86"u8) && ByteAt(start - 1) == '+' || text[start..end].SequenceEqual("0086"u8);

    /// <summary>+86 138…, +86-10-….</summary>
    bool TryAbroad(int start, int end)
    {
        var from = ByteAt(start - 1) == '+' && start > floor ? start - 1 : start;
        var number = end + 1;
        var stop = DigitsEnd(number);
        if (stop - number == 11 && MobileNumber.IsNational(text[number..stop])) return TryMobile(number, stop, from, 0.97);
        Span<byte> digits = stackalloc byte[GroupDigitsMax];
        if (stop - number == 3 && ByteAt(stop) is (byte)' ' or (byte)'-'
            && Read(number, digits, out var shape, out var last) > 0 && shape == 0x344)
            return MobileNumber.IsNational(digits[..11]) && OfferMobile(digits, from, last, 0.97);
        if (ByteAt(number) == '0') return TryLocal(number, stop, from, 0.95);
        // Abroad the zero of the area code is dropped: +86 10 6234 5678.
        var area = digits[..4];
        if (stop - number is not (2 or 3)) return false;
        area[0] = (byte)'0';
        text[number..stop].CopyTo(area[1..]);
        return Numbering.KnowsArea(area[..(stop - number + 1)]) && LocalEnd(stop + 1, stop - number + 1) is > 0 and var local
            && Offer(IdentifierKind.LandlineNumber, from, Extension(local), Grounds.Form | Grounds.Table, 0.95, 0.98);
    }

    /// <summary>138-0013-8000, 6222 0212 3456 7890 123, 110105 19491231 002X.</summary>
    bool TryGroups(int start, int end)
    {
        Span<byte> room = stackalloc byte[GroupDigitsMax];
        if (!IsDigit(end + 1) || Read(start, room, out var shape, out var stop) is not (> 0 and var length)) return false;
        ReadOnlySpan<byte> digits = room[..length];
        switch (shape)
        {
            case 0x344 or 0x434 or 0x443 when MobileNumber.IsNational(digits):
                return OfferMobile(digits, start, stop, 0.93);
            case 0x684 or 0x6444 when ResidentNumber.IsValid(digits):
                var region = Regions.Knows(digits[..6]);
                return Offer(IdentifierKind.ResidentNumber, start, stop,
                    Grounds.Form | Grounds.Checksum | (region ? Grounds.Table : 0), region ? 0.98 : 0.9, 0.99);
            case 0x4444 or 0x44441 or 0x44442 or 0x44443 or 0x6444 or 0x4564 when BankCardNumber.IsValid(digits):
                var known = Numbering.KnowsBank(digits);
                return Offer(IdentifierKind.BankCardNumber, start, stop, Grounds.Form | Grounds.Checksum | (known ? Grounds.Table : 0),
                    known ? 0.96 : digits.StartsWith("62"u8) ? 0.6 : 0.3, known ? 0.99 : 0.9);
            default:
                return false;
        }
    }

    bool OfferMobile(scoped ReadOnlySpan<byte> digits, int start, int end, double bare)
    {
        var known = Numbering.KnowsMobile(digits);
        return Offer(IdentifierKind.MobileNumber, start, end, Grounds.Form | (known ? Grounds.Table : 0), known ? bare : 0.35,
            known ? 0.98 : 0.75);
    }

    /// <summary>Groups of digits with the same separator between them.</summary>
    /// <param name="shape">The lengths of the groups as hexadecimal digits.</param>
    /// <returns>How many digits; 0 when there are not at least three groups, or more follows.</returns>
    readonly int Read(int start, Span<byte> digits, out int shape, out int end)
    {
        (shape, var at, var count, var total) = (0, start, 0, 0);
        var separator = text[DigitsEnd(start)];
        while (true)
        {
            end = DigitsEnd(at);
            if (end - at == 3 && total == 14 && (ByteAt(end) | 0x20) == 'x') end++;
            if (end == at || end - at > 8 || total + end - at > digits.Length || count == GroupsMax) return 0;
            text[at..end].CopyTo(digits[total..]);
            (total, shape, count, at) = (total + end - at, shape << 4 | (end - at), count + 1, end + 1);
            if (ByteAt(end) != separator || !IsDigit(at)) return count >= 3 && !IsAlnum(end) ? total : 0;
        }
    }

    /// <summary>A number that begins with the zero of an area code: 010-62345678, 0755 8234 5678, (010)62345678, 01062345678.</summary>
    bool TryLandline(int start, int end)
    {
        var length = end - start;
        if (length is 3 or 4) return TryLocal(start, end, start, 0.92);
        var area = Numbering.KnowsArea(text.Slice(start, 3)) ? 3 : Numbering.KnowsArea(text.Slice(start, 4)) ? 4 : 0;
        if (area == 0 || ByteAt(start - 1) == '-' || text[start + area] < '2') return false;
        if (length - area != 8 && !(area == 4 && length - area == 7)) return false;
        return Offer(IdentifierKind.LandlineNumber, start, Extension(end), Grounds.Form | Grounds.Table, 0.6, 0.97);
    }

    /// <param name="code">Where the area code begins; <paramref name="end"/> is its end.</param>
    bool TryLocal(int code, int end, int start, double bare)
    {
        if (!Numbering.KnowsArea(text[code..end])) return false;
        var at = end;
        if (ByteAt(at) == ')') at++;
        else if (text[at..].StartsWith("）"u8)) at += 3;
        var bracket = at > end;
        if (ByteAt(at) is (byte)' ' or (byte)'-') at++;
        if (at == end || LocalEnd(at, end - code) is not (> 0 and var local)) return false;
        if (bracket && start == code)
            start -= ByteAt(code - 1) == '(' ? 1 : code >= 3 && text[(code - 3)..code].SequenceEqual("（"u8) ? 3 : 0;
        return Offer(IdentifierKind.LandlineNumber, Math.Max(start, floor), Extension(local), Grounds.Form | Grounds.Table, bare, 0.98);
    }

    /// <summary>The end of a subscriber's number: seven or eight digits, perhaps in two groups; 0 when there is none.</summary>
    /// <param name="area">Characters of the area code: those of three have numbers of eight digits.</param>
    readonly int LocalEnd(int at, int area)
    {
        if (ByteAt(at) is < (byte)'2' or > (byte)'9') return 0;
        var end = DigitsEnd(at);
        var length = end - at;
        if (length is 3 or 4 && ByteAt(end) is (byte)' ' or (byte)'-' && DigitsEnd(end + 1) - end == 5)
            (end, length) = (end + 5, length + 4);
        return (length == 8 || length == 7 && area == 4) && !IsAlnum(end) ? end : 0;
    }

    /// <summary>The end of an extension, if one follows: -8001, 转8001.</summary>
    readonly int Extension(int end)
    {
        var at = ByteAt(end) == '-' ? end + 1 : text[end..].StartsWith("转"u8) ? end + 3 : 0;
        if (at == 0) return end;
        var stop = DigitsEnd(at);
        return stop - at is >= 1 and <= 6 && !IsAlnum(stop) ? stop : end;
    }
}
