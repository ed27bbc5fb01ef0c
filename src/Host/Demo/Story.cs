using System.Globalization;
using System.Text.Json.Nodes;

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

    public Task Tell(Chapter chapter, CancellationToken ct) => chapter switch
    {
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
        var steward = await cast.Is(line.Steward, ct);
        var uploads = new List<string>();
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
        TellClock(await registrar.Post($"api/registration/filings/{Outcome.FilingId}/accept", null, ct));
        tell.Say(registrar.Name, "受理", "accepted");
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
        var columns = subject.Dimensions.Select(name => new { name, use = "Dimension" })
            .Concat(subject.Measures.Select(name => new { name, use = "Measure" }));
        var product = await steward.Post("api/products",
            new { Outcome.ResourceId, name = line.Title + "·统计查询", description = line.Description, line.MinGroup, columns }, ct);
        Outcome.ProductId = (string)product["id"]!;
        tell.Say(steward.Name, "起草产品，写明各数据项的用途", "drafted a product, naming what each column may be used for");
    }

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
        tell.Say("双方", $"签署合约 {agreement["number"]}，{agreement["stage"]}", $"both signed {agreement["number"]}");
    }

    async Task Use(CancellationToken ct)
    {
        tell.Station("使用", "Use");
        var analyst = await cast.Is("analyst", ct);
        var (subject, path) = (Outcome.Subject!, $"api/space/agreements/{Outcome.AgreementId}/queries");
        TellAnswer(await analyst.Post(path, new { sql = subject.Allowed }, ct));
        TellRefusal(await analyst.Refused(path, new { sql = Subject.RawRows }, "space.raw-rows", ct));
        TellRefusal(await analyst.Refused(path, new { sql = subject.TooSmall }, "space.group-too-small", ct));
        if (line.Uses < 2) return;
        TellAnswer(await analyst.Post(path, new { sql = subject.AllowedToo }, ct));
        if (line.Uses == 2) TellRefusal(await analyst.Refused(path, new { sql = Subject.OneMore }, "space.uses-spent", ct));
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
        var paid = await buyer.Post($"api/settlement/bills/{Outcome.BillId}/pay", null, ct);
        tell.Say(buyer.Name, "从资金存管账户付款", "paid out of custody");
        var bill = await buyer.Get($"api/settlement/bills/{Outcome.BillId}", ct);
        foreach (var share in bill["split"]?.AsArray() ?? [])
            tell.Say("分配", $"{share!["party"]}：{Yuan(share["amountFen"])}", $"{share["party"]}: {Yuan(share["amountFen"])}");
        tell.Say("账簿", $"{bill["postings"]?.AsArray().Count ?? 0} 笔分录，借贷相等", $"{paid["number"] ?? bill["number"]}: postings balance");
    }

    void TellClock(JsonObject reply)
    {
        if (reply["clock"] is not JsonObject clock) return;
        tell.Say("期限",
            $"{clock["deadline"]}：还剩 {clock["left"]} 个{((string?)clock["unit"] == "WorkingDays" ? "工作日" : "自然日")}"
            + $"（至 {clock["dueOn"]}），依据 {clock["basis"]}",
            $"{clock["deadline"]} until {clock["dueOn"]}");
    }

    void TellAnswer(JsonObject answer)
    {
        var rows = answer["rows"]!.AsArray();
        tell.Say("洁净室",
            $"第 {answer["number"]} 次使用：{rows.Count} 组，还剩 {answer["usesLeft"]} 次；首组 {rows.FirstOrDefault()?.ToJsonString(Plain)}",
            $"use {answer["number"]}: {rows.Count} groups, {answer["usesLeft"]} left");
    }

    void TellRefusal(JsonObject problem) => tell.Refused((string)problem["zh"]!, (string)problem["code"]!, (string?)problem["basis"]);

    static readonly System.Text.Json.JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static string Yuan(JsonNode? fen) => $"¥{Number(fen) / 100m:N2}";
    static long Number(JsonNode? node) => node is null ? 0 : Convert.ToInt64(node.ToString(), CultureInfo.InvariantCulture);
}
