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

    readonly Progress progress = new(line);

    public StoryOutcome Outcome { get; } = new();

    Deal Deal => field ??= new(cast, tell, line, progress, Outcome);

    public async Task Play(Chapter until, CancellationToken ct)
    {
        for (var chapter = Chapter.Catalogued; chapter <= until; chapter++) await Tell(chapter, ct);
        tell.Close();
    }

    /// <summary>What stands registered is neither confirmed nor filed once more; what an earlier demo left half done is taken on.</summary>
    public Task Tell(Chapter chapter, CancellationToken ct) => chapter switch
    {
        > Chapter.Catalogued and <= Chapter.Registered when Outcome.IsTakenUp => Task.CompletedTask,
        Chapter.Catalogued => Catalog(ct),
        Chapter.Confirmed => Confirm(ct),
        Chapter.Filed => File(ct),
        Chapter.Accepted => Accept(ct),
        Chapter.Publicised => Review(ct),
        Chapter.Registered => AwaitPublicity(ct),
        Chapter.Drafted => Deal.Draft(ct),
        Chapter.Listed => Deal.List(ct),
        Chapter.Proposed => Deal.Propose(ct),
        Chapter.Agreed => Deal.Agree(ct),
        Chapter.Used => Deal.Use(ct),
        Chapter.Billed => Deal.Bill(ct),
        Chapter.Settled => Deal.Pay(ct),
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

    /// <summary>A demo that is run again on the same files goes on with what is catalogued, filed or registered of them.</summary>
    async Task<bool> TakeUp(DemoClient steward, CancellationToken ct)
    {
        if (await progress.Resource(steward, ct) is not { } found) return false;
        (Outcome.ResourceId, Outcome.CertificateNumber) = ((string)found["id"]!, (string?)found["certificateNumber"]);
        Outcome.Subject = Subject.Of(line.Title, found, await steward.Get($"api/catalog/resources/{Outcome.ResourceId}/profile", ct));
        if (Outcome.IsTakenUp)
            tell.Say(steward.Name, $"同一数据已经登记，证书 {Outcome.CertificateNumber}：不重复登记，接着往下办",
                $"the same data stands registered, certificate {Outcome.CertificateNumber}: it is not registered twice");
        else tell.Say(steward.Name, "同一数据已经编目：不重复编目，接着往下办", "the same data is catalogued: it is not catalogued twice");
        return true;
    }

    async Task Confirm(CancellationToken ct)
    {
        var steward = await cast.Is(line.Steward, ct);
        var resource = await steward.Get($"api/catalog/resources/{Outcome.ResourceId}", ct);
        if ((string?)resource["stage"] == "Confirmed") return;
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
        if (await progress.Filing(steward, Pack, Outcome.ResourceId!, ct) is { } running)
        {
            Outcome.FilingId = (string)running["id"]!;
            tell.Say(steward.Name, $"登记申请 {running["number"]} 已经提交：不重复申请，接着办理",
                $"{running["number"]} is filed already: it is taken on where it stands");
            TellClock(running);
            return;
        }
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
        if (await Stage(registrar, ct) != "Submitted") return;
        var accepted = await registrar.Post($"api/registration/filings/{Outcome.FilingId}/accept", null, ct);
        tell.Say(registrar.Name, "受理", "accepted");
        TellClock(accepted);
    }

    async Task Review(CancellationToken ct)
    {
        var reviewer = await cast.Is("registrar2", ct);
        if (await Stage(reviewer, ct) != "UnderReview") return;
        var passed = await reviewer.Post($"api/registration/filings/{Outcome.FilingId}/pass-review", null, ct);
        tell.Say(reviewer.Name, "审查通过，开始公示", "passed the review; publicity begins");
        TellClock(passed);
    }

    async Task<string?> Stage(DemoClient registrar, CancellationToken ct)
        => (string?)(await registrar.Get($"api/registration/filings/{Outcome.FilingId}", ct))["stage"];

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

    void TellClock(JsonObject reply)
    {
        if (reply["clock"] is not JsonObject clock) return;
        var (deadline, inWorkingDays) = (DeadlineWords.Of((string)clock["deadline"]!), (string?)clock["unit"] == "WorkingDays");
        tell.Say("期限",
            $"{deadline.Zh}：还剩 {clock["left"]} 个{(inWorkingDays ? "工作日" : "自然日")}（至 {clock["dueOn"]}），依据 {clock["basis"]}",
            $"{deadline.En}: {clock["left"]} {(inWorkingDays ? "working" : "calendar")} days left, until {clock["dueOn"]}");
    }

    static long Number(JsonNode? node) => node is null ? 0 : Convert.ToInt64(node.ToString(), CultureInfo.InvariantCulture);
}
