using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Kernel;

public sealed class CitationTests
{
    static readonly LawSources Sources = LawSources.Load(Path.Combine(AppContext.BaseDirectory, "rules", "sources"));

    [Theory]
    [InlineData("GD-REG-2023 art. 7, 13", "GD-REG-2023: 7, 13")]
    [InlineData("BJ-OPIN-2023 §6", "BJ-OPIN-2023: 6")]
    [InlineData("BJ-OPIN-2023 §§1–3", "BJ-OPIN-2023: 1, 2, 3")]
    [InlineData("SZ-REG-2023 art. 15(2), 15(3)", "SZ-REG-2023: 15(2), 15(3)")]
    [InlineData("ZJ-1329 §5.2.2.1", "ZJ-1329: 5.2.2.1")]
    [InlineData("ZJ-1329 §5.1.1（b）", "ZJ-1329: 5.1.1(b)")]
    [InlineData("ZJ-1329 annex C", "ZJ-1329: annex-C")]
    [InlineData("TJIFA-003-2022 annex 3", "TJIFA-003-2022: annex-3")]
    [InlineData("BJ-PUB-DRAFT 十五", "BJ-PUB-DRAFT: 15")]
    [InlineData("BJ-PUB-DRAFT （三）", "BJ-PUB-DRAFT: 3")]
    [InlineData("AH-REG-2023 第二十三条", "AH-REG-2023: 23")]
    [InlineData("BJ-OPIN-2023 §8; BJ-ZONE-2023 art. 1", "BJ-OPIN-2023: 8 | BJ-ZONE-2023: 1")]
    [InlineData("BJ-OPIN-2023 §6（来源合法；内容合规）", "BJ-OPIN-2023: 6 “来源合法；内容合规”")]
    [InlineData("BJ-OPIN-2023 §19; GB/T 43697-2024 附录H", "BJ-OPIN-2023: 19")]
    [InlineData("SZ-REG-2023 art. 17; art. 19", "SZ-REG-2023: 17 | SZ-REG-2023: 19")]
    [InlineData("GD-REG-2023", "GD-REG-2023: ")]
    [InlineData("GD-REG-2023 art. many", "GD-REG-2023: ?")]
    [InlineData("企业会计准则——应用指南 附录 1002 银行存款", "")]
    public void A_citation_is_read_as_people_write_it(string basis, string read)
        => string.Join(" | ", Citation.Parse(basis).Select(Written)).ShouldBe(read);

    [Fact]
    public void An_article_says_only_what_stands_in_it()
    {
        var article = Sources.For("SZ-REG-2023")!.Find("20")!;
        article.Says("受理之日起15日内").ShouldBeTrue();
        article.Says("受理之日起 15 日内").ShouldBeTrue("blanks are layout");
        article.Says("受理之日起……异议登记失效").ShouldBeTrue("what is left out is marked");
        article.Says("异议登记失效……受理之日起15日内").ShouldBeFalse("in the order in which it stands");
        article.Says("受理之日起15个工作日内").ShouldBeFalse();
        Sources.For("GD-REG-2023")!.Find("23")!.HasPart("4").ShouldBeTrue();
        Sources.For("GD-REG-2023")!.Find("23")!.HasPart("5").ShouldBeFalse("four items in two paragraphs");
        Sources.For("GZ-ELREG-2023")!.Find("28")!.HasPart("4").ShouldBeTrue();
        Sources.For("GZ-ELREG-2023")!.Find("28")!.HasPart("5").ShouldBeFalse("four paragraphs");
        Sources.For("GZ-ELREG-2023")!.Find("20")!.HasPart("3").ShouldBeFalse("one paragraph with two items");
        Sources.For("ZJ-1329")!.Find("5.1.1")!.HasPart("j").ShouldBeTrue();
        Sources.For("ZJ-1329")!.Find("5.1.1")!.HasPart("k").ShouldBeFalse();
    }

    [Theory]
    [InlineData("GD-REG-2023", 37)]
    [InlineData("SZ-REG-2023", 34)]
    [InlineData("BJ-IP-2023", 41)]
    [InlineData("BJ-OPIN-2023", 23)]
    [InlineData("BJ-PUB-DRAFT", 20)]
    public void A_source_has_all_its_articles_in_order_and_without_a_gap(string id, int count)
    {
        var source = Sources.For(id)!;
        source.Articles.Select(a => a.Number).ShouldBe(Enumerable.Range(1, count).Select(n => $"{n}"));
        source.Articles.ShouldAllBe(a => a.Text != null && a.Text.Length > 10);
    }

    [Fact]
    public void A_paper_ends_by_itself_and_a_draft_never_begins()
    {
        var shenzhen = Sources.For("SZ-REG-2023")!;
        shenzhen.StatusOn(new(2026, 6, 30)).ShouldBe(SourceStatus.InForce);
        shenzhen.StatusOn(new(2026, 7, 1)).ShouldBe(SourceStatus.Expired);
        Sources.For("GD-REG-2023")!.StatusOn(new(2030, 1, 1)).ShouldBe(SourceStatus.Draft);
        Sources.Drafts("BJ-OPIN-2023 §6; BJ-PUB-DRAFT §3").ShouldBe(["BJ-PUB-DRAFT"]);
    }

    static string Written(Citation c) => $"{c.Source}: {(c.Readable ? string.Join(", ", c.Places.Select(Written)) : "?")}"
        + (c.Quote is { } quote ? $" “{quote}”" : "");

    static string Written(Place p) => p.Part is { } part ? $"{p.Article}({part})" : p.Article;
}
