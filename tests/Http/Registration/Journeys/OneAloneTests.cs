using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>撤销登记 — GZ-ELREG-2023 art. 34, GD-REG-2023 art. 22, AH-REG-2023 art. 23, DL-REG-2023 art. 22: for listed reasons alone, and by
/// nobody alone. Where a paper knows no revocation, nobody revokes.</summary>
public sealed class OneAloneTests
{
    static async Task Untouched(Journey journey, Registered on)
    {
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Valid");
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Count.ShouldBe(1);
    }

    static async Task<HttpResponseMessage> Propose(Journey journey, Registered on, string? ground)
        => await (await journey.Cast.Registrar()).PostAsJsonAsync("/api/registration/filings/propose", new
        {
            pack = journey.Pack, kind = "Revocation", certificate = on.Certificate, reason = "查实", ground,
        });

    /// <summary>No address takes a step on a certificate itself.</summary>
    static async Task NoWayAround(Journey journey, Registered on)
    {
        foreach (var step in new[] { "revoke", "suspend", "restore", "cancel", "expire", "supersede" })
            (await (await journey.Cast.Registrar()).PostAsJsonAsync($"/api/registration/certificates/{on.Certificate}/{step}",
                new { reason = "查实" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, step);
        await Untouched(journey, on);
    }

    [Theory]
    [InlineData("cn-guizhou", "GZ-ELREG-2023 art. 34")]
    [InlineData("cn-guangdong", "GD-REG-2023 art. 22")]
    [InlineData("cn-anhui", "AH-REG-2023 art. 23")]
    [InlineData("cn-dali", "DL-REG-2023 art. 22")]
    [InlineData("cn-beijing-social", "BJ-OPIN-2023 §6")]
    public async Task No_registration_is_revoked_but_on_a_listed_ground_that_one_proposes_and_another_decides(string pack, string basis)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        await NoWayAround(journey, on);
        ((string)(await Propose(journey, on, null).ShouldBeRefused(400, "registration.ground-missing"))["basis"]!).ShouldStartWith(basis);
        await Propose(journey, on, "convenience").ShouldBeRefused(400, "registration.ground-unknown");
        await Untouched(journey, on);

        var grounds = (await journey.Form("Revocation")).View["grounds"]!.AsArray();
        var id = (string)(await TestApp.Body(await Propose(journey, on, (string)grounds[0]!["key"]!)))["id"]!;
        await RegistryApp.Try(await journey.Cast.Registrar(), id, "enter").ShouldBeRefused(403, "registration.separation");
        await Untouched(journey, on);
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Revoked");
        ((string?)(await journey.Unit(on.Unit))["entries"]!.AsArray()[^1]!["filingId"]).ShouldBe(id);
        await journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData("cn-guizhou")]
    [InlineData("cn-dali")]
    public async Task Two_who_propose_the_same_at_once_have_it_revoked_once(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var ground = (string)(await journey.Form("Revocation")).View["grounds"]!.AsArray()[0]!["key"]!;
        var (first, slower) = await journey.Race(() => Propose(journey, on, ground));
        var id = (string)(await TestApp.Body(first))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        if (slower.IsSuccessStatusCode)
        {
            var again = (string)(await TestApp.Body(slower))["id"]!;
            (await RegistryApp.Try(await journey.Cast.Registrar(1), again, "enter")).IsSuccessStatusCode.ShouldBeFalse();
        }
        else ((int)slower.StatusCode).ShouldBe(409);
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Revoked");
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Count.ShouldBe(2);
        await journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData("cn-shenzhen")]
    [InlineData("std-tjifa-003")]
    [InlineData("cn-beijing-ip")]
    public async Task Where_the_paper_knows_no_revocation_nobody_revokes(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        await NoWayAround(journey, on);
        await Propose(journey, on, "deceit").ShouldBeRefused(400, "registration.kind-not-offered");
        await Untouched(journey, on);
        await journey.App.ShouldBeWhole();
    }
}
