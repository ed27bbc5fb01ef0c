using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Space;

/// <summary>使用监察 — what the venue and the regulator see of uses and refusals, and what they can do.</summary>
public sealed class WatchTests
{
    const string ByDistrict = "SELECT district, count(*) AS n FROM data GROUP BY district";
    const string TooSmall = "SELECT count(*) FROM data WHERE district = '朝阳'";

    [Fact]
    public async Task The_regulator_sees_every_use_and_refusal_with_clause_cause_and_cost()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Answer(ByDistrict);
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        await test.Ask(TooSmall).ShouldBeRefused(403, "space.not-released");

        var rows = (await Get(regulator, "uses"))["items"]!.AsArray();
        rows.Select(r => (string?)r!["code"]).ShouldBe(["space.not-released", "space.raw-rows", null]);
        rows.Select(r => (string?)r!["clause"]).ShouldBe(["3", "1", null]);
        ((string?)rows[0]!["cause"]).ShouldBe("GroupsTooSmall");
        var answered = rows[2]!;
        ((int?)answered["number"], (int?)answered["uses"], (long?)answered["priceFen"]).ShouldBe((1, 10, 100L));
        ((string?)answered["agreementNumber"], (string?)answered["organizationName"]).ShouldBe(("HY-2026-0001", "买方"));
        answered["factId"].ShouldNotBeNull();
        answered.ToJsonString().ShouldNotContain("district");

        (await Get(regulator, "uses?kind=Denied"))["items"]!.AsArray().Count.ShouldBe(2);
        (await Get(regulator, "uses?code=space.raw-rows"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Uses_and_refusals_are_counted_by_legal_day_and_by_clause()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Answer(ByDistrict);
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        await test.Ask("SELECT rooms, * FROM data").ShouldBeRefused(403, "space.raw-rows");

        var counts = await Get(regulator, "uses/counts?days=3");
        counts["days"]!.AsArray().Select(d => $"{d!["day"]} {d["answered"]} {d["denied"]}")
            .ShouldBe(["2026-02-28 0 0", "2026-03-01 0 0", "2026-03-02 1 2"]);
        counts["clauses"]!.AsArray().Select(c => $"{c!["clause"]} {c["code"]} {c["count"]}").ShouldBe(["1 space.raw-rows 2"]);
        ((int?)counts["running"]).ShouldBe(0);
        var budget = counts["budgets"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)budget["agreementNumber"], (int?)budget["uses"]).ShouldBe(("HY-2026-0001", 10));
        budget["leftByDay"]!.AsArray().Select(l => (int)l!).ShouldBe([10, 10, 9]);
    }

    [Fact]
    public async Task Neither_buyer_nor_seller_watches_the_uses_of_all()
    {
        await using var test = await SpaceTest.Start();
        foreach (var path in new[] { "uses", "uses/counts" })
            foreach (var client in new[] { test.Analyst, test.Seller })
                ((int)(await client.GetAsync($"/api/space/{path}")).StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task Each_side_of_an_agreement_sees_its_days_its_refusals_and_its_budget_and_strangers_see_nothing()
    {
        await using var test = await SpaceTest.Start();
        await test.Answer(ByDistrict);
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        foreach (var client in new[] { test.Analyst, test.Seller, regulator })
        {
            var counts = await test.Get("counts?days=2", client);
            counts["days"]!.AsArray().Select(d => $"{d!["day"]} {d["answered"]} {d["denied"]}")
                .ShouldBe(["2026-03-01 0 0", "2026-03-02 1 1"]);
            counts["clauses"]!.AsArray().Select(c => $"{c!["clause"]} {c["code"]} {c["count"]}").ShouldBe(["1 space.raw-rows 1"]);
            counts["budget"]!["leftByDay"]!.AsArray().Select(l => (int)l!).ShouldBe([10, 9]);
            counts["budget"]!["privacy"].ShouldBeNull();
        }
        ((int)(await test.Stranger.GetAsync($"/api/space/agreements/{test.Agreement}/counts")).StatusCode).ShouldBe(404);

        await test.AdvanceTo("2026-03-12");
        (await test.Get("counts?days=3"))["budget"]!["leftByDay"]!.AsArray().Select(l => (int)l!).ShouldBe([9, 9, 9]);
    }

    [Fact]
    public async Task What_answers_with_noise_told_burns_by_the_day_and_anew_each_month()
    {
        await using var test = await SpaceTest.Start(until: "2026-04-30", controls: Yuanliu.Contracts.UseControls.Default with
        {
            Modes = [Yuanliu.Contracts.UseMode.Private], Privacy = new(500_000, 100_000), RowsPerIdentityMax = 1,
        });
        const Yuanliu.Contracts.UseMode noisy = Yuanliu.Contracts.UseMode.Private;
        await test.Answer(ByDistrict, noisy);
        await test.Answer("SELECT count(*) AS n FROM data", noisy);
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var budget = (await Get(regulator, "uses/counts?days=2"))["budgets"]![0]!["privacy"]!;
        ((long?)budget["perMonthMicroRho"]).ShouldBe(500_000);
        Spent(budget).ShouldBe([0, 200_000]);

        await test.AdvanceTo("2026-03-31");
        await test.Answer("SELECT rooms, count(*) AS n FROM data GROUP BY rooms", noisy);
        await test.AdvanceTo("2026-04-01");
        Spent((await test.Get("counts?days=3"))["budget"]!["privacy"]!).ShouldBe([200_000, 300_000, 0]);

        static IEnumerable<long> Spent(JsonNode burn) => burn["spentByDay"]!.AsArray().Select(s => (long)s!);
    }

    [Fact]
    public async Task The_same_policy_and_the_same_request_give_the_same_answer_again()
    {
        await using var test = await SpaceTest.Start(uses: 1);
        await test.Ask(ByDistrict, purpose: "营销").ShouldBeRefused(403, "space.purpose");
        await test.Answer(ByDistrict);
        await test.Ask("SELECT owner FROM data GROUP BY owner").ShouldBeRefused(403, "space.column");
        await test.Ask("SELECT sum(price) FROM data").ShouldBeRefused(409, "space.uses-spent");
        (await test.Used()).ShouldBe(1);
        test.App.Clock.Advance(TimeSpan.FromDays(60));                     // it is decided again as of then, not as of now

        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var uses = (await Get(regulator, "uses"))["items"]!.AsArray();
        uses.Count.ShouldBe(4);
        foreach (var use in uses)
        {
            var again = await Get(regulator, $"uses/{use!["id"]}/replay");
            ((string?)again["outcome"]).ShouldBe("Same", use.ToJsonString());
            again["why"]!["zh"]!.GetValue<string>().ShouldNotBeEmpty();
            ((string?)again["refusal"]?["code"]).ShouldBe(use["code"] is null ? null : (string?)use["code"]);
        }
        (await Get(regulator, "uses"))["items"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_depended_on_the_data_is_replayed_as_far_as_the_data()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Ask(TooSmall).ShouldBeRefused(403, "space.not-released");
        var id = (await Get(regulator, "uses"))["items"]![0]!["id"];
        ((string?)(await Get(regulator, $"uses/{id}/replay"))["outcome"]).ShouldBe("SameUntilData");
    }

    [Fact]
    public async Task A_record_that_was_changed_is_not_replayed_as_if_it_were_whole()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var id = (await test.Answer(ByDistrict))["useId"];
        await test.App.Db(db => db.Database.ExecuteSqlAsync($"UPDATE space_use SET \"Sql\" = 'SELECT 1'"));
        ((string?)(await Get(regulator, $"uses/{id}/replay"))["outcome"]).ShouldBe("NotReplayable");
    }

    [Fact]
    public async Task The_way_of_a_use_shows_where_it_was_stopped_and_the_analyst_does_not_learn_why()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        await test.Answer(ByDistrict);
        await test.Ask("SELECT * FROM data").ShouldBeRefused(403, "space.raw-rows");
        await test.Ask(TooSmall).ShouldBeRefused(403, "space.not-released");

        var uses = (await Get(regulator, "uses"))["items"]!.AsArray();
        (await Stops(regulator, uses[2]!)).ShouldBeEmpty();
        (await Stops(regulator, uses[1]!)).ShouldBe(["Read"]);
        (await Stops(regulator, uses[0]!)).ShouldBe(["Held"]);
        var own = await Get(test.Analyst, $"uses/{uses[0]!["id"]}");
        own["use"]!["cause"].ShouldBeNull();
        ((int)(await test.Stranger.GetAsync($"/api/space/uses/{uses[0]!["id"]}")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_stop_is_offered_to_those_who_may_stop_and_shown_until_it_is_lifted()
    {
        await using var test = await SpaceTest.Start();
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        (await test.Get("stop"))["openSteps"]!.AsArray().ShouldBeEmpty();
        var step = (await test.Get("stop", regulator))["openSteps"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)step["step"], (bool?)step["needsReason"]).ShouldBe(("Stop", true));

        await TestApp.Body(await regulator.PostAsJsonAsync((string?)step["href"], new { reason = "投诉核查" }));
        await test.Ask(ByDistrict).ShouldBeRefused(409, "space.stopped");
        var stopped = (await Get(regulator, "uses/counts"))["stopped"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)stopped["agreementNumber"], (string?)stopped["reason"]).ShouldBe(("HY-2026-0001", "投诉核查"));
        ((string?)(await test.Get("stop", regulator))["openSteps"]![0]!["step"]).ShouldBe("Lift");
    }

    [Fact]
    public async Task Before_a_question_is_asked_again_it_is_known_to_be_free()
    {
        await using var test = await SpaceTest.Start(uses: 1);
        (await Check(test, ByDistrict))["answeredAs"].ShouldBeNull();
        await test.Answer(ByDistrict);
        var again = await Check(test, ByDistrict);
        ((bool?)again["allowed"], (int?)again["answeredAs"]).ShouldBe((true, 1));
        ((bool?)(await Check(test, "SELECT count(*) FROM data"))["allowed"]).ShouldBe(false);
    }

    static async Task<JsonObject> Check(SpaceTest test, string sql)
        => await TestApp.Body(await test.Analyst.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/check", new { sql }));

    static async Task<JsonObject> Get(HttpClient client, string path) => await TestApp.Body(await client.GetAsync($"/api/space/{path}"));

    static async Task<IEnumerable<string?>> Stops(HttpClient client, JsonNode use)
        => (await Get(client, $"uses/{use["id"]}"))["path"]!.AsArray().Where(p => (string?)p!["state"] == "Refused")
            .Select(p => (string?)p!["step"]).ToList();
}
