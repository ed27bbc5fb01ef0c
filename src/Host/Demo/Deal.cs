using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;

namespace Yuanliu.Host.Demo;

/// <summary>成交 — what becomes of registered data: a product, its listing, an agreement, its uses and the money.</summary>
internal sealed class Deal(Cast cast, Narrator tell, StoryLine line, Progress progress, StoryOutcome outcome)
{
    string Name => line.Title + (line.Controls is null ? "·统计查询" : "·数据服务");

    public async Task Draft(CancellationToken ct)
    {
        tell.Station("产品与上架", "Product and listing");
        var subject = outcome.Subject!;
        if (subject.Dimensions.Count == 0) throw new StoryBroke("没有适合分组的列（2–60 个不同取值）/ no column to group by (2 to 60 distinct values)");
        var steward = await cast.Is(line.Steward, ct);
        if (await Progress.Product(steward, outcome.ResourceId!, Name, outcome.CertificateNumber!, ct) is { } drafted)
        {
            outcome.ProductId = (string)drafted["id"]!;
            tell.Say(steward.Name, "产品已经起草：不重复起草", "the product is drafted already");
            return;
        }
        var bounds = line.MeasuresMax is { } high ? new JsonObject { ["low"] = 0, ["high"] = high } : null;
        var columns = subject.Dimensions.Select(name => Column(name, "Dimension", null))
            .Concat(subject.Measures.Where(name => name != line.Identity).Select(name => Column(name, "Measure", bounds)))
            .Concat(line.Identity is { } identity ? [Column(identity, "Identity", null)] : []);
        var product = await steward.Post("api/products", new
        {
            outcome.ResourceId, name = Name, description = line.Description, line.MinGroup, columns,
            controls = line.Controls is { } doors ? JsonSerializer.SerializeToNode(doors, CanonicalJson.Options) : null,
        }, ct);
        outcome.ProductId = (string)product["id"]!;
        tell.Say(steward.Name, "起草产品，写明各数据项的用途", "drafted a product, naming what each column may be used for");
    }

    static JsonObject Column(string name, string use, JsonObject? control)
        => new() { ["name"] = name, ["use"] = use, ["control"] = control?.DeepClone() };

    public async Task List(CancellationToken ct)
    {
        var steward = await cast.Is(line.Steward, ct);
        var exchange = await cast.Is("exchange", ct);
        if (await progress.Listing(steward, outcome.ProductId!, ct) is { } open)
        {
            outcome.ListingId = (string)open["id"]!;
            tell.Say(steward.Name, $"产品已经上架：{open["number"]}", $"it is listed already: {open["number"]}");
            return;
        }
        if ((string?)(await exchange.Get($"api/products/{outcome.ProductId}", ct))["stage"] == "Draft")
            await exchange.Post($"api/products/{outcome.ProductId}/check", null, ct);
        var listing = await steward.Post("api/trading/listings", new
        {
            outcome.ProductId, line.PricePerUseFen, maxUses = 1000, termDaysMax = 365, purposes = new[] { line.Purpose, "学术研究" },
        }, ct);
        outcome.ListingId = (string)listing["id"]!;
        tell.Say(exchange.Name, "负面清单核查通过", "found nothing on the negative list");
        tell.Say(steward.Name, $"上架：每次使用 ¥{line.PricePerUseFen / 100m:N2}", $"listed at ¥{line.PricePerUseFen / 100m:N2} a use");
    }

    public async Task Propose(CancellationToken ct)
    {
        tell.Station("合约", "Agreement");
        var analyst = await cast.Is("analyst", ct);
        if (await progress.Agreement(analyst, await cast.Is(line.Finance, ct), outcome.ListingId!, Name, ct) is { } begun)
        {
            outcome.AgreementId = (string)begun["id"]!;
            tell.Say(analyst.Name, $"合约 {begun["number"]} 已经提出：不另立合约，接着办理",
                $"{begun["number"]} is proposed already: it is taken on where it stands");
            return;
        }
        var today = DateOnly.Parse((string)(await analyst.Get("api/clock", ct))["legalDay"]!, CultureInfo.InvariantCulture);
        var until = today.AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var proposal = await analyst.Post("api/trading/agreements", new { outcome.ListingId, line.Purpose, uses = line.Uses, until }, ct);
        outcome.AgreementId = (string)proposal["id"]!;
        tell.Say(analyst.Name, "按挂牌条件提出合约", "proposed an agreement on the listing's terms");
    }

    public async Task Agree(CancellationToken ct)
    {
        var (analyst, steward) = (await cast.Is("analyst", ct), await cast.Is(line.Steward, ct));
        var path = $"api/trading/agreements/{outcome.AgreementId}";
        var agreement = await analyst.Get(path, ct);
        while (Next((string?)agreement["stage"], analyst, steward) is { } next)
        {
            await next.By.Post($"{path}/{next.Act}", null, ct);
            agreement = await analyst.Get(path, ct);
        }
        foreach (var sentence in agreement["sentences"]!.AsArray())
            tell.Say($"第{sentence!["clause"]}条", (string)sentence["zh"]!, (string)sentence["en"]!);
        if ((string?)agreement["stage"] != "InForce") throw new StoryBroke($"合约未生效 / not in force: {agreement["stage"]}");
        tell.Say("双方", $"签署合约 {agreement["number"]}，合约生效", $"both signed {agreement["number"]}; it is in force");
    }

    /// <summary>Who has to do what for the agreement to come into force.</summary>
    static (DemoClient By, string Act)? Next(string? stage, DemoClient analyst, DemoClient steward) => stage switch
    {
        "Proposed" => (steward, "accept"),
        "Agreed" or "SignedBySeller" => (analyst, "sign"),
        "SignedByBuyer" => (steward, "sign"),
        _ => null,
    };

    /// <summary>Questions that were answered before are not asked, and paid, again.</summary>
    public async Task Use(CancellationToken ct)
    {
        tell.Station("使用", "Use");
        var (analyst, subject) = (await cast.Is("analyst", ct), outcome.Subject!);
        var agreement = await analyst.Get($"api/trading/agreements/{outcome.AgreementId}", ct);
        var used = line.Uses - (int)agreement["usesLeft"]!;
        if (used > 0) tell.Say("洁净室", $"此前已使用 {used} 次", $"{used} uses before");
        if (used < 1) await Ask(analyst, subject.Allowed, null, ct);
        if (used < line.Uses)
        {
            await Ask(analyst, Subject.RawRows, "space.raw-rows", ct);
            await Ask(analyst, subject.TooSmall, "space.not-released", ct);
        }
        if (line.Uses < 2) return;
        if (used < 2) await Ask(analyst, subject.AllowedToo, null, ct);
        if (line.Uses == 2) await Ask(analyst, Subject.OneMore, "space.uses-spent", ct);
    }

    /// <param name="refusal">The code that the question must meet; null where it must be answered.</param>
    async Task Ask(DemoClient analyst, string sql, string? refusal, CancellationToken ct)
    {
        var path = $"api/space/agreements/{outcome.AgreementId}/queries";
        tell.Ask(analyst.Name, sql);
        if (refusal is null) TellAnswer(await analyst.Post(path, new { sql }, ct));
        else TellRefusal(await analyst.Refused(path, new { sql }, refusal, ct));
    }

    public async Task Bill(CancellationToken ct)
    {
        tell.Station("结算", "Money");
        var finance = await cast.Is(line.Finance, ct);
        var issued = await Progress.Bill(finance, outcome.AgreementId!, ct);
        var bill = issued ?? await finance.Post("api/settlement/bills", new { outcome.AgreementId }, ct);
        outcome.BillId = (string)bill["id"]!;
        var amount = $"{bill["number"]}：{Yuan(bill["amountFen"])}";
        if (issued is null) tell.Say(finance.Name, $"出具账单 {amount}", $"issued bill {amount}");
        else tell.Say(finance.Name, $"账单已经出具 {amount}", $"the bill is issued already, {amount}");
    }

    public async Task Pay(CancellationToken ct)
    {
        var buyer = await cast.Is("buyer-finance", ct);
        var bill = await buyer.Get($"api/settlement/bills/{outcome.BillId}", ct);
        if (bill["paidAt"] is null) bill = await PayOut(buyer, ct);
        else tell.Say(buyer.Name, "账单已经付清：不重复付款", "the bill is paid already");
        foreach (var share in bill["split"]!.AsArray())
            tell.Say("分配", $"{RoleZh((string)share!["role"]!)} {share["party"]}：{Yuan(share["amountFen"])}",
                $"{((string)share["role"]!).ToLowerInvariant()}: {Yuan(share["amountFen"])}");
        var postings = bill["postings"]!.AsArray();
        var (debits, credits) = (postings.Sum(p => Number(p!["debitFen"])), postings.Sum(p => Number(p!["creditFen"])));
        if (debits == 0 || debits != credits) throw new StoryBroke($"分录不平 / the postings do not balance: {debits}, {credits}");
        tell.Say("账簿", $"{postings.Count} 笔分录，借方合计等于贷方合计", $"{postings.Count} postings, debits equal credits");
    }

    /// <summary>The bank's advice has the bill's reference: entered again, it is the same deposit.</summary>
    async Task<JsonObject> PayOut(DemoClient buyer, CancellationToken ct)
    {
        var platform = await cast.Is("platform-finance", ct);
        var (session, reference) = (await buyer.Get("api/session", ct), $"DEMO-{outcome.BillId}");
        await platform.Post(
            "api/settlement/deposits", new { amountFen = 100_000_00L, reference, organizationId = (string)session["organizationId"]! }, ct);
        tell.Say(platform.Name, $"录入银行到账 {Yuan(JsonValue.Create(100_000_00L))}，记入资金存管账户",
            "entered the bank's advice: the buyer's custody account");
        await buyer.Post($"api/settlement/bills/{outcome.BillId}/pay", null, ct);
        tell.Say(buyer.Name, "从资金存管账户付款", "paid out of custody");
        return await buyer.Get($"api/settlement/bills/{outcome.BillId}", ct);
    }

    void TellAnswer(JsonObject answer)
    {
        var rows = answer["rows"]!.AsArray();
        tell.Say("洁净室",
            $"第 {answer["number"]} 次使用：{rows.Count} 组，还剩 {answer["usesLeft"]} 次；首组 {FirstGroup(answer)}",
            $"use {answer["number"]}: {rows.Count} groups, {answer["usesLeft"]} left");
    }

    static string FirstGroup(JsonObject answer) => answer["rows"]!.AsArray() is [JsonArray first, ..]
        ? string.Join("，", answer["columns"]!.AsArray().Zip(first, (column, cell) => $"{column!["name"]} = {Short(cell)}")) : "—";

    static string? Short(JsonNode? cell) => cell is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.Number
        && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("#,0.##", CultureInfo.InvariantCulture) : cell?.ToString();

    void TellRefusal(JsonObject problem) => tell.Refused(
        new((string)problem["zh"]!, (string)problem["en"]!), (string)problem["code"]!,
        problem["clause"] is { } clause ? $"合约第{clause}条 / clause {clause}" : null, (string?)problem["basis"]);

    static string RoleZh(string role) => role switch
    {
        "Holder" => "数据持有方", "Operator" => "产品经营方", "Platform" => "平台",
        _ => throw new StoryBroke($"没有“{role}”的名称 / no name for {role}"),
    };

    static string Yuan(JsonNode? fen) => $"¥{Number(fen) / 100m:N2}";
    static long Number(JsonNode? node) => node is null ? 0 : Convert.ToInt64(node.ToString(), CultureInfo.InvariantCulture);
}
