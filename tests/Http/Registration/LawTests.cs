using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>The law in the open: every article with the values that rest on it, for anyone.</summary>
public sealed class LawTests
{
    [Fact]
    public async Task Anyone_reads_an_article_and_what_rests_on_it()
    {
        await using var app = await TestApp.Start("2026-03-02");
        using var anyone = app.Anyone;
        var article = await TestApp.Body(await anyone.GetAsync("/api/public/law/GD-REG-2023/11"));
        article["printed"]!.GetValue<string>().ShouldBe("第十一条");
        article["text"]!.GetValue<string>().ShouldContain("公示期为 3个工作日");
        var values = article["values"]!.AsArray().Select(v => $"{v!["file"]} {v["path"]} {v["value"]}").ToList();
        values.ShouldContain("registration/cn-guangdong.yaml deadlines.publicity 3 WorkingDays");
        article["source"]!["status"]!.GetValue<string>().ShouldBe("Draft");

        var opinion = await TestApp.Body(await anyone.GetAsync("/api/public/law/BJ-OPIN-2023"));
        var twenty = opinion["articles"]!.AsArray().Single(a => a!["number"]!.GetValue<string>() == "20")!;
        twenty["values"]!.GetValue<int>().ShouldBeGreaterThan(1, "values of other areas rest on it too");
    }

    [Theory]
    [InlineData("2026-06-30", "InForce")]
    [InlineData("2026-07-01", "Expired")]
    public async Task A_paper_says_whether_it_still_binds_on_the_day(string day, string status)
    {
        await using var app = await TestApp.Start(day);
        using var anyone = app.Anyone;
        var sources = JsonNode.Parse(await anyone.GetStringAsync("/api/public/law"))!.AsArray();
        sources.Single(s => s!["id"]!.GetValue<string>() == "SZ-REG-2023")!["status"]!.GetValue<string>().ShouldBe(status);
    }

    [Theory]
    [InlineData("/api/public/law/XX-REG-2099", "law.no-such-source")]
    [InlineData("/api/public/law/XX-REG-2099/1", "law.no-such-source")]
    [InlineData("/api/public/law/GD-REG-2023/99", "law.no-such-article")]
    public async Task What_is_not_there_is_said_to_be_so(string path, string code)
    {
        await using var app = await TestApp.Start("2026-03-02");
        using var anyone = app.Anyone;
        using var reply = await anyone.GetAsync(path);
        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task The_regimes_stand_side_by_side_and_rules_that_rest_on_a_draft_say_so()
    {
        await using var app = await TestApp.Start("2026-03-02");
        using var anyone = app.Anyone;
        var regimes = await TestApp.Body(await anyone.GetAsync("/api/registration/regimes"));
        var columns = regimes["packs"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).ToList();
        var publicity = regimes["rows"]!.AsArray().Single(r => r!["key"]!.GetValue<string>() == "clock.Publicity")!["cells"]!.AsArray();
        publicity[columns.IndexOf("cn-guangdong")]!["value"]!.GetValue<string>()
            .ShouldBe("3 WorkingDays (DirectToPublicity, Committee); 1 WorkingDays (Simple)");
        publicity[columns.IndexOf("cn-guangdong")]!["open"]!.GetValue<bool>().ShouldBeFalse();
        publicity[columns.IndexOf("std-zj-1329")]!["value"]!.GetValue<string>().ShouldBeEmpty();

        var packs = JsonNode.Parse(await anyone.GetStringAsync("/api/registration/packs"))!.AsArray();
        string Drafts(string id) => string.Join(",", packs.Single(p => p!["id"]!.GetValue<string>() == id)!["drafts"]!.AsArray());
        Drafts("cn-guangdong").ShouldBe("GD-REG-2023");
        Drafts("cn-anhui").ShouldBe("AH-REG-2023");
        Drafts("cn-beijing-public").ShouldBe("BJ-PUB-DRAFT");
        Drafts("cn-beijing-social").ShouldBeEmpty();
    }
}
