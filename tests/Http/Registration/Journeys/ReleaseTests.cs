using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>解除登记 on the shipped packs that have it: who may ask, that the side in whose favour it stands agrees, what is left, and all
/// that it is refused for with the register as it was.</summary>
public sealed class ReleaseTests
{
    public static TheoryData<string> Packs => [.. ShippedClock.Packs
        .Where(p => p.Rules.Filings.ContainsKey(Yuanliu.Registration.Filings.FilingKind.Release)).Select(p => p.Id)];

    static async Task<Registered> Pledged(Journey journey, Registered on)
    {
        (await journey.Whole(await journey.Form("Pledge"), on.Resource, on))["stage"].ShouldBeText("Registered");
        return on with { Pledged = true };
    }

    static async Task<List<JsonObject>> Standing(Journey journey, Registered on) => [.. (await journey.Unit(on.Unit))["encumbrances"]!
        .AsArray().Select(e => e!.AsObject()).Where(e => (string?)e["status"] == "Standing")];

    static async Task<HttpResponseMessage> Ask(Journey journey, Registered on, string by, Action<JsonObject>? change = null)
    {
        var form = await journey.Form("Release");
        var (_, filled) = await journey.Fill(form, on.Resource, on, change);
        return await journey.Try(form, by, filled);
    }

    /// <summary>Besides those of a registrar who is to wait for the other side of the pledge itself.</summary>
    static async Task<List<string>> Attempts(Journey journey, string? without = "registration.consent-missing")
        => (await journey.Registry.Facts("registration.attempt-refused/1")).ConvertAll(f => (string)f["code"]!).FindAll(c => c != without);

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task What_is_not_pledged_is_not_released_and_no_third_releases_what_is(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var paper = ShippedClock.Packs.Single(p => p.Id == pack).Rules.Source.Split(' ')[0].Split('-')[0];
        var free = (await journey.Unit(on.Unit)).ToJsonString();
        var nothing = await Ask(journey, on, Sides.Of(await journey.Form("Release"), on).Applicant);
        var code = (string?)JsonNode.Parse(await nothing.Content.ReadAsStringAsync())!["code"];
        ((int)nothing.StatusCode, code is "registration.no-such-encumbrance" or "registration.not-entitled").ShouldBe(
            (code is "registration.not-entitled" ? 403 : 409, true), code);
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(free);

        on = await Pledged(journey, on);
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        var refused = await Ask(journey, on, Cast.Stranger).ShouldBeRefused(403, "registration.not-entitled");
        ((string)refused["basis"]!).ShouldContain(paper);
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
        (await Attempts(journey)).ShouldBe([code!, "registration.not-entitled"]);
        await journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData("cn-beijing-ip")]
    [InlineData("cn-beijing-social")]
    public async Task The_pledgor_asks_the_pledgee_agrees_and_until_then_the_pledge_stands(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = await Pledged(journey, (await journey.Registrations(1))[0]);
        var known = (await Attempts(journey, null)).Count;
        var id = (string)(await TestApp.Body(await Ask(journey, on, Cast.Holder)))["id"]!;
        var registrar = await journey.Cast.Registrar();
        var refused = await RegistryApp.Try(registrar, id, "accept");
        var told = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        ((int)refused.StatusCode, (string?)told["code"] is "registration.consent-missing" or "registration.pledgee-consent")
            .ShouldBe((409, true), told.ToJsonString());
        ((string)told["basis"]!).ShouldContain("BJ-");
        (await Standing(journey, on)).Count.ShouldBe(1, "nobody releases another's pledge");
        (await Attempts(journey, null)).Skip(known).ShouldBe([(string)told["code"]!]);

        await Ask(journey, on, Cast.Holder).ShouldBeRefused(409, "registration.already-running");
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Other)).PostAsync($"/api/registration/filings/{id}/consent", null));
        (await journey.Finish(id, await journey.Form("Release"), Cast.Holder))["stage"].ShouldBeText("Registered");
        (await Standing(journey, on)).ShouldBeEmpty();
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Valid");
        await Ask(journey, on, Cast.Holder).ShouldBeRefused(409, "registration.no-such-encumbrance");

        var form = await journey.Form("Transfer");
        var moved = await journey.Whole(form, on.Resource, on with { Pledged = false });
        moved["stage"].ShouldBeText("Registered", "what is free goes without the former pledgee");
        (await journey.Unit(on.Unit))["rights"]!.AsArray().Single(r => (string?)r!["status"] == "Standing")!["holderName"]
            .ShouldBeText(Cast.Other);
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Of_two_pledges_the_one_that_is_named_is_released_and_the_other_stands()
    {
        await using var journey = await Journey.Start("cn-beijing-ip");
        var on = await Pledged(journey, (await journey.Registrations(1))[0]);
        var form = await journey.Form("Pledge");
        var stranger = $"{await journey.Cast.IdOf(Cast.Stranger)}";
        var second = await Second(journey, on, form, stranger);
        second["stage"].ShouldBeText("Registered");
        var standing = await Standing(journey, on);
        standing.Select(e => ((string?)e["inFavourOf"], (int)e["rank"]!)).ShouldBe([(Cast.Other, 1), (Cast.Stranger, 2)]);

        var later = (string)standing[1]["id"]!;
        var id = (string)(await TestApp.Body(await Ask(journey, on, Cast.Holder,
            f => (f["encumbrance"], f["counterparty"]) = (later, stranger))))["id"]!;
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Stranger)).PostAsync($"/api/registration/filings/{id}/consent", null));
        (await journey.Finish(id, await journey.Form("Release"), Cast.Holder))["stage"].ShouldBeText("Registered");
        (await Standing(journey, on)).Select(e => (string?)e["inFavourOf"]).ShouldBe([Cast.Other]);

        await Ask(journey, on, Cast.Holder, f => (f["encumbrance"], f["counterparty"]) = (later, stranger))
            .ShouldBeRefused(409, "registration.no-such-encumbrance");
        (await Standing(journey, on)).Count.ShouldBe(1);
        await journey.App.ShouldBeWhole();
    }

    /// <summary>A later pledge needs those whose pledges rank before it.</summary>
    static async Task<JsonObject> Second(Journey journey, Registered on, PackForm form, string pledgee)
    {
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["counterparty"] = pledgee);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        foreach (var side in new[] { Cast.Stranger, Cast.Other })
            await (await journey.Cast.Steward(side)).PostAsync($"/api/registration/filings/{id}/consent", null);
        return await journey.Finish(id, form, applicant);
    }

    /// <summary>The proof of a pledge and a licence are certificates too, and younger.</summary>
    [Fact]
    public async Task A_unit_is_found_under_the_certificate_of_its_right_whatever_is_laid_on_it_or_granted()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        foreach (var (kind, on) in new[] { "Pledge", "Licence" }.Zip(await journey.Registrations(2)))
        {
            var filing = await journey.Whole(await journey.Form(kind), on.Resource, on);
            await journey.App.Settle();
            var lines = (await TestApp.Body(await (await journey.Cast.Registrar()).GetAsync("/api/registration/register?take=100")))
                ["items"]!.AsArray();
            ((string?)lines.Single(l => (string?)l!["number"] == on.Unit)!["certificateNumber"]).ShouldBe(on.Certificate, kind);
            ((string?)filing["certificateNumber"]).ShouldNotBe(on.Certificate);
        }
    }

    [Fact]
    public async Task A_release_that_is_refused_leaves_the_pledge_where_it_was()
    {
        await using var journey = await Journey.Start("cn-beijing-ip");
        var on = await Pledged(journey, (await journey.Registrations(1))[0]);
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        var id = (string)(await TestApp.Body(await Ask(journey, on, Cast.Holder)))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "reject", "未证明债权已消灭");
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
        (await Standing(journey, on)).Count.ShouldBe(1);
    }
}
