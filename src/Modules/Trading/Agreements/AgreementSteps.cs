using Yuanliu.Trading.Listings;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>Finds an agreement for whoever acts on it, and the bounds that hold on that day.</summary>
internal sealed class AgreementSteps(
    AppDb db, AgreementViews views, Standing standing, Documents documents, Pack<TradingRules> rules, IClock clock, Mint mint,
    HostSettings node)
{
    /// <summary>One act by one side, saved with its facts.</summary>
    public async Task<Result<AgreementView>> Act(
        Guid id, Caller caller, Func<Agreement, Acting, Task<Result<Stage>>> act, CancellationToken ct)
    {
        if (await views.Find(id, caller, ct) is not { } agreement) return Refusals.NoSuchAgreement;
        if (AgreementViews.SideOf(agreement, caller) is not { } side) return Refusals.NotASide;
        if ((await act(agreement, new(side, new(caller.PersonId), clock.Now))).Refusal is { } refusal) return refusal;
        await db.SaveChangesAsync(ct);
        return await views.Of(agreement, caller, ct);
    }

    /// <summary>还价 — within what the listing and the product allow today.</summary>
    public async Task<Result<Stage>> Counter(Agreement agreement, Asked asked, Acting by, CancellationToken ct)
    {
        if (agreement.Rounds.Count >= rules.Rules.AgreementRoundsMax.Value) return Refusals.Rounds(rules.Rules.AgreementRoundsMax);
        var traded = await standing.Of(agreement.Product, ct);
        if (traded.Refusal is { } gone) return gone;
        var listing = await db.Set<Listing>().AsNoTracking().SingleAsync(l => l.Id == agreement.Listing, ct);
        var (product, certificate) = traded.Value;
        var today = LegalDay.Of(by.At);
        var bounds = new Bounds(
            product, listing.MaxUses, listing.TermDaysMax, listing.PurposeList, today, certificate.ValidUntil, agreement.OnTheTable,
            BuyersFloor(agreement, listing));
        var admitted = bounds.Admit(asked, by.Side);
        if (admitted.Refusal is { } refusal) return refusal;
        return agreement.Put(admitted.Value!, Bounds.Compile(admitted.Value!, product, today), by, mint, node);
    }

    /// <summary>接受 — the text of the agreement is fixed on the day it is accepted.</summary>
    public async Task<Result<Stage>> Accept(Agreement agreement, Acting by, CancellationToken ct)
    {
        var traded = await standing.Of(agreement.Product, ct);
        if (traded.Refusal is { } gone) return gone;
        var policy = Bounds.Compile(agreement.OnTheTable, traded.Value.Product, LegalDay.Of(by.At));
        var accepted = agreement.Accept(policy, by, node);
        if (accepted.Refusal is null) agreement.Fix((await documents.Agreed(agreement, ct)).Sha256);
        return accepted;
    }

    /// <summary>签署 — the second signature brings the agreement into force and seals the document.</summary>
    public async Task<Result<Stage>> Sign(Agreement agreement, Acting by, CancellationToken ct)
    {
        if ((await standing.Of(agreement.Product, ct)).Refusal is { } gone) return gone;
        var signed = agreement.Sign(by, mint, node);
        if (signed is { Refusal: null, Value: Stage.InForce })
            agreement.Conclude((await documents.Signed(agreement, by.At, ct)).Sha256, by.At, node);
        return signed;
    }

    static Fen BuyersFloor(Agreement agreement, Listing listing) => new(agreement.Rounds.Where(r => r.By == Side.Seller)
        .Select(r => r.Offer.PricePerUseFen).Append(listing.PricePerUse.Value).Min());
}
