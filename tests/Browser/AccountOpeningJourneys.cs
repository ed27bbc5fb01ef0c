using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>开户申请与依职权提出 — an account that is reviewed before it is opened, and what the registry proposes on a court's paper.</summary>
[Collection(nameof(City))]
public sealed class AccountOpeningJourneys(City city)
{
    const string Register = "大理州数据资产登记";

    [Fact]
    public async Task An_account_is_applied_for_with_papers_refused_with_a_reason_applied_for_again_and_opened()
    {
        await using var applicant = await city.Visit(390);
        await applicant.SignIn("steward", "/console/registration-accounts");
        await Apply(applicant, "信用报告（旧）.pdf");
        await applicant.ShouldSay("开户待审核");
        await applicant.ShouldBeSound("an account applied for, on a phone");

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console/registration-accounts");
        var asked = registrar.Row("信用报告（旧）.pdf");
        await Assertions.Expect(asked).ToContainTextAsync("开立账户");
        await asked.GetByRole(AriaRole.Button, new() { Name = "审核不通过", Exact = true }).ClickAsync();
        await registrar.Field("请写明理由").FillAsync("信用报告已超过六个月，请换新。");
        await registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "审核不通过" }).ClickAsync();
        await registrar.ShouldSay("信用报告已超过六个月，请换新。");

        await applicant.Page.ReloadAsync();
        await applicant.ShouldSay("信用报告已超过六个月，请换新。");
        await Apply(applicant, "信用报告（新）.pdf");
        await registrar.Page.ReloadAsync();
        asked = registrar.Row("信用报告（新）.pdf");
        await asked.GetByRole(AriaRole.Button, new() { Name = "审核通过", Exact = true }).ClickAsync();
        await Assertions.Expect(asked).ToContainTextAsync("还剩 5 个工作日");
        await asked.GetByRole(AriaRole.Button, new() { Name = "入簿", Exact = true }).ClickAsync();
        await Assertions.Expect(asked).ToContainTextAsync("已入簿");
        await registrar.ShouldBeSound("an account that was opened");
        await applicant.Page.ReloadAsync();
        await Assertions.Expect(applicant.Page.Locator(".panel").Filter(new() { HasText = Register }).First).ToContainTextAsync("正常");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_freeze_is_proposed_with_the_courts_paper_and_another_person_decides(int width)
    {
        await using var registrar = await city.Visit(width);
        await registrar.SignIn("registrar", "/console/registrations");
        var number = await Certificate(registrar, width > 400 ? "空气质量逐时监测（站点比对）" : "企业用电信用（2025）");
        await registrar.Open($"/console/filings/propose?certificate={Uri.EscapeDataString(number)}");
        await registrar.Field("登记类型").SelectOptionAsync("Freeze");
        await registrar.Field("事由").SelectOptionAsync(new SelectOptionValue { Label = "人民法院等有权机关要求协助执行" });
        await registrar.Fill("请写明理由", $"协助执行（{width}）");
        await registrar.ShouldBeSound($"a proposal at {width}");
        var propose = registrar.Main.GetByRole(AriaRole.Button, new() { Name = "依职权提出" });
        await propose.ClickAsync();
        await Assertions.Expect(registrar.Page.Locator(".refusal").First).ToContainTextAsync("registration.material-missing");
        await Attach(registrar, "协助执行文书", "协助执行通知书.pdf");
        await propose.ClickAsync();
        await registrar.ShouldStandAt("已提出");
        await registrar.ShouldSay("协助执行通知书.pdf");
        await registrar.ShouldBeSound($"what was proposed at {width}");
    }

    static async Task Apply(Visitor applicant, string reputation)
    {
        await applicant.Field("登记簿").SelectOptionAsync("cn-dali");
        await applicant.Fill("联系人", "林溪");
        await applicant.Fill("电话", "0872-1234567");
        await Attach(applicant, "良好业务信誉证明材料", reputation);
        await Attach(applicant, "无违法犯罪记录证明材料", "无犯罪记录证明.pdf");
        await applicant.Press("申请开立登记账户");
        await applicant.ShouldSay(reputation);
        await applicant.Settled();
    }

    static async Task Attach(Visitor visitor, string field, string name)
    {
        var bytes = Encoding.UTF8.GetBytes($"%PDF-1.4 {name}");
        await visitor.Page.Locator("main .field, main fieldset").Filter(new() { HasText = field }).Locator("input[type=file]").First
            .SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = bytes });
        await visitor.Main.GetByText(name).First.WaitForAsync();
        await visitor.Settled();
    }

    /// <summary>One that stands in the register of social data.</summary>
    static async Task<string> Certificate(Visitor registrar, string title)
    {
        var all = (await registrar.Get("/api/registration/certificates?take=100"))["items"]!.AsArray();
        var found = all.FirstOrDefault(c => (string?)c!["pack"] == "cn-beijing-social" && (string?)c["status"] == "Valid"
            && (string?)c["resourceTitle"] == title);
        return (string)found.ShouldNotBeNull(all.ToJsonString())["number"]!;
    }
}
