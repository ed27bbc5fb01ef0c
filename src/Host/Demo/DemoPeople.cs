using Yuanliu.Compute.Identifiers;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Demo;

/// <param name="First">What this person should look at first: Chinese, English, and the client's page.</param>
internal sealed record DemoPerson(string Login, string Name, string Organization, IReadOnlyList<Role> Roles, Words First, string Href);

internal sealed record DemoOrganization(string Name, string Code, string Kind);

/// <summary>演示城市的单位与人员 — invented; their credit codes pass the check and belong to nobody we know of.</summary>
internal static class DemoPeople
{
    /// <summary>Every demo account has it; demo accounts exist only where <c>YUANLIU_DEMO</c> is on.</summary>
    public const string Password = "yuanliu-demo-2026";

    public const string Platform = "源流市数据登记交易中心", Holder = "源流市环境监测站", Utility = "源流市供电公司", Buyer = "青禾数据科技有限公司",
        Reviewer = "明察数据评估有限公司", Bank = "源流市商业银行";

    public static IReadOnlyList<DemoOrganization> Organizations { get; } =
    [
        new(Platform, Code("12110000MA00000"), "Platform"),
        new(Holder, Code("12110000MA00001"), "PublicBody"),
        new(Utility, Code("91110000MA00002"), "Enterprise"),
        new(Buyer, Code("91110108MA00003"), "Enterprise"),
        new(Reviewer, Code("91110108MA00004"), "Enterprise"),
        new(Bank, Code("91110000MA00005"), "Enterprise"),
    ];

    /// <summary>In the order in which a visitor best follows the data; whoever signs in finds at home what is told here.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("utility", "江流", Utility, [Role.Steward, Role.Operator, Role.Finance],
            new("确认“新到”的数据，再为“抽样”申请登记", "confirm the data just in (新到), then file for the sample (抽样)"), Home),
        new("registrar", "周正", Platform, [Role.Registrar],
            new("受理“下半年”的登记申请；答复对“户均”的异议", "accept the filing 下半年; answer the objection to 户均"), Home),
        new("registrar2", "郑慎", Platform, [Role.Registrar],
            new("审查“三季度”的登记申请（不得由受理人审查）", "review the filing 三季度 (not by whoever accepted it)"), Home),
        new("reviewer", "方审", Reviewer, [Role.Reviewer],
            new("审查“二季度”用电数据，逐项作答并签署声明", "review the power data of 二季度, answer each item and sign"), Home),
        new("bank", "钱衡", Bank, [Role.Steward],
            new("在登记账簿看以本行为质权人的质押", "see the pledge in the bank's favour in its ledger"), Home),
        new("exchange", "沈衡", Platform, [Role.ExchangeStaff],
            new("对照负面清单检查产品“站点比对”", "check the product 站点比对 against the negative list"), Home),
        new("steward", "林溪", Holder, [Role.Steward, Role.Operator],
            new("答复需方对“风向专题”提出的条件，签署合约", "answer the buyer's terms for 风向专题, and sign"), Home),
        new("analyst", "顾遥", Buyer, [Role.Analyst],
            new("在洁净室提问：“三季度”合约还有 40 次", "ask in the clean room: the agreement 三季度 has 40 uses left"), Home),
        new("finance", "苏禾", Holder, [Role.Finance], new("为“二季度”的使用出账，看收益分配", "bill the uses of 二季度; see the split"), Home),
        new("buyer-finance", "何清", Buyer, [Role.Finance],
            new("为“一季度”的账单付款；余额不足时先申报入金", "pay the bill for 一季度; announce a deposit when funds are short"), Home),
        new("platform-finance", "钱明", Platform, [Role.Finance],
            new("核对银行回单，确认入金到账", "credit deposits against the bank's advices"), Home),
        new("regulator", "严明", Platform, [Role.Regulator],
            new("看每一次使用与拒绝，看各机构的期限", "see every use and refusal, and every body's clocks"), Home),
        new("admin", "管理员", Platform, [Role.Administrator],
            new("登记单位与人员，管理令牌", "enter organizations and people; manage tokens"), Home),
    ];

    const string Home = "/console";

    static string Code(string head)
    {
        var body = head + "00";
        return body + UnifiedCreditCode.CheckCharacter(body);
    }
}
