using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using static Yuanliu.Tests.Space.TwoHolders;

namespace Yuanliu.Tests.Space;

/// <summary>决定重放 — a question that a fallen derived table refused is refused again in the same words, from what was kept with
/// it.</summary>
public sealed class DerivedReplayTests
{
    const string Homes = "SELECT district, rooms, price, owner FROM data WHERE rooms < 3";

    [Fact]
    public async Task A_dropped_parent_refuses_again_whatever_became_of_its_name()
    {
        await using var test = await SpaceTest.Start();
        var first = await test.Kept("homes", Homes);
        var second = await test.Kept("small", "SELECT district, price FROM homes WHERE rooms = 1");
        await test.Kept("third", "SELECT district FROM small");
        await TestApp.Body(await test.Analyst.Step(first, "Drop"));
        var told = new[]
        {
            await test.Ask("SELECT count(*) FROM small").ShouldBeRefused(409, "space.derived-parent"),
            await test.Ask("SELECT count(*) FROM third").ShouldBeRefused(409, "space.derived-parent"),
        };
        await test.Kept("homes", Homes);
        await TestApp.Body(await test.Analyst.Step(second, "Drop"));
        var again = await ShouldReplay(test.App, [.. told.Reverse()]);
        again.ConvertAll(r => $"{r["refusal"]!["about"]} {r["at"]} {r["isRead"]}").ShouldBe(["small Read true", "small Read true"]);
    }

    [Fact]
    public async Task A_replaced_policy_refuses_again_by_the_policy_of_then()
    {
        await using var test = await SpaceTest.Start();
        await test.Kept("homes", Homes);
        await test.Kept("small", "SELECT district, price FROM homes WHERE rooms = 1");
        test.Agree(c => c with { Policy = c.Policy with { MinGroup = 6 } });
        var told = await test.Ask("SELECT count(*) FROM small").ShouldBeRefused(409, "space.derived-policy");
        told["detail"]!.ToString().ShouldContain("homes");
        (await ShouldReplay(test.App, told)).Single()["recordedClause"].ShouldBeText("12");
    }

    [Fact]
    public async Task A_withdrawn_column_is_named_again()
    {
        await using var test = await SpaceTest.Start();
        await test.Kept("homes", Homes);
        test.Agree(c => c with { Policy = c.Policy with { Columns = [.. c.Policy.Columns.Where(p => p.Name != "price")] } });
        var told = await test.Ask("SELECT count(*) FROM homes").ShouldBeRefused(409, "space.derived-unreadable");
        told["detail"]!.ToString().ShouldContain("price");
        await ShouldReplay(test.App, told);
    }

    [Fact]
    public async Task The_replaced_policy_of_another_agreement_is_told_to_its_own_sides()
    {
        await using var test = await TwoHolders.Start();
        (await test.Analyst.Keep(Sales.Value, "pairs", "SELECT data.district, data.price, b.trade FROM data JOIN b ON data.firm = b.firm",
            null, new[] { new { @as = "b", agreementId = Firms.Value } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        test.Agree(Firms, c => c with { Policy = c.Policy with { MinGroup = 12 } });
        var told = await test.Ask(Sales, "SELECT count(*) FROM pairs").ShouldBeRefused(409, "space.derived-policy");
        var use = (await TestApp.Body(await test.Staff.GetAsync("/api/space/uses")))["items"]!.AsArray().Single()!["id"];
        var seen = await TestApp.Body(await test.Holders[Sales].GetAsync($"/api/space/uses/{use}/replay"));
        ((string?)seen["outcome"], (string?)seen["recordedCode"], seen["refusal"]).ShouldBe(("Same", "space.derived-policy", null));
        await ShouldReplay(test.App, told);
    }

    [Fact]
    public async Task A_stop_that_came_before_the_question_was_read_is_no_other_refusal()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await SpaceTest.Start();
        var staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        test.Source = ct =>
        {
            reached.TrySetResult();
            return new TaskCompletionSource<Result<ResourceData>>().Task.WaitAsync(ct);
        };
        var asked = test.Ask("SELECT nothing FROM data");
        await reached.Task;
        await TestApp.Done(await staff.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/stop", new { reason = "核查" }));
        var told = await asked.ShouldBeRefused(409, "space.stopped");
        (await ShouldReplay(test.App, "SameUntilData", told)).Single()["isRead"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM data\0")]
    [InlineData("SELECT count(*) FROM data WHERE district = '\uFFFD'")]
    public async Task What_no_database_can_keep_is_refused_again_for_what_it_was(string sql)
    {
        await using var test = await SpaceTest.Start();
        await ShouldReplay(test.App, await test.Ask(sql).ShouldBeRefused(400, "space.syntax"));
    }

    static Task<List<JsonObject>> ShouldReplay(TestApp app, params JsonObject[] told) => ShouldReplay(app, "Same", told);

    /// <summary>Newest first: outcome, code, clause and words come out again, at once and long after.</summary>
    static async Task<List<JsonObject>> ShouldReplay(TestApp app, string outcome, params JsonObject[] told)
    {
        var first = await All(app);
        first.Select(r => $"{r["outcome"]} {r["refusal"]!["code"]} {r["refusal"]!["clause"]} {r["refusal"]!["zh"]}")
            .ShouldBe(told.Select(t => $"{outcome} {t["code"]} {t["clause"]} {t["zh"]}"));
        app.Clock.Advance(TimeSpan.FromDays(60));
        (await All(app)).Select(r => r.ToJsonString()).ShouldBe(first.Select(r => r.ToJsonString()));
        await app.ShouldAgree();
        return first;
    }

    static async Task<List<JsonObject>> All(TestApp app)
    {
        var (regulator, replayed) = (await app.SignIn("监管", Role.Regulator), new List<JsonObject>());
        foreach (var use in (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]!.AsArray())
            replayed.Add(await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{use!["id"]}/replay")));
        return replayed;
    }
}
