namespace Yuanliu.Products.NegativeList;

/// <summary>公开负面清单 — anyone may read what cannot be traded, and on what each item rests.</summary>
internal static class ShowNegativeList
{
    internal sealed record Response(
        string Source, string Sha256, Limit LevelOpenableMax, Limit GroupRowsMin, IReadOnlyList<NegativeItem> Items);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/public/negative-list", Handle).OpenToAnyone().WithName(nameof(ShowNegativeList)).WithSummary("负面清单");

    static Ok<Response> Handle(Pack<ProductRules> pack)
        => TypedResults.Ok(new Response(
            pack.Rules.Source, pack.Sha256, pack.Rules.LevelOpenableMax, pack.Rules.GroupRowsMin, pack.Rules.Items));
}
