using System.Globalization;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Trades;

/// <summary>自动登记 — takes what was signed to the register, each in a transaction of its own; what it could not take is tried again the
/// next day.</summary>
internal sealed class SignedTrades(AppDb db, IServiceScopeFactory scopes, IClock clock) : IDaily
{
    const int BatchMax = 100;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<SignedTrade>().AsNoTracking().Where(t => t.State == TradeState.Waiting
            || t.State == TradeState.Barred && t.TriedOn < today).OrderBy(t => t.SignedAt).ThenBy(t => t.Agreement).Take(BatchMax)
            .ToListAsync(ct);
        var (taken, failures) = (0, new List<Exception>());
        foreach (var trade in due)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<RegisterSignedTrade>().Take(trade.Agreement, trade.Register, ct);
                taken++;
            }
            // Somebody acted on the same unit meanwhile: it is due the next time.
            catch (DbUpdateConcurrencyException) { continue; }
            catch (Exception failure) when (failure is not OperationCanceledException) { failures.Add(failure); }
        }
        return failures.Count == 0 ? taken : throw new AggregateException(failures);
    }
}

/// <summary>Files one trade in the name of both sides and takes, in the registry's, every step that is the registry's alone.</summary>
internal sealed class RegisterSignedTrade(
    AppDb db, IAgreements agreements, RegistrationPacks packs, FilingDesk desk, FilingSteps steps, TradesByHand byHand, Mint mint,
    IClock clock, HostSettings node)
{
    public async Task Take(AgreementId id, string register, CancellationToken ct)
    {
        var trade = await Find(id, register, ct);
        // Somebody was faster since it was found due.
        if (!trade.IsOpen) return;
        if (await agreements.Find(id, ct) is not { InForce: true } agreement)
        {
            trade.Drop();
            await db.SaveChangesAsync(ct);
        }
        else if (await Bar(trade, agreement, ct) is { } refusal)
        {
            // Nothing of the attempt stays but the reason.
            db.ChangeTracker.Clear();
            trade = await Find(id, register, ct);
            trade.Refuse(refusal, clock.Now, node);
            await db.SaveChangesAsync(ct);
        }
    }

    Task<SignedTrade> Find(AgreementId id, string register, CancellationToken ct)
        => db.Set<SignedTrade>().SingleAsync(t => t.Agreement == id && t.Register == register, ct);

    /// <returns>Null when it is filed and committed, by itself or by hand.</returns>
    async Task<Refusal?> Bar(SignedTrade trade, AgreementCard agreement, CancellationToken ct)
    {
        await using var writing = await Writing.Begin(db, ct);
        try
        {
            if (Rules(trade.Register) is not { } by) return packs.NotInForce(trade.Register, LegalDay.Of(clock.Now));
            if (await byHand.Earlier(trade, by, ct) is { } unclear) return unclear;
            if (trade.IsOpen)
            {
                var filed = await File(trade, agreement, by, ct);
                if (filed.Refusal is { } refusal) return refusal;
                trade.File(filed.Value!, node);
            }
            await db.SaveChangesAsync(ct);
            await writing.Commit(ct);
            return null;
        }
        catch (RefusedException refused) { return refused.Refusal; }
    }

    ByItselfRules? Rules(string register)
        => packs.InForce(register, LegalDay.Of(clock.Now))?.Rules.Filings.GetValueOrDefault(FilingKind.Trade)?.ByItself;

    async Task<Result<Filing>> File(SignedTrade trade, AgreementCard agreement, ByItselfRules by, CancellationToken ct)
    {
        var made = await desk.Submit(trade.Register, FilingKind.Trade, null, Form(trade, agreement, by), agreement.Seller, ct);
        if (made.Refusal is { } untakeable) return untakeable;
        var (filing, pack) = (made.Value!.Filing, made.Value.Pack);
        await steps.Keep(filing, pack, ct);
        await Consent(filing, agreement, ct);
        while (filing.Table.Steps.OpenTo(filing.Stage, [Actor.Registrar]).FirstOrDefault(r => Procedure.IsMain(r.Step)) is { } row)
        {
            if (await steps.Take(filing, steps.Act(row.Step, Actor.Registrar), pack, ct) is { } bar) return bar;
            await steps.Keep(filing, pack, ct);
        }
        return filing;
    }

    /// <summary>Whoever signed the agreement stands by what is filed of it.</summary>
    async Task Consent(Filing filing, AgreementCard agreement, CancellationToken ct)
    {
        var hash = filing.Content.Hash();
        foreach (var signer in await agreements.Signers(agreement.Id, ct))
        {
            filing.Note(new FilingConsented(filing.Id.Value, signer.Organization.Value, hash), node);
            db.Add(new Consent
            {
                Id = mint.Id(), FilingId = filing.Id, OrganizationId = signer.Organization, PersonId = signer.Person,
                ContentSha256 = hash, At = signer.At,
            });
        }
        await db.SaveChangesAsync(ct);
    }

    static FilingForm Form(SignedTrade trade, AgreementCard agreement, ByItselfRules by)
    {
        var fields = new Dictionary<string, string>(by.Answers) { [by.Number] = trade.Number };
        if (by.Amount is { } amount)
            fields[amount] = (agreement.PricePerUse.Value * agreement.Policy.Uses / 100m).ToString("0.##", CultureInfo.InvariantCulture);
        return new()
        {
            SignedHere = true, Certificate = trade.Certificate, Counterparty = agreement.Buyer.Value, Fields = fields,
            Rights = [new(by.Right, $"合约 {agreement.Number} 约定的使用", agreement.Policy.Until) { Scenarios = [agreement.Policy.Purpose] }],
            Materials = [new(by.Paper, null, $"平台签署的电子合约 {agreement.Number}，SHA-256 {agreement.DocumentSha256}")
                { SignedHere = true }],
        };
    }
}
