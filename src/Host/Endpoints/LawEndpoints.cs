using Microsoft.AspNetCore.Http.HttpResults;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Endpoints;

/// <summary>法律条文 — every paper that this node's rules cite, to be read where it is cited.</summary>
internal static class LawEndpoints
{
    internal sealed record ProvisionView(string Article, string? Heading, string Zh);

    /// <param name="Title">Absent where the rules quote single provisions of a paper and no more.</param>
    internal sealed record PaperView(
        string Id, string? Title, string? TitleEn, PaperStatus? Status, DateOnly? Issued, IReadOnlyList<ProvisionView> Provisions);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/public/law/{paper}", Get).OpenToAnyone().WithName("GetLaw").WithSummary("法律条文").WithTags("法律");

    static Results<Ok<PaperView>, ProblemHttpResult> Get(string paper, HttpContext context, LawTexts texts)
    {
        if (texts.Provisions(paper) is not { Count: > 0 } provisions) return NoText(paper).Problem(context);
        var whole = texts.Paper(paper);
        return TypedResults.Ok(new PaperView(paper, whole?.Title, whole?.TitleEn, whole?.Status, whole?.Issued,
            [.. provisions.Select(p => new ProvisionView(p.Article, p.Heading, p.Zh))]));
    }

    static Refusal NoText(string paper)
        => new(RefusalKind.NotFound, "law.no-text", $"本节点没有《{paper}》的条文。", $"This node does not hold the words of {paper}.");
}
