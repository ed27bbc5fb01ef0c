using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Trades;

/// <summary>自行申请与自动登记 — one trade has two ways into the register; whoever takes one takes the signed trade with its version, so that
/// of two who come at once only one is entered.</summary>
internal sealed class TradesByHand(AppDb db, HostSettings node)
{
    /// <summary>Before a filing by hand is saved: which trade it is. Between sides who signed here it has to say.</summary>
    public async Task<Refusal?> Claim(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        if (pack.Rules.Of(filing.Kind).ByItself is not { } by) return null;
        var (register, id) = (pack.Rules.Jurisdiction, filing.Id);
        if (Named(filing, by) is not { } number)
            return await Signed(filing, register, ct) is { } signed ? Unnamed(signed, pack.Rules.Of(filing.Kind), by) : null;
        var named = await db.Set<SignedTrade>().SingleOrDefaultAsync(t => t.Register == register && t.Number == number, ct);
        if (named?.FilingId == id) return null;
        if (named is not null && await Bar(named, filing, by.Basis, ct) is { } refusal) return refusal;
        // A correction may name another one.
        if (await Held(id, ct) is { } before) before.Release(node);
        named?.TakeByHand(filing, node);
        return null;
    }

    /// <summary>In the transaction of a step, after it was taken: what was filed by hand is entered, or came to nothing.</summary>
    public async Task Follow(Filing filing, CancellationToken ct)
    {
        if (filing.Kind is not FilingKind.Trade || !Procedure.IsFinal(filing.Stage) || await Held(filing.Id, ct) is not { } trade) return;
        if (filing.Stage is Stage.Registered) trade.EnterByHand();
        else trade.Release(node);
    }

    /// <summary>Filings by hand that came in before the register knew of the agreement.</summary>
    /// <returns>Null when there is none; a refusal when nobody but the sides can tell; else the trade is taken by one.</returns>
    public async Task<Refusal?> Earlier(SignedTrade trade, ByItselfRules by, CancellationToken ct)
    {
        var (unit, buyer, seller) = (trade.UnitId, trade.Buyer, trade.Seller);
        var filings = await db.Set<Filing>().Include(f => f.Acts).Where(f => f.UnitId == unit && f.Kind == FilingKind.Trade
            && (f.ApplicantId == buyer && f.CounterpartyId == seller || f.ApplicantId == seller && f.CounterpartyId == buyer))
            .OrderBy(f => f.Id).ToListAsync(ct);
        var standing = filings.FindAll(f => !Procedure.EndsInNothing(f.Stage));
        if (standing.Find(f => Named(f, by) == trade.Number) is { } same) trade.TakeByHand(same, node);
        else if (standing.Find(f => Named(f, by) is null && f.Acts[0].At >= trade.SignedAt) is { } unclear)
            return Refusals.TradeUnclear(unclear.Number, by.Basis);
        return null;
    }

    Task<SignedTrade?> Held(FilingId id, CancellationToken ct)
        => db.Set<SignedTrade>().SingleOrDefaultAsync(t => t.FilingId == id && t.State == TradeState.HandFiled, ct);

    async Task<Refusal?> Bar(SignedTrade trade, Filing filing, string basis, CancellationToken ct)
    {
        if (trade.UnitId != filing.UnitId || !trade.IsBetween(filing.ApplicantId, filing.CounterpartyId))
            return Refusals.NotOfContract(trade.Number, basis);
        if (trade.State is TradeState.Over) return Refusals.TradeOver(trade.Number, basis);
        if (trade.FilingId is not { } taken) return null;
        var number = await db.Set<Filing>().Where(f => f.Id == taken).Select(f => f.Number).SingleAsync(ct);
        return Refusals.TradeTaken(trade.Number, number, basis);
    }

    /// <summary>What these sides signed about this unit, the newest first; what is over came to nothing.</summary>
    Task<SignedTrade?> Signed(Filing filing, string register, CancellationToken ct)
    {
        var (unit, one, other) = (filing.UnitId, filing.ApplicantId, filing.CounterpartyId ?? default);
        return db.Set<SignedTrade>().AsNoTracking().Where(t => t.UnitId == unit && t.Register == register && t.State != TradeState.Over
            && (t.Buyer == one && t.Seller == other || t.Buyer == other && t.Seller == one)).OrderByDescending(t => t.SignedAt)
            .FirstOrDefaultAsync(ct);
    }

    static Refusal Unnamed(SignedTrade signed, KindRules of, ByItselfRules by)
    {
        var field = of.Fields.Find(f => f.Key == by.Number)!;
        return Refusals.ContractUnnamed(signed.Number, field.TitleZh, field.TitleEn, by.Basis);
    }

    static string? Named(Filing filing, ByItselfRules by)
        => filing.Content.Fields.GetValueOrDefault(by.Number) is { } text && text.Trim() is { Length: > 0 } number ? number : null;
}
