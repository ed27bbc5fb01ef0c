using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>使用与结算 — questions in the clean room, the bill they become, and the log that proves both.</summary>
[Collection(nameof(City))]
public sealed class UseJourneys(City city)
{
    [Fact]
    public async Task An_analyst_asks_in_the_clean_room_and_is_answered_or_refused_with_the_clause()
    {
        await using var analyst = await city.Visit();
        await analyst.SignIn("analyst", "/console/space");
        await analyst.Row("空气质量逐时监测（三季度）").GetByRole(AriaRole.Link).First.ClickAsync();
        await analyst.ShouldSay("剩 40 / 40 次");

        await Ask(analyst, "select * from data limit 10");
        await analyst.ShouldSay("space.raw-rows");
        await Ask(analyst, "select count(*) as n from data where station = 'nowhere'");
        await analyst.ShouldSay("space.not-released");
        await Assertions.Expect(analyst.Page.Locator(".refusal .clause").First).ToBeVisibleAsync();
        await analyst.ShouldBeSound("the clean room after a refusal", refused: true);

        // What stands there when the room is opened is answered as it is.
        await analyst.Page.ReloadAsync();
        await analyst.ShouldSay("策略允许此查询");
        await analyst.Press("运行查询");
        await analyst.ShouldSay("第 1 次使用的结果");
        await analyst.ShouldSay("剩 39 / 40 次");
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "奥体中心" })).ToBeVisibleAsync();
        await Assertions.Expect(analyst.Page.Locator(".chart svg").First).ToBeVisibleAsync();
        await Assertions.Expect(analyst.Page.Locator(".panel-head .evidence.sealed").First).ToBeVisibleAsync();
        await analyst.ShouldBeSound("the clean room with an answer");
        await analyst.Page.ReloadAsync();
        await analyst.ShouldSay("与第 1 次使用的问题相同：再次查询得到同一结果，不计次、不计费。");
    }

    [Fact]
    public async Task Uses_become_a_bill_a_deposit_pays_it_and_the_split_adds_up()
    {
        await using var seller = await city.Visit();
        await seller.SignIn("finance", "/console/agreements");
        await seller.Row("空气质量逐时监测（二季度）").GetByRole(AriaRole.Link).First.ClickAsync();
        await seller.Press("对未结使用出账");
        await seller.ShouldStandAt("待付款");
        await seller.ShouldBeSound("a bill");
        var path = new Uri(seller.Page.Url).AbsolutePath;

        await using var buyer = await city.Visit();
        await buyer.SignIn("buyer-finance", "/console/accounts");
        await buyer.Fill("金额（元）", "5,000.00");
        await buyer.Fill("银行回单号", "HD-2026-0417");
        await buyer.Press("申报");
        await buyer.ShouldSay("已申报");

        await using var bank = await city.Visit();
        await bank.SignIn("platform-finance", "/console/accounts");
        await bank.Row("HD-2026-0417").GetByRole(AriaRole.Button, new() { Name = "确认到账" }).ClickAsync();
        await Assertions.Expect(bank.Row("HD-2026-0417")).ToContainTextAsync("已入账");
        await bank.ShouldBeSound("the custody's accounts");

        await buyer.Open(path);
        await buyer.Press("付款");
        await buyer.ShouldStandAt("已结清");
        await buyer.ShouldBeSound("a bill that is settled");
        await ItsFiguresAddUp(buyer);
        await ItsStatementIsExported(buyer);
    }

    [Fact]
    public async Task The_log_proves_an_entry_in_the_visitors_own_browser()
    {
        await using var visitor = await city.Visit();
        await visitor.Open("/log");
        await visitor.Fill("条目序号", "3");
        await visitor.Press("查看条目");
        await visitor.ShouldSay("已在您的浏览器中由该条目经");
        await visitor.ShouldBeSound("an entry of the log");
    }

    [Fact]
    public async Task An_evidence_badge_opens_its_receipt_and_checks_it_on_the_spot()
    {
        await using var visitor = await city.Visit();
        var certificate = await visitor.First("/api/public/resources", r => r["certificateNumber"] is not null);
        await visitor.Open($"/v/{certificate["certificateNumber"]}");
        await visitor.Page.Locator(".evidence.sealed").First.ClickAsync();
        await visitor.Press("在此核验");
        await visitor.ShouldSay("核验通过");
    }

    static async Task Ask(Visitor analyst, string sql)
    {
        var editor = analyst.Page.Locator(".editor .monaco-editor").First;
        await editor.ClickAsync();
        await analyst.Page.Keyboard.PressAsync("Control+a");
        await analyst.Page.Keyboard.InsertTextAsync(sql);
        await analyst.Page.Keyboard.PressAsync("Control+Enter");
    }

    /// <summary>Every total of the page equals the sum above it, and debit equals credit, to the fen.</summary>
    static async Task ItsFiguresAddUp(Visitor visitor)
    {
        var tables = await visitor.Page.EvaluateAsync<string[][][]>(
            """
            () => [...document.querySelectorAll('table.plain')].filter(t => t.tFoot).map(t =>
                [...t.tBodies[0].rows, ...t.tFoot.rows].map(r => [...r.cells].map(c => c.innerText)))
            """);
        tables.Length.ShouldBe(3);                                                // the split, the postings, the uses
        foreach (var table in tables) Fen(table[^1][^1]).ShouldBe(table[..^1].Sum(row => Fen(row[^1])));
        var postings = tables[1];
        Fen(postings[^1][^1]).ShouldBe(Fen(postings[^1][^2]));
    }

    static long Fen(string cell) => cell.Contains('¥', StringComparison.Ordinal)
        ? long.Parse(string.Concat(cell.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture) : 0;

    static async Task ItsStatementIsExported(Visitor visitor)
    {
        foreach (var (kind, begin) in new[] { ("XLSX", "PK"), ("CSV", "") })
        {
            var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Link($"结算单 {kind}").ClickAsync());
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
            bytes.Length.ShouldBeGreaterThan(100);
            Encoding.UTF8.GetString(bytes[..2]).ShouldStartWith(begin);
        }
    }
}
