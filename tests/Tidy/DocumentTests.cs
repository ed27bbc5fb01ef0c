using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests;

/// <summary>Documents say what is so: their commands exist, their links lead somewhere, their tables are complete.</summary>
public sealed partial class DocumentTests
{
    static readonly string[] Readmes = ["README.md", "README.zh-CN.md"];
    static IEnumerable<SourceFile> Documents => Sources.All.Where(f => f.Is(".md"));

    [Fact]
    public void Every_command_in_a_document_exists()
    {
        var verbs = VerbName().Matches(Sources.Text("src/Host/Verbs/Verb.cs")).Select(m => m.Groups[1].Value).Append("bench").ToHashSet();
        verbs.Count.ShouldBeGreaterThan(2);
        (from document in Documents
         from match in RunVerb().Matches(document.Text)
         where !verbs.Contains(match.Groups[1].Value)
         select $"{document.Path}: {match.Value}").ShouldBeNone("src/Host/Verbs/Verb.cs lists the verbs");
    }

    [Fact]
    public void Every_link_in_a_document_leads_somewhere() => (
        from document in Documents
        from match in Link().Matches(document.Text)
        let target = match.Groups[1].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')
            && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let path = Path.Combine(Golden.Root, Path.GetDirectoryName(document.Path)!, target.Split('#')[0])
        where !File.Exists(path) && !Directory.Exists(path)
        select $"{document.Path}: {target}").ShouldBeNone("links are relative to the document");

    [Fact]
    public void Every_environment_variable_is_explained_in_both_languages()
    {
        var read = Sources.All.Where(f => f.Under("src/", "scripts/") || f.Path == "run.sh").SelectMany(f => Variable().Matches(f.Text))
            .Select(m => m.Value).ToHashSet();
        foreach (var readme in Readmes)
        {
            var told = Variable().Matches(Sources.Text(readme)).Select(m => m.Value).ToHashSet();
            read.Except(told).ShouldBeNone($"{readme} leaves out");
            told.Except(read).ShouldBeNone($"{readme} tells of variables that nothing reads");
        }
    }

    [Fact]
    public void Both_readmes_show_the_same_commands()
        => Commands("README.zh-CN.md").ShouldBe(Commands("README.md"));

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_say_all_five_things()
    {
        var decisions = Sources.All.Where(f => f.Under("docs/adr/") && f.Is(".md")).ToList();
        decisions.Select(d => int.Parse(Path.GetFileName(d.Path)[..4], System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, decisions.Count), "one number, one decision");
        (from decision in decisions
         from heading in new[] { "## Context", "## Options", "## Decision", "## Consequence", "## What would change our mind" }
         where !decision.Lines.Contains(heading)
         select $"{decision.Path}: {heading}").ShouldBeNone("a decision has these parts");
    }

    static List<string> Commands(string readme)
        => [.. RunVerb().Matches(Sources.Text(readme)).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("new\\(\"([a-z][a-z-]*)\",")]
    private static partial Regex VerbName();

    [GeneratedRegex(@"\./run\.sh +([a-z][a-z-]*)")]
    private static partial Regex RunVerb();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("YUANLIU_[A-Z_]+[A-Z]")]
    private static partial Regex Variable();
}
