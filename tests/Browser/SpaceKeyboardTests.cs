using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>可信空间 without a mouse: a holder's policy, an analyst's questions, a developer's keys, a regulator's stop and replay.</summary>
[Collection(nameof(City))]
public sealed class SpaceKeyboardTests(City city)
{
    const string Credit = "企业用电信用（2025）", Used = "空气质量逐时监测（二季度）";

    [Fact]
    public async Task A_holder_limits_receivers_names_public_groups_reads_the_preview_and_drafts()
    {
        await using var holder = await city.Visit();
        await holder.SignIn("utility", "/console");
        var product = await holder.First("/api/products?stage=Checked", p => ((string)p["name"]!).StartsWith(Credit));
        await holder.Open($"/console/products/new?from={product["id"]}");
        await holder.TabAndType(holder.Field("产品名称"), "用电信用（限定接收方）");
        await holder.Hit(holder.Main.Locator("summary").Filter(new() { HasText = "公开分组" }).First);
        await holder.TabAndType(holder.Field("行政区 的公开分组"), "东城区、西城区、海淀区");
        await Assertions.Expect(holder.Main.Locator("summary").Filter(new() { HasText = "3 个值" })).ToBeVisibleAsync();
        await holder.TabAndType(holder.Page.Locator("#receiver-code"), await CodeOf("青禾数据科技有限公司"));
        await holder.Button("加入“青禾数据科技有限公司”").WaitForAsync();
        await holder.Hit(holder.Button("加入“青禾数据科技有限公司”"));
        await holder.ShouldSay("只有“青禾数据科技有限公司”可以订立合约");
        await holder.ShouldSay("逐行得到");
        await holder.ShouldBeSound("a policy that names its receivers");
        await holder.Hit(holder.Button("创建产品"));
        await holder.ShouldStandAt("待检查");
        await holder.ShouldSay("青禾数据科技有限公司");
    }

    [Fact]
    public async Task An_analyst_writes_a_question_runs_it_and_fills_in_a_template()
    {
        await using var analyst = await city.Visit();
        await analyst.SignIn("analyst", "/console/space");
        await analyst.Hit(analyst.Row(Credit).GetByRole(AriaRole.Link).First);
        await analyst.Page.Locator(".editor .monaco-editor").WaitForAsync();
        await analyst.Settled();
        await analyst.TabInto(analyst.Page.Locator(".editor"));
        await analyst.Page.Keyboard.PressAsync("Control+a");
        await analyst.Page.Keyboard.InsertTextAsync("select 行业, count(*) as 键盘 from data group by 行业");
        await analyst.ShouldSay("策略允许此查询");
        await analyst.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(analyst.Page.Locator(".result th").Filter(new() { HasText = "键盘" })).ToBeVisibleAsync();
        await analyst.Settled();

        await analyst.Hit(analyst.Page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = "模板查询" }));
        await analyst.Settled();
        await analyst.TabTo(analyst.Main.GetByLabel("行业", new() { Exact = true }));
        await analyst.Page.Keyboard.PressAsync("ArrowDown");
        await analyst.TabAndType(analyst.Field("欠费次数不超过"), "5");
        await analyst.Hit(analyst.Button("查询"));
        await Assertions.Expect(analyst.Page.Locator(".result tbody tr").First).ToBeVisibleAsync();
        await analyst.ShouldBeSound("a template answered by keyboard");
    }

    [Fact]
    public async Task A_developer_makes_a_key_takes_a_call_from_the_interface_page_and_revokes_the_key()
    {
        await using var developer = await city.Visit();
        await developer.SignIn("analyst", "/console/space");
        await developer.Hit(developer.Row(Credit).GetByRole(AriaRole.Link).First);
        await developer.Page.Locator(".tabs").WaitForAsync();
        await developer.Settled();
        await developer.Hit(developer.Page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = "接口与密钥" }));
        await developer.Settled();
        await developer.TabAndType(developer.Field("用途或程序名"), "键盘程序");
        await developer.Hit(developer.Button("签发"));
        await developer.ShouldSay("密钥只显示这一次");
        await developer.TabTo(developer.Page.GetByRole(AriaRole.Button, new() { Name = "复制 curl" }).First);
        await developer.TabTo(developer.Page.Locator("pre.document").Filter(new() { HasText = "Yuanliu.Client" }).First);
        await developer.Page.ReloadAsync();
        await developer.Hit(developer.Row("键盘程序").GetByRole(AriaRole.Button));
        await Assertions.Expect(developer.Row("键盘程序")).ToContainTextAsync("已吊销");
    }

    [Fact]
    public async Task A_regulator_replays_a_refusal_stops_its_agreement_at_once_and_lifts_the_stop()
    {
        await using var regulator = await city.Visit();
        await regulator.SignIn("regulator", "/console");
        var refused = await regulator.First("/api/space/uses?kind=Denied&take=100", u => ((string?)u["productName"])!.StartsWith(Used));
        await regulator.Open($"/console/uses?kind=Denied&agreement={refused["agreementId"]}");
        await regulator.ShouldSay("额度消耗");
        await regulator.Hit(regulator.Page.Locator("main .ant-table-tbody a").First);
        await regulator.Page.Locator(".path").WaitForAsync();
        await regulator.Hit(regulator.Button("重放"));
        await regulator.ShouldSay("结论一致");

        await regulator.Hit(regulator.Button("叫停"));
        await regulator.Page.Keyboard.TypeAsync("键盘叫停");
        await regulator.Hit(Act("叫停"));
        await regulator.ShouldSay("叫停理由： 键盘叫停");
        await regulator.ShouldBeSound("a use whose agreement is stopped");
        await regulator.Hit(regulator.Button("恢复使用"));
        await regulator.Page.Keyboard.TypeAsync("核查完毕");
        await regulator.Hit(Act("恢复使用"));
        await Assertions.Expect(regulator.Button("叫停")).ToBeVisibleAsync();

        ILocator Act(string name)
            => regulator.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    async Task<string> CodeOf(string organization)
    {
        await using var staff = await city.Visit();
        await staff.SignIn("admin", "/console");
        return (string)(await staff.First("/api/parties/organizations?take=100", o => (string?)o["name"] == organization))["code"]!;
    }
}
