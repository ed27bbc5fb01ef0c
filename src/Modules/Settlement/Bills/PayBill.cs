using Yuanliu.Compute.Json;
using Yuanliu.Settlement.Accounts;
using Yuanliu.Settlement.Statements;

namespace Yuanliu.Settlement.Bills;

/// <summary>账单付款 — the buyer pays out of custody, everybody gets the own share, and the statement becomes final: one transaction.</summary>
internal static class PayBill
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/bills/{id:guid}/pay", Handle)
        .OpenTo("settlement:write", Role.Finance)
        .WithName(nameof(PayBill))
        .WithSummary("账单付款");

    static async Task<Results<Ok<BillView>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, Sight sight, BillViews views, Payment payment, CancellationToken ct)
    {
        if (await views.Find(new(id), ct) is not { } bill) return Refusals.NoSuchBill.Problem(context);
        if (bill.Buyer != sight.Own) return Refusals.NotBuyer.Problem(context);
        if (await payment.Take(bill, ct) is { } refusal) return refusal.Problem(context);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await views.Of(bill, ct));
    }
}

/// <summary>Moves the money of a bill and closes it.</summary>
internal sealed class Payment(Ledger ledger, StatementText statements, Blobs blobs, HostSettings node, IClock clock)
{
    public async Task<Refusal?> Take(Bill bill, CancellationToken ct)
    {
        if (bill.Take(BillStep.Pay, Actor.Buyer, node, clock.Now).Refusal is { } refusal) return refusal;
        var custody = await ledger.Account(AccountKind.Custody, bill.Buyer, ct);
        if (await ledger.Available(custody, ct) is var available && available < bill.Amount)
            return Refusals.InsufficientFunds(available, bill.Amount);

        ledger.Book(EntryKind.BillPaid, bill.Id.Value,
            Line.Debit(custody, bill.Amount),
            Line.Credit(await ledger.Account(AccountKind.Receivable, bill.Buyer, ct), bill.Amount));
        await Settle(bill, ct);
        return null;
    }

    async Task Settle(Bill bill, CancellationToken ct)
    {
        if (bill.Take(BillStep.Settle, Actor.Platform, node, clock.Now).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);
        var lines = new List<Line> { Line.Debit(await ledger.Account(AccountKind.Payable, bill.Seller, ct), bill.Amount) };
        foreach (var share in bill.Shares.OrderBy(s => s.Role))
            lines.Add(Line.Credit(await ledger.Account(AccountKind.Custody, share.Party, ct), share.Amount));
        ledger.Book(EntryKind.BillSplit, bill.Id.Value, lines);

        var statement = await statements.Of(bill, ct);
        bill.Close((await blobs.Store(CanonicalJson.Utf8(statement), ct)).Sha256, Hash(StatementSheet.Write(statement)),
            Hash(StatementCsv.Write(statement)), node);
    }

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
}
