using System.Buffers.Binary;
using System.Text;

namespace Yuanliu.Tests.Pdf;

/// <summary>A font of five glyphs with what the shipped ones lack: short offsets, a map of format 4 alone, a composite glyph.</summary>
internal static class TinyFont
{
    /// <summary>Glyph 3 (A) is put together from glyphs 2 and 4; glyph 1 (Z) stands alone.</summary>
    public static byte[] Bytes { get; } = Build();

    static byte[] Build()
    {
        byte[] alone = [.. Words(1, 0, 0, 500, 500, 2, 0), 0x37, 0x37, 0x37, 0x00];
        byte[] composite = [.. Words(0xFFFF, 0, 0, 500, 500), .. Words(0x0023, 2, 0, 0), .. Words(0x0002, 4), 10, 20];
        byte[][] outlines = [alone, [], alone, composite, alone];
        byte[] padded(byte[] o) => [.. o, .. new byte[o.Length % 2]];
        var offsets = new List<int> { 0 };
        foreach (var outline in outlines)
            offsets.Add(offsets[^1] + padded(outline).Length / 2);

        var name = Encoding.BigEndianUnicode.GetBytes("Tiny-Regular");
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["OS/2"] = [.. Words(0, 0, 400, 5, 0), .. new byte[80]],
            ["cmap"] = [.. Words(0, 1, 3, 1), .. Words(0, 12), .. Map()],
            ["glyf"] = [.. outlines.SelectMany(padded)],
            ["head"] = [.. new byte[18], .. Words(500), .. new byte[16], .. Words(0, 0, 500, 500), .. new byte[6], .. Words(0, 0)],
            ["hhea"] = [.. new byte[4], .. Words(400, 0xFF9C), .. new byte[26], .. Words(2)],
            ["hmtx"] = Words(500, 0, 250, 7, 8, 9, 10),
            ["loca"] = Words([.. offsets]),
            ["maxp"] = [.. new byte[4], .. Words(outlines.Length), .. new byte[26]],
            ["name"] = [.. Words(0, 1, 18, 3, 1, 0x409, 6, name.Length, 0), .. name],
        };
        return Assembled(tables);
    }

    /// <summary>A to A by difference, Z through the array behind the ranges, and the end mark the format asks for.</summary>
    static byte[] Map() =>
    [
        .. Words(4, 42, 0, 6, 4, 1, 2),
        .. Words('A', 'Z', 0xFFFF),
        .. Words(0),
        .. Words('A', 'Z', 0xFFFF),
        .. Words(0x10000 + 3 - 'A', 0, 1),
        .. Words(0, 4, 0),
        .. Words(1),
    ];

    static byte[] Assembled(SortedDictionary<string, byte[]> tables)
    {
        byte[] directory = [.. Words(0, 0), .. Words(tables.Count, 0, 0, 0)];
        directory[1] = 1;
        byte[] content = [];
        foreach (var (tag, table) in tables)
        {
            var start = 12 + tables.Count * 16 + content.Length;
            directory = [.. directory, .. Encoding.ASCII.GetBytes(tag), .. Words(0, 0, 0, start, 0, table.Length)];
            content = [.. content, .. table];
        }

        return [.. directory, .. content];
    }

    static byte[] Words(params int[] values)
    {
        var bytes = new byte[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), (ushort)values[i]);
        return bytes;
    }
}
