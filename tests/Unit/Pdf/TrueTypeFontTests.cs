using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

public sealed class TrueTypeFontTests
{
    [Fact]
    public void The_shipped_fonts_may_be_embedded_and_know_their_names()
    {
        Samples.Fonts.Regular.PostScriptName.ShouldBe("NotoSansSC-Regular");
        Samples.Fonts.Bold.PostScriptName.ShouldBe("NotoSansSC-Bold");
        Samples.Fonts.Regular.MayEmbed.ShouldBeTrue();
        Samples.Fonts.Bold.Weight.ShouldBe(700);
    }

    [Fact]
    public void A_chinese_character_is_one_em_wide_and_an_unknown_one_has_no_glyph()
    {
        var font = Samples.Fonts.Regular;
        font.AdvanceOf(font.GlyphOf('数')).ShouldBe(font.UnitsPerEm);
        font.GlyphOf(0x1F210).ShouldBeGreaterThan(0, "beyond the basic plane");
        font.GlyphOf(0x1F600).ShouldBe(0);
    }

    [Fact]
    public void A_subset_keeps_the_outlines_and_widths_of_its_glyphs()
    {
        var font = Samples.Fonts.Regular;
        int[] glyphs = [0, .. "登记证书éfi，".Select(c => font.GlyphOf(c)), font.GlyphOf('登')];

        var subset = Parsed(TrueTypeSubset.Build(font, glyphs));

        for (var i = 0; i < glyphs.Length; i++)
        {
            subset.Advance(i).ShouldBe(font.AdvanceOf(glyphs[i]));
            if (font.OutlineOf(glyphs[i]) is var outline && outline.Length > 0 && outline[0] < 0x80)
                subset.Outline(i)[..outline.Length].ShouldBe(outline.ToArray());
        }
    }

    [Fact]
    public void Old_forms_of_the_tables_are_read_too()
    {
        var font = TrueTypeFont.Parse(TinyFont.Bytes);

        font.PostScriptName.ShouldBe("Tiny-Regular");
        (font.UnitsPerEm, font.Ascender, font.Descender).ShouldBe((500, 400, -100));
        (font.GlyphOf('A'), font.GlyphOf('Z'), font.GlyphOf('B'), font.GlyphOf(0x1F600)).ShouldBe((3, 1, 0, 0));
        (font.AdvanceOf(0), font.AdvanceOf(4), font.LeftBearingOf(4)).ShouldBe((500, 250, 10));
    }

    [Fact]
    public void Parts_of_composite_glyphs_come_along_under_their_new_numbers()
    {
        var font = TrueTypeFont.Parse(TinyFont.Bytes);

        var subset = Parsed(TrueTypeSubset.Build(font, [0, font.GlyphOf('A')]));

        subset.Count.ShouldBe(4);
        var composite = subset.Outline(1);
        (composite[13], composite[21]).ShouldBe(((byte)2, (byte)3), "the numbers of the two parts");
        subset.Outline(2).ShouldBe(subset.Outline(0));
        subset.Outline(3).ShouldBe(subset.Outline(0));
    }

    [Fact]
    public void The_same_glyphs_give_the_same_bytes()
        => TrueTypeSubset.Build(Samples.Fonts.Bold, [0, 5, 9]).ShouldBe(TrueTypeSubset.Build(Samples.Fonts.Bold, [0, 5, 9]));

    [Fact]
    public void What_is_no_font_is_refused()
    {
        Should.Throw<InvalidDataException>(() => TrueTypeFont.Parse(new byte[5]));
        Should.Throw<InvalidDataException>(() => TrueTypeFont.Parse("OTTO with other outlines"u8.ToArray()));
    }

    /// <summary>A subset has no character map, so it is read by its tables.</summary>
    static Subset Parsed(byte[] program) => new(program);

    sealed class Subset(byte[] program)
    {
        public int Count => U16(Table("maxp") + 4);

        public int Advance(int glyph) => U16(Table("hmtx") + glyph * 4);

        public byte[] Outline(int glyph)
        {
            var (glyf, loca) = (Table("glyf"), Table("loca") + glyph * 4);
            return program[(glyf + U32(loca))..(glyf + U32(loca + 4))];
        }

        int Table(string name)
        {
            for (var at = 12; ; at += 16)
                if (System.Text.Encoding.ASCII.GetString(program, at, 4) == name)
                    return U32(at + 8);
        }

        int U16(int at) => program[at] << 8 | program[at + 1];

        int U32(int at) => U16(at) << 16 | U16(at + 2);
    }
}
