using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>义务待办 — each duty stands before those of the buyer whose business it is.</summary>
public sealed class DutyWorkTests
{
    [Fact]
    public async Task A_bill_stands_before_those_who_pay_and_a_report_before_those_who_use()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Duties = [new(DutyKind.Pay, Days: 15), new(DutyKind.Report, Days: 3)],
        });
        await test.Signed();
        await test.App.Db(async db =>
        {
            db.Record("urn:test", new BillIssued(new Guid(5, 0, 1, new byte[8]), "ZD-1", test.Agreement, 1, 1, 1, 100));
            return await db.SaveChangesAsync();
        });
        await test.App.Settle();
        (await Duties(test.Analyst)).ShouldBe(["HY-2026-0001 · 报告 2026-03-31 前的使用情况 · 2026-04-03"]);
        (await Duties(await test.App.SignIn("买方", Role.Finance))).ShouldBe(["HY-2026-0001 · 支付账单 ZD-1 · 2026-03-17"]);
        (await Duties(await test.App.SignIn("买方", Role.Finance, Role.Analyst))).Count.ShouldBe(2);
        (await TestApp.Body(await test.Analyst.GetAsync("/api/work")))["items"]!.AsArray().ShouldNotContain(
            i => (string)i!["kind"]! == "deletion");
        JsonNode.Parse(await test.Analyst.GetStringAsync($"/api/space/agreements/{test.Agreement}/duties"))!.AsArray()
            .Select(d => (string)d!["kind"]!).ShouldBe(["Pay", "Report"], "on the agreement all of them stay in sight");
    }

    static async Task<List<string>> Duties(HttpClient who)
        => [.. (await TestApp.Body(await who.GetAsync("/api/work")))["items"]!.AsArray().Where(i => (string)i!["kind"]! == "duty")
            .Select(i => (string)i!["title"]!)];
}
