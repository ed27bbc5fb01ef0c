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

    public const string Platform = "源流市数据登记交易中心", Holder = "源流市环境监测站", Utility = "源流市供电公司", Buyer = "青禾数据科技有限公司";

    public static IReadOnlyList<DemoOrganization> Organizations { get; } =
    [
        new(Platform, Code("12110000MA00000"), "Platform"),
        new(Holder, Code("12110000MA00001"), "PublicBody"),
        new(Utility, Code("91110000MA00002"), "Enterprise"),
        new(Buyer, Code("91110108MA00003"), "Enterprise"),
    ];

    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("steward", "林溪", Holder, [Role.Steward, Role.Operator], new("确认编目、提交登记、上架产品", "confirm the catalog, file, list products"),
            "/console/catalog"),
        new("registrar", "周正", Platform, [Role.Registrar], new("受理登记申请，看期限与依据", "accept filings; see the clocks and their articles"),
            "/console/filings"),
        new("registrar2", "郑慎", Platform, [Role.Registrar], new("审查登记申请（与受理人分开）", "review filings (not by whoever accepted them)"),
            "/console/filings"),
        new("exchange", "沈衡", Platform, [Role.ExchangeStaff], new("对照负面清单核查产品", "check products against the negative list"),
            "/console/products"),
        new("analyst", "顾遥", Buyer, [Role.Analyst], new("谈合约、签署、在洁净室查询", "negotiate, sign, and query in the clean room"),
            "/console/agreements"),
        new("buyer-finance", "何清", Buyer, [Role.Finance], new("充值、付款、看流水", "deposit, pay, see the postings"), "/console/bills"),
        new("finance", "苏禾", Holder, [Role.Finance], new("出账单、看分配", "issue bills, see the split"), "/console/bills"),
        new("utility", "江流", Utility, [Role.Steward, Role.Operator, Role.Finance],
            new("另一家数据持有者：待确认的数据", "another holder: data waiting to be confirmed"), "/console/catalog"),
        new("platform-finance", "钱明", Platform, [Role.Finance], new("录入银行到账", "enter the bank's advices"), "/console/accounts"),
        new("regulator", "严明", Platform, [Role.Regulator], new("看每一次使用与拒绝", "see every use and every refusal"), "/console"),
        new("admin", "管理员", Platform, [Role.Administrator], new("单位、人员与令牌", "organizations, people and tokens"), "/console/tokens"),
    ];

    static string Code(string head)
    {
        var body = head + "00";
        return body + UnifiedCreditCode.CheckCharacter(body);
    }
}
