using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using Yuanliu.Host.Demo;

namespace Yuanliu.Tests.Browser;

/// <summary>自动登记 — what both sides signed on the platform and the register cannot take waits for the registrar, who has it tried again or
/// closes it; with the keyboard alone, on a desk's width and on a phone's.</summary>
[Collection(nameof(Town))]
public sealed class SignedTradeJourneys(Town town)
{
    const string Register = "cn-guizhou";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_registrar_finds_what_is_stuck_reads_why_has_it_tried_again_and_closes_the_other(int width)
    {
        using var cast = new Cast(town.Url);
        var stuck = await Stuck(cast, $"企业月度用电量（{width}）");
        await using var registrar = await town.Visit(width);
        await registrar.SignIn("registrar", "/console");
        await registrar.Hit(registrar.Row(stuck.Numbers[0]).GetByRole(AriaRole.Link).First);
        var (first, other) = (Trade(registrar, stuck.Numbers[0]), Trade(registrar, stuck.Numbers[1]));
        await Assertions.Expect(first).ToContainTextAsync("已暂停");
        await Assertions.Expect(first).ToBeInViewportAsync();
        await registrar.ShouldBeSound($"stuck trades at {width}");

        var tried = await first.Locator("time").Last.GetAttributeAsync("datetime");
        await registrar.Hit(Button(first, "立即重试"));
        await Assertions.Expect(first.Locator($"time[datetime='{tried}']")).ToHaveCountAsync(0);
        await Assertions.Expect(first).ToContainTextAsync("已暂停");

        await (await cast.Is("registrar2", default)).Post($"api/registration/certificates/{stuck.Certificate}/restore",
            new { reason = "核查完毕" }, default);
        await registrar.Hit(Button(first, "立即重试"));
        await Assertions.Expect(first).ToContainTextAsync("已自动登记");
        await Assertions.Expect(first.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        await registrar.Hit(Button(other, "终结自动登记"));
        await Assertions.Expect(registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await registrar.Page.Keyboard.TypeAsync("双方另行申请。");
        await registrar.Hit(registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "终结自动登记" }));
        await Assertions.Expect(other).ToContainTextAsync("登记机构已终结");
        await Assertions.Expect(other).ToContainTextAsync("双方另行申请。");
        await registrar.ShouldBeSound($"trades that are settled at {width}");
        await registrar.Hit(first.GetByRole(AriaRole.Link));
        await registrar.ShouldStandAt("已登记");
    }

    sealed record Trades(string Certificate, IReadOnlyList<string> Numbers);

    static ILocator Trade(Visitor registrar, string number) => registrar.Page.Locator("#trades > li").Filter(new() { HasText = number });

    static ILocator Button(ILocator trade, string name) => trade.GetByRole(AriaRole.Button, new() { Name = name });

    /// <summary>Registered in two registers; two agreements on it are signed while the certificate of the one that would enter them by
    /// itself is suspended.</summary>
    static async Task<Trades> Stuck(Cast cast, string title)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("yuanliu-trades-").FullName, $"{title}.csv");
        DemoData.WritePower(file, 60, (ulong)title.Length);
        var line = StoryLine.Power(file) with { Title = title, Uses = 10 };
        var story = new Story(cast, new Silent(), line);
        for (var chapter = Chapter.Catalogued; chapter <= Chapter.Registered; chapter++) await story.Tell(chapter, default);
        var certificate = await Registered(cast, story.Outcome.ResourceId!);
        await (await cast.Is("registrar", default)).Post($"api/registration/certificates/{certificate}/suspend",
            new { reason = "权属存疑，待核查" }, default);
        await story.Tell(Chapter.Drafted, default);
        await story.Tell(Chapter.Listed, default);
        var numbers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            await story.Tell(Chapter.Proposed, default);
            await story.Tell(Chapter.Agreed, default);
            var agreement = await (await cast.Is("analyst", default)).Get($"api/trading/agreements/{story.Outcome.AgreementId}", default);
            numbers.Add((string)agreement["number"]!);
        }
        // What was signed is entered, or found to be stuck, when the next day begins.
        await (await cast.Is("registrar", default)).Post("api/clock/advance", new { days = 1 }, default);
        return new(certificate, numbers);
    }

    /// <summary>GZ-ELREG-2023 from the third party's report to the certificate.</summary>
    static async Task<string> Registered(Cast cast, string resource)
    {
        var (holder, registrar, second) = (await cast.Is("utility", default), await cast.Is("registrar", default),
            await cast.Is("registrar2", default));
        var reviewer = await cast.Is("reviewer", default);
        var body = (string)(await reviewer.Get("api/session", default))["organizationId"]!;
        await registrar.Post("api/registration/service-bodies", new { pack = Register, organizationId = body, kinds = Kinds }, default);
        if (!(await holder.Get("api/registration/accounts", default))["items"]!.AsArray().Any(a => (string?)a!["pack"] == Register))
            await holder.Post("api/registration/accounts", new { pack = Register }, default);
        var order = await holder.Post("api/registration/review-orders",
            new { pack = Register, kind = "Substance", bodyId = body, resourceId = resource, filing = "Initial" }, default);
        var report = (string)(await Sign(reviewer, (string)order["id"]!))["id"]!;
        var filed = await holder.Post("api/registration/filings", new
        {
            pack = Register, kind = "Initial", resourceId = resource, circumstances = new[] { "ResourceObject", "Collected" },
            rights = new[] { new { kind = "Holding", scope = "全部数据项" } },
            fields = new { source = "供电经营", acquisition = "自主采集", scenario = "城市运行分析", implementation = "统计查询" },
            materials = new object[]
            {
                new { key = "agreed", text = "与利害关系人达成一致。" }, new { key = "collection", text = "经营中直接采集。" },
                new { key = "template", text = "授权协议模板。" }, new { key = "report", statementId = report },
            },
        }, default);
        var path = $"api/registration/filings/{filed["id"]}";
        await registrar.Post($"{path}/accept", null, default);
        await registrar.Post($"{path}/assign-reviewer", new { bodyId = body }, default);
        await second.Post($"{path}/pass-review", null, default);
        var open = (await reviewer.Get("api/registration/review-orders?state=Open&take=100", default))["items"]!.AsArray()
            .Single(o => (string?)o!["filingId"] == (string?)filed["id"])!;
        await Sign(reviewer, (string)open["id"]!);
        await reviewer.Post($"{path}/pass-substance", null, default);
        var publicised = await registrar.Post($"{path}/approve", null, default);
        await registrar.Post("api/clock/advance", new { workingDays = (int)publicised["clock"]!["left"]! + 1 }, default);
        return (string)(await registrar.Get(path, default))["certificateNumber"]!;
    }

    static readonly string[] Kinds = ["Substance"];

    static Task<JsonObject> Sign(DemoClient reviewer, string order) => reviewer.Post($"api/registration/review-orders/{order}/sign", new
    {
        positive = true, independent = true, summary = "真实、合规。", sample = new { rows = 100, method = "随机抽样", faults = 0 },
        items = new[] { "truth", "compliance" }.Select(key => new { key, result = "Passed" }),
    }, default);
}
