using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Trading.Listings;

/// <summary>挂牌 — the operator offers a checked product to the market.</summary>
internal static class OpenListing
{
    const long PriceFenMax = 100_000_000_00;

    /// <param name="PricePerUseFen">For one answered use (按次定价).</param>
    /// <param name="TermDaysMax">The longest term an agreement may have, in calendar days.</param>
    internal sealed record Request(Guid ProductId, long PricePerUseFen, int MaxUses, int TermDaysMax, IReadOnlyList<string> Purposes);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape()
        {
            RuleFor(r => r.PricePerUseFen).InclusiveBetween(1, PriceFenMax);
            RuleFor(r => r.MaxUses).InclusiveBetween(1, 1_000_000);
            RuleFor(r => r.TermDaysMax).InclusiveBetween(1, 3660);
            RuleFor(r => r.Purposes).NotEmpty().Must(p => p is null || p.Count <= 20 && p.Distinct().Count() == p.Count)
                .WithMessage("At most 20 purposes, each once.");
            RuleForEach(r => r.Purposes).NotEmpty().MaximumLength(100).Must(p => p is null || !p.Contains('\n', StringComparison.Ordinal));
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/trading/listings", Handle).OpenTo("trading:write", Role.Steward, Role.Operator)
        .WithName(nameof(OpenListing)).WithSummary("挂牌");

    static async Task<Results<Created<ListingView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CallerBox box, Standing standing, ListingViews views, Mint mint, IClock clock,
        HostSettings node, CancellationToken ct)
    {
        var found = await standing.OfProduct(new(request.ProductId), box.Known, ct);
        if (found.Refusal is { } refusal) return refusal.Problem(context);

        var (product, now) = (found.Value!, clock.Now);
        var purposes = string.Join('\n', request.Purposes.Select(p => p.Trim()));
        var listing = new Listing
        {
            Id = mint.Id<ListingId>(), Number = Numbers.Listing(mint, LegalDay.Of(now)), Product = product.Id, ProductName = product.Name,
            Description = product.Description, Seller = product.Operator, Holder = product.Holder,
            CertificateNumber = product.CertificateNumber, PriceMode = PriceMode.PerUse, PricePerUse = new(request.PricePerUseFen),
            MaxUses = request.MaxUses, TermDaysMax = request.TermDaysMax, Purposes = purposes, At = now,
        };
        listing.Open(node, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(purposes))));
        db.Add(listing);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/trading/listings/{listing.Id.Value}", (await views.Views([listing], box.Known, ct))[0]);
    }
}
