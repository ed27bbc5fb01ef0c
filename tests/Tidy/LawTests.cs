using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;
using Yuanliu.Host;

namespace Yuanliu.Tests;

/// <summary>The law index leads from an article to the code that keeps it and the test that proves it: neither may be missing.</summary>
public sealed partial class LawTests
{
    /// <param name="Code">Types, or members as Type.Member, and files of the repository.</param>
    sealed record Row(string Paper, string Article, IReadOnlyList<string> Code, IReadOnlyList<string> Tests);

    static readonly Lazy<List<Row>> Rows = new(() =>
        [.. Sources.All.Where(f => f.Under("docs/law/") && f.Is(".md")).SelectMany(f => f.Lines.Select(l => Parse(f.Path, l)))
            .OfType<Row>()]);

    [Fact]
    public void Every_type_that_an_article_leads_to_exists()
    {
        Rows.Value.Count.ShouldBeGreaterThan(10);
        var known = Names();
        (from row in Rows.Value
         from name in row.Code
         where name.Contains('/', StringComparison.Ordinal) ? !File.Exists(Path.Combine(Golden.Root, name)) : !known.Contains(name)
         select $"{row.Paper} {row.Article}: {name}").ShouldBeNone("a type, a member as Type.Member, or a file");
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

    [Fact]
    public void Every_step_of_registration_stands_in_the_law_index()
    {
        var told = string.Join('\n', Sources.All.Where(f => f.Under("docs/law/") && f.Is(".md")).Select(f => f.Text));
        var packs = Registration.Packs.RegistrationPacks.Load(Path.Combine(Golden.Root, "rules", "registration"));
        (from pack in packs.All
         from filing in pack.Rules.Filings.Values
         from route in filing.Procedure
         from row in Registration.Filings.Procedure.Of(route.Procedure).Steps
         select row.Step).Distinct().Where(step => !told.Contains($"`Step.{step}`", StringComparison.Ordinal))
            .Select(step => step.ToString()).ShouldBeNone("a page in docs/law names each step that a shipped pack can lead to as Step.…");
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
            [typeof(Kernel.AppDb).Assembly, typeof(Contracts.ICatalog).Assembly, typeof(Compute.Json.CanonicalJson).Assembly, typeof(App)
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

    [GeneratedRegex("`([A-Za-z0-9_./-]+)`")]
    private static partial Regex Name();
}
