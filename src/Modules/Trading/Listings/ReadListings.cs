namespace Yuanliu.Trading.Listings;

/// <summary>查询挂牌 — a seller's own listings, and the market for everyone.</summary>
internal static class ReadListings
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/trading/listings", List).OpenToSignedIn("trading:read").WithName("ListListings").WithSummary("挂牌列表");
        routes.MapGet("/public/listings", Market).OpenToAnyone().WithName("ListMarket").WithSummary("数据市场");
        routes.MapGet("/public/listings/{id:guid}", Get).OpenToAnyone().WithName("GetListing").WithSummary("挂牌详情");
    }

    static async Task<Ok<Page<ListingView>>> List(
        ListingStage? stage, string? after, int? take, ListingViews views, CallerBox box, CancellationToken ct)
    {
        var rows = views.Visible(box.Known);
        if (stage is { } wanted) rows = rows.Where(l => l.Stage == wanted);
        return TypedResults.Ok(await views.Page(rows, after, take, box.Known, ct));
    }

    static async Task<Ok<Page<ListingView>>> Market(
        string? q, string? after, int? take, AppDb db, ListingViews views, CallerBox box, CancellationToken ct)
    {
        var rows = db.Set<Listing>().Where(l => l.Stage == ListingStage.Open);
        if (q is { Length: > 0 })
            rows = rows.Where(l => l.ProductName.Contains(q) || l.Description.Contains(q) || l.Purposes.Contains(q) || l.Number == q);
        return TypedResults.Ok(await views.Page(rows, after, take, box.Caller, ct));
    }

    static async Task<Results<Ok<ListingView>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, ListingViews views, IProducts products, CallerBox box, CancellationToken ct)
    {
        var wanted = new ListingId(id);
        var open = db.Set<Listing>().AsNoTracking().Where(l => l.Stage == ListingStage.Open);
        if (await open.SingleOrDefaultAsync(l => l.Id == wanted, ct) is not { } listing
            || await products.Find(listing.Product, ct) is not { } product)
            return Refusals.NoSuchListing.Problem(context);
        return TypedResults.Ok((await views.Views([listing], box.Caller, ct))[0] with
        {
            ResourceId = product.Resource.Value, MinGroup = product.MinGroup, Receivers = product.Controls.Receivers?.Count,
            Columns = [.. product.Columns.Where(c => c.Use != ColumnUse.None)],
        });
    }
}
