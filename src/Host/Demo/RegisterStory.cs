using System.Text;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>登记簿上的事 — what the register shows besides first filings: a pledge that its pledgee consented to, and a filing under
/// another register's rules that waits for a service body to sign.</summary>
internal sealed class RegisterStory(Cast cast)
{
    const string Own = "cn-beijing-social", Reviewed = "cn-dali";
    static readonly string[] Statements = ["Substance"], Circumstances = ["ResourceObject", "OriginalAcquisition"];

    public async Task Tell(string certificate, string resource, CancellationToken ct)
    {
        await Pledge(certificate, ct);
        await Review(resource, ct);
    }

    async Task Pledge(string certificate, CancellationToken ct)
    {
        var (holder, bank) = (await cast.Is("utility", ct), await cast.Is("bank", ct));
        var filing = await holder.Post("api/registration/filings", new
        {
            pack = Own, kind = "Pledge", certificate, counterparty = await Organization(bank, ct), amountFen = 30_000_000_00L,
            rights = Rights("ProductOperation"), fields = new { debt = "流动资金借款三千万元，三年期。" },
            materials = new JsonArray(await Paper(holder, "contract", "质押合同 2026-017.txt", "质押合同 2026-017 号，双方已签署。", ct)),
        }, ct);
        var id = (string)filing["id"]!;
        await bank.Post($"api/registration/filings/{id}/consent", null, ct);
        await (await cast.Is("registrar", ct)).Post($"api/registration/filings/{id}/accept", null, ct);
        await (await cast.Is("registrar2", ct)).Post($"api/registration/filings/{id}/enter", null, ct);
    }

    /// <summary>Where those rules have ended there is nothing to review; the city is whole without it.</summary>
    async Task Review(string resource, CancellationToken ct)
    {
        var packs = (await cast.Anyone.Get("api/registration/packs", ct))["items"]!.AsArray();
        if ((bool)packs.Single(p => (string?)p!["id"] == Reviewed)!["ended"]!) return;
        var (holder, registrar) = (await cast.Is("utility", ct), await cast.Is("registrar", ct));
        var body = await Organization(await cast.Is("reviewer", ct), ct);
        await registrar.Post("api/registration/service-bodies", new { pack = Reviewed, organizationId = body, kinds = Statements }, ct);
        await OpenAccount(holder, registrar, ct);
        var filing = await holder.Post("api/registration/filings", new
        {
            pack = Reviewed, kind = "Initial", resourceId = resource, rights = Rights("Holding", "ProcessingAndUse", "ProductOperation"),
            circumstances = Circumstances,
            fields = new
            {
                source = "供电经营中直接采集。", industry = "电力", region = "源流市", span = "2025 年", acquisition = "自主采集",
                scenario = "行业统计与能耗分析，不得用于识别企业。",
            },
            materials = await Papers(holder, ct),
        }, ct);
        var id = (string)filing["id"]!;
        await registrar.Post($"api/registration/filings/{id}/assign-reviewer", new { bodyId = body }, ct);
        await registrar.Post($"api/registration/filings/{id}/pass-review", null, ct);
    }

    /// <summary>Dali reviews who opens an account, and opens it within five working days.</summary>
    static async Task OpenAccount(DemoClient holder, DemoClient registrar, CancellationToken ct)
    {
        var papers = new JsonArray
        {
            (await Paper(holder, "reputation", "信用报告.txt", "公共信用信息报告，无不良记录。", ct))["uploadSha256"]!.DeepClone(),
            (await Paper(holder, "record", "无违法犯罪记录证明.txt", "无违法犯罪记录证明。", ct))["uploadSha256"]!.DeepClone(),
        };
        var account = await holder.Post("api/registration/accounts",
            new { pack = Reviewed, contact = new { person = "数据资产部", phone = "0872-1234567" }, papers }, ct);
        var cases = (await registrar.Get("api/registration/account-cases?stage=Requested&take=100", ct))["items"]!.AsArray();
        var asked = cases.Single(c => (string?)c!["accountId"] == (string?)account["id"])!["id"];
        foreach (var step in new[] { "pass-review", "enter" })
            await registrar.Post($"api/registration/account-cases/{asked}/{step}", null, ct);
    }

    static async Task<string> Organization(DemoClient person, CancellationToken ct)
        => (string)(await person.Get("api/session", ct))["organizationId"]!;

    static JsonArray Rights(params string[] kinds)
        => [.. kinds.Select(kind => new JsonObject { ["kind"] = kind, ["scope"] = "全部数据项，中国境内" })];

    /// <summary>What Dali asks for: three papers, and the applicant's own statement.</summary>
    static async Task<JsonArray> Papers(DemoClient holder, CancellationToken ct) =>
    [
        await Paper(holder, "application", "登记申请表.txt", "登记申请表，已盖章。", ct),
        await Paper(holder, "identity", "身份证明.txt", "法定代表人身份证明、授权委托书和联系方式。", ct),
        await Paper(holder, "lawful-source", "来源证明.txt", "供电营业许可及采集系统验收证明。", ct),
        new JsonObject { ["key"] = "original", ["text"] = "数据为供电经营中初始取得，本单位承担相应责任。" },
    ];

    internal static async Task<JsonObject> Paper(DemoClient holder, string key, string name, string words, CancellationToken ct) => new()
    {
        ["key"] = key,
        ["uploadSha256"] = (string)(await holder.Upload($"api/registration/materials?key={key}&name={Uri.EscapeDataString(name)}",
            Encoding.UTF8.GetBytes(words), ct))["sha256"]!,
    };
}
