using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>概括承继 — merged or divided, rights and duties go together: what was granted out of them, what burdens them, what others owe,
/// and what is under way. Nobody disposes of anything, so that neither freeze nor pledge stands in the way.</summary>
public sealed class SuccessionTests
{
    const string Pack = "cn-beijing-social";

    static List<JsonObject> Standing(JsonObject unit, string part)
        => [.. unit[part]!.AsArray().Select(r => r!.AsObject()).Where(r => (string?)r["status"] == "Standing")];

    /// <summary>The successor files, the former holder is the other side and, being no more, consents to nothing.</summary>
    static async Task<JsonObject> Succeed(Journey journey, Registered on, string circumstance, string? right = null)
    {
        var form = await journey.Form("Transfer", circumstance);
        var (_, filled) = await journey.Fill(form, on.Resource, on, f =>
        {
            f["counterparty"] = null;
            if (right is not null) f["rights"] = new JsonArray(Sides.Claim("Transfer", right));
        });
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Holder)).ToString();
        var id = (string)(await TestApp.Body(await journey.Try(form, Cast.Stranger, filled)))["id"]!;
        ((string?)(await journey.Registry.Filing(id, await journey.Cast.Registrar()))["fields"]!["transferee"])
            .ShouldBe(Cast.Stranger, "whoever files takes over");
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept");
        await journey.LetPass(8);                                   // the former holder says nothing
        return await journey.Finish(id, form, Cast.Stranger);
    }

    /// <summary>A pledge that the other company gave the holder on its own data: a claim that has to go along.</summary>
    static async Task<Registered> PledgedToHolder(Journey journey)
    {
        var initial = await journey.Form("Initial");
        var resource = journey.Registry.Catalog.Add(await journey.Cast.IdOf(Cast.Other), "他方资源");
        var (_, filled) = await journey.Fill(initial, resource, null);
        var id = (string)(await TestApp.Body(await journey.Try(initial, Cast.Other, filled)))["id"]!;
        var number = (string)(await journey.Finish(id, initial, Cast.Other))["certificateNumber"]!;
        var unit = (string)(await journey.Certificate(number))!["unitNumber"]!;
        var form = await journey.Form("Pledge");
        var on = new Registered(resource, number, unit);
        var (_, pledge) = await journey.Fill(form, resource, on);
        pledge["counterparty"] = (await journey.Cast.IdOf(Cast.Holder)).ToString();
        id = (string)(await TestApp.Body(await journey.Try(form, Cast.Other, pledge)))["id"]!;
        (await journey.Finish(id, form, Cast.Other))["stage"].ShouldBeText("Registered");
        return on;
    }

    static async Task<string> Running(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        return (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
    }

    [Fact]
    public async Task A_merger_moves_rights_grants_burdens_claims_and_running_filings_of_every_unit_at_once()
    {
        await using var journey = await Journey.Start(Pack);
        var owed = await PledgedToHolder(journey);
        var units = await journey.Registrations(2);
        foreach (var (kind, on) in new[] { ("Licence", units[0]), ("Pledge", units[0]), ("Freeze", units[1]) })
            (await journey.Whole(await journey.Form(kind), on.Resource, on))["stage"].ShouldBeText("Registered");
        var (before, running) = (await journey.Unit(units[0].Unit), await Running(journey));
        var old = (await journey.Certificate(units[0].Certificate))!;

        var filing = await Succeed(journey, units[0], "SubjectEnded");
        filing["stage"].ShouldBeText("Registered");

        var (first, second, third) = (await journey.Unit(units[0].Unit), await journey.Unit(units[1].Unit), await journey.Unit(owed.Unit));
        var source = Standing(first, "rights").Single(r => r["parentId"] is null);
        ((string?)source["holderName"], (string?)source["id"]).ShouldBe(
            (Cast.Stranger, (string?)Standing(before, "rights").Single(r => r["parentId"] is null)["id"]), "the same right");
        var granted = Standing(first, "rights").Single(r => r["parentId"] is not null);
        ((string?)granted["holderName"], (string?)granted["parentId"]).ShouldBe((Cast.Other, (string?)source["id"]), "it binds on");
        Standing(first, "encumbrances").Select(e => ((string?)e["kind"], (string?)e["inFavourOf"])).ShouldBe([("Pledge", Cast.Other)]);
        Standing(second, "rights").Single()["holderName"].ShouldBeText(Cast.Stranger);
        Standing(second, "encumbrances").Single()["kind"].ShouldBeText("Freeze");
        Standing(third, "rights").Single()["holderName"].ShouldBeText(Cast.Other);
        Standing(third, "encumbrances").Single()["inFavourOf"].ShouldBeText(Cast.Stranger);

        await Certificates(journey, units, old, (string)filing["certificateNumber"]!);
        (await journey.Registry.Filing(running, await journey.Cast.Steward(Cast.Stranger)))["stage"].ShouldBeText("Submitted");
        await (await journey.Cast.Steward(Cast.Holder)).GetAsync($"/api/registration/filings/{running}")
            .ShouldBeRefused(404, "registration.no-such-filing");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>The successor's certificates last as long as the old ones did; that of the frozen right stays suspended.</summary>
    static async Task Certificates(Journey journey, IReadOnlyList<Registered> units, JsonObject old, string number)
    {
        var made = (await journey.Certificate(number))!;
        ((string?)made["holderName"], (string?)made["status"], (string?)made["replaces"], (string?)made["validUntil"])
            .ShouldBe((Cast.Stranger, "Valid", units[0].Certificate, (string?)old["validUntil"]));
        (await journey.Certificate(units[0].Certificate))!["status"].ShouldBeText("Superseded");
        var frozen = (await journey.Certificate(units[1].Certificate))!;
        frozen["status"].ShouldBeText("Superseded");
        var successor = (await journey.Certificate((string?)frozen["replacedBy"]))!;
        ((string?)successor["holderName"], (string?)successor["status"]).ShouldBe((Cast.Stranger, "Suspended"));
    }

    [Fact]
    public async Task A_division_moves_what_it_names_and_leaves_the_rest_with_a_certificate_of_its_own()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        var resource = await journey.Resource();
        var filing = await journey.Whole(form, resource, null, change: f => f["rights"] = new JsonArray(
            Sides.Claim("Initial", "Holding"), Sides.Claim("Initial", "ProductOperation")));
        var on = await Registered.Of(journey, resource, (string)filing["certificateNumber"]!);

        var divided = await Succeed(journey, on, "SubjectSplitOrMerged", "ProductOperation");
        divided["stage"].ShouldBeText("Registered");
        Standing(await journey.Unit(on.Unit), "rights").Select(r => ((string?)r["kind"], (string?)r["holderName"]))
            .ShouldBe([("Holding", Cast.Holder), ("ProductOperation", Cast.Stranger)], ignoreOrder: true);
        async Task<(string?, string?, string)> Attests(string number)
        {
            var certificate = (await journey.Certificate(number))!;
            return ((string?)certificate["holderName"], (string?)certificate["status"],
                string.Join(',', certificate["rights"]!.AsArray().Select(r => (string?)r!["kind"])));
        }
        (await Attests((string)divided["certificateNumber"]!)).ShouldBe((Cast.Stranger, "Valid", "ProductOperation"));
        (await Attests(on.Certificate!)).Item2.ShouldBe("Superseded");
        var own = (await TestApp.Body(await (await journey.Cast.Steward(Cast.Holder)).GetAsync("/api/registration/ledger")))
            ["certificates"]!.AsArray().Single(c => (string?)c!["status"] == "Valid")!;
        (await Attests((string)own["number"]!)).ShouldBe((Cast.Holder, "Valid", "Holding"));
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Without_the_others_end_or_division_declared_nobody_is_its_successor()
    {
        await using var journey = await Journey.Start("cn-anhui");
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Change");
        var (_, filled) = await journey.Fill(form, on.Resource, on);
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Holder)).ToString();
        await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(403, "registration.not-entitled");
        Standing(await journey.Unit(on.Unit), "rights").Single()["holderName"].ShouldBeText(Cast.Holder);
    }

    /// <summary>The successor proves it by a paper of its own and files alone; the former holder is told, and waited for until the
    /// end of the fifth working day.</summary>
    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task A_succession_is_proved_and_the_former_holder_could_have_contested_it(int days, bool over)
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var (id, form, filled) = await Filed(journey, on);
        var bare = filled.DeepClone().AsObject();
        foreach (var paper in bare["materials"]!.AsArray().Where(m => (string?)m!["key"] == "succession").ToList())
            bare["materials"]!.AsArray().Remove(paper);
        await journey.Try(form, Cast.Stranger, bare).ShouldBeRefused(400, "registration.material-missing");

        await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept");
        var shown = (await journey.Registry.Filing(id, await journey.Cast.Steward(Cast.Holder)))["succession"]!;
        var until = DateOnly.Parse((string)shown["until"]!, System.Globalization.CultureInfo.InvariantCulture);
        (until.DayNumber - LegalDay(journey)).ShouldBe(7);
        await journey.LetPass(days);
        var entering = RegistryApp.Try(await journey.Cast.Registrar(1), id, "enter");
        if (over) await TestApp.Done(await entering);
        else ((string?)(await entering.ShouldBeRefused(409, "registration.succession-notice"))["basis"]).ShouldBe("BJ-OPIN-2023 §6");
        Standing(await journey.Unit(on.Unit), "rights").Single()["holderName"].ShouldBeText(over ? Cast.Stranger : Cast.Holder);
    }

    [Fact]
    public async Task Contested_it_is_not_registered_until_the_former_holder_consents_after_all()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var (id, _, _) = await Filed(journey, on);
        var former = await journey.Cast.Steward(Cast.Holder);
        (await TestApp.Body(await former.GetAsync("/api/work")))["items"]!.AsArray().ShouldContain(i => (string?)i!["id"] == id);
        async Task<HttpResponseMessage> Contest(HttpClient by, string? reason) => await by.PostAsJsonAsync(
            $"/api/registration/filings/{id}/contest", new { reason });
        await Contest(former, " ").ShouldBeRefused(400, "registration.reason-required");
        await Contest(await journey.Cast.Steward(Cast.Other), "并无此事").ShouldBeRefused(404, "registration.no-such-filing");
        ((string?)(await TestApp.Body(await Contest(former, "我方并未注销")))["contested"]).ShouldBe("我方并未注销");
        var fact = (await journey.Registry.Facts("registration.succession-contested/1")).ShouldHaveSingleItem();
        fact.ToJsonString().ShouldNotContain("注销", customMessage: "its words stay out of evidence");

        await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept");
        await journey.LetPass(9);
        await RegistryApp.Try(await journey.Cast.Registrar(1), id, "enter").ShouldBeRefused(409, "registration.succession-contested");
        Standing(await journey.Unit(on.Unit), "rights").Single()["holderName"].ShouldBeText(Cast.Holder);
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Holder)).PostAsync($"/api/registration/filings/{id}/consent", null));
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        Standing(await journey.Unit(on.Unit), "rights").Single()["holderName"].ShouldBeText(Cast.Stranger);
    }

    static int LegalDay(Journey journey) => Kernel.LegalDay.Of(journey.App.Clock.Now).DayNumber;

    static async Task<(string Id, PackForm Form, JsonObject Filled)> Filed(Journey journey, Registered on)
    {
        var form = await journey.Form("Transfer", "SubjectEnded");
        var (_, filled) = await journey.Fill(form, on.Resource, on, f => f["counterparty"] = null);
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Holder)).ToString();
        return ((string)(await TestApp.Body(await journey.Try(form, Cast.Stranger, filled)))["id"]!, form, filled);
    }
}
