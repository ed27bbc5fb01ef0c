using Yuanliu.Compute.Finder.Tables;

namespace Yuanliu.Compute.Finder;

/// <summary>Names after the words that announce them, and postal addresses around their numbers.</summary>
public ref partial struct TextScanner
{
    /// <summary>Bytes of an address before and after its first number.</summary>
    const int AddressBefore = 150, AddressAfter = 90;

    /// <summary>Reads Chinese characters until one begins a word of the lexicon.</summary>
    bool TryWord()
    {
        var at = Han.NextWord(text, position, out var character);
        if (character == 0)
        {
            position = Math.Max(at, position + 1);
            return false;
        }
        var length = Lexicon.Match(text, at, character, out var hint);
        position = at + (length == 0 ? Han.Bytes : length);
        if (length == 0) return false;
        if ((hint & Lexicon.Honorific) != 0 && TryNameBefore(at)) return true;
        if (hint != Lexicon.Honorific) hints.Add(hint & ~Lexicon.Honorific, position, floor);
        return (hint & Lexicon.Bit(IdentifierKind.PersonName)) != 0 && TryNameAfter(position);
    }

    /// <summary>姓名：张伟, 联系人 欧阳娜娜, 患者李强的…</summary>
    bool TryNameAfter(int at)
    {
        for (var i = 0; i < 3; i++)
        {
            if (ByteAt(at) is (byte)' ' or (byte)':' or (byte)'=' or (byte)'"') at++;
            else if (at + 3 <= text.Length && (text[at..].StartsWith("："u8) || text[at..].StartsWith("为"u8) || text[at..].StartsWith("是"u8)
                || text[at..].StartsWith("　"u8))) at += 3;
            else break;
        }
        if (TryDottedName(at)) return true;
        var surname = Names.SurnameAt(text, at);
        if (surname == 0) return false;
        var (one, two) = (at + surname + Han.Bytes, at + surname + 2 * Han.Bytes);
        if (!CanBeGiven(at + surname)) return false;
        var end = EndsAt(one) ? one : CanBeGiven(one) && (EndsAt(two) || BothGiven(one)) ? two : one;
        var (isClear, isUsual) = (EndsAt(end), Han.Is(Han.Before(text, end), HanUse.GivenName));
        if (Names.IsOtherWord(text[at..end]) || !isClear && !isUsual) return false;
        return Offer(IdentifierKind.PersonName, at, end, Grounds.Table | Grounds.Words, isClear ? 0.9 : 0.7, isClear ? 0.93 : 0.75);
    }

    readonly bool CanBeGiven(int at) => Han.At(text, at) is not 0 and var character && !Han.Is(character, HanUse.NameEnd);

    readonly bool BothGiven(int second)
        => Han.Is(Han.Before(text, second), HanUse.GivenName) && Han.Is(Han.At(text, second), HanUse.GivenName);

    /// <summary>Whether no name goes on at this place: no Chinese character, one that ends names, or a word of the lexicon.</summary>
    readonly bool EndsAt(int at)
    {
        var character = Han.At(text, at);
        if (character == 0) return !text[Math.Min(at, text.Length)..].StartsWith("·"u8);
        var use = Han.UseOf(character);
        return (use & HanUse.NameEnd) != 0 || (use & HanUse.Word) != 0 && Lexicon.Match(text, at, character, out _) > 0;
    }

    /// <summary>阿依古丽·买买提: two parts of Chinese characters around a dot, as many peoples write their names.</summary>
    bool TryDottedName(int at)
    {
        var end = at;
        while (end - at < 8 * Han.Bytes && Han.At(text, end) != 0) end += Han.Bytes;
        if (end - at < 2 * Han.Bytes || !text[end..].StartsWith("·"u8)) return false;
        var second = end + 2;
        end = second;
        while (end - second < 8 * Han.Bytes && CanBeGiven(end) && !EndsAt(end)) end += Han.Bytes;
        return end - second >= 2 * Han.Bytes && Offer(IdentifierKind.PersonName, at, end, Grounds.Form | Grounds.Words, 0.85, 0.9);
    }

    /// <summary>张伟先生: a whole name before the form of address; a surname alone names nobody.</summary>
    bool TryNameBefore(int end)
    {
        for (var characters = 4; characters >= 2; characters--)
        {
            var at = end - characters * Han.Bytes;
            if (at < floor || Names.SurnameAt(text, at) is not (> 0 and var surname)) continue;
            if (characters * Han.Bytes - surname is not (Han.Bytes or 2 * Han.Bytes) || !Names.IsName(text[at..end])) continue;
            var isFirst = Han.Before(text, at) == 0 || at == hints.NewestEnd || Han.Is(Han.Before(text, at), HanUse.NameEnd);
            if (!isFirst && !Han.Is(Han.At(text, at), HanUse.TopSurname)) continue;
            var resume = position;
            var (bare, worded) = isFirst ? (0.9, 0.95) : (0.6, 0.7);
            if (!Offer(IdentifierKind.PersonName, at, end, Grounds.Table | Grounds.Words, bare, worded)) return false;
            (position, floor) = (resume, end);
            return true;
        }
        return false;
    }

    /// <summary>An address around the number at a place whose next character is 号, 栋, 室 or the like.</summary>
    bool TryAddress(int start, int end)
    {
        if (!Han.Is(Han.At(text, end), HanUse.Numbered)) return false;
        var stop = AddressEnd(start, out var numbers);
        if (stop == 0) return false;
        var from = start;
        while (from > floor && start - from < AddressBefore)
        {
            if (Han.Before(text, from) != 0 && from - Han.Bytes >= floor) from -= Han.Bytes;
            else if (char.IsAsciiLetterOrDigit((char)text[from - 1]) || text[from - 1] is (byte)'-' or (byte)'(' or (byte)')') from--;
            else break;
        }
        var (region, street) = (-1, false);
        for (var at = from; at < start; at += Han.At(text, at) != 0 ? Han.Bytes : 1)
        {
            if (region < 0 && Regions.Match(text, at) is > 0 and var length) (region, at) = (at, at + length - Han.Bytes);
            else street |= Han.Is(Han.At(text, at), HanUse.Street);
        }
        var isAfterStreet = Han.Is(Han.Before(text, start), HanUse.Street);
        if (region >= 0)
            return (street || numbers > 1)
                && Offer(IdentifierKind.Address, region, stop, Grounds.Form | Grounds.Table, street ? 0.95 : 0.7, 0.97);
        if (!isAfterStreet || start - from < 2 * Han.Bytes) return false;
        var begin = Math.Max(from, hints.NewestEnd);
        return Offer(IdentifierKind.Address, begin >= start ? from : begin, stop, Grounds.Form, numbers > 1 ? 0.8 : 0.55, 0.93);
    }

    /// <summary>The end of the numbered parts: 12号院3号楼2单元502室.</summary>
    /// <returns>0 when the number is one of something else: 2号线, 3号文件, 5层楼高.</returns>
    readonly int AddressEnd(int start, out int numbers)
    {
        (numbers, var end, var at) = (0, 0, start);
        while (at - start < AddressAfter && IsAlnum(at))
        {
            while (IsAlnum(at) || ByteAt(at) == '-' && IsAlnum(at + 1)) at++;
            var unit = Han.At(text, at);
            if (!Han.Is(unit, HanUse.Numbered)) return numbers > 0 && at - end <= 6 ? at : end;
            if (unit == '号' && Han.At(text, at + Han.Bytes) is '线' or '文' or '令' or '码' or '机' or '井' or '车') return end;
            (numbers, end) = (numbers + 1, at + Han.Bytes);
            at = end;
            // Between numbers stand a few characters: 院, 楼, 元, the name of a building.
            for (var gap = 0; gap < 8 && Han.At(text, at) != 0; gap++)
            {
                if (Han.Is(Han.At(text, at), HanUse.Numbered)) end = at + Han.Bytes;
                at += Han.Bytes;
            }
        }
        return end;
    }
}
