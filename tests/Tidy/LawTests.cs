using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>The law index leads from an article to the code that keeps it and the test that proves it: neither may be missing.</summary>
public sealed partial class LawTests
{
    /// <param name="Code">Types, or members as Type.Member, and files of the repository.</param>
    sealed record Row(string Paper, string Article, IReadOnlyList<string> Code, IReadOnlyList<string> Tests);

    static readonly Lazy<List<Row>> Rows = new(() =>
        [.. Sources.All.Where(f => f.Under("docs/law/") && f.Is(".md") && f.Path != "docs/law/regimes.md")
            .SelectMany(f => f.Lines.Select(l => Parse(f.Path, l))).OfType<Row>()]);

    [Fact]
    public void Every_type_that_an_article_leads_to_exists()
    {
        Rows.Value.Count.ShouldBeGreaterThan(10);
        var known = Names();
        (from row in Rows.Value
         from name in row.Code
         where name.Contains('#', StringComparison.Ordinal) ? !IsPackValue(name)
             : name.Contains('/', StringComparison.Ordinal) ? !File.Exists(Path.Combine(Golden.Root, name)) : !known.Contains(name)
         select $"{row.Paper} {row.Article}: {name}").ShouldBeNone(
             "a type, a member as Type.Member, a file, or a value as pack#path.to.it");
    }

    /// <summary>A paper whose articles are kept is told whole: each is either in code or said to need none.</summary>
    [Fact]
    public void Every_article_of_a_paper_is_kept_or_explained() => (
        from source in Sourced.Value.All
        let told = Told(source).ToList()
        from article in source.Articles
        where article.Text is not null
            && !told.Exists(t => t == article.Number || article.Number.StartsWith(t + ".", StringComparison.Ordinal))
        select $"{source.Id} {article.Number} {article.Heading}").ShouldBeNone("docs/law/<source>.md has a row for it");

    [Fact]
    public void Every_article_that_is_told_exists() => (
        from source in Sourced.Value.All
        from number in Told(source)
        where !source.Articles.Exists(a => a.Number == number || a.Number.StartsWith(number + ".", StringComparison.Ordinal))
        select $"{source.Id} {number}").ShouldBeNone("rules/sources has the article");

    static readonly Lazy<LawSources> Sourced = new(() => LawSources.Load(Path.Combine(Golden.Root, "rules", "sources")));

    static readonly Lazy<IReadOnlyList<RuleValue>> Values = new(() => RuleValues.Read(Path.Combine(Golden.Root, "rules")));

    /// <summary>A value that cites its basis, or a group of such.</summary>
    static bool IsPackValue(string name)
    {
        var (file, path) = ($"registration/{name.Split('#')[0]}.yaml", name.Split('#')[1]);
        return Values.Value.Any(v => v.File == file && (v.Path == path || v.Path.StartsWith(path + ".", StringComparison.Ordinal)));
    }

    /// <summary>The articles that begin the rows of a paper's tables: <c>art. 7, 13</c>, <c>§5.2.1</c>.</summary>
    static IEnumerable<string> Told(LawSource source)
    {
        if (Sources.All.FirstOrDefault(f => f.Path == $"docs/law/{source.Id}.md") is not { } document) return [];
        return document.Lines.Select(l => Cell().Match(l)).Where(m => m.Success)
            .SelectMany(m => Citation.Parse($"{source.Id} {m.Groups[1].Value.Trim()}")).SelectMany(c => c.Places).Select(p => p.Article);
    }

    [Fact]
    public void Every_test_that_proves_an_article_exists()
    {
        var tests = Sources.CSharp.Where(f => f.Under("tests/"))
            .SelectMany(f => f.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(m => m.AttributeLists.SelectMany(a => a.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory"))
            .Select(m => m.Identifier.Text).ToHashSet();
        (from row in Rows.Value
         from name in row.Tests
         where !tests.Contains(name)
         select $"{row.Paper} {row.Article}: {name}").ShouldBeNone("the name of a test");
    }

    [Fact]
    public void Every_article_with_code_has_a_test() => Rows.Value
        .Where(r => r.Code.Count == 0 || r.Tests.Count == 0).Select(r => $"{r.Paper} {r.Article}")
        .ShouldBeNone("what is not proven is not kept");

    /// <summary>A test that only reads a document or a pack shows what is written, and not that anybody keeps it: each row names one
    /// that acts.</summary>
    [Fact]
    public void Every_article_with_code_is_proven_by_a_test_that_acts()
    {
        var acting = Sources.CSharp.Where(f => f.Under("tests/")).SelectMany(Acting).ToHashSet();
        Rows.Value.Where(r => r.Tests.Count > 0 && !r.Tests.Any(acting.Contains)).Select(r => $"{r.Paper} {r.Article}: "
            + string.Join(", ", r.Tests)).ShouldBeNone("a test over HTTP, or one that takes steps of a filing");
    }

    static readonly string[] Reading = ["PackLintTests.cs", "RulesAreReadTests.cs"], Steps = ["Take", "Try", "ClosesAfter", "Route"];

    /// <summary>The tests of a file that do something: of those that know a pack by itself, the ones that take steps under it.</summary>
    static IEnumerable<string> Acting(SourceFile file)
    {
        if (file.Under("tests/Tidy/") || Reading.Any(r => file.Path.EndsWith(r, StringComparison.Ordinal))) return [];
        var methods = file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>().ToList();
        if (!file.Under("tests/Unit/Registration/Packs/")) return methods.Select(m => m.Identifier.Text);
        var calls = methods.ToLookup(m => m.Identifier.Text, Called);
        bool Acts(string name, int depth) => Steps.Contains(name)
            || depth > 0 && calls[name].SelectMany(c => c).Any(c => Acts(c, depth - 1));
        return methods.Select(m => m.Identifier.Text).Where(m => Acts(m, 3));
    }

    static List<string> Called(MethodDeclarationSyntax method) => [.. method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Select(i => i.Expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.Text : i.Expression.ToString())];

    [Fact]
    public void Every_step_of_registration_stands_in_the_law_index()
    {
        var told = string.Join('\n', Sources.All.Where(f => f.Under("docs/law/")).Select(f => f.Text));
        Enum.GetNames<Registration.Filings.Step>().Where(step => !told.Contains($"`Step.{step}`", StringComparison.Ordinal))
            .ShouldBeNone("docs/law names each as Step.…");
    }

    /// <summary>Rows read: article | what it asks | code in backticks | tests in backticks.</summary>
    static Row? Parse(string path, string line)
    {
        if (!line.StartsWith("| ", StringComparison.Ordinal)
            || line.Split('|') is not [_, var article, _, var code, var tests, _]) return null;
        var (names, proofs) = (Quoted(code), Quoted(tests));
        return names.Count + proofs.Count == 0 ? null : new(Path.GetFileName(path), article.Trim(), names, proofs);
    }

    static List<string> Quoted(string cell) => [.. Name().Matches(cell).Select(m => m.Groups[1].Value)];

    static HashSet<string> Names()
    {
        var assemblies = App.Modules.Select(m => m.GetType().Assembly).Concat(
            [typeof(AppDb).Assembly, typeof(Contracts.ICatalog).Assembly, typeof(Compute.Json.CanonicalJson).Assembly, typeof(App)
            .Assembly]);
        return [.. assemblies.Distinct().SelectMany(a => a.GetTypes()).SelectMany(NamesOf)];
    }

    static IEnumerable<string> NamesOf(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        var name = type.Name.Split('`')[0];
        return type.GetMembers(own).Select(m => $"{name}.{m.Name}").Prepend(name);
    }

    [GeneratedRegex(@"^\| ((?:§+|art\.|annex)[\s-]*[\dA-Zp][\w.]*(?:\(\w+\))?(?:–\d+)?"
        + @"(?:, (?:annex-)?[\dA-Z][\w.]*(?:\(\w+\))?(?:–\d+)?)*)[ |]")]
    private static partial Regex Cell();

    [GeneratedRegex("`([A-Za-z0-9_./#-]+)`")]
    private static partial Regex Name();
}
