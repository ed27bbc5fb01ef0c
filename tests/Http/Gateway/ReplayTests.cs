using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

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

    /// <summary>Newest first: code, clause and term that come out again are those recorded, at once and long after.</summary>
    static async Task ShouldReplay(GatewayTest test, params string[] told)
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
