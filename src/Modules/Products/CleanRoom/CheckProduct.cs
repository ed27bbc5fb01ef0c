using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <summary>负面清单检查 — the venue runs the list over a drafted product; every answer is kept and decides the stage.</summary>
internal static class CheckProduct
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/products/{id:guid}/check", Handle).OpenTo("products:check", Role.ExchangeStaff)
        .WithName(nameof(CheckProduct)).WithSummary("负面清单检查");

    static async Task<Results<Ok<ProductView>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, CallerBox box, ProductViews views, Inspection inspection, CancellationToken ct)
    {
        var caller = box.Known;
        if (await views.Find(id, caller, ct) is not { } product) return Refusals.NoSuchProduct.Problem(context);
        if (caller.PersonId == product.DraftedBy.Value) return Refusals.SamePerson.Problem(context);
        if ((await inspection.Of(product, ct)).Refusal is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(product, caller, context.Language(), ct));
    }

    /// <summary>Looks at the product beside the resource as it is confirmed today,
    /// and at the right as the register holds it today.</summary>
    internal sealed class Inspection(ICatalog catalog, IRegister register, Pack<ProductRules> pack, Mint mint, HostSettings node)
    {
        public async Task<Result<Stage>> Of(Product product, CancellationToken ct)
        {
            if (await catalog.Find(product.Resource, ct) is not { } resource) return Refusals.NoSuchResource;
            if (await register.Holds(product.Operator, product.Resource, RightKind.ProductOperation, ct) is null)
                return Refusals.NoCertificate;
            return product.Check(Checks.Run(pack.Rules, new(product, resource)), pack, mint, node);
        }
    }
}
