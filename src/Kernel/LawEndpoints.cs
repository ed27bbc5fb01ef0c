using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Yuanliu.Kernel;

/// <summary>法律条文 — the text of every article that a rule of this node rests on, for anyone, with the values that rest on it.</summary>
public static class LawEndpoints
{
    public sealed record SourceView(
        string Id, string Title, string TitleEn, string Issuer, string? Issued, SourceStatus Status, DateOnly? EffectiveFrom,
        DateOnly? EffectiveTo, string? Note, bool Open, string? Reason, int Articles);
    /// <param name="Values">How many rule values rest on it.</param>
    public sealed record ArticleView(string Number, string Printed, string? Heading, string? Text, int Values);
    public sealed record WholeView(SourceView Source, IReadOnlyList<ArticleView> Articles);
    public sealed record TextView(
        SourceView Source, string Number, string Printed, string? Heading, string? Text, IReadOnlyList<RuleValue> Values);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var law = routes.MapGroup("/api/public/law").WithTags("公开");
        law.MapGet("", List).OpenToAnyone().WithName("ListSources").WithSummary("法源列表");
        law.MapGet("/{source}", Get).OpenToAnyone().WithName("GetSource").WithSummary("法源条文");
        law.MapGet("/{source}/{article}", GetArticle).OpenToAnyone().WithName("GetArticle").WithSummary("条文与依据它的规则值");
    }

    static Ok<List<SourceView>> List(LawIndex index, IClock clock)
        => TypedResults.Ok(index.Sources.All.Select(s => Of(s, clock)).ToList());

    static Results<Ok<WholeView>, ProblemHttpResult> Get(string source, HttpContext context, LawIndex index, IClock clock)
        => index.Sources.For(source) is not { } found ? NoSuchSource(source).Problem(context)
            : TypedResults.Ok(new WholeView(Of(found, clock), [.. found.Articles
                .Select(a => new ArticleView(a.Number, a.Printed, a.Heading, a.Text, index.On(source, a.Number).Count()))]));

    static Results<Ok<TextView>, ProblemHttpResult> GetArticle(
        string source, string article, HttpContext context, LawIndex index, IClock clock)
        => index.Sources.For(source) is not { } found ? NoSuchSource(source).Problem(context)
            : found.Find(article) is not { } text ? NoSuchArticle(source, article).Problem(context)
            : TypedResults.Ok(new TextView(
                Of(found, clock), text.Number, text.Printed, text.Heading, text.Text, [.. index.On(source, article)]));

    static SourceView Of(LawSource source, IClock clock) => new(
        source.Id, source.Title, source.TitleEn, source.Issuer, source.Issued, source.StatusOn(LegalDay.Of(clock.Now)),
        source.EffectiveFrom, source.EffectiveTo, source.Note, source.Open, source.Reason, source.Articles.Count);

    static Refusal NoSuchSource(string source)
        => new(RefusalKind.NotFound, "law.no-such-source", $"没有法源“{source}”。", $"There is no source {source}.");

    static Refusal NoSuchArticle(string source, string article)
        => new(RefusalKind.NotFound, "law.no-such-article", $"{source} 没有第 {article} 条。", $"{source} has no article {article}.");
}
