using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>What a buyer owes beside uses: each thing with its day, done by saying so or by paying, late when its day has passed.</summary>
public sealed class DutyTests
{
    static UseControls Owing(params DutyTerm[] duties) => UseControls.Default with { Duties = duties };

    static string At(SpaceTest test) => $"/api/space/agreements/{test.Agreement}/duties";

    static async Task<List<JsonObject>> Duties(SpaceTest test, HttpClient? client = null)
        => [.. JsonNode.Parse(await (client ?? test.Analyst).GetStringAsync(At(test)))!.AsArray().Select(d => d!.AsObject())];

    static IEnumerable<string> Told(IEnumerable<JsonObject> duties) => duties.Select(d => $"{d["kind"]} {d["dueOn"]} {d["stage"]}");

    static Task<HttpResponseMessage> Fulfil(SpaceTest test, JsonNode id, HttpClient? client = null) => (client ?? test.Analyst)
        .PostAsJsonAsync($"{At(test)}/{id}/fulfil", new { reason = "已报告，附件另送。" });

    [Fact]
    public async Task Reports_and_the_source_are_owed_from_the_signing_on_each_by_its_day()
    {
        await using var test = await SpaceTest.Start(controls: Owing(
            new(DutyKind.Report, Days: 3, EveryDays: 10), new(DutyKind.Attribute, Days: 5, Source: "北京市医保局"),
            new(DutyKind.Delete, Days: 7)));
        await test.Signed();
        var duties = await Duties(test);
        Told(duties).ShouldBe(["Report 2026-03-13 Owed", "Report 2026-03-23 Owed", "Report 2026-04-02 Owed", "Report 2026-04-03 Owed",
            "Attribute 2026-04-05 Owed"]);
        await test.Signed();
        (await Duties(test)).Count.ShouldBe(5, "heard of twice, owed once");
        Told(await Duties(test, test.Seller)).Count().ShouldBe(5);
        await test.Stranger.GetAsync(At(test)).ShouldBeRefused(404, "space.no-such-agreement");

        await Fulfil(test, duties[0]["id"]!, test.Seller).ShouldBeRefused(404, "space.no-such-duty");
        (await Fulfil(test, duties[0]["id"]!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Fulfil(test, duties[0]["id"]!).ShouldBeRefused(409, "duty.step-not-open");
        (await test.App.FactKinds()).Count(k => k == "space.duty-arose/1").ShouldBe(5);
        (await test.App.FactKinds()).ShouldContain("space.duty-step/1");
    }

    [Fact]
    public async Task What_was_not_done_by_its_day_is_overdue_and_may_still_be_done()
    {
        await using var test = await SpaceTest.Start(controls: Owing(new DutyTerm(DutyKind.Report, Days: 3, EveryDays: 10)));
        await test.Signed();
        await test.AdvanceTo("2026-03-13");
        Told(await Duties(test)).First().ShouldBe("Report 2026-03-13 Owed", "its last day");
        await test.AdvanceTo("2026-03-14");
        Told(await Duties(test)).First().ShouldBe("Report 2026-03-13 Overdue");
        (await test.Work()).ShouldContain("HY-2026-0001 · 报告 2026-03-10 前的使用情况 · 2026-03-13");
        (await Fulfil(test, (await Duties(test))[0]["id"]!)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Told(await Duties(test)).First().ShouldBe("Report 2026-03-13 Done");
    }

    [Fact]
    public async Task A_bill_is_to_be_paid_by_its_day_and_that_is_done_by_paying_alone()
    {
        await using var test = await SpaceTest.Start(controls: Owing(new DutyTerm(DutyKind.Pay, Days: 15)));
        await test.Signed();
        var (first, second) = (new Guid(5, 0, 1, new byte[8]), new Guid(5, 0, 2, new byte[8]));
        foreach (var bill in new[] { first, second })
            await Say(test, new BillIssued(bill, "ZD-1", test.Agreement, 1, 1, 1, 100));
        var duties = await Duties(test);
        Told(duties).ShouldBe(["Pay 2026-03-17 Owed", "Pay 2026-03-17 Owed"]);
        await Fulfil(test, duties[0]["id"]!).ShouldBeRefused(409, "space.paid-by-paying");
        await Say(test, new BillSettled(first, "ZD-1", test.Agreement, 1, 100, new('a', 64), new('b', 64), new('c', 64)));
        await test.AdvanceTo("2026-03-18");
        Told(await Duties(test)).ShouldBe(["Pay 2026-03-17 Done", "Pay 2026-03-17 Overdue"], ignoreOrder: true);
        await Say(test, new BillSettled(second, "ZD-1", test.Agreement, 1, 100, new('a', 64), new('b', 64), new('c', 64)));
        Told(await Duties(test)).ShouldAllBe(d => d.EndsWith("Done"));
    }

    [Fact]
    public async Task Of_two_who_state_it_at_once_one_is_told_that_somebody_was_first()
    {
        await using var test = await SpaceTest.Start(controls: Owing(new DutyTerm(DutyKind.Attribute)));
        await test.Signed();
        var id = (await Duties(test))[0]["id"]!;
        test.Pause.Then = async () => (await Fulfil(test, id)).EnsureSuccessStatusCode();
        await Fulfil(test, id).ShouldBeRefused(409, "changed-meanwhile");
    }

    static async Task Say(SpaceTest test, Fact fact)
    {
        await test.App.Db(async db =>
        {
            db.Record("urn:test", fact);
            return await db.SaveChangesAsync();
        });
        await test.App.Settle();
    }
}
