using System.Buffers.Binary;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>What a Chinese character may be the beginning or the end of.</summary>
[Flags]
internal enum HanUse : ushort
{
    None = 0,

    /// <summary>Begins a word of the lexicon.</summary>
    Word = 1,
    Surname = 2,

    /// <summary>One of the hundred most frequent surnames.</summary>
    TopSurname = 4,

    /// <summary>Begins a surname of two characters.</summary>
    LongSurname = 8,
    GivenName = 16,

    /// <summary>Cannot be part of a name: what follows one in running text.</summary>
    NameEnd = 32,

    /// <summary>Stands after the number in an address: 号, 栋, 室 …</summary>
    Numbered = 64,

    /// <summary>Ends the name of a street or a settlement: 路, 街, 村 …</summary>
    Street = 128,

    /// <summary>Begins a plate number: the short name of a province.</summary>
    Plate = 256,

    /// <summary>Ends a plate number of the police, of learners, of trailers, of Hong Kong and Macao …</summary>
    PlateEnd = 512,

    /// <summary>Begins the name of a region.</summary>
    Region = 1024,

    /// <summary>Begins a word of the lexicon that has no second character of the block.</summary>
    LoneWord = 2048,
}

/// <summary>汉字表 — the uses of each character of the block U+4E00 … U+9FFF, and how to read one from UTF-8.</summary>
internal static class Han
{
    const int First = 0x4E00, Count = 0x5200;

    /// <summary>Bytes of a character of the block.</summary>
    public const int Bytes = 3;

    static readonly HanUse[] Uses = Make();

    /// <summary>One bit for each character that begins a word: the whole table of uses would not stay in the nearest cache.</summary>
    static readonly ulong[] Beginnings = Bits();

    public static bool IsLead(byte first) => first is >= 0xE4 and <= 0xE9;

    /// <summary>The character at a place; 0 when there is none of the block.</summary>
    public static int At(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length || text.Length - at < Bytes || !IsLead(text[at])) return 0;
        if ((text[at + 1] & 0xC0) != 0x80 || (text[at + 2] & 0xC0) != 0x80) return 0;
        var character = (text[at] & 0x0F) << 12 | (text[at + 1] & 0x3F) << 6 | text[at + 2] & 0x3F;
        return (uint)(character - First) < Count ? character : 0;
    }

    /// <summary>The next place at which a word of the lexicon may begin, or else at which the characters of the block end.</summary>
    /// <param name="character">What stands there; 0 at their end.</param>
    public static int NextWord(ReadOnlySpan<byte> text, int at, out int character)
    {
        for (; text.Length - at >= sizeof(uint); at += Bytes)
        {
            var read = BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
            var index = ((read & 0x0F) << 12 | (read >> 8 & 0x3F) << 6 | read >> 16 & 0x3F) - First;
            if ((read & 0xC0C0F0) != 0x8080E0 || index >= Count) break;
            if ((Beginnings[index >> 6] >> (int)index & 1) == 0) continue;
            character = (int)index + First;
            if ((Uses[index] & HanUse.LoneWord) != 0 || Lexicon.MayBegin(character, At(text, at + Bytes))) return at;
        }
        while ((character = At(text, at)) != 0 && !Is(character, HanUse.Word)) at += Bytes;
        return at;
    }

    /// <summary>The character that ends before a place; 0 when there is none of the block.</summary>
    public static int Before(ReadOnlySpan<byte> text, int end) => end < Bytes ? 0 : At(text, end - Bytes);

    public static HanUse UseOf(int character)
    {
        var index = (uint)(character - First);
        return index < (uint)Uses.Length ? Uses[index] : HanUse.None;
    }

    public static bool Is(int character, HanUse use) => (UseOf(character) & use) != 0;

    static HanUse[] Make()
    {
        var uses = new HanUse[Count];
        void Set(string characters, HanUse use)
        {
            foreach (var character in characters)
                if ((uint)(character - First) < Count) uses[character - First] |= use;
        }

        Set("号栋幢座室楼层单弄组院", HanUse.Numbered);
        Set("路街道巷弄村屯里镇乡庄园坊同旗寨苑区队社城厦", HanUse.Street);
        Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼", HanUse.Plate);
        Set("警学挂港澳领试超", HanUse.PlateEnd);
        foreach (var first in Regions.Firsts) Set($"{(char)first}", HanUse.Region);
        foreach (var word in Lexicon.Words)
            Set(word[..1], word.Length > 1 && (uint)(word[1] - First) < Count ? HanUse.Word : HanUse.Word | HanUse.LoneWord);
        var surnames = TableFile.Lines("surnames.txt").ToArray();
        Set(surnames[0], HanUse.TopSurname | HanUse.Surname);
        Set(surnames[1] + surnames[2], HanUse.Surname);
        foreach (var surname in TableFile.Words(surnames[3])) Set(surname[..1], HanUse.LongSurname);
        var given = TableFile.Lines("given-names.txt").ToArray();
        Set(given[0], HanUse.GivenName);
        Set(given[1], HanUse.NameEnd);
        return uses;
    }

    static ulong[] Bits()
    {
        var bits = new ulong[Count / 64];
        for (var index = 0; index < Count; index++)
            if ((Uses[index] & HanUse.Word) != 0) bits[index >> 6] |= 1UL << index;
        return bits;
    }

    /// <summary>Up to three characters as one number.</summary>
    public static ulong Pack(ReadOnlySpan<char> characters)
    {
        var packed = 0UL;
        foreach (var character in characters) packed = packed << 21 | character;
        return packed;
    }
}
