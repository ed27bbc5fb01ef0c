namespace Yuanliu.Products.CleanRoom;

/// <summary>查询数据产品 — the products a caller may see, and one of them with its checks and open steps.</summary>
internal static class ReadProducts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/products", List).OpenToSignedIn("products:read").WithName("ListProducts").WithSummary("数据产品列表");
        routes.MapGet("/products/{id:guid}", Get).OpenToSignedIn("products:read").WithName("GetProduct").WithSummary("数据产品详情");
    }

    static async Task<Ok<Page<ProductRow>>> List(
        Stage? stage, Guid? resource, string? after, int? take, ProductViews views, IParties parties, CallerBox box, CancellationToken ct)
    {
        var (size, rows) = (Paging.Size(take), views.Visible(box.Known).AsNoTracking());
        if (stage is { } wanted) rows = rows.Where(p => p.Stage == wanted);
        if (resource is { } of) rows = rows.Where(p => p.Resource == new ResourceId(of));
        if (Paging.After<ProductId>(after) is { } cursor) rows = rows.Where(p => p.Id.CompareTo(cursor) < 0);
        var found = await rows.OrderByDescending(p => p.Id).Take(size + 1)
            .Select(p => new { p.Id, p.Name, p.Stage, p.ResourceTitle, p.Holder, p.Operator, p.CertificateNumber, p.MinGroup, p.At })
            .ToListAsync(ct);
        var names = await parties.OrganizationNames(found.SelectMany(p => new[] { p.Holder.Value, p.Operator.Value }), ct);
        return TypedResults.Ok(Paging.Cut(
            found.ConvertAll(p => new ProductRow(
                p.Id.Value, p.Name, p.Stage, p.ResourceTitle, names[p.Holder.Value], names[p.Operator.Value],
                p.CertificateNumber, p.MinGroup, p.At)),
            size, row => row.Id.ToString()));
    }

    static async Task<Results<Ok<ProductView>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, ProductViews views, CallerBox box, CancellationToken ct)
        => await views.Find(id, box.Known, ct) is { } product
            ? TypedResults.Ok(await views.Of(product, box.Known, context.Language(), ct)) : Refusals.NoSuchProduct.Problem(context);
}
