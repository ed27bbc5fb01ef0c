using Microsoft.Playwright;
using Shouldly;
using Xunit;
using Yuanliu.Tests.Catalog;

namespace Yuanliu.Tests.Browser;

/// <summary>数据库连接 — a table of a holder's database becomes a resource without leaving it.</summary>
[Collection(nameof(City))]
public sealed class ConnectionJourneys(City city)
{
    const string Visits = "CREATE TABLE visits (id bigint PRIMARY KEY, district text, cost numeric(10,2), place point);"
        + "INSERT INTO visits SELECT i, '区' || i % 3, i * 0.25, NULL FROM generate_series(1, 60) i;";

    [PostgresTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_steward_enters_a_database_picks_a_table_and_some_columns_and_removes_the_connection(int width)
    {
        await using var source = await SourceDatabase.With(Visits);
        var name = $"业务库 {width}";
        await using var steward = await city.Visit(width);
        await steward.SignIn("steward", "/console/connections");
        await steward.Press("登记数据库");
        var dialog = steward.Page.GetByRole(AriaRole.Dialog);
        foreach (var (label, value) in new[]
        {
            ("名称", name), ("主机", "169.254.169.254"), ("库名", source.Name), ("角色（用户名）", source.Reader),
            ("口令", SourceDatabase.Password),
        })
            await dialog.GetByLabel(label).FillAsync(value);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "测试并登记" }).ClickAsync();
        await steward.ShouldSay("本节点的运维人员未开放该数据库地址");
        await steward.ShouldBeSound($"a database being entered at {width}", refused: true);
        await dialog.GetByLabel("主机").FillAsync(source.Address.Host!);
        await dialog.GetByLabel("端口").FillAsync($"{source.Address.Port}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "测试并登记" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await steward.Page.GetByRole(AriaRole.Button, new() { Name = $"测试连接“{name}”" }).ClickAsync();
        await steward.ShouldSay("已连通，可读 1 张表");
        await steward.ShouldBeSound($"connections at {width}");

        await steward.Page.Locator(".panel").Filter(new() { HasText = name })
            .GetByRole(AriaRole.Link, new() { Name = "可读的表" }).ClickAsync();
        await Picked(steward.Page.GetByRole(AriaRole.Radio, new() { Name = "trade.visits" }));
        await steward.ShouldSay("此类型不能编目");
        await steward.Page.GetByRole(AriaRole.Checkbox, new() { Name = "cost" }).UncheckAsync();
        await steward.ShouldBeSound($"a table being picked at {width}");
        await steward.Fill("资源名称", $"就诊 {width}");
        await steward.Press("编为数据资源");
        await steward.ShouldSay("trade.visits");
        await steward.ShouldStandAt("待确认");
        await steward.ShouldBeSound($"a resource that is a table at {width}");

        await Removed(steward, name);
    }

    /// <summary>The choice goes through the page's address, and is seen a moment after the click.</summary>
    static async Task Picked(ILocator table)
    {
        await table.ClickAsync();
        await Assertions.Expect(table).ToBeCheckedAsync();
    }

    static async Task Removed(Visitor steward, string name)
    {
        await steward.Open("/console/connections");
        await steward.Page.GetByRole(AriaRole.Button, new() { Name = $"撤除“{name}”" }).ClickAsync();
        await steward.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "撤除", Exact = true }).ClickAsync();
        await Assertions.Expect(steward.Main).Not.ToContainTextAsync(name);
    }
}
