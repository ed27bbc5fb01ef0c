using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>同室的表 — more than one table in the clean room: a list of the buyer's own, and another agreement's data.</summary>
[Collection(nameof(City))]
public sealed class RoomJourneys(City city)
{
    public static TheoryData<int> Widths => [1280, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_list_of_the_buyers_own_is_brought_in_and_only_rows_of_it_come_back(int width)
    {
        var room = await Together.In(city);
        await using var analyst = await city.Visit(width);
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "名单比对" }).CheckAsync();
        await analyst.ShouldSay("须先带入本单位自有的名单");
        await Bring(analyst, Together.List, "kehu");
        await analyst.ShouldSay("自有，400 行；名单至少 200 行，每日最多匹配 5,000 行");
        await analyst.Press("写入与 kehu 连接的示例");
        await analyst.ShouldSay("策略允许此查询");
        await analyst.ShouldBeSound($"a list in the room at {width}");
        await Write(analyst, $"select {(width > 400 ? "kehu.客户等级, " : "")}kehu.统一社会信用代码 "
            + "from data join kehu on data.统一社会信用代码 = kehu.统一社会信用代码");
        await analyst.ShouldSay("策略允许此查询");
        await analyst.Settled();
        await analyst.Press("运行查询");
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "91110105MA" }).First).ToBeVisibleAsync();
        await analyst.ShouldBeSound($"the overlap of a list at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Two_agreements_are_asked_together_and_both_are_counted(int width)
    {
        var room = await Together.In(city);
        await using var analyst = await city.Visit(width);
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        var before = await Left(analyst, room.Other);
        await Bring(analyst, Together.Power, "power");
        await analyst.Main.GetByRole(AriaRole.Button, new() { Name = "把列名 月份 写入查询" }).WaitForAsync();
        // What was answered before is free, whatever it is called: each width asks for something else.
        await Write(analyst, $"select data.行业, count(*) as 月数, {(width > 400 ? "sum" : "avg")}(power.用电量) as 用电 from data "
            + "join power on data.统一社会信用代码 = power.统一社会信用代码 group by data.行业");
        await analyst.ShouldSay("策略允许此查询");
        var strip = analyst.Page.GetByRole(AriaRole.Group, new() { Name = "额度" }).First;
        await Assertions.Expect(strip).ToContainTextAsync("¥60.00");
        await Assertions.Expect(strip).ToContainTextAsync("power 的使用次数");
        await analyst.ShouldBeSound($"two agreements in one room at {width}");
        await analyst.Settled();
        await analyst.Press("运行查询");
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "制造业" }).First).ToBeVisibleAsync();
        await analyst.Settled();
        (await Left(analyst, room.Other)).ShouldBe(before - 1);

        await Write(analyst, "select 行业, count(*) as 户数 from data group by 行业");
        await Assertions.Expect(strip).Not.ToContainTextAsync("power 的使用次数");            // what is not asked is not counted
        await analyst.Press("移除表 power");
        await Assertions.Expect(analyst.Main.GetByText("写入与 power 连接的示例")).ToHaveCountAsync(0);
    }

    internal static async Task<int> Left(Visitor analyst, string agreement)
        => (int)(await analyst.Get($"/api/space/agreements/{agreement}/schema"))["usesLeft"]!;

    static async Task Bring(Visitor analyst, string which, string name)
    {
        var option = await analyst.Main.Locator("option").Filter(new() { HasText = which }).First.GetAttributeAsync("value");
        await analyst.Field("带入哪张表").SelectOptionAsync(option!);
        await analyst.Fill("查询中的表名", name);
        await analyst.Button("带入").ClickAsync();
        await analyst.Settled();
    }

    internal static async Task Write(Visitor analyst, string sql)
    {
        if (analyst.Page.ViewportSize!.Width < 600)
        {
            await analyst.Page.Locator("textarea.sql").First.FillAsync(sql);
            return;
        }
        await analyst.Page.Locator(".editor .monaco-editor").First.ClickAsync();
        await analyst.Page.Keyboard.PressAsync("Control+a");
        await analyst.Page.Keyboard.InsertTextAsync(sql);
    }
}
