namespace Yuanliu.Settlement.Statements;

/// <summary>对账单 — a bill with all that stands behind it. Its canonical JSON is the master; sheets and CSV are renderings of it.</summary>
/// <param name="Type">Name and version of this form.</param>
/// <param name="From">The legal day of the first use on the bill.</param>
/// <param name="Until">The legal day of the last use on the bill.</param>
internal sealed record Statement(
    string Type, string Bill, string Number, string Agreement, string AgreementNumber, string AgreementSha256,
    StatementParty Buyer, StatementParty Seller, StatementParty Holder, DateOnly From, DateOnly Until, DateTime IssuedAt, DateTime? PaidAt,
        string Stage,
    string Currency, StatementTax Tax, IReadOnlyList<StatementLine> Lines, long AmountFen,
    IReadOnlyList<StatementShare> Split, string SplitBasis, IReadOnlyList<StatementPosting> Postings)
{
    public const string Form = "yuanliu-statement/1";
}

internal sealed record StatementParty(Guid Id, string Name, string Code);

internal sealed record StatementTax(string Treatment, string Basis, bool Open, string? Reason);

internal sealed record StatementLine(int UseNumber, Guid UseId, DateTime At, long PriceFen);

internal sealed record StatementShare(string Role, StatementParty Party, int BasisPoints, long AmountFen);

/// <param name="Entry">The entry it belongs to; the lines of one entry balance.</param>
internal sealed record StatementPosting(
    Guid Entry, DateTime At, string Kind, string Account, string AccountName, string AccountNameEn, string OwnerName, long DebitFen,
        long CreditFen, string Memo, string MemoEn);
