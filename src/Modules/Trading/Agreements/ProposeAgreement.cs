using Yuanliu.Trading.Listings;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>提出合约 — an analyst proposes on a listing what to use, how often, for what and until when.</summary>
internal static class ProposeAgreement
{
    /// <param name="Columns">Fewer than the product opens, if wanted; all of them when absent.</param>
    /// <param name="MinGroup">A larger smallest group, if wanted.</param>
    /// <param name="PricePerUseFen">The listing's price when absent; never below it.</param>
    internal sealed record Request(
        Guid ListingId, string Purpose, int Uses, DateOnly Until, IReadOnlyList<string>? Columns = null, int? MinGroup = null,
        long? PricePerUseFen = null)
    {
        internal Asked Asked => new(Purpose, Uses, Until, Columns, MinGroup, PricePerUseFen);
    }

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Asked).SetValidator(new AskedShape()).OverridePropertyName("");
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/trading/agreements", Handle).OpenTo("trading:write", Role.Analyst)
        .WithName(nameof(ProposeAgreement)).WithSummary("提出合约");

    static async Task<Results<Created<AgreementView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, CallerBox box, Drafting drafting, AgreementViews views, CancellationToken ct)
    {
        var drafted = await drafting.Of(request, box.Known, ct);
        if (drafted.Refusal is { } refusal) return refusal.Problem(context);
        db.Add(drafted.Value!);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/trading/agreements/{drafted.Value!.Id.Value}", await views.Of(drafted.Value, box.Known, ct));
    }

    /// <summary>Makes the agreement that a proposal begins, under the split that the venue's rules set on that day.</summary>
    internal sealed class Drafting(AppDb db, Standing standing, Pack<TradingRules> rules, Mint mint, IClock clock, HostSettings node)
    {
        public async Task<Result<Agreement>> Of(Request request, Caller caller, CancellationToken ct)
        {
            var (wanted, buyer) = (new ListingId(request.ListingId), new OrganizationId(caller.OrganizationId));
            if (await db.Set<Listing>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == wanted && l.Stage == ListingStage.Open, ct)
                is not { } listing) return Refusals.NoSuchListing;
            if (listing.Seller == buyer || listing.Holder == buyer) return Refusals.OwnListing;
            var traded = await standing.Of(listing.Product, ct);
            if (traded.Refusal is { } gone) return gone;

            var (product, certificate) = traded.Value;
            if (!product.Controls.Admits(buyer)) return Refusals.NotAReceiver;
            var by = new Acting(Side.Buyer, new(caller.PersonId), clock.Now);
            var today = LegalDay.Of(by.At);
            var opened = new Offer(
                request.Purpose, listing.MaxUses, request.Until, product.MinGroup, Bounds.Opened(product), listing.PricePerUse.Value);
            var admitted = new Bounds(product, listing.MaxUses, listing.TermDaysMax, listing.PurposeList, today, certificate.ValidUntil,
                opened, listing.PricePerUse).Admit(request.Asked, Side.Buyer);
            if (admitted.Refusal is { } refusal) return refusal;

            var agreement = Between(listing, product, certificate, buyer, by.At);
            var put = agreement.Put(admitted.Value!, Bounds.Compile(admitted.Value!, product, today), by, mint, node);
            return put.Refusal is { } no ? no : agreement;
        }

        Agreement Between(Listing listing, ProductCard product, CertificateCard certificate, OrganizationId buyer, DateTime at)
        {
            var split = rules.Rules.Split.Terms();
            return new()
            {
                Id = mint.Id<AgreementId>(), Number = Numbers.Agreement(mint, LegalDay.Of(at)), Listing = listing.Id, Product = product.Id,
                ProductName = product.Name, Resource = product.Resource, CertificateNumber = certificate.Number, Buyer = buyer,
                Seller = product.Operator, Holder = product.Holder, HolderBasisPoints = split.HolderBasisPoints,
                OperatorBasisPoints = split.OperatorBasisPoints, PlatformBasisPoints = split.PlatformBasisPoints, SplitBasis = split.Basis,
                At = at,
            };
        }
    }
}
