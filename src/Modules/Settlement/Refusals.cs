namespace Yuanliu.Settlement;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    public static Refusal NoSuchAccount => new(RefusalKind.NotFound, "settlement.no-such-account", "没有该账户。", "There is no such account.");
    public static Refusal NoSuchDeposit => new(RefusalKind.NotFound, "settlement.no-such-deposit", "没有该笔入金。", "There is no such deposit.");
    public static Refusal NoSuchBill => new(RefusalKind.NotFound, "settlement.no-such-bill", "没有该账单。", "There is no such bill.");
    public static Refusal NoSuchAgreement
        => new(RefusalKind.NotFound, "settlement.no-such-agreement", "没有该合约。", "There is no such agreement.");
    public static Refusal NoSuchOrganization
        => new(RefusalKind.NotFound, "settlement.no-such-organization", "没有该单位。", "There is no such organization.");
    public static Refusal NoSuchFormat
        => new(RefusalKind.NotFound, "settlement.no-such-format", "对账单只提供 xlsx、csv、json。", "Statements come as xlsx, csv or json.");

    public static Refusal NotPlatform => new(RefusalKind.Forbidden, "settlement.not-platform",
        "须由平台财务依据存管银行回单办理。", "Only the platform's finance does this, upon the custody bank's advice.");
    public static Refusal NotSeller => new(RefusalKind.Forbidden, "settlement.not-seller",
        "账单由卖方财务或平台财务开具。", "Bills are issued by the seller's or the platform's finance.");
    public static Refusal NotBuyer
        => new(RefusalKind.Forbidden, "settlement.not-buyer", "账单由买方财务付款。", "A bill is paid by the buyer's finance.");

    public static Refusal ReferenceUsed => new(RefusalKind.Conflict, "settlement.reference-used",
        "该回单编号已用于另一笔入金。", "This advice reference already stands for another deposit.");
    public static Refusal NothingToBill => new(RefusalKind.Conflict, "settlement.nothing-to-bill",
        "该合约没有未开账单的使用。", "This agreement has no metered use that is not billed yet.");

    public static Refusal InsufficientFunds(Fen available, Fen needed) => new(RefusalKind.Conflict, "settlement.insufficient-funds",
        new($"存管账户可用余额 {available}，不足 {needed}。", $"The custody account holds {available}; {needed} is needed."),
        Instead: new($"请先入金 {needed - available}。", $"Deposit {needed - available} first."));
}
