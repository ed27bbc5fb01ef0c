using Yuanliu.Settlement.Statements;

namespace Yuanliu.Settlement.Bills;

internal sealed record BillLineView(int UseNumber, Guid UseId, DateTime At, long PriceFen);
internal sealed record ShareView(ShareRole Role, Guid PartyId, string Party, int BasisPoints, long AmountFen);
internal sealed record PostingView(
    Guid Entry, DateTime At, string Account, string AccountName, string AccountNameEn, string OwnerName, long DebitFen, long CreditFen,
        string Memo, string MemoEn);
internal sealed record TaxView(string Treatment, string Basis, bool Open, string? Reason);

internal sealed record BillView(
    Guid Id, string Urn, string Number, Guid AgreementId, string AgreementNumber,
    Guid BuyerId, string BuyerName, Guid SellerId, string SellerName, Guid HolderId, string HolderName,
    BillStage Stage, DateTime IssuedAt, DateTime? PaidAt, DateOnly From, DateOnly Until, IReadOnlyList<BillLineView> Lines, long AmountFen,
        string Currency, TaxView Tax,
    IReadOnlyList<PostingView> Postings, IReadOnlyList<ShareView> Split, string SplitBasis, string? StatementSha256,
        IReadOnlyList<OpenStep> OpenSteps);

/// <summary>Finds the bills that the caller may see, and shows them with all that stands behind them.</summary>
internal sealed class BillViews(AppDb db, Sight sight, CallerBox box, StatementText statements)
{
    public async Task<IQueryable<Bill>> Visible(CancellationToken ct)
    {
        var (all, own) = (db.Set<Bill>(), sight.Own);
        return await sight.IsStaff(ct) ? all : all.Where(b => b.Buyer == own || b.Seller == own || b.Holder == own);
    }

    public async Task<Bill?> Find(BillId id, CancellationToken ct)
        => await (await Visible(ct)).Include(b => b.Lines).Include(b => b.Shares).AsSplitQuery().SingleOrDefaultAsync(b => b.Id == id, ct);

    public async Task<BillView> Of(Bill bill, CancellationToken ct)
    {
        var s = await statements.Read(bill, ct);
        return new(bill.Id.Value, s.Bill, bill.Number, bill.Agreement.Value, bill.AgreementNumber,
            s.Buyer.Id, s.Buyer.Name, s.Seller.Id, s.Seller.Name, s.Holder.Id, s.Holder.Name,
            bill.Stage, bill.IssuedAt, bill.PaidAt, s.From, s.Until,
            [.. s.Lines.Select(l => new BillLineView(l.UseNumber, l.UseId, l.At, l.PriceFen))], s.AmountFen, s.Currency,
            new(s.Tax.Treatment, s.Tax.Basis, s.Tax.Open, s.Tax.Reason),
            [.. s.Postings.Select(p => new PostingView(
                p.Entry, p.At, p.Account, p.AccountName, p.AccountNameEn, p.OwnerName, p.DebitFen, p.CreditFen, p.Memo, p.MemoEn))],
            [.. s.Split.Select(x => new ShareView(Enum.Parse<ShareRole>(x.Role), x.Party.Id, x.Party.Name, x.BasisPoints, x.AmountFen))],
            s.SplitBasis, bill.StatementSha256, BillProcedure.OpenTo(bill, box.Known));
    }
}
