using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>A font as one document uses it: every character drawn gets a code, and only those go into the file.</summary>
public sealed class PdfFont
{
    /// <summary>〓, which Chinese typesetting puts where the right sort is missing.</summary>
    const int Geta = 0x3013;

    readonly Dictionary<int, int> codes = [];
    readonly List<(int CodePoint, int Glyph)> used = [(0, 0)];
    readonly SortedSet<string> missing = new(StringComparer.Ordinal);

    internal PdfFont(TrueTypeFont font, string resource)
    {
        if (!font.MayEmbed)
            throw new ArgumentException($"The licence of {font.PostScriptName} forbids embedding.", nameof(font));

        Font = font;
        Resource = resource;
    }

    public TrueTypeFont Font { get; }

    /// <summary>Characters that were drawn as 〓 because the font lacks them. They still copy and search as themselves.</summary>
    public IReadOnlyCollection<string> Missing => missing;

    internal string Resource { get; }

    internal bool IsUsed => used.Count > 1;

    /// <summary>Width in points of one line of text.</summary>
    public double Measure(string text, double size, double tracking = 0)
    {
        var runes = Drawn(text).ToList();
        return Enumerable.Range(0, runes.Count).Sum(i => Advance(runes, i) * size / 1000 + tracking);
    }

    /// <summary>How far the next character stands from this one, in thousandths of the font size.</summary>
    internal double Advance(List<Rune> text, int at) => Units(text[at]) * 1000.0 / Font.UnitsPerEm - Squeeze(text, at);

    /// <summary>Fonts whose marks are narrow anyway lose nothing.</summary>
    internal int Squeeze(List<Rune> text, int at)
        => at + 1 < text.Count && Units(text[at]) == Font.UnitsPerEm ? Punctuation.Squeeze(text[at], text[at + 1]) : 0;

    int Units(Rune character) => Font.AdvanceOf(Shown(character.Value));

    /// <summary>The codes of a text as a hexadecimal string.</summary>
    internal string Encode(IEnumerable<Rune> text)
        => string.Concat(text.Select(rune => Code(rune).ToString("x4", CultureInfo.InvariantCulture)));

    /// <summary>Characters that leave ink or space; a tab counts as a space, marks without width are left out.</summary>
    internal IEnumerable<Rune> Drawn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
                yield return new Rune(' ');
            else if (!IsInvisible(rune))
                yield return rune;
        }
    }

    bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || (rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF && Font.GlyphOf(rune.Value) == 0);

    int Shown(int codePoint) => Font.GlyphOf(codePoint) is > 0 and var glyph ? glyph : Font.GlyphOf(Geta);

    /// <summary>Codes belong to characters, not glyphs: two characters that look alike must still copy as themselves.</summary>
    int Code(Rune character)
    {
        if (codes.TryGetValue(character.Value, out var code))
            return code;

        if (Font.GlyphOf(character.Value) == 0)
            missing.Add(character.ToString());
        used.Add((character.Value, Shown(character.Value)));
        return codes[character.Value] = used.Count - 1;
    }

    internal int AddTo(PdfObjects objects)
    {
        var program = TrueTypeSubset.Build(Font, [.. used.Select(u => u.Glyph)]);
        var name = $"{Tag(program)}+{Font.PostScriptName}";
        var file = objects.AddStream($"/Length1 {program.Length}", program);
        var box = Font.BoundingBox;
        var descriptor = objects.Add(
            $"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{Scaled(box.XMin)} {Scaled(box.YMin)} "
            + $"{Scaled(box.XMax)} {Scaled(box.YMax)}] /ItalicAngle 0 /Ascent {Scaled(Font.Ascender)} "
            + $"/Descent {Scaled(Font.Descender)} /CapHeight {Scaled(Font.CapHeight)} "
            + $"/StemV {(Font.Weight >= 600 ? 140 : 80)} /FontFile2 {file} 0 R >>");
        var widths = string.Join(' ', used.Select(u => Scaled(Font.AdvanceOf(u.Glyph))));
        var descendant = objects.Add(
            $"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
            + $"/Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 1000 /W [0 [{widths}]] /CIDToGIDMap /Identity >>");
        var toUnicode = objects.AddStream("", Encoding.ASCII.GetBytes(ToUnicode()));
        return objects.Add(
            $"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
            + $"/DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>");
    }

    string Scaled(int units) => PdfSyntax.Number(units * 1000.0 / Font.UnitsPerEm);

    /// <summary>Six capitals that tell subsets apart (ISO 32000-1, 9.6.4), taken from the content instead of from chance.</summary>
    static string Tag(ReadOnlySpan<byte> program)
        => string.Concat(SHA256.HashData(program).Take(6).Select(b => (char)('A' + b % 26)));

    /// <summary>The way back from codes to characters, in blocks of at most 100 as the CMap format asks.</summary>
    string ToUnicode()
    {
        var text = new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <ffff>
            endcodespacerange

            """.ReplaceLineEndings("\n"));
        foreach (var block in used.Select((u, code) => (u.CodePoint, Code: code)).Skip(1).Chunk(100))
        {
            text.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (codePoint, code) in block)
            {
                var utf16 = Encoding.BigEndianUnicode.GetBytes(new Rune(codePoint).ToString());
                text.Append(CultureInfo.InvariantCulture, $"<{code:x4}> {PdfSyntax.Hex(utf16)}\n");
            }

            text.Append("endbfchar\n");
        }

        return text.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
