using System.Buffers.Binary;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>Cuts a font down to the glyphs a document uses, as a font program a PDF may embed (ISO 32000-1, 9.9).</summary>
internal static class TrueTypeSubset
{
    // Flags of a composite glyph's components (OpenType, glyf).
    const int ArgumentsAreWords = 0x0001;
    const int HasScale = 0x0008;
    const int MoreComponents = 0x0020;
    const int HasTwoScales = 0x0040;
    const int HasMatrix = 0x0080;

    const uint ChecksumTarget = 0xB1B0AFBA;

    /// <param name="glyphs">Glyph <c>i</c> of the subset is glyph <c>glyphs[i]</c> of the font; the same glyph may come twice.</param>
    /// <remarks>Parts that only composite glyphs refer to are added at the end.</remarks>
    public static byte[] Build(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        var order = glyphs.ToList();
        var placeOf = new Dictionary<int, int>();
        for (var i = 0; i < order.Count; i++)
            placeOf.TryAdd(order[i], i);

        var glyf = new MemoryStream();
        var loca = new List<int> { 0 };
        for (var i = 0; i < order.Count; i++)
        {
            glyf.Write(Renumbered(font.OutlineOf(order[i]), order, placeOf));
            glyf.Write(new byte[-(int)glyf.Length & 3]);
            loca.Add((int)glyf.Length);
        }

        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = glyf.ToArray(),
            ["loca"] = [.. loca.SelectMany(offset => BigEndian((uint)offset))],
            ["hmtx"] = [.. order.SelectMany(g => BigEndian((uint)(font.AdvanceOf(g) << 16 | (ushort)font.LeftBearingOf(g))))],
            ["head"] = Patched(font.Table("head"), (8, 0), (10, 0), (50, 1)),
            ["hhea"] = Patched(font.Table("hhea"), (34, order.Count)),
            ["maxp"] = Patched(font.Table("maxp"), (4, order.Count)),
        };
        foreach (var hinting in new[] { "cvt ", "fpgm", "prep" })
            if (font.Has(hinting))
                tables[hinting] = font.Table(hinting).ToArray();

        return Assemble(tables);
    }

    static byte[] Renumbered(ReadOnlySpan<byte> outline, List<int> order, Dictionary<int, int> placeOf)
    {
        var copy = outline.ToArray();
        if (copy.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(copy) >= 0)
            return copy;

        var flags = MoreComponents;
        for (var at = 10; (flags & MoreComponents) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2));
            if (!placeOf.TryGetValue(part, out var place))
            {
                placeOf[part] = place = order.Count;
                order.Add(part);
            }

            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), (ushort)place);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2) + flags switch
            {
                _ when (flags & HasScale) != 0 => 2,
                _ when (flags & HasTwoScales) != 0 => 4,
                _ when (flags & HasMatrix) != 0 => 8,
                _ => 0,
            };
        }

        return copy;
    }

    static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var entryBits = (int)Math.Log2(tables.Count);
        var file = new MemoryStream();
        file.Write(BigEndian(0x00010000));
        file.Write(BigEndian((uint)(tables.Count << 16 | 16 << entryBits)));
        file.Write(BigEndian((uint)(entryBits << 16 | (tables.Count * 16 - (16 << entryBits)))));

        var start = 12 + tables.Count * 16;
        foreach (var (name, content) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            file.Write(BigEndian(Checksum(content)));
            file.Write(BigEndian((uint)start));
            file.Write(BigEndian((uint)content.Length));
            start += content.Length + 3 & ~3;
        }

        var headAt = 0;
        foreach (var (name, content) in tables)
        {
            if (name == "head")
                headAt = (int)file.Length;
            file.Write(content);
            file.Write(new byte[-content.Length & 3]);
        }

        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(headAt + 8), ChecksumTarget - Checksum(bytes));
        return bytes;
    }

    static byte[] Patched(ReadOnlySpan<byte> table, params ReadOnlySpan<(int At, int Value)> words)
    {
        var copy = table.ToArray();
        foreach (var (at, value) in words)
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at), (ushort)value);
        return copy;
    }

    static uint Checksum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        for (var at = 0; at < table.Length; at++)
            sum += (uint)table[at] << (24 - 8 * (at & 3));
        return sum;
    }

    static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
