using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using Yuanliu.Host;

namespace Yuanliu.Tests;

/// <summary>Whoever clicks a citation reads the provision: of a paper that the node holds, none may be missing.</summary>
public sealed partial class LawTextTests
{
    static readonly LawTexts Texts = new(Path.Combine(Golden.Root, "rules"));

    [Fact]
    public void Every_provision_that_is_cited_of_a_paper_we_hold_can_be_read() => (
        from file in Sources.All
        where file.Under("rules/") && file.Is(".yaml") || file.Under("src/") && file.Is(".cs")
        from Match cited in Citation().Matches(file.Text)
        let paper = cited.Groups["paper"].Value
        where Texts.Paper(paper) is not null
            && Texts.Provisions(paper).All(p => p.Article != cited.Groups["article"].Value)
        select $"{file.Path}: {cited.Value}").Distinct().ShouldBeNone("rules/law/<paper>.yaml holds it");

    [Fact]
    public void A_provision_stands_once_and_is_not_empty()
    {
        Texts.Ids.Count().ShouldBeGreaterThan(2);
        (from paper in Texts.Ids
         from provision in Texts.Provisions(paper)
         where provision.Zh.Length < 10 || Texts.Provisions(paper).Count(p => p.Article == provision.Article) > 1
         select $"{paper} {provision.Article}").ShouldBeNone("one article, its own words");
    }

    [GeneratedRegex(@"(?<paper>[A-Z]{2,}(?:-[A-Z0-9]+)+) (?<article>§\d+|art\. \d+|\([一二三四五六七八九十]+\))")]
    private static partial Regex Citation();
}
