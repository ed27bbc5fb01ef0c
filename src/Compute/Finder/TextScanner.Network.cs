using System.Net;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder;

/// <summary>Addresses of networks, and places on the earth.</summary>
public ref partial struct TextScanner
{
    /// <summary>Eight groups of four and their colons.</summary>
    const int Ipv6Max = 39;

    /// <summary>Mail: the sign is the trigger; the local part lies before it.</summary>
    bool TryMail()
    {
        var (at, start) = (position, position);
        position++;
        while (start > floor && at - start < 64 && EmailAddress.LocalCharacters.Contains(text[start - 1])) start--;
        while (start < at && text[start] is (byte)'.' or (byte)'=' or (byte)'/' or (byte)'\'' or (byte)'{' or (byte)'|') start++;
        var end = at + 1;
        while (end < text.Length && end - at < 190 && EmailAddress.DomainCharacters.Contains(text[end])) end++;
        while (end > at + 1 && text[end - 1] is (byte)'.' or (byte)'-') end--;
        return EmailAddress.IsValid(text[start..end]) && Offer(IdentifierKind.EmailAddress, start, end, Grounds.Form, 0.97, 0.99);
    }

    /// <summary>Four numbers up to 255. Numbers below ten look like those of a version or a chapter.</summary>
    bool TryIp(int start, int end)
    {
        if (ByteAt(start - 1) == '.') return false;
        var (at, largest) = (start, 0);
        for (var part = 0; part < 4; part++)
        {
            if (part > 0 && ByteAt(at++) != '.') return false;
            var stop = DigitsEnd(at);
            if (stop - at is not (>= 1 and <= 3) || stop - at > 1 && text[at] == '0') return false;
            largest = Math.Max(largest, Digits.Number(text[at..stop]));
            if (largest > 255) return false;
            at = stop;
        }
        if (IsAlnum(at) || ByteAt(at) == '.' && IsDigit(at + 1)) return false;
        return Offer(IdentifierKind.IpAddress, start, at, Grounds.Form, largest < 20 ? 0.3 : 0.93, 0.97);
    }

    /// <summary>Hexadecimal groups between colons or hyphens: MAC and IPv6.</summary>
    bool TryNetwork(int start, int end)
    {
        var separator = ByteAt(end) is (byte)':' or (byte)'-' ? text[end] : (byte)':';
        if (end - start == 2 && (TryMac(start, separator) || ByteAt(start - 1) == '-' && TryMac(start, (byte)'-'))) return true;
        if (separator != ':') return false;
        var (from, to, colons) = (start, end, 0);
        while (from > floor && end - from <= Ipv6Max && (char.IsAsciiHexDigit((char)text[from - 1]) || text[from - 1] == ':')) from--;
        while (to < text.Length && to - from <= Ipv6Max && (char.IsAsciiHexDigit((char)text[to]) || text[to] == ':')) to++;
        while (to > from && text[to - 1] == ':' && !(to - from > 1 && text[to - 2] == ':')) to--;
        var run = text[from..to];
        foreach (var character in run) colons += character == ':' ? 1 : 0;
        if (run.Length is < 4 or > Ipv6Max || colons < 2 || IsAlnum(to)) return false;
        // Short forms are common as times, as ratios and in program text: only the prefixes in use count.
        var isInUse = run[0] is (byte)'2' or (byte)'3' || (run[0] | 0x20) == 'f' && (run[1] | 0x20) is 'c' or 'd' or 'e';
        var isShort = isInUse && run.IndexOf((byte)':') == 4 && run.IndexOf("::"u8) >= 0;
        if (colons != 7 && !isShort || !IPAddress.IsValidUtf8(run)) return false;
        return Offer(IdentifierKind.IpAddress, from, to, Grounds.Form, Sure, 0.98);
    }

    /// <summary>Six pairs; letters alone may have come before the first digit.</summary>
    bool TryMac(int start, byte separator)
    {
        var from = start;
        while (from - 3 >= floor && text[from - 1] == separator && IsPair(from - 3)) from -= 3;
        for (var pair = 0; pair < 6; pair++)
            if (!IsPair(from + pair * 3) || pair < 5 && ByteAt(from + pair * 3 + 2) != separator) return false;
        var to = from + 17;
        if (IsAlnum(to) || IsAlnum(from - 1) || ByteAt(to) == separator) return false;
        return Offer(IdentifierKind.MacAddress, from, to, Grounds.Form, 0.97, 0.99);
    }

    readonly bool IsPair(int at) => char.IsAsciiHexDigit((char)ByteAt(at)) && char.IsAsciiHexDigit((char)ByteAt(at + 1));

    bool TryPlainMac(int start, int end, ReadOnlySpan<byte> token)
    {
        foreach (var character in token)
            if (!char.IsAsciiHexDigit((char)character)) return false;
        return Offer(IdentifierKind.MacAddress, start, end, Grounds.Form, 0.15, 0.92);
    }

    /// <summary>Longitude and latitude within China, in either order, separated as people do.</summary>
    bool TryCoordinates(int start, int end)
    {
        if (ByteAt(start - 1) is (byte)'.' or (byte)'-') return false;
        if (Decimal(start, out var first, out var places) is not (> 0 and var stop)) return false;
        var at = stop;
        if (ByteAt(at) is (byte)',' or (byte)';' or (byte)'/' or (byte)' ') at++;
        else if (text[at..].StartsWith("，"u8) || text[at..].StartsWith("、"u8)) at += 3;
        if (at == stop) return false;
        if (ByteAt(at) == ' ') at++;
        if (Decimal(at, out var second, out var more) is not (> 0 and var last) || IsAlnum(last) || ByteAt(last) == '.') return false;
        if (!(IsLongitude(first) && IsLatitude(second) || IsLatitude(first) && IsLongitude(second))) return false;
        var fine = Math.Min(places, more);
        return fine >= 2 && Offer(IdentifierKind.Coordinates, start, last, Grounds.Form, fine >= 4 ? 0.85 : 0.3, 0.95);
    }

    static bool IsLongitude(int degrees) => degrees is >= 73 and <= 135;

    static bool IsLatitude(int degrees) => degrees is >= 3 and <= 53;

    /// <summary>A number of up to three digits, a point, and up to fifteen decimals.</summary>
    /// <returns>Its end; 0 when there is none.</returns>
    readonly int Decimal(int at, out int whole, out int places)
    {
        (whole, places) = (0, 0);
        var point = DigitsEnd(at);
        if (point - at is not (1 or 2 or 3) || ByteAt(point) != '.') return 0;
        var end = DigitsEnd(point + 1);
        (whole, places) = (Digits.Number(text[at..point]), end - point - 1);
        return places is >= 1 and <= 15 ? end : 0;
    }
}
