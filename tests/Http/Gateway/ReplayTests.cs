using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Space;

namespace Yuanliu.Tests.Gateway;

/// <summary>决定重放 — what came in by the gateway is decided again from the kept policy and request, and nothing is run or counted.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Rows_allowed_and_refused_are_decided_again_with_the_same_explanation()
    {
        await using var test = await GatewayTest.Start(uses: 1, withIndex: false);
        await test.Rows(test.Developer, "take=5&purpose=营销").ShouldBeRefused(403, "space.purpose");
        await TestApp.Done(await test.Rows(test.Developer, "take=5"));
        await test.Rows(test.Developer, "take=6").ShouldBeRefused(409, "space.uses-spent");
        await ShouldReplay(test, "space.uses-spent 5 count", "  ", "space.purpose 7 purpose");
    }

    [Fact]
    public async Task Verifications_allowed_and_refused_are_decided_again_with_the_same_explanation()
    {
        await using var test = await GatewayTest.Start(uses: 1);
        await test.Developer.PostAsJsonAsync($"/api/space/agreements/{test.Agreement}/verifications",
            new { items = new[] { GatewayTest.Item(7) }, purpose = "营销" }).ShouldBeRefused(403, "space.purpose");
        await TestApp.Done(await test.Verify(test.Developer, GatewayTest.Item(7)));
        await test.Verify(test.Developer, GatewayTest.Item(8)).ShouldBeRefused(409, "space.uses-spent");
        await ShouldReplay(test, "space.uses-spent 5 count", "  ", "space.purpose 7 purpose");
    }

    [Fact]
    public async Task A_request_that_was_refused_when_it_was_read_is_read_again_and_keeps_no_identity()
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        foreach (var query in new[] { "columns=id_no", "columns=nothing", "where=id_no:eq:110101199000", "where=110101199000",
            "where=area:gt:10", "where=price:gt:abc" })
            ((int)(await test.Rows(test.Developer, query)).StatusCode).ShouldBeOneOf(400, 403);
        var kept = (await test.Get("uses"))["items"]!.ToJsonString();
        kept.ShouldContain("id_no:eq:");
        kept.ShouldNotContain("110101199000");
        await ShouldReplay(test, "space.types  ", "space.comparison 2 ", "space.filter  ", "space.column 4 ", "space.column 2 ",
            "space.column 4 ");
    }

    [Fact]
    public async Task A_verification_without_consent_or_by_closed_columns_is_read_again_and_keeps_no_identity()
    {
        await using var test = await GatewayTest.Start(controls: GatewayTest.Open with
        {
            Verification = GatewayTest.Open.Verification! with { NeedsConsent = true },
        });
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(403, "space.consent-missing");
        await test.Verify(test.Developer, new { keys = new { id_no = GatewayTest.IdOf(1) }, values = new { price = "1" } })
            .ShouldBeRefused(403, "space.not-verifiable");
        await test.Verify(test.Developer, GatewayTest.Item(1, consent: "授权书-1"), new { keys = new { id_no = "  " },
            values = new { name = "1" }, consent = "授权书-2" }).ShouldBeRefused(400, "space.keys-missing");
        var kept = (await test.Get("uses"))["items"]!.ToJsonString();
        kept.ShouldNotContain(GatewayTest.IdOf(1));
        kept.ShouldNotContain("姓名1");
        var rows = await ShouldReplay(test, "space.keys-missing 4 ", "space.not-verifiable 2 ", "space.consent-missing 4 ");
        rows.ConvertAll(r => (string?)r["at"]).ShouldBe(["Read", "Read", "Read"]);
        ((string?)rows[2]["refusal"]!["basis"]).ShouldBe("BJ-OPIN-2023 §4");
    }

    [Fact]
    public async Task What_rested_on_the_moment_is_told_with_its_station_code_and_article()
    {
        await using var test = await GatewayTest.Start(limits: new SpaceLimits { CallsPerSecondMax = 1, VerificationTime = TimeSpan.Zero },
            withIndex: false);
        await test.Verify(test.Developer, GatewayTest.Item(1)).ShouldBeRefused(503, "space.index-missing");
        test.Lose();
        await test.Rows(test.Developer).ShouldBeRefused(409, "space.no-data");
        await test.Rows(test.Developer, "columns=id_no").ShouldBeRefused(403, "space.column");
        await test.Rows(test.Developer, "columns=id_no").ShouldBeRefused(429, "space.too-fast");
        (await Replayed(test)).Select(r => $"{r["outcome"]} {r["at"]} {r["refusal"]!["code"]} {r["refusal"]!["clause"]}").ShouldBe([
            "SameUntilData Requested space.too-fast 5", "Same Read space.column 4", "SameUntilData Run space.no-data ",
            "SameUntilData Run space.index-missing "]);
    }

    /// <summary>Newest first: code, clause and term that come out again are those recorded, at once and long after.</summary>
    static async Task<List<JsonObject>> ShouldReplay(GatewayTest test, params string[] told)
    {
        var (used, first) = (await test.Used(), await Replayed(test));
        first.Select(r => $"{r["refusal"]?["code"]} {r["refusal"]?["clause"]} {r["term"]}").ShouldBe(told);
        foreach (var again in first)
        {
            again["outcome"].ShouldBeText("Same");
            ((string?)again["refusal"]?["code"]).ShouldBe((string?)again["recordedCode"]);
            ((string?)again["refusal"]?["clause"]).ShouldBe((string?)again["recordedClause"]);
            again["why"]!["zh"]!.GetValue<string>().ShouldNotBeEmpty();
        }
        test.App.Clock.Advance(TimeSpan.FromDays(60));                     // it is decided again as of then, not as of now
        (await Replayed(test)).Select(r => r.ToJsonString()).ShouldBe(first.Select(r => r.ToJsonString()));
        (await test.Used()).ShouldBe(used);
        return first;
    }

    static async Task<List<JsonObject>> Replayed(GatewayTest test)
    {
        var regulator = await test.App.SignIn("监管", Role.Regulator);
        var replayed = new List<JsonObject>();
        foreach (var use in (await TestApp.Body(await regulator.GetAsync("/api/space/uses")))["items"]!.AsArray())
            replayed.Add(await TestApp.Body(await regulator.GetAsync($"/api/space/uses/{use!["id"]}/replay")));
        return replayed;
    }
}
