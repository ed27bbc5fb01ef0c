using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>登记 — from a steward's filing to the certificate anybody can check.</summary>
[Collection(nameof(City))]
public sealed class RegistrationJourneys(City city)
{
    /// <summary>The steward has nothing but the keyboard.</summary>
    [Fact]
    public async Task A_steward_files_one_registrar_accepts_another_reviews_and_the_board_shows_it()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/catalog");
        await steward.Hit(steward.Row("企业月度用电量（抽样）").GetByRole(AriaRole.Link).First);
        await steward.Hit(steward.Link("申请登记"));
        foreach (var right in new[] { "数据资源持有权", "数据加工使用权", "数据产品经营权" })
            await steward.Hit(steward.Page.GetByRole(AriaRole.Checkbox, new() { Name = right }), "Space");
        await steward.Type("数据来源合法说明", "本公司在供电经营中直接采集，抽取十分之一。");
        await steward.Type("数据内容合规说明", "不含国家秘密；联系电话按 3 级管理，不对外提供。");
        await steward.Type("权利与授权说明", "本公司为持有者，未向他人独占授权。");
        await steward.Type("个人信息处理的授权依据", "签约时已取得业务联络的同意；登记与交易均不提供该数据项。");
        await steward.ShouldBeSound("a filing being written");
        await steward.Hit(steward.Button("提交登记申请"));
        await steward.ShouldStandAt("待受理");
        await steward.ShouldSay("还剩 5 个工作日");
        var number = await steward.Page.Locator(".page-head .code").First.InnerTextAsync();

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console");
        await registrar.Row("企业月度用电量（抽样）").GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await TellApart(registrar);
        await registrar.Press("受理");
        await registrar.ShouldStandAt("审查中");

        await using var reviewer = await city.Visit();
        await reviewer.SignIn("registrar2", "/console");
        await reviewer.Page.Keyboard.PressAsync("Control+k");
        await reviewer.Page.GetByRole(AriaRole.Combobox).FillAsync(number);
        await reviewer.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = number }).First.WaitForAsync();
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await reviewer.Press("审查通过");
        await reviewer.ShouldStandAt("公示中");
        await reviewer.ShouldBeSound("a filing in publicity");

        await using var anyone = await city.Visit();
        await anyone.Open("/publicity");
        await anyone.Row("企业月度用电量（抽样）").WaitForAsync();
    }

    /// <summary>The demo has registered the same table before: it is not taken on before somebody has said why this is another.</summary>
    static async Task TellApart(Visitor registrar)
    {
        const string act = "认定不是重复登记";
        await registrar.Press(act);
        var dialog = registrar.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("同一台账另行抽样，统计口径不同。");
        await dialog.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
        await Assertions.Expect(registrar.Button(act)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Anybody_objects_a_registrar_answers_the_term_passes_and_the_certificate_can_be_checked()
    {
        const string title = "企业月度用电量（上半年）";
        await using var anyone = await city.Visit();
        await anyone.Open("/publicity");
        await anyone.Follow(title);
        await anyone.Fill("姓名或单位", "何人愿");
        await anyone.Fill("联系方式", "13800000000");
        await anyone.Fill("理由", "其中两户已于去年销户，不应列入。");
        await anyone.Press("提交异议");
        await anyone.ShouldSay("异议已收到");
        await anyone.ShouldBeSound("a publicity with an objection");

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console/filings?stage=Frozen");
        await registrar.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await registrar.ShouldSay("其中两户已于去年销户");
        await registrar.Press("驳回异议");
        await registrar.Field("请写明理由").FillAsync("经核实，两户已在统计期前剔除。");
        await registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "驳回异议" }).ClickAsync();
        await registrar.ShouldStandAt("公示中");

        await registrar.Page.Locator(".clock-button").ClickAsync();
        await registrar.Press("拨快 10 个工作日");
        await registrar.ShouldStandAt("已登记");
        var number = (await registrar.Page.Locator(".page-head a[href^='/v/']").InnerTextAsync()).Split(' ')[^1];

        await anyone.Open($"/v/{number}");
        await anyone.ShouldSay("登记机构确认：下列权利登记有效");
        await Assertions.Expect(anyone.Page.Locator(".evidence.sealed").First).ToBeVisibleAsync();
        await anyone.ShouldBeSound("a certificate");
        await CheckItsPaper(anyone, number);
    }

    /// <summary>The PDF as it was handed over is genuine; with one byte changed it is not, and the page says so.</summary>
    static async Task CheckItsPaper(Visitor visitor, string number)
    {
        var reply = await visitor.Page.APIRequest.GetAsync($"/api/public/certificates/{number}/certificate.pdf");
        reply.Status.ShouldBe(200);
        var pdf = await reply.BodyAsync();
        await visitor.Open("/verify");
        await visitor.Page.Locator("input[type=file]").First.SetInputFilesAsync(Paper("证书.pdf", pdf));
        await visitor.ShouldSay("核验通过");
        await visitor.ShouldBeSound("what the check found");

        pdf[pdf.Length / 2] ^= 1;
        await visitor.Page.Locator("input[type=file]").First.SetInputFilesAsync(Paper("改动.pdf", pdf));
        await visitor.ShouldSay("核验未通过");
        await visitor.ShouldBeSound("what the check found amiss");
    }

    static FilePayload Paper(string name, byte[] bytes) => new() { Name = name, MimeType = "application/pdf", Buffer = bytes };
}
