using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct BillId(Guid Value) : ITypedId<BillId>
{
    public static BillId From(Guid value) => new(value);
    public int CompareTo(BillId other) => Value.CompareTo(other.Value);
}

/// <summary>账单已开具 — metered uses became a claim on the buyer.</summary>
public sealed record BillIssued(Guid Bill, string Number, Guid Agreement, int Uses, int FirstUse, int LastUse, long AmountFen) : Fact
{
    public override string Kind => "settlement.bill-issued/1";
}

/// <summary>账单已付 — a bill was paid out of custody and split; the statement is final.</summary>
/// <param name="StatementSha256">Over the statement as canonical JSON; the sheet and the CSV are its renderings,
/// each with its own hash.</param>
public sealed record BillSettled(
    Guid Bill, string Number, Guid Agreement, int Uses, long AmountFen, string StatementSha256, string SheetSha256, string CsvSha256) : Fact
{
    public override string Kind => "settlement.bill-settled/1";
}
