namespace Yuanliu.Trading.Listings;

/// <summary>使用方式与价格 — one way in which a product may be used, and what an answered use of it costs.</summary>
internal sealed record DoorView(UseMode Mode, long PriceFen);

/// <param name="Doors">In the detail only: the ways in which the product may be used.</param>
/// <param name="PriceBasis">The provision that allows this way of pricing.</param>
/// <param name="Columns">In the detail only: those that the product opens. The closed ones are nobody's business.</param>
internal sealed record ListingView(
    Guid Id, string Number, Guid ProductId, string ProductName, string Description, string SellerName, string HolderName,
    ListingStage Stage, PriceMode PriceMode, string PriceBasis, long PricePerUseFen, int MaxUses, int TermDaysMax,
    IReadOnlyList<string> Purposes, string CertificateNumber, DateTime At, IReadOnlyList<OpenStep> OpenSteps,
    Guid? ResourceId = null, int? MinGroup = null, IReadOnlyList<ProductColumn>? Columns = null, int? Receivers = null,
    IReadOnlyList<DoorView>? Doors = null);

/// <summary>What the market and a seller see of listings.</summary>
internal sealed class ListingViews(AppDb db, IParties parties)
{
    static readonly Role[] Staff = [Role.ExchangeStaff, Role.Regulator];

    /// <summary>Listings of the caller's organization, as seller or holder; all of them for the venue's staff.</summary>
    public IQueryable<Listing> Visible(Caller caller)
    {
        var (all, own) = (db.Set<Listing>().AsQueryable(), new OrganizationId(caller.OrganizationId));
        return Staff.Any(caller.Is) ? all : all.Where(l => l.Seller == own || l.Holder == own);
    }

    public async Task<Page<ListingView>> Page(IQueryable<Listing> rows, string? after, int? take, Caller? caller, CancellationToken ct)
    {
        var size = Paging.Size(take);
        if (Paging.After<ListingId>(after) is { } cursor) rows = rows.Where(l => l.Id.CompareTo(cursor) < 0);
        var found = await rows.AsNoTracking().OrderByDescending(l => l.Id).Take(size + 1).ToListAsync(ct);
        return Paging.Cut([.. await Views(found, caller, ct)], size, row => row.Id.ToString());
    }

    public async Task<IReadOnlyList<ListingView>> Views(IReadOnlyList<Listing> listings, Caller? caller, CancellationToken ct)
    {
        var names = await parties.OrganizationNames(listings.SelectMany(l => new[] { l.Seller.Value, l.Holder.Value }), ct);
        return [.. listings.Select(l => new ListingView(
            l.Id.Value, l.Number, l.Product.Value, l.ProductName, l.Description, names[l.Seller.Value], names[l.Holder.Value], l.Stage,
            l.PriceMode, "BJ-OPIN-2023 §12", l.PricePerUse.Value, l.MaxUses, l.TermDaysMax, l.PurposeList,
            l.CertificateNumber, l.At, OpenSteps(l, caller)))];
    }

    static IReadOnlyList<OpenStep> OpenSteps(Listing listing, Caller? caller) =>
    [
        .. ListingProcedure.Steps.OpenTo(listing.Stage, [.. ActorsOf(listing, caller)]).Select(row => new OpenStep(
            row.Step.ToString(), row.By.ToString(), $"/api/trading/listings/{listing.Id.Value}/withdraw", "BJ-OPIN-2023 §12",
            NeedsReason: false, Main: false)),
    ];

    static IEnumerable<Actor> ActorsOf(Listing listing, Caller? caller)
    {
        if (caller is not null && caller.OrganizationId == listing.Seller.Value && (caller.Is(Role.Steward) || caller.Is(Role.Operator)))
            yield return Actor.Seller;
    }
}
