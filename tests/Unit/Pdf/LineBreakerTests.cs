using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

public sealed class LineBreakerTests
{
    static readonly TextStyle Style = new(Samples.Empty().AddFont(Samples.Fonts.Regular), 10, PdfColor.Black);

    static IEnumerable<string> Lines(string text, double width) => LineBreaker.Break(text, Style, width).Select(line => line.Text);

    [Fact]
    public void Chinese_is_broken_anywhere_but_before_a_closing_mark_or_after_an_opening_one()
    {
        Lines("一二三四五六七八", 40).ShouldBe(["一二三四", "五六七八"]);
        Lines("一二三四，五六", 40).ShouldBe(["一二三", "四，五六"]);
        Lines("一二三《四五》六", 40).ShouldBe(["一二三", "《四五》", "六"]);
    }

    [Fact]
    public void Words_and_dates_stay_whole_while_there_is_another_place_to_break()
    {
        Lines("数据 transparency log", 65).ShouldBe(["数据", "transparency", "log"]);
        Lines("截至日期是 2025-12-31 止", 75).ShouldBe(["截至日期是", "2025-12-31 止"]);
    }

    [Fact]
    public void What_no_line_can_hold_is_parted_at_a_joint_or_else_cut()
    {
        Lines("https://registry.example/certificates", 80).First().ShouldBe("https://registry.");
        string.Concat(Lines("0123456789abcdef0123456789abcdef", 60)).ShouldBe("0123456789abcdef0123456789abcdef");
    }

    [Fact]
    public void A_break_in_the_text_starts_a_paragraph_and_an_empty_text_is_one_empty_line()
    {
        Lines("甲\n\n乙", 100).ShouldBe(["甲", "", "乙"]);
        Lines("", 100).ShouldBe([""]);
        LineBreaker.Break("甲乙丙丁", Style, 50, firstIndent: 2)[0].ShouldBe(new("甲乙丙", 20, false));
    }

    [Fact]
    public void No_character_is_left_alone_on_the_last_line()
    {
        Lines(new string('一', 31) + "。", 310).ShouldBe([new string('一', 29), "一一。"]);
        Lines(new string('一', 33), 310).ShouldBe([new string('一', 31), "一一"]);
        Lines("一二三四五", 40).ShouldBe(["一二三四", "五"], "a short line cannot spare any");
    }

    [Fact]
    public void Two_marks_share_their_empty_halves_and_a_line_begins_flush_with_its_ink()
    {
        Style.Measure("核心），存").ShouldBe(45, 0.001);
        Style.Measure("（《").ShouldBe(15, 0.001);
        LineBreaker.Break("《办法》", Style, 100)[0].Indent.ShouldBe(-5);
    }

    [Fact]
    public void No_character_is_lost_and_no_line_is_wider_than_its_measure()
    {
        var texts =
            from characters in Gen.Elements([.. "数据资产登记，。（）《》ab c1-/"]).ArrayOf()
            from width in Gen.Choose(25, 200)
            select (Text: new string(characters), Width: width);
        Prop.ForAll(texts.ToArbitrary(), sample =>
        {
            var lines = LineBreaker.Break(sample.Text, Style, sample.Width);
            Bare(string.Concat(lines.Select(l => l.Text))).ShouldBe(Bare(sample.Text));
            foreach (var line in lines)
                (line.Indent + Style.Measure(line.Text)).ShouldBeLessThanOrEqualTo(sample.Width + 0.01, line.Text);
        }).QuickCheckThrowOnFailure();

        static string Bare(string text) => text.Replace(" ", "");
    }
}
