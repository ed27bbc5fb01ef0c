using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;

namespace Yuanliu.Tests;

/// <summary>The published profile page holds the very tables by which policies are read.</summary>
public sealed class OdrlProfileTests
{
    const string Page = "docs/odrl-profile.md", Begins = "<!-- generated: the tables of the profile -->\n",
        Ends = "<!-- end of the tables -->\n";

    [Fact]
    public void The_page_tells_every_term_and_action_as_the_program_knows_them()
    {
        var text = Sources.Text(Page);
        var (begin, end) = (text.IndexOf(Begins, StringComparison.Ordinal), text.IndexOf(Ends, StringComparison.Ordinal));
        begin.ShouldBeGreaterThan(0);
        end.ShouldBeGreaterThan(begin);
        Golden.Check(Page, $"{text[..(begin + Begins.Length)]}{Profile.Page()}{text[end..]}");
        text.ShouldContain($"`{Profile.Id}`");
    }
}
