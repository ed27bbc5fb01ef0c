using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>派生表 — a part of a question is named, asked by its name, tightened, and dropped; with the mouse and without.</summary>
[Collection(nameof(City))]
public sealed class DerivedJourneys(City city)
{
    public static TheoryData<int> Widths => [1280, 390];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Rows_that_may_not_leave_are_kept_under_a_name_and_asked_by_it(int width)
    {
        var (room, name) = (await Together.In(city), $"credit{width}");
        await using var analyst = await city.Visit(width);
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        await RoomJourneys.Write(analyst, "select 行业, 年用电量 as used from data where 行政区 <> ''");
        await analyst.ShouldSay("“年用电量”只能用于");
        await analyst.Settled();
        await analyst.Hit(analyst.Button("留为派生表"));
        var dialog = analyst.Page.GetByRole(AriaRole.Dialog);
        await analyst.ShouldBeSound($"naming a derived table at {width}");
        await dialog.GetByLabel("名称").FillAsync(name);
        await dialog.GetByLabel("最小分组（不填则与来源相同）").FillAsync("25");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "留为派生表" }).ClickAsync();
        await Assertions.Expect(analyst.Row(name)).ToContainTextAsync("行业, used");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await RoomJourneys.Write(analyst, $"select 行业, {(width > 400 ? "sum" : "avg")}(used) as 用电 from {name} group by 行业");
        await analyst.ShouldSay("策略允许此查询");
        await analyst.Settled();
        await analyst.ShouldBeSound($"a derived table beside the table at {width}");
        await analyst.Press("运行查询");
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "制造业" }).First).ToBeVisibleAsync();
        await analyst.Settled();
    }

    [Fact]
    public async Task Without_a_mouse_it_is_tightened_and_dropped()
    {
        var room = await Together.In(city);
        await using var analyst = await city.Visit();
        await analyst.SignIn(Together.Login, $"/console/space/{room.Agreement}");
        await RoomJourneys.Write(analyst, "select 行业, 行政区 from data");
        await analyst.ShouldSay("但可以留为派生表再提问");
        await analyst.Settled();
        await analyst.Hit(analyst.Button("留为派生表"));
        var dialog = analyst.Page.GetByRole(AriaRole.Dialog);
        await analyst.TabAndType(dialog.GetByLabel("名称"), "places");
        await analyst.Page.Keyboard.PressAsync("Enter");
        await analyst.Row("places").WaitForAsync();
        await analyst.Settled();

        await analyst.Type("按名称查找派生表", "unknown");
        await analyst.ShouldSay("没有名称含“unknown”的派生表。");
        await analyst.TabAndType(analyst.Field("按名称查找派生表"), "LACE");
        await analyst.Row("places").WaitForAsync();
        await analyst.Settled();

        await analyst.Hit(analyst.Button("收紧派生表 places"));
        await analyst.ShouldBeSound("tightening a derived table");
        await analyst.Hit(dialog.GetByLabel("行政区", new() { Exact = true }), " ");
        await analyst.TabAndType(dialog.GetByLabel("最小分组"), "30");
        await analyst.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(analyst.Row("places")).ToContainTextAsync("不少于 30 个收紧弃用行业分组统计");
        await RoomJourneys.Write(analyst, "select 行政区, count(*) from places group by 行政区");
        await analyst.ShouldSay("合约不含列“行政区”");
        await analyst.Settled();

        await analyst.Hit(analyst.Button("弃用派生表 places"));
        await Assertions.Expect(analyst.Row("places")).ToHaveCountAsync(0);
        await analyst.ShouldSay("不得访问“places”");
        analyst.Errors.ShouldBeEmpty();
    }
}
