using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;
using Yuanliu.Host;

namespace Yuanliu.Tests;

/// <summary>One concept, one word: the glossary and the code name the same things.</summary>
public sealed partial class GlossaryTests
{
    sealed record Row(string Chinese, string English, string Law, IReadOnlyList<string> Code);

    static readonly Lazy<List<Row>> Rows = new(() => [.. Sources.Text("docs/glossary.md").Split('\n').Select(Parse).OfType<Row>()]);

    [Fact]
    public void Every_name_in_the_glossary_is_a_name_in_the_code()
    {
        Rows.Value.Count.ShouldBeGreaterThan(20);
        var known = Names();
        (from row in Rows.Value
         from name in row.Code
         where !known.Contains(name)
         select $"{row.Chinese}: {name}").ShouldBeNone("a type, or a member of an enum as Type.Member");
    }

    [Fact]
    public void No_term_and_no_name_stands_twice()
    {
        Twice(Rows.Value.Select(r => r.Chinese)).ShouldBeNone("terms");
        Twice(Rows.Value.SelectMany(r => r.Code)).ShouldBeNone("names");
    }

    [Fact]
    public void What_crosses_a_border_is_introduced_by_its_Chinese_name() => (
        from file in Sources.CSharp
        where file.Under("src/Contracts/")
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where !type.Identifier.Text.EndsWith("Id", StringComparison.Ordinal) && !IntroducedInChinese(type)
        select $"{file.At(type)}: {type.Identifier.Text}").ShouldBeNone("/// <summary>登记证书 — …");

    [Fact]
    public void An_act_and_a_kept_thing_are_introduced_by_their_Chinese_names() => (
        from file in Sources.CSharp
        where file.Under("src/Modules/")
        from type in file.Syntax.DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.Members.OfType<MethodDeclarationSyntax>()
            .Any(m => m.Identifier.Text == "Map" && m.Modifiers.Any(x => x.Text == "static"))
            || type.Identifier.Text.EndsWith("Module", StringComparison.Ordinal)
        where !IntroducedInChinese(type)
        select $"{file.At(type)}: {type.Identifier.Text}").ShouldBeNone("searching the Chinese term must land on the type");

    static bool IntroducedInChinese(MemberDeclarationSyntax type) => type.GetLeadingTrivia()
        .Where(t => t.HasStructure).Select(t => t.ToFullString()).Any(doc => SummaryInChinese().IsMatch(doc));

    static HashSet<string> Names()
    {
        var assemblies = App.Modules.Select(m => m.GetType().Assembly)
            .Concat([typeof(Kernel.AppDb).Assembly, typeof(Contracts.ICatalog).Assembly, typeof(Compute.Json.CanonicalJson).Assembly,
                typeof(App).Assembly]);
        return [.. assemblies.Distinct().SelectMany(a => a.GetTypes()).SelectMany(NamesOf)];
    }

    static IEnumerable<string> NamesOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsEnum ? Enum.GetNames(type).Select(member => $"{name}.{member}").Prepend(name) : [name];
    }

    /// <summary>Rows read: 中文 | English | law | code, the code as names in backticks.</summary>
    static Row? Parse(string line)
    {
        if (!line.StartsWith("| ", StringComparison.Ordinal) || line.Split('|') is not [_, var zh, var en, var law, var code, _])
            return null;
        var names = Name().Matches(code).Select(m => m.Groups[1].Value).ToList();
        return names.Count == 0 ? null : new(zh.Trim(), en.Trim(), law.Trim(), names);
    }

    static IEnumerable<string> Twice(IEnumerable<string> words) => words.GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex("`([A-Za-z.]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"<summary>\s*(///\s*)?\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex SummaryInChinese();
}
