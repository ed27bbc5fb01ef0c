using System.Collections.Frozen;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>姓名 — where a Chinese name that begins at some place ends.</summary>
internal static class Names
{
    static readonly FrozenSet<ulong> LongSurnames = TableFile.Words(TableFile.Lines("surnames.txt").ElementAt(3))
        .Where(surname => surname.Length == 2).Select(surname => Han.Pack(surname)).ToFrozenSet();

    static readonly FrozenSet<ulong> OtherWords = TableFile.Words(TableFile.Lines("given-names.txt").ElementAt(2))
        .Where(word => word.Length <= 3).Select(word => Han.Pack(word)).ToFrozenSet();

    /// <summary>Bytes of the surname at this place; 0 when there is none.</summary>
    public static int SurnameAt(ReadOnlySpan<byte> text, int at)
    {
        var first = Han.At(text, at);
        if (Han.Is(first, HanUse.LongSurname) && Han.At(text, at + Han.Bytes) is not 0 and var second
            && LongSurnames.Contains(Han.Pack([(char)first, (char)second])))
            return 2 * Han.Bytes;
        return Han.Is(first, HanUse.Surname) ? Han.Bytes : 0;
    }

    /// <summary>Whether two or three characters are a word in common use that only begins like a name.</summary>
    public static bool IsOtherWord(ReadOnlySpan<byte> text)
    {
        Span<char> characters = stackalloc char[3];
        if (text.Length > characters.Length * Han.Bytes) return false;
        for (var i = 0; i < text.Length; i += Han.Bytes) characters[i / Han.Bytes] = (char)Han.At(text, i);
        return OtherWords.Contains(Han.Pack(characters[..(text.Length / Han.Bytes)]));
    }

    /// <summary>Whether the whole text has the form of a name: a surname and one or two characters, none of which ends names.</summary>
    public static bool IsName(ReadOnlySpan<byte> text)
    {
        var surname = SurnameAt(text, 0);
        var given = text.Length - surname;
        if (surname == 0 || given is not (Han.Bytes or 2 * Han.Bytes)) return false;
        for (var at = surname; at < text.Length; at += Han.Bytes)
            if (Han.At(text, at) is not 0 and var character ? Han.Is(character, HanUse.NameEnd) : true) return false;
        return !IsOtherWord(text);
    }
}
