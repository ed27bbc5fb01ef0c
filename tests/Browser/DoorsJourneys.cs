using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>各种使用方式 — keys and interfaces, answers with noise, verification, files and their marks, policies and linked receivers.</summary>
[Collection(nameof(City))]
public sealed class DoorsJourneys(City city)
{
    const string Credit = "企业用电信用（2025）";
    /// <summary>The first enterprise of the demo's data.</summary>
    const string Code = "91110105MA0000000";

    public static TheoryData<int> Widths => [1280, 390];

    async Task<Visitor> Analyst(int width, string door)
    {
        var analyst = await city.Visit(width);
        await analyst.SignIn("analyst", "/console/space");
        await analyst.Row(Credit).GetByRole(AriaRole.Link).First.ClickAsync();
        await analyst.Page.Locator(".tabs").WaitForAsync();
        await analyst.Settled();
        if (door.Length == 0) return analyst;
        await analyst.Page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = door }).ClickAsync();
        await analyst.Page.WaitForFunctionAsync("door => document.querySelector('.tab.active')?.textContent === door", door);
        await analyst.Settled();
        return analyst;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_developer_makes_a_key_that_is_shown_once_calls_with_it_and_revokes_it(int width)
    {
        await using var analyst = await Analyst(width, "接口与密钥");
        await analyst.Fill("用途或程序名", $"风控程序 {width}");
        await analyst.Press("签发");
        await analyst.ShouldSay("密钥只显示这一次");
        var secret = await analyst.Page.Locator(".notice .document").InnerTextAsync();
        await analyst.ShouldBeSound($"keys and the interface at {width}");

        var id = analyst.Page.Url.Split('/')[^2];
        Task<IAPIResponse> Call() => analyst.Page.APIRequest.GetAsync(
            $"/api/space/agreements/{id}/rows?take=5&after={width}", new() { Headers = [new("Authorization", $"Bearer {secret}")] });
        (await Call()).Status.ShouldBe(200);
        (await analyst.Page.Locator(".document").AllInnerTextsAsync()).ShouldContain(t => t.Contains($"/api/space/agreements/{id}/rows"));
        await analyst.ShouldSay("Yuanliu.Client");
        await analyst.Page.ReloadAsync();
        await analyst.Row($"风控程序 {width}").WaitForAsync();
        (await analyst.Page.Locator("body").InnerTextAsync()).ShouldNotContain(secret);
        await analyst.Row($"风控程序 {width}").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(analyst.Row($"风控程序 {width}")).ToContainTextAsync("已吊销");
        (await Call()).Status.ShouldBe(401);
        await Find(analyst, width);
    }

    /// <summary>With one more there are two, which come page after page and are found by name and by state.</summary>
    static async Task Find(Visitor analyst, int width)
    {
        await analyst.Fill("用途或程序名", $"报表程序 {width}");
        await analyst.Press("签发");
        await analyst.Row($"报表程序 {width}").WaitForAsync();
        var keys = analyst.Page.Locator(".panel:has(form[role=search]) .short-list > li");
        await PageByPage(analyst, "keys", keys);
        await analyst.Fill("按名称查找密钥", $"风控程序 {width}");
        await analyst.Field("按名称查找密钥").PressAsync("Enter");
        await Assertions.Expect(keys).ToContainTextAsync([$"风控程序 {width}"]);
        await analyst.Page.Locator("#filter-stage").SelectOptionAsync("Alive");
        await analyst.ShouldSay("没有符合条件的密钥");
        await analyst.ShouldBeSound($"keys that are not found at {width}");
    }

    /// <summary>The server is asked for one at a time, as if the next were the twenty-first.</summary>
    static async Task PageByPage(Visitor visitor, string list, ILocator rows)
    {
        await visitor.Page.RouteAsync($"**/api/space/agreements/*/{list}*", route => route.ContinueAsync(new()
        {
            Url = route.Request.Method is "GET" ? $"{route.Request.Url}{(route.Request.Url.Contains('?') ? '&' : '?')}take=1" : null,
        }));
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await visitor.Settled();
        await visitor.ShouldBeSound($"the first page of {list}");
        await visitor.Press("再看后面的");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await visitor.Page.UnrouteAllAsync();
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task An_answer_with_noise_tells_its_error_and_its_cost_before_it_is_asked_and_the_budget_burns(int width)
    {
        await using var analyst = await Analyst(width, "");
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "差分隐私查询" }).CheckAsync();
        await Write(analyst, $"select 行业, count(*) as 户数 from data where 欠费次数 <= {width} group by 行业");
        await analyst.ShouldSay("提问前的估计");
        await analyst.ShouldSay("本次用去 ρ 0.1");
        await analyst.ShouldBeSound($"an estimate of noise at {width}");
        var before = await Left(analyst);
        await analyst.Press("运行查询");
        await analyst.ShouldSay("± 为九成五把握下的误差范围");
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "±" }).First).ToBeVisibleAsync();
        await analyst.Settled();
        (await Left(analyst)).ShouldBeLessThan(before);
        await Assertions.Expect(analyst.Page.Locator(".chart svg").First).ToBeVisibleAsync();
        await analyst.ShouldBeSound($"an answer with noise at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Who_writes_no_sql_fills_in_a_template_and_is_answered(int width)
    {
        await using var analyst = await Analyst(width, "模板查询");
        await analyst.Main.GetByLabel("行业", new() { Exact = true }).SelectOptionAsync("信息服务");
        await analyst.Fill("欠费次数不超过", $"{width}");
        await analyst.ShouldBeSound($"a template being filled in at {width}");
        await analyst.Button("查询").ClickAsync();
        await Assertions.Expect(analyst.Page.Locator(".result td").Filter(new() { HasText = "海淀区" })).ToBeVisibleAsync();
        await Assertions.Expect(analyst.Page.Locator(".chart svg").First).ToBeVisibleAsync();
        await analyst.ShouldBeSound($"the answer of a template at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task An_analyst_verifies_one_and_then_a_file_and_learns_only_whether_they_agree(int width)
    {
        await using var analyst = await Analyst(width, "核验");
        await analyst.Fill("统一社会信用代码", "91110105MA9999999X");
        await analyst.Fill("行业", "制造业");
        await Assertions.Expect(analyst.Button("核验")).ToBeDisabledAsync();                   // the authorization is missing
        await analyst.Fill("授权编号", "SQ-2026-0417");
        await analyst.Press("核验");
        await analyst.ShouldSay("没有找到该主体的记录");
        await analyst.ShouldBeSound($"one verification at {width}");

        var csv = "统一社会信用代码,单位名称,授权编号\n"
            + $"{Whole(Code)},演示企业00000,SQ-1\n{Whole(Code)},别的企业,SQ-1\n91110105MA9999999X,演示企业00000,SQ-2\n";
        var picker = analyst.Page.Locator("main input[type=file]");
        await picker.SetInputFilesAsync(new FilePayload { Name = "bad.csv", MimeType = "text/csv", Buffer = "a,b\n1,2\n"u8.ToArray() });
        await analyst.ShouldSay("文件缺少列：统一社会信用代码、授权编号");
        await picker.SetInputFilesAsync(new FilePayload { Name = "名单.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await analyst.ShouldSay("名单.csv：3 条，全部核验需 ¥1.50");
        await analyst.Press("全部核验");
        await analyst.ShouldSay("一致 1，不一致 1，无记录 1");
        await analyst.ShouldBeSound($"a file of verifications at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task What_is_owed_beside_uses_has_its_day_and_the_buyer_states_that_it_is_done(int width)
    {
        await using var analyst = await Analyst(width, "");
        await analyst.Open($"/console/agreements/{analyst.Page.Url.Split("/console/space/")[1].Split('/')[0]}");
        await analyst.ShouldSay("义务履行");
        await analyst.ShouldSay("注明来源");
        await analyst.ShouldBeSound($"duties at {width}");
        await analyst.Main.GetByRole(AriaRole.Button, new() { Name = "说明已履行" }).First.ClickAsync();
        var dialog = analyst.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync($"报告已于 {width} 送达");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "说明已履行", Exact = true }).ClickAsync();
        await analyst.ShouldSay($"报告已于 {width} 送达");
    }

    [Fact]
    public async Task A_file_is_delivered_with_a_mark_its_deletion_is_confirmed_and_its_copy_names_its_recipient()
    {
        await using var analyst = await Analyst(1280, "交付文件");
        await analyst.ShouldSay("标记承诺");
        await Assertions.Expect(analyst.Page.Locator(".delivery .evidence.sealed").First).ToBeVisibleAsync();
        var download = await analyst.Page.RunAndWaitForDownloadAsync(() => analyst.Link("下载文件").ClickAsync());
        var copy = await File.ReadAllLinesAsync(await download.PathAsync());
        copy.Length.ShouldBe(3001);
        await analyst.Page.GetByRole(AriaRole.Radio, new() { Name = "Parquet" }).CheckAsync();
        await analyst.Press("生成文件");
        var made = analyst.Page.Locator(".delivery").Filter(new() { HasText = "Parquet" }).First;
        await made.WaitForAsync();
        await analyst.ShouldBeSound("delivered files");
        await made.GetByRole(AriaRole.Button).Filter(new() { HasText = "确认已删除" }).ClickAsync();
        await analyst.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("原件与两份备份均已清除");
        await analyst.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确认已删除", Exact = true }).ClickAsync();
        await Assertions.Expect(made).ToContainTextAsync("原件与两份备份均已清除");
        await Assertions.Expect(made).ToContainTextAsync("已删除");
        var files = analyst.Page.Locator(".delivery");
        await PageByPage(analyst, "files", files);
        await Assertions.Expect(analyst.Button("再看后面的")).ToHaveCountAsync(0);
        await analyst.Page.Locator("#filter-stage").SelectOptionAsync("Deleted");
        await Assertions.Expect(files).ToContainTextAsync(["原件与两份备份均已清除"]);
        await analyst.Page.Locator("#filter-stage").SelectOptionAsync("");
        await analyst.Fill("第几次使用或文件摘要开头", "没有这样的文件");
        await analyst.Field("第几次使用或文件摘要开头").PressAsync("Enter");
        await analyst.ShouldSay("没有符合条件的交付文件");

        await using var holder = await city.Visit(390);
        await holder.SignIn("utility", "/console/traces");
        await holder.Field("哪一份数据").SelectOptionAsync(new SelectOptionValue { Label = Credit });
        var leak = string.Join("\r\n", copy.Take(1).Concat(copy.Skip(1).Where((_, i) => i % 3 != 0).Reverse()));
        await holder.Page.Locator("main input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "网上发现.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(leak) });
        await holder.ShouldSay("副本属于“青禾数据科技有限公司”");
        await holder.ShouldBeSound("a recipient who is named");
    }

    [Fact]
    public async Task The_holder_sees_what_was_delivered_and_what_is_owed_on_a_phone()
    {
        await using var holder = await city.Visit(390);
        await holder.SignIn("utility", "/console/agreements");
        await holder.Row(Credit).GetByRole(AriaRole.Link).First.ClickAsync();
        await holder.ShouldSay("合约期满或提前终止后 30 日内删除交付文件及副本并确认");
        await holder.ShouldBeSound("an agreement with all its doors at 390");
        await holder.Follow("交付文件");
        await holder.ShouldSay("最迟删除并确认");
        await holder.ShouldBeSound("what was delivered, at 390");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_policy_is_taken_over_tightened_and_drafted_anew_with_its_doors_prices_and_duties(int width)
    {
        await using var holder = await city.Visit(width);
        await holder.SignIn("utility", "/console/products");
        await holder.Row(Credit + "·数据服务").GetByRole(AriaRole.Link).First.ClickAsync();
        await holder.ShouldSay("每月约可答 10 次");
        await holder.ShouldBeSound($"a product and its controls at {width}");
        await holder.Follow("以此为底稿另起草");
        await holder.ShouldSay("已签合约仍按签署时的策略执行");
        await holder.Fill("产品名称", $"用电信用（收紧 {width}）");
        await holder.Fill("每月预算 ρ", "0.5");
        await holder.ShouldSay("每月约可答 5 次");
        await holder.Fill("核验（元/次）", "0.80");
        await holder.Fill("期满后几日内", "7");
        await holder.Fill("使用地点（行政区划代码）", "110000");
        await holder.Settled();
        await holder.ShouldBeSound($"a policy being tightened at {width}");
        await holder.Press("创建产品");
        await holder.ShouldStandAt("待检查");
        await holder.ShouldSay("合约期满或提前终止后 7 日内删除");
        await holder.ShouldSay("¥0.80");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task A_products_interface_is_read_before_anything_is_signed(int width)
    {
        await using var holder = await city.Visit(width);
        await holder.SignIn("utility", "/console");
        var product = await holder.First("/api/products?stage=Checked", p => ((string)p["name"]!).StartsWith(Credit));
        await holder.Open($"/console/products/{product["id"]}");
        await holder.Follow("接口说明");
        await holder.ShouldSay("curl");
        await holder.ShouldSay("Idempotency-Key");
        await holder.ShouldBeSound($"the interface of a product at {width}");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task The_regulator_links_receivers_with_a_reason_and_parts_them_again(int width)
    {
        await using var regulator = await city.Visit(width);
        await regulator.SignIn("regulator", "/console/circles");
        var (name, members) = ($"青禾系 {width}", width > 400 ? ("源流市商业银行", "明察数据评估有限公司") : ("源流市供电公司", "源流市环境监测站"));
        await regulator.Press("设立一组");
        var dialog = regulator.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("名称").FillAsync(name);
        await dialog.GetByLabel(members.Item1).CheckAsync();
        await dialog.GetByLabel(members.Item2).CheckAsync();
        await dialog.GetByLabel("理由").FillAsync("同一实际控制人");
        await regulator.ShouldBeSound($"receivers being linked at {width}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "设立", Exact = true }).ClickAsync();
        await Assertions.Expect(regulator.Main).ToContainTextAsync(name);
        await regulator.ShouldBeSound($"linked receivers at {width}");
        await regulator.Page.GetByRole(AriaRole.Button, new() { Name = $"移出 {members.Item2}" }).ClickAsync();
        await regulator.ShouldSay("移出一个即解散该组");
        await dialog.GetByLabel("理由").FillAsync("股权已转让");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "移出", Exact = true }).ClickAsync();
        await Assertions.Expect(regulator.Main).Not.ToContainTextAsync(name);
    }

    static string Whole(string body) => body + Yuanliu.Compute.Identifiers.UnifiedCreditCode.CheckCharacter(body);

    static async Task<double> Left(Visitor analyst)
        => double.Parse(await analyst.Page.GetByRole(AriaRole.Meter, new() { Name = "本月隐私预算" }).Last.GetAttributeAsync("aria-valuenow")
            ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    static async Task Write(Visitor analyst, string sql)
    {
        var narrow = analyst.Page.Locator("textarea.sql");
        if (analyst.Page.ViewportSize!.Width < 600)
        {
            await narrow.First.FillAsync(sql);
            return;
        }
        await analyst.Page.Locator(".editor .monaco-editor").First.ClickAsync();
        await analyst.Page.Keyboard.PressAsync("Control+a");
        await analyst.Page.Keyboard.InsertTextAsync(sql);
    }
}
