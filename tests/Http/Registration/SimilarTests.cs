using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

public sealed class SimilarTests
{
    [Fact]
    public async Task A_registrar_is_told_that_the_same_data_was_filed_before_by_whom_and_how_much_of_it_is_the_same()
    {
        await using var app = await RegistryApp.Start();
        var first = await File(app, Enumerable.Range(0, 10_000));
        var again = await File(app, Enumerable.Range(300, 10_000).Reverse());
        var other = await File(app, Enumerable.Range(50_000, 10_000));

        var told = (await Similar(app, again)).Single()!;
        told["percent"]!.GetValue<int>().ShouldBeInRange(85, 100);
        told["sameSchema"]!.GetValue<bool>().ShouldBeTrue();
        told["filingNumber"]!.GetValue<string>().ShouldBe((await app.Filing(first))["number"]!.GetValue<string>());
        told["holderName"]!.GetValue<string>().ShouldNotBeEmpty();
        (await Similar(app, first)).Count.ShouldBe(1, "the later one is told of as well");
        (await Similar(app, other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Small_tables_and_prints_made_in_another_way_are_not_compared()
    {
        await using var app = await RegistryApp.Start();
        await File(app, Enumerable.Range(0, 10));
        (await Similar(app, await File(app, Enumerable.Range(0, 10)))).ShouldBeEmpty();
        await File(app, Enumerable.Range(0, 10_000), method: "other/1");
        (await Similar(app, await File(app, Enumerable.Range(0, 10_000)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_registrar_may_look()
    {
        await using var app = await RegistryApp.Start();
        var id = await File(app, Enumerable.Range(0, 10_000));
        await app.Steward.GetAsync($"/api/registration/filings/{id}/similar").ShouldBeRefused(403, "session.role");
    }

    /// <summary>BJ-OPIN-2023 §6 一数一源: told apart by somebody with a reason, or not registered a second time.</summary>
    [Fact]
    public async Task What_is_much_like_registered_data_is_not_taken_on_before_a_registrar_has_found_why_it_is_not_the_same()
    {
        await using var journey = await Journey.Start("cn-beijing-public", today: "2026-03-02");
        var form = await journey.Form("Initial");
        async Task<string> Filed(IEnumerable<int> rows)
        {
            var resource = await journey.Resource();
            journey.Registry.Catalog.Print(resource, rows);
            var (applicant, filled) = await journey.Fill(form, resource, null);
            return (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        }
        async Task<HttpResponseMessage> Distinguish(string id, string? reason) => await (await journey.Cast.Registrar())
            .PostAsJsonAsync($"/api/registration/filings/{id}/distinguish", new { reason });
        async Task<List<string?>> Offered(string id) => [.. (await journey.Registry.Filing(id, await journey.Cast.Registrar()))["sideActs"]!
            .AsArray().Select(s => (string?)s!["step"])];

        var first = await Filed(Enumerable.Range(0, 10_000));
        var early = await Filed(Enumerable.Range(100, 10_000));
        await RegistryApp.Take(await journey.Cast.Registrar(), early, "accept");
        ((string?)(await journey.Finish(first, form, Cast.Holder))["stage"]).ShouldBe("Registered");
        var again = await Filed(Enumerable.Range(300, 10_000));
        var refused = await RegistryApp.Try(await journey.Cast.Registrar(), again, "accept")
            .ShouldBeRefused(409, "registration.similar-registered");
        ((string)refused["basis"]!).ShouldContain("一数一源");
        (await Offered(again)).ShouldContain("Distinguish");
        await OnlyTheRegistrar(journey, again);
        await Distinguish(again, " ").ShouldBeRefused(400, "registration.reason-required");
        await TestApp.Done(await Distinguish(again, "统计口径不同：本数据按小时，已登记的按日"));
        (await Offered(again)).ShouldNotContain("Distinguish");
        await Distinguish(again, "再次").ShouldBeRefused(409, "registration.nothing-similar");
        await RegistryApp.Take(await journey.Cast.Registrar(), again, "accept");

        var half = await Filed(Enumerable.Range(4_000, 10_000));
        await RegistryApp.Take(await journey.Cast.Registrar(), half, "accept");
        var fact = (await journey.Registry.Facts("registration.filing-distinguished/1")).Single();
        ((string?)fact["filing"], (int)fact["from"]!).ShouldBe((again, 80));
        fact.ToJsonString(Json.Plain).ShouldNotContain("统计口径");
        await journey.App.ShouldBeWhole();
    }

    static async Task OnlyTheRegistrar(Journey journey, string id) => await (await journey.Cast.Steward(Cast.Holder))
        .PostAsJsonAsync($"/api/registration/filings/{id}/distinguish", new { reason = "x" }).ShouldBeRefused(403, "session.role");

    static async Task<string> File(RegistryApp app, IEnumerable<int> rows, string method = "test/1")
    {
        var resource = app.Catalog.Add(app.Holder, "客流");
        app.Catalog.Print(resource, rows, method: method);
        return await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));
    }

    static async Task<JsonArray> Similar(RegistryApp app, string id)
        => JsonNode.Parse(await app.Registrar.GetStringAsync($"/api/registration/filings/{id}/similar"))!.AsArray();
}
