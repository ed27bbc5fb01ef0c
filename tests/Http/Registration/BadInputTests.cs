using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>Bad input on shipped packs: a clear refusal with code and article, the register as it was, the attempt a fact. Papers that
/// changed, edited packs, wrong roles: <see cref="AttemptTests"/>; late and too many objections: <see cref="ObjectionRegimeTests"/>; forged
/// certificates and foreign status lists: <see cref="RecognitionTests"/>.</summary>
public sealed class BadInputTests
{
    static async Task<List<string>> Attempts(Journey journey)
        => (await journey.Registry.Facts("registration.attempt-refused/1")).ConvertAll(f => (string)f["code"]!);

    [Fact]
    public async Task A_frozen_right_is_neither_transferred_nor_licensed_nor_pledged_nor_given_up()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        var on = (await journey.Registrations(1))[0];
        await journey.Whole(await journey.Form("Freeze"), on.Resource, on);
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        foreach (var kind in new[] { "Transfer", "Licence", "Pledge", "Cancellation" })
        {
            var form = await journey.Form(kind);
            var (applicant, filled) = await journey.Fill(form, on.Resource, on);
            (filled["certificate"], filled["unit"]) = (null, on.Unit);
            var refusal = await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.frozen");
            ((string?)refusal["basis"])!.ShouldContain("BJ-", customMessage: kind);
            if (kind == "Cancellation") continue;       // a suspended certificate may be named when it is given up
            (filled["certificate"], filled["unit"]) = (on.Certificate, null);
            await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.certificate-not-open");
        }
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
        (await Attempts(journey)).Distinct().ShouldBe(["registration.frozen", "registration.certificate-not-open"]);
    }

    [Fact]
    public async Task A_pledged_right_goes_to_nobody_before_its_pledgee_consents()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        var on = (await journey.Registrations(1))[0];
        await journey.Whole(await journey.Form("Pledge"), on.Resource, on);
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        var form = await journey.Form("Transfer");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Stranger)).ToString();
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Stranger)).PostAsync($"/api/registration/filings/{id}/consent", null));

        var registrar = await journey.Cast.Registrar();
        var refusal = await RegistryApp.Try(registrar, id, "accept").ShouldBeRefused(409, "registration.pledgee-consent");
        ((string?)refusal["basis"])!.ShouldContain("BJ-");
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
        (await Attempts(journey)).ShouldContain("registration.pledgee-consent");
        await TestApp.Done(await (await journey.Cast.Steward(Cast.Other)).PostAsync($"/api/registration/filings/{id}/consent", null));
        await RegistryApp.Take(registrar, id, "accept");
        await RegistryApp.Take(registrar, id, "enter");
        var unit = await journey.Unit(on.Unit);
        ((string?)unit["rights"]![0]!["holderName"], (string?)unit["encumbrances"]![0]!["status"]).ShouldBe((Cast.Stranger, "Standing"),
            "the pledge goes along");
    }

    /// <summary>The last character of a code and of a resident number checks the ones before it.</summary>
    [Theory]
    [InlineData("91110108MA0000000B")]
    [InlineData("91110108MA00000IO1")]
    [InlineData("110101199003077759")]
    [InlineData("110101199013077758")]
    [InlineData("11010119900307775")]
    public async Task A_credit_code_or_resident_number_that_does_not_check_identifies_nobody(string code)
    {
        await using var app = await RegistryApp.Start();
        var id = await app.Publicise();
        var refused = await app.Object(id, more: new JsonObject { ["code"] = code }).ShouldBeRefused(400, "registration.bad-identity");
        ((string?)refused["basis"]).ShouldBe("GB 32100-2015; GB 11643-1999");
        var filing = await app.Filing(id);
        ((string?)filing["stage"], filing["objections"]!.AsArray().Count).ShouldBe(("Publicised", 0));
        (await app.Facts("registration.attempt-refused/1")).Select(f => ((string?)f["code"], (string?)f["basis"]))
            .ShouldBe([("registration.bad-identity", "GB 32100-2015; GB 11643-1999")]);
        var organization = await (await app.App.Administrator()).PostAsJsonAsync("/api/parties/organizations",
            new { name = "丁公司", code, kind = "Enterprise" });
        ((int)organization.StatusCode).ShouldBe(400, "nor does it name an organization");
    }

    [Fact]
    public async Task Nobody_files_on_what_belongs_to_a_third_nor_for_both_sides()
    {
        await using var journey = await Journey.Start("cn-beijing-social");
        var on = (await journey.Registrations(1))[0];
        var before = (await journey.Unit(on.Unit)).ToJsonString();
        var form = await journey.Form("Transfer");
        var (_, filled) = await journey.Fill(form, on.Resource, on);
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Other)).ToString();
        ((string?)(await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(403, "registration.not-entitled"))["basis"])!
            .ShouldContain("BJ-");
        filled["counterparty"] = (await journey.Cast.IdOf(Cast.Holder)).ToString();
        await journey.Try(form, Cast.Holder, filled).ShouldBeRefused(404, "registration.no-such-party");
        (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
        (await Attempts(journey)).ShouldContain("registration.not-entitled");
    }

    [Fact]
    public async Task What_is_not_registered_yet_is_neither_licensed_nor_operated_under_authorization()
    {
        await using var journey = await Journey.Start("cn-beijing-public");
        var form = await journey.Form("Licence");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var refusal = await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.not-registered");
        ((string?)refusal["basis"]).ShouldBe("BJ-PUB-DRAFT §3（对纳入授权运营范围的公共数据资源实行登记管理）");
    }
}
