using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>The lists of what is overdue, page after page by key: each duty stands on one page, open ones before those done late, whatever
/// is done between two pages.</summary>
public sealed class OverdueTests
{
    const string Path = "/api/registration/supervision/overdue";

    static async Task<List<JsonNode>> Pages(ProcedureDriver driver, string list, int take, Func<Task>? between = null)
    {
        var (found, after) = (new List<JsonNode>(), "");
        do
        {
            var page = await TestApp.Body(await driver.Registry.Registrar.GetAsync(
                $"{Path}/{list}?pack={driver.Pack}&take={take}{(after.Length > 0 ? $"&after={after}" : "")}"));
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(take);
            found.AddRange(page["items"]!.AsArray().Select(i => i!));
            after = (string?)page["next"] ?? "";
            if (between is not null) await between();
            between = null;
        }
        while (after.Length > 0);
        return found;
    }

    [Fact]
    public async Task Filings_come_page_after_page_open_ones_first_and_the_sums_count_all_of_them()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await driver.At(Stage.Submitted));
        await driver.App.AdvanceTo("2026-03-11");                                             // due on the 9th
        await driver.SignIn();
        await driver.Take(ids[0], driver.Row(Step.Accept));
        await driver.Take(ids[1], driver.Row(Step.Accept));

        var lines = await Pages(driver, "filings", 2);
        lines.Select(l => ((string?)l["filing"], l["doneOn"] is not null)).ShouldBe(
            [(ids[2], false), (ids[3], false), (ids[4], false), (ids[0], true), (ids[1], true)]);
        var whole = await TestApp.Body(await driver.Registry.Registrar.GetAsync($"{Path}?pack={driver.Pack}"));
        whole["lines"]!.AsArray().Select(l => (string?)l!["filing"]).ShouldBe(lines.Select(l => (string?)l["filing"]));
        var sum = whole["sums"]!.AsArray().Single()!;
        ((int)sum["open"]!, (int)sum["doneLate"]!, (string?)sum["duty"], (string?)sum["bodyName"], (string?)sum["basis"])
            .ShouldBe((3, 2, "Acceptance", TestApp.PlatformName, "TEST art. 19"));
        (await Pages(driver, "filings", 100)).Count.ShouldBe(5);
        (await TestApp.Body(await driver.Registry.Registrar.GetAsync($"{Path}/filings?pack=cn-dali")))["items"]!.AsArray().ShouldBeEmpty();
        (await TestApp.Body(await driver.Registry.Registrar.GetAsync($"{Path}/filings?after=nonsense")))["items"]!.AsArray().Count
            .ShouldBe(5, "no cursor is the beginning");

        var moving = await Pages(driver, "filings", 2, async () => await driver.Take(ids[4], driver.Row(Step.Accept)));
        moving.Select(l => (string?)l["filing"]).ShouldBe([ids[2], ids[3], ids[0], ids[1], ids[4]]);
    }

    [Fact]
    public async Task Account_cases_come_page_after_page_too()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var cases = new List<string>();
        foreach (var company in new[] { RegistryApp.Company, "乙数据公司", "丙数据公司" })
        {
            var steward = await driver.App.SignIn(company, Yuanliu.Kernel.Role.Steward);
            if (company != RegistryApp.Company)
                await TestApp.Done(await steward.PostAsJsonAsync("/api/registration/accounts", new { pack = driver.Pack }));
            var account = (await TestApp.Body(await steward.GetAsync("/api/registration/accounts")))["items"]![0]!["id"];
            var begun = await TestApp.Body(await steward.PostAsJsonAsync($"/api/registration/accounts/{account}/change",
                new { reason = "单位更名" }));
            cases.Add((string)begun["id"]!);
            await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/account-cases/{begun["id"]}/pass-review",
                new { }));
        }
        await driver.App.AdvanceTo("2026-03-11");
        await driver.SignIn();
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/account-cases/{cases[0]}/enter", new { }));
        (await Pages(driver, "accounts", 1)).Select(l => (string?)l["case"]).ShouldBe([cases[1], cases[2], cases[0]]);

        var (listed, after) = (new List<string>(), "");
        do
        {
            var page = await TestApp.Body(await driver.Registry.Registrar.GetAsync(
                $"/api/registration/account-cases?take=2{(after.Length > 0 ? $"&after={after}" : "")}"));
            listed.AddRange(page["items"]!.AsArray().Select(c => (string)c!["id"]!));
            after = (string?)page["next"] ?? "";
        }
        while (after.Length > 0);
        listed.ShouldBe(cases.AsEnumerable().Reverse(), "newest first");
    }
}
