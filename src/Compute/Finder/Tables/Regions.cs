using System.Collections.Frozen;
using System.Globalization;
using Yuanliu.Compute.Identifiers;

namespace Yuanliu.Compute.Finder.Tables;

/// <summary>行政区划 — the codes of GB/T 2260, those of the past too, and the names by which addresses begin.</summary>
internal static class Regions
{
    static readonly ulong[] Codes = new ulong[1_000_000 / 64];
    static readonly FrozenDictionary<ulong, byte[][]> Names = Load();

    /// <summary>The characters by which names of regions begin.</summary>
    public static IEnumerable<int> Firsts => Names.Keys.Select(key => (int)(key >> 21)).Distinct();

    /// <param name="code">Six digits.</param>
    public static bool Knows(ReadOnlySpan<byte> code)
    {
        var number = Digits.Number(code);
        return (Codes[number >> 6] & 1UL << (number & 63)) != 0;
    }

    /// <returns>Bytes of the longest name that stands at this place; 0 when there is none.</returns>
    public static int Match(ReadOnlySpan<byte> text, int at)
    {
        var first = Han.At(text, at);
        if (!Han.Is(first, HanUse.Region) || Han.At(text, at + Han.Bytes) is not (not 0 and var second)
            || !Names.TryGetValue(Key(first, second), out var names)) return 0;
        foreach (var name in names)
            if (text[at..].StartsWith(name)) return name.Length;
        return 0;
    }

    static FrozenDictionary<ulong, byte[][]> Load()
    {
        var names = new HashSet<string>();
        foreach (var line in TableFile.Lines("regions.tsv"))
        {
            var cells = line.Split('\t');
            var code = int.Parse(cells[0], CultureInfo.InvariantCulture);
            Codes[code >> 6] |= 1UL << (code & 63);
            var name = cells[1];
            if (name.Length < 2 || name.Length == 2 && name[1] == '区') continue;
            names.Add(name);
            if (code % 100 == 0 && Short(name) is { Length: >= 2 } brief) names.Add(brief);
        }
        return names.Where(name => name.All(c => c is >= '\u4E00' and <= '\u9FFF')).GroupBy(name => Key(name[0], name[1]))
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(name => name.Length).Select(TableFile.Utf8).ToArray());
    }

    /// <summary>Provinces and cities as people write them: 北京, 内蒙古.</summary>
    static string Short(string name)
    {
        foreach (var ending in (string[])["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"])
            if (name.EndsWith(ending, StringComparison.Ordinal)) return name[..^ending.Length];
        return "";
    }

    static ulong Key(int first, int second) => (ulong)first << 21 | (uint)second;
}
