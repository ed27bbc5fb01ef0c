namespace Yuanliu.Products.CleanRoom;

/// <summary>撤回数据产品 — its holder or operator offers it no longer; agreements in force go on.</summary>
internal static class WithdrawProduct
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/products/{id:guid}/withdraw", Handle).OpenTo("products:write", Role.Steward)
        .WithName(nameof(WithdrawProduct)).WithSummary("撤回数据产品");

    static async Task<Results<Ok<ProductView>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, ProductViews views, HostSettings node, CancellationToken ct)
    {
        var (caller, own) = (box.Known, box.Known.OrganizationId);
        if (await views.Find(id, caller, ct) is not { } product || own != product.Holder.Value && own != product.Operator.Value)
            return Refusals.NoSuchProduct.Problem(context);
        if (product.Withdraw(node).Refusal is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(product, caller, context.Language(), ct));
    }
}
