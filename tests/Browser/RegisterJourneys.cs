using System.Text;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Browser;

/// <summary>登记簿 — what is registered is found, drawn, extracted, reviewed, heard and counted.</summary>
[Collection(nameof(City))]
public sealed class RegisterJourneys(City city)
{
    [Fact]
    public async Task A_holder_finds_its_unit_sees_the_rights_drawn_with_their_pledge_and_takes_an_extract_with_its_receipt()
    {
        await using var holder = await city.Visit();
        await holder.SignIn("utility", "/console/register");
        await holder.Page.GetByRole(AriaRole.Searchbox).FillAsync("用电");
        await holder.Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await holder.Row("企业月度用电量（2025）").GetByRole(AriaRole.Link).First.ClickAsync();
        await holder.ShouldSay("质押 · 第 1 顺位 · 源流市商业银行");
        await holder.ShouldSay("¥30,000,000.00");
        await holder.ShouldSay("第 2 号 质押登记");
        var shown = await holder.First("/api/public/resources", r => (string?)r["title"] == "企业月度用电量（2025）");
        ((string)shown["certificateNumber"]!).ShouldStartWith("BJSD-ZS-", customMessage: "not the proof of the pledge");
        await holder.Fill("用途", "向银行申请贷款");
        await holder.Press("出具摘录");
        await holder.ShouldSay("摘录已出具");
        await Assertions.Expect(holder.Page.Locator(".notice .evidence.sealed")).ToBeVisibleAsync();
        await holder.ShouldBeSound("an extract");
        var receipt = await holder.Page.GetByRole(AriaRole.Link, new() { Name = "下载存证回执" }).GetAttributeAsync("href");
        (await (await holder.Page.APIRequest.GetAsync(receipt!)).TextAsync()).ShouldStartWith("c2sp.org/tlog-proof");
    }

    /// <summary>The reviewer has nothing but the keyboard, on a phone's width.</summary>
    [Fact]
    public async Task A_service_body_answers_every_item_signs_and_the_registrar_sees_the_statement_beside_the_filing()
    {
        const string title = "企业月度用电量（二季度）";
        await using var reviewer = await city.Visit(390);
        await reviewer.SignIn("reviewer", "/console");
        await ReviewByKeyboard.Sign(reviewer, title);
        await ReviewByKeyboard.Pass(reviewer);

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console/filings?stage=DecisionAwaited");
        await registrar.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await registrar.ShouldSay("来源合法，权属清晰，与申请一致。");
        await registrar.ShouldSay("应当通过实质审查的其他事项");
        await registrar.ShouldBeSound("a filing with its review");
    }

    static async Task Answer(Visitor applicant)
    {
        await applicant.Press("陈述并提交证据");
        await applicant.Page.Locator("#act-reason").FillAsync("该户在统计期前已剔除。");
        await applicant.Page.Locator("dialog input[type=file]").SetInputFilesAsync(Paper("剔除清单.pdf"));
        await applicant.Page.Locator("dialog .papers").WaitForAsync();
        await applicant.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "陈述并提交证据" }).ClickAsync();
    }

    /// <summary>On the board, with the keyboard alone: by words, then by state, then by what nothing matches.</summary>
    static async Task Find(Visitor anyone, string words, string title)
    {
        var box = anyone.Page.GetByRole(AriaRole.Searchbox);
        await anyone.TabAndType(box, "没有这样的公示");
        await anyone.Page.Keyboard.PressAsync("Enter");
        await anyone.ShouldSay("没有符合条件的公示");
        await anyone.ShouldBeSound("a search of the board without a hit, on a phone");
        await anyone.TabAndType(box, words);
        await anyone.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(anyone.Link(title)).ToBeVisibleAsync();
        await anyone.Page.Locator("#register-stage").SelectOptionAsync("Publicised");
        await Assertions.Expect(anyone.Link(title)).ToBeVisibleAsync();
        await anyone.Settled();
        await anyone.ShouldBeSound("a search of the board, on a phone");
    }

    async Task Publish(string title)
    {
        await using var second = await city.Visit();
        await second.SignIn("registrar2", "/console/filings?stage=UnderReview");
        await second.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await second.Press("审查通过");
        await second.ShouldStandAt("公示中");
    }

    /// <summary>On a phone's width, the objection itself with the keyboard alone.</summary>
    [Fact]
    public async Task An_objector_adds_evidence_the_applicant_answers_with_its_own_and_both_see_how_it_ended()
    {
        const string title = "企业月度用电量（三季度）";
        await Publish(title);

        await using var anyone = await city.Visit(390);
        await anyone.Open("/publicity");
        await Find(anyone, "三季度", title);
        await anyone.Hit(anyone.Link(title));
        await anyone.Type("姓名或单位", "何人愿");
        await anyone.Type("联系方式", "13800000000");
        await anyone.Type("理由", "其中一户已于去年销户。");
        await anyone.Page.Locator("input[type=file]").SetInputFilesAsync(Paper("销户证明.pdf"));
        await anyone.ShouldSay("销户证明.pdf");
        await anyone.Hit(anyone.Button("提交异议"));
        await anyone.ShouldSay("查询码只显示这一次");
        await anyone.Hit(anyone.Link("异议处理进展"));
        await anyone.ShouldSay("申请人尚未陈述");

        await using var applicant = await city.Visit();
        await applicant.SignIn("utility", "/console/filings?stage=Frozen");
        await applicant.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await Answer(applicant);
        await applicant.ShouldSay("剔除清单.pdf");
        await applicant.ShouldBeSound("both sides of an objection");

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console/filings?stage=Frozen");
        await registrar.Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await registrar.ShouldSay("销户证明.pdf");
        await registrar.Press("驳回异议");
        await registrar.Field("请写明理由").FillAsync("经核实，该户不在名单内。");
        await registrar.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "驳回异议" }).ClickAsync();
        await registrar.ShouldStandAt("公示中");

        await anyone.Page.ReloadAsync();
        await anyone.ShouldSay("经核实，该户不在名单内。");
        await anyone.ShouldBeSound("an objection that ended, on a phone");
    }

    [Fact]
    public async Task A_subject_keeps_its_contact_and_asks_for_a_change_that_the_registrar_reviews_and_enters()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/registration-accounts");
        var account = steward.Page.Locator(".panel").Filter(new() { HasText = "大理州数据资产登记" }).First;
        await account.GetByRole(AriaRole.Button, new() { Name = "更新联系信息" }).ClickAsync();
        await steward.Field("联系人").FillAsync("江流");
        await steward.Field("电话").FillAsync("010-12345678");
        await steward.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "更新联系信息" }).ClickAsync();
        await steward.ShouldSay("010-12345678");
        await account.GetByRole(AriaRole.Button, new() { Name = "申请账户变更" }).ClickAsync();
        await steward.Field("请写明理由").FillAsync("单位更名，自今日起使用新名称。");
        await steward.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "申请账户变更" }).ClickAsync();
        await steward.ShouldSay("待审核");
        await steward.ShouldBeSound("an account with a case");

        await using var registrar = await city.Visit();
        await registrar.SignIn("registrar", "/console/registration-accounts");
        await registrar.Row("单位更名").GetByRole(AriaRole.Button, new() { Name = "审核通过" }).ClickAsync();
        await registrar.ShouldSay("还剩 5 个工作日");
        await registrar.Row("单位更名").GetByRole(AriaRole.Button, new() { Name = "入簿" }).ClickAsync();
        await registrar.ShouldSay("已入簿");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Anybody_searches_the_register_checks_a_list_of_certificates_and_compares_the_regimes(int width)
    {
        await using var anyone = await city.Visit(width);
        await anyone.Open("/register");
        await anyone.Page.GetByRole(AriaRole.Searchbox).FillAsync("空气");
        await anyone.Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await anyone.Row("空气质量逐时监测（2025）").WaitForAsync();
        await Assertions.Expect(anyone.Main).Not.ToContainTextAsync("企业月度用电量");
        await anyone.ShouldBeSound("the public register");

        var number = (string)(await anyone.First("/api/public/resources", _ => true))["certificateNumber"]!;
        await anyone.Open("/verify");
        await anyone.Page.Locator("input[type=file]").Nth(1)
            .SetInputFilesAsync(File("清单.txt", "text/plain", $"{number}\nNONE-1\n"));
        await anyone.ShouldSay("查无此证 1");
        await anyone.ShouldBeSound("many certificates checked");

        await anyone.Open("/law/compare?of=cn-guizhou,cn-anhui");
        await anyone.ShouldSay("公示期");
        await anyone.ShouldSay("草案");
        await anyone.ShouldBeSound("two regimes compared");
    }

    [Fact]
    public async Task A_regulator_reads_the_figures_each_with_its_article_and_keeps_them_as_a_table()
    {
        await using var regulator = await city.Visit();
        await regulator.SignIn("regulator", "/console/statistics");
        await regulator.Page.Locator("#statistics-register").SelectOptionAsync("cn-beijing-social");
        await regulator.ShouldSay("登记申请及结果");
        await regulator.Page.Locator(".stacked svg").WaitForAsync();
        await Assertions.Expect(regulator.Page.Locator("table.plain .law-tag").First).ToBeVisibleAsync();
        await regulator.ShouldBeSound("statistics of a register");
        await using var phone = await city.Visit(390);
        await phone.SignIn("regulator", "/console/statistics");
        await phone.Page.Locator(".stacked svg").WaitForAsync();
        (await phone.Page.EvaluateAsync<double>(
            """
            () => document.querySelector('.stacked').getBoundingClientRect().top
                - document.querySelector('.legend').getBoundingClientRect().bottom
            """)).ShouldBeGreaterThanOrEqualTo(0, "the legend lies on the chart");
        var table = await regulator.Page.GetByRole(AriaRole.Link, new() { Name = "导出表格（CSV）" }).GetAttributeAsync("href");
        (await (await regulator.Page.APIRequest.GetAsync(table!)).TextAsync()).ShouldContain("BJ-OPIN-2023");
    }

    [Fact]
    public async Task A_holder_is_told_before_filing_that_the_register_has_the_same_data_already()
    {
        await using var steward = await city.Visit();
        await steward.SignIn("utility", "/console/catalog?stage=Confirmed");
        await steward.Row("企业月度用电量（抽样）").GetByRole(AriaRole.Link).First.ClickAsync();
        await steward.Follow("申请登记");
        await steward.ShouldSay("申请前自查：登记簿已有相似数据");
        await steward.ShouldSay("相似 100%");
        await steward.ShouldBeSound("a filing about data much like others");
    }

    static FilePayload Paper(string name) => File(name, "application/pdf", $"%PDF-1.4 {name}");

    static FilePayload File(string name, string type, string text)
        => new() { Name = name, MimeType = type, Buffer = Encoding.UTF8.GetBytes(text) };
}
