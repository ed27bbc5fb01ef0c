namespace Yuanliu.Trading.Listings;

/// <summary>使用方式与价格 — one way in which a product may be used, and what an answered use of it costs.</summary>
/// <param name="Said">Both in one phrase, as the agreement will say it.</param>
internal sealed record DoorView(UseMode Mode, long PriceFen, Words Said);

/// <param name="Price">What an answered use costs: one price, or from the cheapest way to the dearest.</param>
/// <param name="Doors">The ways in which the product may be used.</param>
/// <param name="PriceBasis">The provision that allows this way of pricing.</param>
/// <param name="Columns">In the detail only: those that the product opens. The closed ones are nobody's business.</param>
internal sealed record ListingView(
    Guid Id, string Number, Guid ProductId, string ProductName, string Description, string SellerName, string HolderName,
    ListingStage Stage, PriceMode PriceMode, string PriceBasis, long PricePerUseFen, Words Price, IReadOnlyList<DoorView> Doors,
    int MaxUses, int TermDaysMax,
    IReadOnlyList<string> Purposes, string CertificateNumber, DateTime At, IReadOnlyList<OpenStep> OpenSteps,
    Guid? ResourceId = null, int? MinGroup = null, IReadOnlyList<ProductColumn>? Columns = null, int? Receivers = null);

/// <summary>What the market and a seller see of listings.</summary>
internal sealed class ListingViews(AppDb db, IParties parties, IProducts products)
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
        var views = new List<ListingView>(listings.Count);
        foreach (var l in listings)
        {
            var doors = Doors(l, (await products.Find(l.Product, ct))?.Controls ?? UseControls.Default);
            views.Add(new(
                l.Id.Value, l.Number, l.Product.Value, l.ProductName, l.Description, names[l.Seller.Value], names[l.Holder.Value], l.Stage,
                l.PriceMode, "BJ-OPIN-2023 §12", l.PricePerUse.Value, Price(doors), doors, l.MaxUses, l.TermDaysMax, l.PurposeList,
                l.CertificateNumber, l.At, OpenSteps(l, caller)));
        }
        return views;
    }

    static List<DoorView> Doors(Listing listing, UseControls controls)
        => [.. controls.Modes.Select(m => controls.PriceOf(m) is { } own ? new Fen(own) : listing.PricePerUse)
            .Zip(controls.Modes, (price, mode) => new DoorView(mode, price.Value, Policies.Sentences.DoorAt(mode, price)))];

    static Words Price(List<DoorView> doors)
    {
        var (low, high) = (new Fen(doors.Min(d => d.PriceFen)), new Fen(doors.Max(d => d.PriceFen)));
        return low == high ? new($"每次 {low}", $"{low} per use") : new($"每次 {low} 至 {high}", $"{low} to {high} per use");
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
