namespace Yuanliu.Trading.Listings;

/// <summary>摘牌 — the seller takes a listing off the market; agreements made on it go on.</summary>
internal static class WithdrawListing
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/trading/listings/{id:guid}/withdraw", Handle).OpenTo("trading:write", Role.Steward, Role.Operator)
        .WithName(nameof(WithdrawListing)).WithSummary("摘牌");

    static async Task<Results<Ok<ListingView>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, ListingViews views, HostSettings node, CancellationToken ct)
    {
        var (wanted, own) = (new ListingId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<Listing>().SingleOrDefaultAsync(l => l.Id == wanted && l.Seller == own, ct) is not { } listing)
            return Refusals.NoSuchListing.Problem(context);
        if (listing.Take(ListingStep.Withdraw, Actor.Seller, node).Refusal is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await views.Views([listing], box.Known, ct))[0]);
    }
}
