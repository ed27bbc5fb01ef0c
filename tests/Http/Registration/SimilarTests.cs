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

    static async Task<string> File(RegistryApp app, IEnumerable<int> rows, string method = "test/1")
    {
        var resource = app.Catalog.Add(app.Holder, "客流");
        app.Catalog.Print(resource, rows, method: method);
        return await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));
    }

    static async Task<JsonArray> Similar(RegistryApp app, string id)
        => JsonNode.Parse(await app.Registrar.GetStringAsync($"/api/registration/filings/{id}/similar"))!.AsArray();
}
