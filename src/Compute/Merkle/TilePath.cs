using System.Globalization;

namespace Yuanliu.Compute.Merkle;

/// <summary>Where a tile of hashes or a bundle of entries lies, in URLs and on disk alike (C2SP tlog-tiles).</summary>
/// <param name="Level">Level of a hash tile, 0 for leaf hashes; null for a bundle of entries.</param>
/// <param name="Index">Zero-based number of the tile within its level.</param>
/// <param name="Width">Hashes or entries in it, 1 to 256; fewer than 256 is a partial tile.</param>
public readonly record struct TilePath(int? Level, long Index, int Width)
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int WidthMax = 256;

    /// <summary>The specification's bound. A tree of 2^63 entries needs no more than eight levels.</summary>
    public const int LevelMax = 63;

    const int BitsPerLevel = 8;
    const string EntriesName = "entries";
    const string PartialMark = ".p";

    public static TilePath Entries(long index, int width = WidthMax) => new(null, index, width);

    public static TilePath Tile(int level, long index, int width = WidthMax) => new(level, index, width);

    public bool IsPartial => Width < WidthMax;

    /// <summary>The same tile once it is full.</summary>
    public TilePath Full => this with { Width = WidthMax };

    /// <summary>The folder that holds this tile's partial forms.</summary>
    public string PartialFolder => Full + PartialMark;

    /// <summary>How wide this tile is in a log of <paramref name="size"/> entries: 0 when it does not exist, 256 when full.</summary>
    public int WidthAt(long size)
    {
        var level = Level ?? 0;
        var full = HashesAt(level + 1, size);
        return Index < full ? WidthMax : Index == full ? (int)(HashesAt(level, size) % WidthMax) : 0;
    }

    /// <summary>Number of full hashes a level holds in a log of <paramref name="size"/> entries: size / 256^level.</summary>
    public static long HashesAt(int level, long size) => level * BitsPerLevel >= 64 ? 0 : size >> (level * BitsPerLevel);

    /// <summary>For example <c>tile/0/x001/x234/067</c>, or <c>tile/entries/000.p/12</c>.</summary>
    public override string ToString()
    {
        var number = $"{Index % 1000:D3}";
        for (var rest = Index / 1000; rest > 0; rest /= 1000) number = $"x{rest % 1000:D3}/{number}";
        var kind = Level is { } level ? level.ToString(CultureInfo.InvariantCulture) : EntriesName;
        return $"tile/{kind}/{number}{(IsPartial ? $"{PartialMark}/{Width}" : "")}";
    }

    /// <summary>Reads a path in its one allowed spelling; everything else, such as a way out of the folder, is false.</summary>
    public static bool TryParse(string text, out TilePath path)
    {
        path = default;
        var parts = text.Split('/', 12);
        if (parts.Length < 3) return false;

        int? level = null;
        if (parts[1] != EntriesName)
        {
            if (!StrictText.TryDecimal(parts[1], out var number) || number > LevelMax) return false;
            level = (int)number;
        }

        var width = (long)WidthMax;
        var groups = parts[2..];
        if (groups.Length > 1 && groups[^2].EndsWith(PartialMark, StringComparison.Ordinal))
        {
            if (!StrictText.TryDecimal(groups[^1], out width) || width is < 1 or >= WidthMax) return false;
            groups = [.. groups[..^2], groups[^2][..^PartialMark.Length]];
        }
        if (!TryIndex(groups, out var index)) return false;

        path = new TilePath(level, index, (int)width);
        return path.ToString() == text;
    }

    static bool TryIndex(string[] groups, out long index)
    {
        var digits = string.Concat(groups.Select(g => g.TrimStart('x'))).TrimStart('0');
        return StrictText.TryDecimal(digits.Length == 0 ? "0" : digits, out index);
    }
}
