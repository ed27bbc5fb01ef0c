using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Space.Gateway;

/// <summary>接口说明 — the OpenAPI description of one product, and of one agreement with the columns that it has left.</summary>
internal static class DescribeDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/products/{id:guid}/openapi.json", OfProduct).OpenToSignedIn("space:read").WithName("DescribeProduct")
            .WithSummary("产品接口说明");
        routes.MapGet("/agreements/{id:guid}/openapi.json", OfAgreement).OpenTo("space:use", Role.Analyst, Role.Steward, Role.Operator)
            .OpenToKeys()
            .WithName("DescribeAgreement").WithSummary("合约接口说明");
    }

    /// <summary>Of a product that passed its check: what anybody would see who signs an agreement on all of it.</summary>
    static async Task<Results<ContentHttpResult, ProblemHttpResult>> OfProduct(
        Guid id, HttpContext context, IProducts products, HostSettings node, CancellationToken ct)
        => await products.Find(new(id), ct) is { Checked: true } product
            ? Json(new(product.Name, product.Description, product.Columns, product.Controls, node.PublicUrl, null))
            : Refusals.NoSuchProduct.Problem(context);

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> OfAgreement(
        Guid id, HttpContext context, CallerBox box, Decisions.DecisionPoint point, HostSettings node, CancellationToken ct)
    {
        if (await point.Policy(id, new(box.Known.OrganizationId), isStaff: false, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        var left = policy.Agreement.Policy.Columns.Where(c => policy.Terms.Columns.ContainsKey(c.Name)).ToList();
        return Json(new(policy.Agreement.Number, policy.Agreement.Policy.Purpose, left,
            policy.Agreement.Policy.Controls with { Verification = policy.Terms.Verification }, node.PublicUrl, id));
    }

    static ContentHttpResult Json(Description description)
        => TypedResults.Content(description.Page().ToJsonString(Readable), "application/json", Encoding.UTF8);

    static readonly System.Text.Json.JsonSerializerOptions Readable = new(Compute.Json.CanonicalJson.Options) { WriteIndented = true };
}
