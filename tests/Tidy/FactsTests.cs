using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>What reaches the evidence log is pinned: renaming a kind or a field of it is a migration, not a refactoring.</summary>
public sealed partial class FactsTests
{
    static readonly Type[] Facts =
    [
        .. App.Modules.Select(m => m.GetType().Assembly).Append(typeof(Contracts.ICatalog).Assembly).Append(typeof(Fact).Assembly)
            .Append(typeof(App).Assembly)
            .Distinct().SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Fact)) && !t.IsAbstract),
    ];

    [Fact]
    public void Kinds_and_fields_are_those_that_are_written_down()
    {
        var text = new StringBuilder("# 事实种类 · Kinds of facts\n\n"
            + "Generated from the code; a test fails when it is stale. Every fact in the journal is one of these: its kind,\n"
            + "with the version after the stroke, and the fields of its body. A kind is never changed once it has been sealed:\n"
            + "a new shape is a new version.\n\n"
            + "| kind | fields | module |\n|---|---|---|\n");
        foreach (var fact in Facts.OrderBy(KindOf, StringComparer.Ordinal))
            text.Append($"| `{KindOf(fact)}` | {string.Join(", ", FieldsOf(fact))} | {AreaOf(fact)} |\n");
        text.Append("\n## Values\n\n| name | values |\n|---|---|\n");
        foreach (var set in Facts.SelectMany(f => f.GetProperties()).SelectMany(p => EnumsIn(p.PropertyType)).Distinct()
            .OrderBy(TypeName, StringComparer.Ordinal))
            text.Append($"| {TypeName(set)} | {string.Join(", ", Enum.GetNames(set))} |\n");
        Golden.Check("docs/facts.md", text.ToString());
    }

    [Fact]
    public void A_kind_names_its_area_what_happened_and_a_version()
        => Facts.Select(KindOf).Where(k => !KindShape().IsMatch(k)).ShouldBeNone("for example registration.certificate-issued/1");

    [Fact]
    public void No_two_facts_share_a_kind()
        => Facts.GroupBy(KindOf).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(t => t.FullName))}")
            .ShouldBeNone("a receiver could not tell them apart");

    /// <summary>Facts outlive the right to be forgotten: ids, hashes, numbers, dates and pinned names, never what somebody wrote.</summary>
    [Fact]
    public void No_field_holds_what_a_person_wrote_or_is() => (
        from fact in Facts
        from property in fact.GetProperties()
        where Personal().IsMatch(property.Name)
        select $"{fact.Name}.{property.Name}").ShouldBeNone("free text goes in as its SHA-256, people as their ids");

    [Fact]
    public void There_are_facts() => Facts.ShouldNotBeEmpty();

    static string KindOf(Type fact) => ((Fact)RuntimeHelpers.GetUninitializedObject(fact)).Kind;

    static IEnumerable<string> FieldsOf(Type fact) => fact.GetProperties()
        .Where(p => p.GetIndexParameters().Length == 0 && !p.IsDefined(typeof(JsonIgnoreAttribute), true) && p.Name != nameof(Fact.Kind))
        .Select(p => $"`{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}`: {TypeName(p.PropertyType)}");

    static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return TypeName(inner) + "?";
        if (type.IsEnum) return $"{AreaOf(type)}.{type.Name}";
        if (type.IsGenericType) return "list of " + string.Join(", ", type.GetGenericArguments().Select(TypeName));
        return type.Name switch { nameof(Guid) => "id", nameof(String) => "text", nameof(Int32) or nameof(Int64) => "number",
            nameof(DateOnly) => "date", nameof(Boolean) => "yes/no", var name => name };
    }

    static IEnumerable<Type> EnumsIn(Type type) => type.IsEnum ? [type] : type.GetGenericArguments().SelectMany(EnumsIn);

    static string AreaOf(Type fact) => fact.Assembly.GetName().Name switch { "yuanliu" => "Host", var name => name!["Yuanliu.".Length..] };

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z]+)*/\d+$")]
    private static partial Regex KindShape();

    [GeneratedRegex("^(Name|PersonName|OrganizationName|Contact|Grounds|Reason|Remark|Note|Comment|Description|Title|Text"
        + "|Sql|Login|Email|Phone|Address)$")]
    private static partial Regex Personal();
}
