using Yuanliu.Settlement.Accounts;

namespace Yuanliu.Settlement.Bills;

/// <summary>开具账单 — turns the metered uses of an agreement that stand on no bill yet into one.</summary>
internal static class IssueBill
{
    /// <summary>Uses on one bill; what lies beyond is the next bill's.</summary>
    internal const int LinesMax = 5_000;

    internal sealed record Request(Guid AgreementId);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.AgreementId).NotEmpty();
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/bills", Handle)
        .OpenTo("settlement:write", Role.Finance)
        .WithName(nameof(IssueBill))
        .WithSummary("开具账单");

    static async Task<Results<Created<BillView>, ProblemHttpResult>> Handle(
        Request request, HttpContext context, AppDb db, Billing billing, BillViews views, CancellationToken ct)
    {
        var issued = await billing.Issue(new(request.AgreementId), ct);
        if (issued.Refusal is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/settlement/bills/{issued.Value!.Id.Value}", await views.Of(issued.Value, ct));
    }
}

/// <summary>Makes bills and books them.</summary>
internal sealed class Billing(
    AppDb db, Ledger ledger, Sight sight, IAgreements agreements, IUses uses, Mint mint, IClock clock, HostSettings node)
{
    public async Task<Result<Bill>> Issue(AgreementId id, CancellationToken ct)
    {
        if (await agreements.Find(id, ct) is not { } agreement) return Refusals.NoSuchAgreement;
        if (agreement.Seller != sight.Own && !await sight.IsPlatformFinance(ct))
            return agreement.Buyer == sight.Own || agreement.Holder == sight.Own ? Refusals.NotSeller : Refusals.NoSuchAgreement;

        var mark = await db.Set<BillingMark>().SingleOrDefaultAsync(m => m.Agreement == id, ct);
        var unbilled = await uses.After(id, mark?.LastBilled ?? 0, IssueBill.LinesMax, ct);
        if (unbilled.Count == 0) return Refusals.NothingToBill;
        if (mark is null) db.Add(mark = new() { Agreement = agreement.Id });
        return await Book(agreement, mark, unbilled, ct);
    }

    /// <summary>The buyer owes the amount; it is owed on to those who share in it, collectively until it is paid.</summary>
    async Task<Bill> Book(AgreementCard agreement, BillingMark mark, IReadOnlyList<MeteredUse> unbilled, CancellationToken ct)
    {
        var number = mark.Bill(unbilled[0].Number, unbilled[^1].Number);
        var bill = new Bill
        {
            Id = mint.Id<BillId>(), Number = $"{agreement.Number}-ZD{number:D3}",
            Agreement = agreement.Id, AgreementNumber = agreement.Number, AgreementSha256 = agreement.DocumentSha256,
            Buyer = agreement.Buyer, Seller = agreement.Seller, Holder = agreement.Holder,
            SplitBasis = agreement.Split.Basis, IssuedAt = clock.Now,
        };
        bill.Rate(unbilled,
        [
            (ShareRole.Holder, agreement.Holder, agreement.Split.HolderBasisPoints),
            (ShareRole.Operator, agreement.Seller, agreement.Split.OperatorBasisPoints),
            (ShareRole.Platform, (await sight.Platform(ct)).Id, agreement.Split.PlatformBasisPoints),
        ], node);
        db.Add(bill);
        ledger.Book(EntryKind.BillIssued, bill.Id.Value,
            Line.Debit(await ledger.Account(AccountKind.Receivable, bill.Buyer, ct), bill.Amount),
            Line.Credit(await ledger.Account(AccountKind.Payable, bill.Seller, ct), bill.Amount));
        // Opened now, so that payments at the same time never meet over a new account.
        foreach (var party in bill.Shares.Select(s => s.Party).Append(bill.Buyer)) await ledger.Account(AccountKind.Custody, party, ct);
        return bill;
    }
}
