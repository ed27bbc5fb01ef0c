using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>使用监察 — the clean room says beforehand what is allowed and what is free; those who watch see it all, and can stop it.</summary>
[Collection(nameof(City))]
public sealed class WatchJourneys(City city)
{
    const string Used = "空气质量逐时监测（一季度）";

    [Fact]
    public async Task An_analyst_is_told_while_typing_what_is_refused_and_why_and_what_was_asked_before_is_free()
    {
        await using var analyst = await city.Visit();
        await analyst.SignIn("analyst", "/console/space");
        await analyst.Row(Used).GetByRole(AriaRole.Link).First.ClickAsync();
        var strip = analyst.Page.Locator(".meter-strip");
        await Assertions.Expect(strip).ToBeInViewportAsync();
        var left = await strip.Locator(".budget-words").InnerTextAsync();

        await Write(analyst, "select * from data");
        await analyst.ShouldSay("合约只允许输出聚合结果");
        await analyst.ShouldSay("第 1 条 输出方式");
        await analyst.ShouldSay("请按维度列 GROUP BY");
        await analyst.ShouldBeSound("a query refused while it is written");

        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "再用这条查询" }).Last.ClickAsync();
        await analyst.ShouldSay("免费（重复查询）");
        await strip.GetByRole(AriaRole.Button, new() { Name = "运行查询" }).ClickAsync();
        await analyst.ShouldSay("与此前相同的问题，不再计次计费");
        (await strip.Locator(".budget-words").InnerTextAsync()).ShouldBe(left);
        await Assertions.Expect(analyst.Link("下载存证凭证")).ToBeVisibleAsync();
        await analyst.ShouldBeSound("an answer for nothing");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_regulator_sees_refusals_by_clause_follows_one_to_its_receipt_and_replays_its_decision(int width)
    {
        await using var regulator = await city.Visit(width);
        await regulator.SignIn("regulator", "/console/uses");
        await Assertions.Expect(regulator.Page.Locator(".chart svg").First).ToBeVisibleAsync();
        await regulator.Page.Locator(".clause-bars").GetByRole(AriaRole.Button, new() { Name = "不能取出原始行" }).ClickAsync();
        await regulator.ShouldSay("只看：不能取出原始行");
        await regulator.Settled();
        await regulator.ShouldBeSound($"what is watched at {width}");

        await regulator.Page.Locator("main .ant-table-tbody a, main .row-card-head a").First.ClickAsync();
        await regulator.ShouldSay("从请求到凭据");
        await Assertions.Expect(regulator.Page.Locator(".path .refused")).ToContainTextAsync("读懂查询");
        await regulator.Press("重放");
        await regulator.ShouldSay("结论一致");
        await regulator.ShouldBeSound($"a use and its replay at {width}");
    }

    [Fact]
    public async Task The_regulator_stops_an_agreement_with_a_reason_the_buyer_cannot_go_on_until_it_is_lifted()
    {
        await using var regulator = await city.Visit();
        await regulator.SignIn("regulator", "/console");
        var agreement = await regulator.First(
            "/api/trading/agreements?take=100", a => ((string?)a["productName"])!.StartsWith(Used, StringComparison.Ordinal));
        await regulator.Open($"/console/agreements/{agreement["id"]}");
        await Reason(regulator, "叫停", "接到投诉，暂停核查");
        await regulator.ShouldSay("叫停理由： 接到投诉，暂停核查");
        await regulator.ShouldBeSound("an agreement that is stopped");

        await using var analyst = await city.Visit();
        await analyst.SignIn("analyst", $"/console/space/{agreement["id"]}");
        await analyst.ShouldSay("该合约的使用已被叫停");
        await Assertions.Expect(analyst.Button("运行查询")).ToBeDisabledAsync();

        await regulator.Open("/console/uses");
        await regulator.ShouldSay("接到投诉，暂停核查");
        await regulator.Open($"/console/agreements/{agreement["id"]}");
        await Reason(regulator, "恢复使用", "核查完毕");
        await Assertions.Expect(regulator.Button("叫停")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_holder_follows_a_use_of_its_data_and_reads_no_query_of_the_buyer()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("steward", "/console/agreements");
        await steward.Row(Used).GetByRole(AriaRole.Link).First.ClickAsync();
        await steward.Follow("经过");
        await steward.ShouldSay("查询原文只由使用方自己保有");
        await steward.ShouldBeSound("a use as its holder sees it");
    }

    static async Task Write(Visitor analyst, string sql)
    {
        await analyst.Page.Locator(".editor .monaco-editor").First.ClickAsync();
        await analyst.Page.Keyboard.PressAsync("Control+a");
        await analyst.Page.Keyboard.InsertTextAsync(sql);
    }

    static async Task Reason(Visitor visitor, string act, string reason)
    {
        await visitor.Press(act);
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await visitor.Settled();
    }
}
