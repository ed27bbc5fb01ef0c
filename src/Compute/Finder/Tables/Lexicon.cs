using System.Collections.Frozen;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>提示词表 — words that say of what kind a value is, in the names of columns and before values in text.</summary>
internal static class Lexicon
{
    /// <summary>Bits beside those of the kinds: the word follows a name (先生), or names numbers of something else (订单号).</summary>
    public const uint Honorific = 1u << 30, Other = 1u << 31;

    /// <summary>A Latin word of that length must be a whole part of a column's name, or it would be found in half of all names.</summary>
    const int ShortMax = 4;

    static readonly FrozenDictionary<string, uint> All = Load();
    static readonly FrozenDictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> Latin =
        All.GetAlternateLookup<ReadOnlySpan<char>>();
    /// <summary>By the first character; those before the block of Chinese characters have none.</summary>
    static readonly (byte[] Utf8, uint Hint)[]?[] ByFirst = Index();

    /// <summary>One bit for what the first two characters of a word come to; others come to the same now and then.</summary>
    static readonly ulong[] Pairs = PairBits();

    public static uint Bit(IdentifierKind kind) => 1u << (int)kind;

    public static IEnumerable<string> Words => All.Keys;

    /// <summary>False when no word of two characters or more begins with these two: most places are done with after one look.</summary>
    public static bool MayBegin(int first, int second) => (Pairs[PairAt(first, second) >> 6] >> PairAt(first, second) & 1) != 0;

    static int PairAt(int first, int second) => (first * 40_503 + second) & 0xFFFF;

    /// <summary>The longest word that begins with this Chinese character at this place.</summary>
    /// <returns>Its length in bytes, 0 when there is none.</returns>
    public static int Match(ReadOnlySpan<byte> text, int at, int character, out uint hint)
    {
        foreach (var (word, kinds) in ByFirst[character] ?? [])
        {
            if (!text[at..].StartsWith(word)) continue;
            hint = kinds;
            return word.Length;
        }
        hint = 0;
        return 0;
    }

    /// <summary>What a Latin word says; 0 when it is none of the lexicon.</summary>
    public static uint OfLatin(ReadOnlySpan<byte> word)
    {
        Span<char> lower = stackalloc char[24];
        if (word.Length > lower.Length) return 0;
        for (var i = 0; i < word.Length; i++) lower[i] = (char)(word[i] | 0x20);
        return Latin.TryGetValue(lower[..word.Length], out var hint) ? hint : 0;
    }

    /// <summary>What the name of a column says: the words at its end count, since 联系人电话 is a telephone number.</summary>
    public static uint OfColumn(string name)
    {
        var bracket = name.AsSpan().IndexOfAny("(（[【");
        var text = (bracket > 0 ? name[..bracket] : name).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '_', ' ', '-');
        var (best, length) = (0u, 0);
        var parts = Parts(text);
        var plain = string.Concat(parts);
        foreach (var (word, kinds) in All)
        {
            // A Chinese word outweighs a Latin one: ip地址 ends with 地址 and is longer.
            var weight = word[^1] > 0x7F ? text.EndsWith(word, StringComparison.OrdinalIgnoreCase) ? word.Length + 100 : 0
                : IsIn(plain, parts, word) ? word.Length : 0;
            if (weight > length) (best, length) = (kinds, weight);
        }
        return best;
    }

    static bool IsIn(string plain, List<string> parts, string word) => word.Length <= ShortMax
        ? parts.Contains(word) || plain == word : plain.Contains(word, StringComparison.Ordinal);

    /// <summary>The words of a name such as id_card or clientIp, in lower case.</summary>
    static List<string> Parts(string name)
    {
        var parts = new List<string>();
        var from = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isEnd = i == name.Length || !char.IsAsciiLetterOrDigit(name[i]);
            var isHump = !isEnd && i > from && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if (!isEnd && !isHump) continue;
            if (i > from) parts.Add(name[from..i].ToLowerInvariant());
            from = isEnd ? i + 1 : i;
        }
        return parts;
    }

    static (byte[] Utf8, uint Hint)[]?[] Index()
    {
        var index = new (byte[] Utf8, uint Hint)[]?[char.MaxValue + 1];
        foreach (var group in All.Where(entry => entry.Key[0] > 0x7F).GroupBy(entry => entry.Key[0]))
            index[group.Key] = [.. group.OrderByDescending(entry => entry.Key.Length)
                .Select(entry => (TableFile.Utf8(entry.Key), entry.Value))];
        return index;
    }

    static ulong[] PairBits()
    {
        var bits = new ulong[0x10000 / 64];
        foreach (var word in All.Keys.Where(word => word.Length > 1))
            bits[PairAt(word[0], word[1]) >> 6] |= 1UL << PairAt(word[0], word[1]);
        return bits;
    }

    static FrozenDictionary<string, uint> Load()
    {
        var words = new Dictionary<string, uint>();
        foreach (var line in TableFile.Lines("lexicon.tsv"))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var bit = line[..tab] switch
            {
                nameof(Honorific) => Honorific, nameof(Other) => Other, var kind => Bit(Enum.Parse<IdentifierKind>(kind)),
            };
            foreach (var word in TableFile.Words(line[(tab + 1)..])) words[word] = words.GetValueOrDefault(word) | bit;
        }
        return words.ToFrozenDictionary();
    }
}
