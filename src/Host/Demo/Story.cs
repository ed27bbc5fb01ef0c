using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;

namespace Yuanliu.Host.Demo;

/// <summary>How far a story is told: the demo city leaves one dataset waiting at each station.</summary>
internal enum Chapter
{
    Catalogued, Confirmed, Filed, Accepted, Publicised, Registered, Drafted, Listed, Proposed, Agreed, Used, Billed, Settled,
}

/// <summary>一个数据集的一生 — from a file to the money, through the same HTTP interface that the console uses; nobody skips a station.</summary>
internal sealed class Story(Cast cast, Narrator tell, StoryLine line)
{
    const string Pack = "cn-beijing-social";

    public StoryOutcome Outcome { get; } = new();

    public async Task Play(Chapter until, CancellationToken ct)
    {
        for (var chapter = Chapter.Catalogued; chapter <= until; chapter++) await Tell(chapter, ct);
        tell.Close();
    }

    /// <summary>What stands registered is neither confirmed nor filed once more.</summary>
    public Task Tell(Chapter chapter, CancellationToken ct) => chapter switch
    {
        > Chapter.Catalogued and <= Chapter.Registered when Outcome.IsTakenUp => Task.CompletedTask,
        Chapter.Catalogued => Catalog(ct),
        Chapter.Confirmed => Confirm(ct),
        Chapter.Filed => File(ct),
        Chapter.Accepted => Accept(ct),
        Chapter.Publicised => Review(ct),
        Chapter.Registered => AwaitPublicity(ct),
        Chapter.Drafted => Draft(ct),
        Chapter.Listed => List(ct),
        Chapter.Proposed => Propose(ct),
        Chapter.Agreed => Agree(ct),
        Chapter.Used => Use(ct),
        Chapter.Billed => Bill(ct),
        Chapter.Settled => Pay(ct),
    };

    async Task Catalog(CancellationToken ct)
    {
        tell.Station("编目", "Catalog");
        var (steward, uploads) = (await cast.Is(line.Steward, ct), new List<string>());
        if (await TakeUp(steward, ct)) return;
        foreach (var file in line.Files)
        {
            var upload = await steward.Upload($"api/catalog/uploads?name={Uri.EscapeDataString(Path.GetFileName(file))}", file, ct);
            uploads.Add((string)upload["id"]!);
        }
        tell.Say(steward.Name, $"把 {line.Files.Count} 个文件带进本域，数据不出域", $"brought {line.Files.Count} file(s) into the domain");
        var made = await steward.Post("api/catalog/resources", new { line.Title, line.Description, uploadIds = uploads }, ct);
        Outcome.ResourceId = (string)made["id"]!;
        var job = await steward.JobEnd((string)made["jobId"]!, tell.Progress, ct);
        if ((string?)job["state"] != "Done") throw new StoryBroke($"{job["messageZh"]} / {job["messageEn"]} ({job["code"]})");
        var resource = await steward.Get($"api/catalog/resources/{Outcome.ResourceId}", ct);
        if (resource["refusal"] is JsonObject refusal) throw new StoryBroke($"{refusal["zh"]} / {refusal["en"]} ({refusal["code"]})");
        var fields = resource["fields"]!.AsArray();
        tell.Say("探查", $"{Number(resource["rows"]):N0} 行，{fields.Count} 个数据项，建议级别 {resource["level"]}",
            $"{Number(resource["rows"]):N0} rows, {fields.Count} fields, level {resource["level"]} proposed");
        foreach (var personal in fields.Where(f => f!["personal"] is not null))
            tell.Say("探查", $"“{personal!["name"]}”：{personal["why"]!["zh"]}建议 {personal["level"]} 级",
                $"{personal["name"]}: {personal["personal"]}, level {personal["level"]}");
    }

    /// <summary>A demo that is run again on the same files goes on with what stands registered of them.</summary>
    async Task<bool> TakeUp(DemoClient steward, CancellationToken ct)
    {
        if (await Registered.Find(steward, line, ct) is not { } found) return false;
        (Outcome.ResourceId, Outcome.CertificateNumber) = ((string)found["id"]!, (string)found["certificateNumber"]!);
        Outcome.Subject = Subject.Of(line.Title, found, await steward.Get($"api/catalog/resources/{Outcome.ResourceId}/profile", ct));
        tell.Say(steward.Name, $"同一数据已经登记，证书 {Outcome.CertificateNumber}：不重复登记，接着往下办",
            $"the same data stands registered, certificate {Outcome.CertificateNumber}: it is not registered twice");
        return true;
    }

    async Task Confirm(CancellationToken ct)
    {
        var steward = await cast.Is(line.Steward, ct);
        var resource = await steward.Get($"api/catalog/resources/{Outcome.ResourceId}", ct);
        var fields = resource["fields"]!.AsArray().Select(
            f => new { name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = (int)f["level"]! });
        await steward.Post(
            $"api/catalog/resources/{Outcome.ResourceId}/confirm", new { line.Title, line.Description, line.Classification, fields }, ct);
        Outcome.Subject = Subject.Of(line.Title, resource, await steward.Get($"api/catalog/resources/{Outcome.ResourceId}/profile", ct));
        tell.Say(steward.Name, "确认目录：名称、分类、级别", "confirmed names, classes and levels");
    }

    async Task File(CancellationToken ct)
    {
        tell.Station("登记", "Register");
        var steward = await cast.Is(line.Steward, ct);
        var accounts = await steward.Get("api/registration/accounts", ct);
        if (!accounts["items"]!.AsArray().Any(a => (string?)a!["pack"] == Pack))
            await steward.Post("api/registration/accounts", new { pack = Pack }, ct);
        string[] kinds = ["Holding", "ProcessingAndUse", "ProductOperation"];
        var resource = await steward.Get($"api/catalog/resources/{Outcome.ResourceId}", ct);
        var personal = resource["fields"]!.AsArray().Any(f => f!["personal"] is not null);
        var filing = await steward.Post("api/registration/filings", new
        {
            pack = Pack, Outcome.ResourceId, rights = kinds.Select(right => new { kind = right, scope = "全部数据项，中国境内" }),
            kind = "Initial",
            materials = new[]
            {
                new { key = "source", text = line.Source }, new { key = "compliance", text = line.Compliance },
                new { key = "authorization", text = line.Authorization },
            }.Concat(personal ? [new { key = "personal-data", text = line.PersonalData }] : []),
        }, ct);
        Outcome.FilingId = (string)filing["id"]!;
        tell.Say(steward.Name, $"提交登记申请 {filing["number"]}：持有权、加工使用权、产品经营权", $"filed {filing["number"]} for all three rights");
        TellClock(filing);
    }

    async Task Accept(CancellationToken ct)
    {
        var registrar = await cast.Is("registrar", ct);
        var accepted = await registrar.Post($"api/registration/filings/{Outcome.FilingId}/accept", null, ct);
        tell.Say(registrar.Name, "受理", "accepted");
        TellClock(accepted);
    }

    async Task Review(CancellationToken ct)
    {
        var reviewer = await cast.Is("registrar2", ct);
        var passed = await reviewer.Post($"api/registration/filings/{Outcome.FilingId}/pass-review", null, ct);
        tell.Say(reviewer.Name, "审查通过，开始公示", "passed the review; publicity begins");
        TellClock(passed);
    }

    async Task AwaitPublicity(CancellationToken ct)
    {
        var registrar = await cast.Is("registrar", ct);
        var filing = await registrar.Get($"api/registration/filings/{Outcome.FilingId}", ct);
        if (filing["clock"] is JsonObject clock)
        {
            await registrar.Post("api/clock/advance", new { workingDays = (int)clock["left"]! + 1 }, ct);
            tell.Say("时钟", $"演示时钟拨过公示期（至 {clock["dueOn"]}），主机时钟未动",
                $"the demo clock passed the publicity ({clock["dueOn"]}); the host's stands");
            filing = await registrar.Get($"api/registration/filings/{Outcome.FilingId}", ct);
        }
        Outcome.CertificateNumber = (string?)filing["certificateNumber"]
            ?? throw new StoryBroke($"登记未完成：{filing["stage"]} / not registered: {filing["stage"]}");
        tell.Say("登记簿", $"登记完成，证书 {Outcome.CertificateNumber}", $"registered; certificate {Outcome.CertificateNumber}");
    }

    async Task Draft(CancellationToken ct)
    {
        tell.Station("产品与上架", "Product and listing");
        var subject = Outcome.Subject!;
        if (subject.Dimensions.Count == 0) throw new StoryBroke("没有适合分组的列（2–60 个不同取值）/ no column to group by (2 to 60 distinct values)");
        var steward = await cast.Is(line.Steward, ct);
        var bounds = line.MeasuresMax is { } high ? new JsonObject { ["low"] = 0, ["high"] = high } : null;
        var columns = subject.Dimensions.Select(name => Column(name, "Dimension", null))
            .Concat(subject.Measures.Where(name => name != line.Identity).Select(name => Column(name, "Measure", bounds)))
            .Concat(line.Identity is { } identity ? [Column(identity, "Identity", null)] : []);
        var product = await steward.Post("api/products", new
        {
            Outcome.ResourceId, name = line.Title + (line.Controls is null ? "·统计查询" : "·数据服务"), description = line.Description,
            line.MinGroup, columns,
            controls = line.Controls is { } doors ? JsonSerializer.SerializeToNode(doors, CanonicalJson.Options) : null,
        }, ct);
        Outcome.ProductId = (string)product["id"]!;
        tell.Say(steward.Name, "起草产品，写明各数据项的用途", "drafted a product, naming what each column may be used for");
    }

    static JsonObject Column(string name, string use, JsonObject? control)
        => new() { ["name"] = name, ["use"] = use, ["control"] = control?.DeepClone() };

    async Task List(CancellationToken ct)
    {
        var steward = await cast.Is(line.Steward, ct);
        var exchange = await cast.Is("exchange", ct);
        await exchange.Post($"api/products/{Outcome.ProductId}/check", null, ct);
        var listing = await steward.Post("api/trading/listings", new
        {
            Outcome.ProductId, line.PricePerUseFen, maxUses = 1000, termDaysMax = 365, purposes = new[] { line.Purpose, "学术研究" },
        }, ct);
        Outcome.ListingId = (string)listing["id"]!;
        tell.Say(exchange.Name, "负面清单核查通过", "found nothing on the negative list");
        tell.Say(steward.Name, $"上架：每次使用 ¥{line.PricePerUseFen / 100m:N2}", $"listed at ¥{line.PricePerUseFen / 100m:N2} a use");
    }

    async Task Propose(CancellationToken ct)
    {
        tell.Station("合约", "Agreement");
        var analyst = await cast.Is("analyst", ct);
        var today = DateOnly.Parse((string)(await analyst.Get("api/clock", ct))["legalDay"]!, CultureInfo.InvariantCulture);
        var until = today.AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var proposal = await analyst.Post("api/trading/agreements", new { Outcome.ListingId, line.Purpose, uses = line.Uses, until }, ct);
        Outcome.AgreementId = (string)proposal["id"]!;
        tell.Say(analyst.Name, "按挂牌条件提出合约", "proposed an agreement on the listing's terms");
    }

    async Task Agree(CancellationToken ct)
    {
        var (analyst, steward) = (await cast.Is("analyst", ct), await cast.Is(line.Steward, ct));
        await steward.Post($"api/trading/agreements/{Outcome.AgreementId}/accept", null, ct);
        await analyst.Post($"api/trading/agreements/{Outcome.AgreementId}/sign", null, ct);
        await steward.Post($"api/trading/agreements/{Outcome.AgreementId}/sign", null, ct);
        var agreement = await analyst.Get($"api/trading/agreements/{Outcome.AgreementId}", ct);
        foreach (var sentence in agreement["sentences"]!.AsArray())
            tell.Say($"第{sentence!["clause"]}条", (string)sentence["zh"]!, (string)sentence["en"]!);
        if ((string?)agreement["stage"] != "InForce") throw new StoryBroke($"合约未生效 / not in force: {agreement["stage"]}");
        tell.Say("双方", $"签署合约 {agreement["number"]}，合约生效", $"both signed {agreement["number"]}; it is in force");
    }

    async Task Use(CancellationToken ct)
    {
        tell.Station("使用", "Use");
        var (analyst, subject) = (await cast.Is("analyst", ct), Outcome.Subject!);
        await Ask(analyst, subject.Allowed, null, ct);
        await Ask(analyst, Subject.RawRows, "space.raw-rows", ct);
        await Ask(analyst, subject.TooSmall, "space.not-released", ct);
        if (line.Uses < 2) return;
        await Ask(analyst, subject.AllowedToo, null, ct);
        if (line.Uses == 2) await Ask(analyst, Subject.OneMore, "space.uses-spent", ct);
    }

    /// <param name="refusal">The code that the question must meet; null where it must be answered.</param>
    async Task Ask(DemoClient analyst, string sql, string? refusal, CancellationToken ct)
    {
        var path = $"api/space/agreements/{Outcome.AgreementId}/queries";
        tell.Ask(analyst.Name, sql);
        if (refusal is null) TellAnswer(await analyst.Post(path, new { sql }, ct));
        else TellRefusal(await analyst.Refused(path, new { sql }, refusal, ct));
    }

    async Task Bill(CancellationToken ct)
    {
        tell.Station("结算", "Money");
        var finance = await cast.Is(line.Finance, ct);
        var bill = await finance.Post("api/settlement/bills", new { Outcome.AgreementId }, ct);
        Outcome.BillId = (string)bill["id"]!;
        tell.Say(finance.Name, $"出具账单 {bill["number"]}：{Yuan(bill["amountFen"])}",
            $"issued bill {bill["number"]}: {Yuan(bill["amountFen"])}");
    }

    async Task Pay(CancellationToken ct)
    {
        var (platform, buyer) = (await cast.Is("platform-finance", ct), await cast.Is("buyer-finance", ct));
        var session = await buyer.Get("api/session", ct);
        var reference = $"DEMO-{Outcome.BillId}";
        await platform.Post(
            "api/settlement/deposits", new { amountFen = 100_000_00L, reference, organizationId = (string)session["organizationId"]! }, ct);
        tell.Say(platform.Name, $"录入银行到账 {Yuan(JsonValue.Create(100_000_00L))}，记入资金存管账户",
            "entered the bank's advice: the buyer's custody account");
        await buyer.Post($"api/settlement/bills/{Outcome.BillId}/pay", null, ct);
        tell.Say(buyer.Name, "从资金存管账户付款", "paid out of custody");
        var bill = await buyer.Get($"api/settlement/bills/{Outcome.BillId}", ct);
        foreach (var share in bill["split"]!.AsArray())
            tell.Say("分配", $"{RoleZh((string)share!["role"]!)} {share["party"]}：{Yuan(share["amountFen"])}",
                $"{((string)share["role"]!).ToLowerInvariant()}: {Yuan(share["amountFen"])}");
        var postings = bill["postings"]!.AsArray();
        var (debits, credits) = (postings.Sum(p => Number(p!["debitFen"])), postings.Sum(p => Number(p!["creditFen"])));
        if (debits == 0 || debits != credits) throw new StoryBroke($"分录不平 / the postings do not balance: {debits}, {credits}");
        tell.Say("账簿", $"{postings.Count} 笔分录，借方合计等于贷方合计", $"{postings.Count} postings, debits equal credits");
    }

    void TellClock(JsonObject reply)
    {
        if (reply["clock"] is not JsonObject clock) return;
        var (deadline, inWorkingDays) = (DeadlineWords.Of((string)clock["deadline"]!), (string?)clock["unit"] == "WorkingDays");
        tell.Say("期限",
            $"{deadline.Zh}：还剩 {clock["left"]} 个{(inWorkingDays ? "工作日" : "自然日")}（至 {clock["dueOn"]}），依据 {clock["basis"]}",
            $"{deadline.En}: {clock["left"]} {(inWorkingDays ? "working" : "calendar")} days left, until {clock["dueOn"]}");
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
