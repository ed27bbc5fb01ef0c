using System.Buffers.Binary;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>A TrueType font program: which glyph stands for a character, how wide it is, and its outline.</summary>
/// <remarks>
/// Reads what a PDF needs (OpenType 1.9: head, hhea, maxp, hmtx, loca, glyf, cmap 4 and 12, OS/2, name) and nothing of
/// hinting or layout. Fonts are files the operator chose, not user input: a broken one is a fault of the installation and throws.
/// </remarks>
public sealed class TrueTypeFont
{
    readonly ReadOnlyMemory<byte> bytes;
    readonly Dictionary<string, (int Start, int Length)> tables;
    readonly int wideMetrics;
    readonly bool longOffsets;
    readonly (int Start, bool Segmented) characters;

    TrueTypeFont(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        tables = Directory(bytes.Span);
        var head = Table("head");
        UnitsPerEm = U16(head, 18);
        BoundingBox = (I16(head, 36), I16(head, 38), I16(head, 40), I16(head, 42));
        longOffsets = I16(head, 50) != 0;
        var hhea = Table("hhea");
        Ascender = I16(hhea, 4);
        Descender = I16(hhea, 6);
        wideMetrics = U16(hhea, 34);
        GlyphCount = U16(Table("maxp"), 4);
        var os2 = Table("OS/2");
        Weight = U16(os2, 4);
        CapHeight = U16(os2, 0) >= 2 ? I16(os2, 88) : Ascender;
        MayEmbed = (U16(os2, 8) & 0x000F) != 0x0002;
        characters = CharacterMap(Table("cmap"));
        PostScriptName = Name(Table("name"), 6) ?? throw new InvalidDataException("The font has no PostScript name.");
        if (UnitsPerEm == 0 || wideMetrics == 0)
            throw new InvalidDataException("The font has no metrics.");
    }

    /// <summary>Name id 6 of the font, for example <c>NotoSansSC-Regular</c>.</summary>
    public string PostScriptName { get; }

    /// <summary>How many font units make one em; all other measures are in font units.</summary>
    public int UnitsPerEm { get; }

    public int Ascender { get; }

    /// <summary>Depth below the baseline: a negative number.</summary>
    public int Descender { get; }

    public int CapHeight { get; }

    /// <summary>Weight class of OS/2: 400 is regular, 700 is bold.</summary>
    public int Weight { get; }

    /// <summary>Whether the font's licence bits (OS/2 fsType) let it be embedded.</summary>
    public bool MayEmbed { get; }

    public int GlyphCount { get; }

    internal (int XMin, int YMin, int XMax, int YMax) BoundingBox { get; }

    /// <exception cref="InvalidDataException">The bytes are not a TrueType font with glyf outlines.</exception>
    public static TrueTypeFont Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 12 || U32(bytes.Span, 0) is not (0x00010000 or 0x74727565))
            throw new InvalidDataException("Not a TrueType font with glyf outlines.");

        return new(bytes);
    }

    /// <summary>The glyph of a Unicode character; 0 when the font has none.</summary>
    public int GlyphOf(int codePoint)
    {
        var cmap = Table("cmap")[characters.Start..];
        return characters.Segmented ? InSegments(cmap, codePoint) : InGroups(cmap, codePoint);
    }

    /// <summary>Advance width in font units.</summary>
    public int AdvanceOf(int glyph) => U16(Table("hmtx"), Math.Min(glyph, wideMetrics - 1) * 4);

    internal int LeftBearingOf(int glyph) => glyph < wideMetrics
        ? I16(Table("hmtx"), glyph * 4 + 2)
        : I16(Table("hmtx"), wideMetrics * 4 + (glyph - wideMetrics) * 2);

    /// <summary>The outline as stored in glyf; empty for blanks.</summary>
    internal ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(glyph, GlyphCount);
        var loca = Table("loca");
        var (start, end) = longOffsets
            ? ((int)U32(loca, glyph * 4), (int)U32(loca, glyph * 4 + 4))
            : (U16(loca, glyph * 2) * 2, U16(loca, glyph * 2 + 2) * 2);
        return Table("glyf")[start..end];
    }

    internal bool Has(string table) => tables.ContainsKey(table);

    internal ReadOnlySpan<byte> Table(string name) => tables.TryGetValue(name, out var at)
        ? bytes.Span.Slice(at.Start, at.Length)
        : throw new InvalidDataException($"The font has no {name} table.");

    static Dictionary<string, (int, int)> Directory(ReadOnlySpan<byte> file)
    {
        var tables = new Dictionary<string, (int, int)>();
        for (var i = 0; i < U16(file, 4); i++)
        {
            var entry = file.Slice(12 + i * 16, 16);
            var (start, length) = (U32(entry, 8), U32(entry, 12));
            if (start + (long)length > file.Length)
                throw new InvalidDataException("A font table lies outside the file.");
            tables[Encoding.ASCII.GetString(entry[..4])] = ((int)start, (int)length);
        }

        return tables;
    }

    /// <summary>Full Unicode (format 12) is preferred to the basic plane (format 4).</summary>
    static (int Start, bool Segmented) CharacterMap(ReadOnlySpan<byte> cmap)
    {
        (int Start, bool Segmented)? found = null;
        for (var i = 0; i < U16(cmap, 2); i++)
        {
            var (platform, encoding) = (U16(cmap, 4 + i * 8), U16(cmap, 6 + i * 8));
            var start = (int)U32(cmap, 8 + i * 8);
            switch ((platform, encoding, U16(cmap, start)))
            {
                case (3, 10, 12) or (0, 4, 12):
                    return (start, false);
                case (3, 1, 4) or (0, 3, 4):
                    found = (start, true);
                    break;
            }
        }

        return found ?? throw new InvalidDataException("The font has no Unicode character map.");
    }

    static int InGroups(ReadOnlySpan<byte> map, int codePoint)
    {
        var (low, high) = (0, (int)U32(map, 12) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = map.Slice(16 + middle * 12, 12);
            if (codePoint < U32(group, 0))
                high = middle - 1;
            else if (codePoint > U32(group, 4))
                low = middle + 1;
            else
                return (int)(U32(group, 8) + (uint)codePoint - U32(group, 0));
        }

        return 0;
    }

    static int InSegments(ReadOnlySpan<byte> map, int codePoint)
    {
        var doubled = U16(map, 6);
        for (var s = 0; s < doubled; s += 2)
        {
            if (codePoint > U16(map, 14 + s))
                continue;

            var start = U16(map, 16 + doubled + s);
            if (codePoint < start)
                return 0;

            var delta = U16(map, 16 + doubled * 2 + s);
            var rangeAt = 16 + doubled * 3 + s;
            if (U16(map, rangeAt) is var range && range == 0)
                return (codePoint + delta) & 0xFFFF;

            var glyph = U16(map, rangeAt + range + (codePoint - start) * 2);
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }

        return 0;
    }

    static string? Name(ReadOnlySpan<byte> name, int id)
    {
        var strings = U16(name, 4);
        for (var i = 0; i < U16(name, 2); i++)
        {
            var entry = name.Slice(6 + i * 12, 12);
            if (U16(entry, 0) == 3 && U16(entry, 6) == id)
                return Encoding.BigEndianUnicode.GetString(name.Slice(strings + U16(entry, 10), U16(entry, 8)));
        }

        return null;
    }

    static int U16(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt16BigEndian(from[at..]);

    static int I16(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadInt16BigEndian(from[at..]);

    static uint U32(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt32BigEndian(from[at..]);
}
