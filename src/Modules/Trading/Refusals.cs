using System.Globalization;

namespace Yuanliu.Trading;

/// <summary>Every way this module says no. Codes are public: clients and tests rely on them.</summary>
internal static class Refusals
{
    const string Pricing = "BJ-OPIN-2023 §12";

    public static Refusal NoSuchProduct
        => new(RefusalKind.NotFound, "trading.no-such-product",
            "没有该数据产品，或贵单位不是其经营方。", "There is no such product, or you do not operate it.");
    public static Refusal NotChecked => new(RefusalKind.Conflict, "trading.not-checked",
        "该产品未通过负面清单检查或已撤回，不能交易。", "The product has not passed the negative-list check or was withdrawn.", "BJ-OPIN-2023 §20");
    public static Refusal NoCertificate(string? duty) => new(RefusalKind.Conflict, "trading.no-certificate",
        "经营方已没有该资源有效的产品经营权登记证书，不能交易。",
        "The operator no longer holds a valid certificate of the right to operate products of this resource.",
        duty is null ? "BJ-OPIN-2023 §4" : $"BJ-OPIN-2023 §4; {duty}");
    public static Refusal NoSuchListing
        => new(RefusalKind.NotFound, "trading.no-such-listing", "没有该挂牌，或已摘牌。", "There is no such listing, or it was withdrawn.");
    public static Refusal NoSuchAgreement
        => new(RefusalKind.NotFound, "trading.no-such-agreement", "没有该合约。", "There is no such agreement.");
    public static Refusal OwnListing
        => new(RefusalKind.Conflict, "trading.own-listing", "不能购买本单位经营或持有的产品。", "Nobody buys what they sell or hold themselves.");
    public static Refusal NotAReceiver => new(RefusalKind.Forbidden, "trading.not-a-receiver",
        "该产品限定了接收方，贵单位不在其列。", "This product names its receivers, and you are not among them.", "BJ-OPIN-2023 §18");
    public static Refusal NotASide => new(RefusalKind.Forbidden, "trading.not-a-side",
        "此操作须由买方数据分析师或卖方数据专员、运营人员办理。", "An analyst of the buyer, or a steward or operator of the seller, does this.");
    public static Refusal SamePerson => new(RefusalKind.Forbidden, "trading.same-person",
        "您已为对方办理过本合约，不能再代表另一方。", "You have acted for the other side of this agreement.", "BJ-OPIN-2023 §12");

    public static Refusal ColumnLooser(string name) => Looser(
        new($"产品没有开放列“{name}”", $"the product does not open {name}"), new("去掉该列。", "Leave the column out."));
    public static Refusal GroupLooser(int min) => Looser(
        new($"最小组不得低于产品规定的 {min}", $"the smallest group of the product is {min}"), new($"改为 {min} 或更大。", $"Ask for {min} or more."));
    static Refusal Looser(Words what, Words instead) => new(RefusalKind.Conflict, "trading.looser-than-product",
        new Words($"合约只能比产品更严：{what.Zh}。", $"An agreement may only be tighter than its product: {what.En}."), "BJ-OPIN-2023 §18", instead);
    public static Refusal NothingUsed => new(RefusalKind.Invalid, "trading.nothing-used",
        "至少要使用一列。", "At least one column must be used.");
    public static Refusal Uses(int max) => new(RefusalKind.Conflict, "trading.uses",
        new Words($"使用次数超过挂牌上限 {max} 次。", $"More uses than the listing allows ({max})."), Pricing,
        new Words($"不超过 {max} 次。", $"At most {max}."));
    public static Refusal Term(DateOnly from, DateOnly to) => new(RefusalKind.Conflict, "trading.term",
        new Words($"期限须在 {Day(from)} 至 {Day(to)} 之间。", $"The term must end between {Day(from)} and {Day(to)}."), Pricing,
        new Words($"最晚到 {Day(to)}。", $"No later than {Day(to)}."));
    public static Refusal BeyondRight(DateOnly end) => new(RefusalKind.Conflict, "trading.beyond-right",
        new Words($"产品经营权登记至 {Day(end)}，合约不能超过权利的期限。", $"The registered right ends on {Day(end)}; an agreement cannot outlast it."),
        "BJ-OPIN-2023 §4", new Words($"最晚到 {Day(end)}。", $"No later than {Day(end)}."));
    public static Refusal Purpose(IReadOnlyList<string> allowed) => new(RefusalKind.Conflict, "trading.purpose",
        new Words($"该用途不在挂牌范围内。可选：{string.Join("、", allowed)}。",
            $"The listing does not offer this purpose. It offers: {string.Join(", ", allowed)}."), Pricing);
    public static Refusal Price(Fen floor) => new(RefusalKind.Conflict, "trading.price",
        new Words($"买方出价不得低于 {floor}；更低的价格只能由卖方还价提出。", $"A buyer offers at least {floor}; only the seller may go lower."),
        Pricing, new Words($"按 {floor} 提出，请卖方还价。", $"Propose {floor} and ask the seller for a counter-offer."));
    public static Refusal Rounds(Limit max) => new(RefusalKind.Conflict, "trading.rounds",
        $"议价已满 {max.Value} 轮，请接受或谢绝。", $"There were {max.Value} rounds; accept or decline.", max.Basis);

    public static Refusal NotAgreed => new(RefusalKind.Conflict, "trading.not-agreed",
        "双方尚未议定，还没有合约文本。", "Nothing is agreed yet, so there is no document.");
    public static Refusal NotSigned => new(RefusalKind.Conflict, "trading.not-signed",
        "合约尚未由双方签署，没有生效存证。", "The agreement is not signed by both sides yet, so there is no receipt.");

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
