using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Tests;

/// <summary>Refusal codes are a public contract: clients switch on them, appeals quote them.</summary>
public sealed partial class RefusalsTests
{
    sealed record Found(string Code, string Kind, string Zh, string En, string Basis, string Where);

    static readonly Lazy<List<Found>> Read =
        new(() => [.. Sources.CSharp.Where(f => f.Under("src/")).SelectMany(f => Scan(f).Concat(ScanIntake(f)))]);

    [Fact]
    public void Codes_are_those_that_are_written_down()
    {
        var text = new StringBuilder("# 拒绝代码 · Refusal codes\n\n"
            + "Generated from the code; a test fails when it is stale. `{…}` stands for a value.\n"
            + "Every refusal is `application/problem+json` with `code`, both sentences, the provision it rests on where law speaks,\n"
            + "and what would be allowed where there is such a thing.\n\n"
            + "| code | HTTP | 中文 | English | basis |\n|---|---|---|---|---|\n");
        foreach (var r in Read.Value.OrderBy(r => r.Code, StringComparer.Ordinal).DistinctBy(r => (r.Code, r.Zh)))
            text.Append($"| `{r.Code}` | {Status(r.Kind)} | {Cell(r.Zh)} | {Cell(r.En)} | {Cell(r.Basis)} |\n");
        Golden.Check("docs/refusals.md", text.ToString());
    }

    [Fact]
    public void A_code_names_its_area_and_the_rule() => Read.Value
        .Where(r => !CodeShape().IsMatch(r.Code)).Select(r => $"{r.Where}: {r.Code}")
            .ShouldBeNone("for example registration.step-not-open");

    [Fact]
    public void One_code_is_one_rule() => Read.Value
        .GroupBy(r => r.Code).Where(g => g.Select(r => r.Where.Split(':')[0]).Distinct().Count() > 1)
        .Select(g => $"{g.Key}: {string.Join(", ", g.Select(r => r.Where))}").ShouldBeNone("state a refusal once and use it everywhere");

    [Fact]
    public void A_refusal_speaks_both_languages() => Read.Value
        .Where(r => r.Zh is not ("" or "{…}") && !Chinese().IsMatch(r.Zh) || r.En.Length > 0 && Chinese().IsMatch(r.En))
        .Select(r => $"{r.Where}: {r.Code}").ShouldBeNone("Chinese first, then English");

    static IEnumerable<Found> Scan(SourceFile file) =>
        from made in file.Syntax.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        let arguments = made.ArgumentList?.Arguments.Select(a => a.Expression).ToList() ?? []
        where arguments.Count >= 3 && arguments[0].ToString().StartsWith("RefusalKind.", StringComparison.Ordinal)
        let code = Literal(arguments[1])
        where code is not null
        let words = Words(arguments)
        select new Found(code, arguments[0].ToString()["RefusalKind.".Length..], words.Zh, words.En, words.Basis, file.At(made));

    /// <summary>What the engine that reads files refuses: it names the code, the catalog has the Chinese sentence.</summary>
    static IEnumerable<Found> ScanIntake(SourceFile file) =>
        from arm in file.Syntax.DescendantNodes().OfType<SwitchExpressionArmSyntax>()
        let name = arm.Pattern.ToString()
        where name.StartsWith("IntakeCodes.", StringComparison.Ordinal) && Literal(arm.Expression) is not null
        let code = typeof(IntakeCodes).GetField(name["IntakeCodes.".Length..])!.GetRawConstantValue() as string
        select new Found(code, "Invalid", Literal(arm.Expression)!, "(names the file and its numbers)", "", file.At(arm));

    static (string Zh, string En, string Basis) Words(List<ExpressionSyntax> arguments)
    {
        if (arguments[2] is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var zh, var en] })
            return (Said(zh.Expression), Said(en.Expression), Said(arguments.ElementAtOrDefault(3)));
        return (Said(arguments[2]), Said(arguments.ElementAtOrDefault(3)), Said(arguments.ElementAtOrDefault(4)));
    }

    /// <summary>A text that is made elsewhere stands as a value; one that is not given stands as nothing.</summary>
    static string Said(ExpressionSyntax? expression)
        => expression is null || expression.IsKind(SyntaxKind.NullLiteralExpression) ? "" : Literal(expression) ?? "{…}";

    /// <summary>The text of a literal, of an interpolation with its values left out, or of several added up; null for anything
    /// else.</summary>
    static string? Literal(SyntaxNode? node) => node switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value as string,
        InterpolatedStringExpressionSyntax text =>
            string.Concat(text.Contents.Select(c => c is InterpolatedStringTextSyntax t ? t.TextToken.ValueText : "{…}")),
        BinaryExpressionSyntax sum when Literal(sum.Left) is { } left && Literal(sum.Right) is { } right => left + right,
        _ => null,
    };

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    static int Status(string kind) => kind switch
    {
        "Invalid" => 400, "Unauthenticated" => 401, "Forbidden" => 403, "NotFound" => 404, "Conflict" => 409, "TooLarge" => 413,
        "TooMany" => 429, "Unavailable" => 503, "NoSpace" => 507,
        _ => throw new InvalidOperationException($"No status for {kind}."),
    };

    [GeneratedRegex(@"^([a-z]+(-[a-z]+)*|\{…\})(\.[a-z]+(-[a-z]+)*)?$")]
    private static partial Regex CodeShape();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
