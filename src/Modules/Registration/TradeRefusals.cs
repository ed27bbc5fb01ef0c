namespace Yuanliu.Registration;

/// <summary>How trades that were signed here say no, to whoever files one of them by hand and to the registrar.</summary>
internal static partial class Refusals
{
    public static Refusal ContractUnnamed(string number, string fieldZh, string fieldEn, string basis) => new(RefusalKind.Conflict,
        "registration.contract-unnamed",
        new Words($"双方已在平台签署合约 {number}，无需重复登记；请写明本次登记的是哪一份合同。",
            $"Both sides signed agreement {number} here, which is registered by itself; say which contract this filing is about."), basis,
        new Words($"请填写“{fieldZh}”。", $"Fill in: {fieldEn}."));
    public static Refusal NotOfContract(string number, string basis) => new(RefusalKind.Invalid, "registration.not-of-contract",
        $"合约 {number} 不是双方就该登记单位签署的。", $"Agreement {number} was not signed by these two sides about this registration.", basis);
    public static Refusal TradeTaken(string number, string filing, string basis) => new(RefusalKind.Conflict, "registration.trade-taken",
        $"合约 {number} 已由申请 {filing} 办理登记，无需重复登记。",
        $"Agreement {number} is registered, or being registered, by filing {filing}; it needs no other.", basis);
    public static Refusal TradeOver(string number, string basis) => new(RefusalKind.Conflict, "registration.trade-over",
        $"合约 {number} 在登记前已经终止。", $"Agreement {number} ended before it was registered.", basis);
    public static Refusal TradeUnclear(string filing, string basis) => new(RefusalKind.Conflict, "registration.trade-unclear",
        new Words($"双方的申请 {filing} 未写明合同编号，可能就是本合约。",
            $"Filing {filing} of the two sides names no contract and may be this very trade."), basis,
        new Words("是本合约的，请终结自动登记；不是的，请双方写明合约编号自行申请。",
            "If it is, close this one; if not, let a side file it, naming the agreement."));
    public static Refusal NoSignedTrade => new(RefusalKind.NotFound, "registration.no-signed-trade",
        "没有该平台签署的交易。", "There is no such trade that was signed here.");
    public static Refusal TradeNotOpen(string number) => new(RefusalKind.Conflict, "registration.trade-not-open",
        $"合约 {number} 不在等待自动登记。", $"Agreement {number} does not wait to be registered by itself.");
}
