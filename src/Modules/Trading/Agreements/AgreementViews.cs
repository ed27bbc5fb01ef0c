using System.Text.Json.Nodes;
using Yuanliu.Compute.Odrl;
using Yuanliu.Trading.Listings;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

internal sealed record TermView(string Term, ClauseClass Class, string Zh, string En);
/// <param name="Terms">What belongs to the clause besides, each with how it is kept.</param>
internal sealed record SentenceView(
    string Clause, ClauseClass Class, string Zh, string En, string Basis, IReadOnlyList<TermView> Terms);
internal sealed record RoundView(Side By, DateTime At, Offer Terms);
internal sealed record SignatureView(Side Side, string PersonName, DateTime At, string DocumentSha256);

/// <param name="Columns">Those that the product opens, whether this agreement uses them or not.</param>
internal sealed record AgreedProduct(Guid Id, string Name, IReadOnlyList<ProductColumn> Columns);

/// <param name="TermsSha256">Of the text that both sides sign, once agreed.</param>
/// <param name="DocumentSha256">Of agreement.json as it can be downloaded now: what was agreed, or the signed document.</param>
/// <param name="UsesLeft">Only once in force.</param>
internal sealed record AgreementView(
    Guid Id, string Urn, string Number, Stage Stage, Guid BuyerId, string BuyerName, Guid SellerId, string SellerName,
    Guid HolderId, string HolderName, AgreedProduct Product, Guid ListingId, Guid ResourceId, string CertificateNumber,
    Offer Terms, UsagePolicy Policy, IReadOnlyList<SentenceView> Sentences, JsonObject Odrl, long PricePerUseFen, SplitTerms Split,
    int? UsesLeft, IReadOnlyList<RoundView> Rounds, IReadOnlyList<SignatureView> Signatures, IReadOnlyList<OpenStep> OpenSteps,
    string? TermsSha256, string? DocumentSha256, string? EndReason, DateTime At);

internal sealed record AgreementRow(
    Guid Id, string Number, Stage Stage, string ProductName, string BuyerName, string SellerName, long PricePerUseFen, int Uses,
    int? UsesLeft, DateOnly Until, DateTime At, IReadOnlyList<OpenStep> OpenSteps);

/// <summary>What a caller may see of agreements, and which steps are open to them.</summary>
internal sealed class AgreementViews(AppDb db, IParties parties, IProducts products, IUses uses, HostSettings node)
{
    static readonly Role[] Staff = [Role.ExchangeStaff, Role.Regulator];

    /// <summary>Agreements that the caller's organization is a side or the holder of; all for the venue and the regulator.</summary>
    public IQueryable<Agreement> Visible(Caller caller)
    {
        var (all, own) = (db.Set<Agreement>().AsQueryable(), new OrganizationId(caller.OrganizationId));
        return Staff.Any(caller.Is) ? all : all.Where(a => a.Buyer == own || a.Seller == own || a.Holder == own);
    }

    public Task<Agreement?> Find(Guid id, Caller caller, CancellationToken ct)
    {
        var wanted = new AgreementId(id);
        return Visible(caller).Where(a => a.Id == wanted)
            .Include(a => a.Rounds).Include(a => a.Signatures).AsSplitQuery().SingleOrDefaultAsync(ct);
    }

    public async Task<AgreementView> Of(Agreement agreement, Caller caller, CancellationToken ct)
    {
        var names = await parties.OrganizationNames([agreement.Buyer.Value, agreement.Seller.Value, agreement.Holder.Value], ct);
        var people = await parties.PersonNames(agreement.Signatures.Select(s => s.Person.Value), ct);
        var (policy, product) = (agreement.Policy, await products.Find(agreement.Product, ct));
        return new(
            agreement.Id.Value, agreement.Urn(node), agreement.Number, agreement.Stage, agreement.Buyer.Value, names[agreement.Buyer.Value],
            agreement.Seller.Value, names[agreement.Seller.Value], agreement.Holder.Value, names[agreement.Holder.Value],
            new(agreement.Product.Value, agreement.ProductName, [.. product!.Columns.Where(c => c.Use != ColumnUse.None)]),
            agreement.Listing.Value, agreement.Resource.Value, agreement.CertificateNumber, agreement.OnTheTable, policy,
            [.. Sentences.Of(policy, agreement.PricePerUse, agreement.Split).Select(View)],
            Odrl.Agreement(agreement.Urns(node), policy, agreement.PricePerUse), agreement.PricePerUse.Value, agreement.Split,
            await UsesLeft(agreement, policy, ct),
            [.. agreement.Rounds.OrderBy(r => r.Number).Select(r => new RoundView(r.By, r.At, r.Offer))],
            [.. agreement.Signatures.OrderBy(s => s.At)
                .Select(s => new SignatureView(s.Side, people[s.Person.Value], s.At, s.TermsSha256))],
            OpenSteps(agreement, caller), agreement.TermsSha256, agreement.DocumentSha256 ?? agreement.TermsSha256,
            agreement.EndReason, agreement.At);
    }

    public async Task<IReadOnlyList<AgreementRow>> Rows(IReadOnlyList<Agreement> agreements, Caller caller, CancellationToken ct)
    {
        var names = await parties.OrganizationNames(agreements.SelectMany(a => new[] { a.Buyer.Value, a.Seller.Value }), ct);
        var rows = new List<AgreementRow>(agreements.Count);
        foreach (var a in agreements)
            rows.Add(new(a.Id.Value, a.Number, a.Stage, a.ProductName, names[a.Buyer.Value], names[a.Seller.Value], a.PricePerUse.Value,
                a.Policy.Uses, await UsesLeft(a, a.Policy, ct), a.Until, a.At, OpenSteps(a, caller)));
        return rows;
    }

    static SentenceView View(Sentence s)
        => new(((int)s.Number).ToString(System.Globalization.CultureInfo.InvariantCulture), s.Class, s.Zh, s.En, s.Basis,
            [.. s.Terms.Select(t => new TermView(t.Term, t.Class, t.Zh, t.En))]);

    async Task<int?> UsesLeft(Agreement agreement, UsagePolicy policy, CancellationToken ct)
    {
        if (agreement.Stage != Stage.InForce) return null;
        return policy.Uses - await uses.Count(agreement.Id, ct);
    }

    /// <summary>The side for which this caller may act; null for the holder, the staff, and people without the role.</summary>
    public static Side? SideOf(Agreement agreement, Caller caller)
    {
        if (caller.OrganizationId == agreement.Buyer.Value && caller.Is(Role.Analyst)) return Side.Buyer;
        if (caller.OrganizationId == agreement.Seller.Value && (caller.Is(Role.Steward) || caller.Is(Role.Operator))) return Side.Seller;
        return null;
    }

    public static IReadOnlyList<OpenStep> OpenSteps(Agreement agreement, Caller caller)
    {
        if (SideOf(agreement, caller) is not { } side) return [];
        var acting = new Acting(side, new(caller.PersonId), agreement.At);
        if (agreement.ActedForTheOther(acting)) return [];
        return [.. Procedure.Steps.OpenTo(agreement.Stage, acting.Actor).Select(row => new OpenStep(
            row.Step.ToString(), row.By.ToString(), $"/api/trading/agreements/{agreement.Id.Value}/{Procedure.Act(row.Step)}",
            "BJ-OPIN-2023 §12", Procedure.NeedsReason(row.Step), Main: Procedure.IsMain(row.Step)))];
    }
}
