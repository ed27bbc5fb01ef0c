using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>登记申请 without a mouse: the whole form that a pack generates, its files, a correction, and the third party's signed report, on
/// a desk's width and on a phone's.</summary>
[Collection(nameof(City))]
public sealed class FilingKeyboardTests(City city)
{
    const string Register = "cn-dali";

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task An_applicant_fills_in_the_form_with_its_file_answers_a_correction_and_a_third_party_signs_its_report(int width)
    {
        var title = $"公交刷卡分时客流（{width}）";
        await using var applicant = await city.Visit(width);
        await applicant.SignIn("utility", "/console/catalog/new");
        await Catalog(applicant, title);
        await applicant.Hit(applicant.Link("申请登记"));
        await Fill(applicant);
        await applicant.ShouldBeSound($"a form filled in with the keyboard, {width} wide");
        await applicant.Hit(applicant.Button("提交登记申请"));
        await applicant.ShouldStandAt("审查中");
        await applicant.ShouldSay("申请表.pdf");

        await using var registrar = await city.Visit();
        await Demand(registrar, title);
        await Correct(applicant, title);
        await applicant.ShouldStandAt("审查中");
        await applicant.ShouldSay("申请表（盖章）.pdf");
        await applicant.ShouldSay("线网优化与班次安排，不得用于识别乘客。");
        await applicant.ShouldBeSound($"a corrected filing, {width} wide");

        await Assign(registrar);
        await using var reviewer = await city.Visit(width);
        await reviewer.SignIn("reviewer", "/console");
        await ReviewByKeyboard.Sign(reviewer, title);
        await ReviewByKeyboard.Pass(reviewer);
    }

    static async Task Catalog(Visitor applicant, string title)
    {
        await applicant.Page.Locator("input[type=file]").First
            .SetInputFilesAsync(new FilePayload { Name = $"{title}.csv", MimeType = "text/csv", Buffer = Csv(title.Length) });
        await applicant.ShouldSay("已接收");
        await applicant.Fill("说明", "各线路逐时刷卡人次，已汇总，不含卡号。");
        await applicant.Press("建立资源并开始画像");
        await applicant.Page.GetByRole(AriaRole.Figure).First.WaitForAsync();
        await applicant.Fill("资源名称", title);
        await applicant.Fill("分类", "交通·公交");
        await applicant.Press("确认并负责");
        await applicant.ShouldStandAt("已确认");
    }

    static async Task Fill(Visitor applicant)
    {
        var pack = applicant.Page.Locator("#pack");
        await applicant.TabTo(pack);
        for (var i = 0; i < 12 && await pack.InputValueAsync() != Register; i++) await applicant.Page.Keyboard.PressAsync("ArrowDown");
        (await pack.InputValueAsync()).ShouldBe(Register);
        await applicant.Page.Locator("#field-scenario").WaitForAsync();
        foreach (var right in new[] { "数据资源持有权", "数据加工使用权" }) await applicant.Hit(Box(right), "Space");
        foreach (var circumstance in new[] { "初始取得", "登记对象为数据资源" }) await applicant.Hit(Box(circumstance), "Space");
        await Write("#field-source", "营运中由车载终端直接采集。");
        await Write("#field-industry", "交通运输");
        await Write("#field-region", "源流市");
        await Write("#field-span", "2025 年");
        await Write("#field-acquisition", "自主采集");
        await Write("#field-scenario", "线网优化与班次安排。");
        await applicant.Attach("#material-application", "申请表.pdf");
        await applicant.Attach("#material-identity", "营业执照与授权委托书.pdf");
        await applicant.Attach("#material-lawful-source", "特许经营协议.pdf");
        await Write("#material-original", "初始取得说明书与责任承诺书。");

        ILocator Box(string name) => applicant.Page.GetByRole(AriaRole.Checkbox, new() { Name = name });
        Task Write(string field, string words) => applicant.TabAndType(applicant.Page.Locator(field), words);
    }

    static async Task Demand(Visitor registrar, string title)
    {
        await registrar.SignIn("registrar", "/console/filings?stage=UnderReview");
        await registrar.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await registrar.Press("要求补正");
        await registrar.Field("请写明理由").FillAsync("申请表未盖章；请写明不得使用的情形。");
        await registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "要求补正" }).ClickAsync();
        await registrar.ShouldStandAt("待补正");
    }

    static async Task Correct(Visitor applicant, string title)
    {
        await applicant.Open("/console");
        await applicant.Hit(applicant.Row(title).GetByRole(AriaRole.Link).First);
        await applicant.ShouldStandAt("待补正");
        await applicant.ShouldSay("申请表未盖章");
        await applicant.Hit(applicant.Button("提交补正"));
        await applicant.TabAndType(applicant.Page.Locator("#field-scenario"), "线网优化与班次安排，不得用于识别乘客。");
        await applicant.Hit(applicant.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "移除" }).First);
        await applicant.Attach("#material-application", "申请表（盖章）.pdf");
        await applicant.ShouldBeSound("a correction being written");
        await applicant.Hit(applicant.Page.Locator("dialog").GetByRole(AriaRole.Button, new() { Name = "提交补正" }));
    }

    static async Task Assign(Visitor registrar)
    {
        await registrar.Page.ReloadAsync();
        await registrar.ShouldStandAt("审查中");
        await registrar.Press("指定审查机构");
        await registrar.Page.Locator("#assign-body").SelectOptionAsync(new SelectOptionValue { Label = "明察数据评估有限公司" });
        await registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "指定审查机构" }).ClickAsync();
        await registrar.Button("审查通过").WaitForAsync();
        await registrar.Press("审查通过");
        await registrar.ShouldStandAt("实质审查中");
    }

    static byte[] Csv(int seed)
    {
        var text = new StringBuilder("线路,时段,人次\n");
        for (var i = 0; i < 240; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"{i % 12 + 1}路,{i % 18 + 5:D2}:00,{300 + i * (37 + seed) % 2000}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
