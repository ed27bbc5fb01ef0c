using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>第三方 — who does not hold a right acts on its registration by an effective judgment, or not at all
/// (T/TJIFA 003—2022 §6.4.5.3).</summary>
public sealed class ThirdPartyTests
{
    const string Pack = "std-tjifa-003";

    static async Task<(PackForm Form, JsonObject Filled)> Filed(
        Journey journey, string kind, Registered on, string? ground, params string[] circumstances)
    {
        var form = await journey.Form(kind, circumstances);
        var (_, filled) = await journey.Fill(form, on.Resource, on, f => f["ground"] = ground);
        return (form, filled);
    }

    [Fact]
    public async Task Without_an_effective_judgment_no_third_party_has_it_cancelled()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        foreach (var ground in new[] { "own", "judgment" })
        {
            var (form, filled) = await Filed(journey, "Cancellation", on, ground);
            ((string?)(await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(403, "registration.not-entitled"))["basis"])
                .ShouldNotBeNull().ShouldContain("§6.4.5.3");
        }
        var (judged, without) = await Filed(journey, "Cancellation", on, "judgment", "EffectiveJudgment");
        without["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == "judgment");
        ((string?)(await journey.Try(judged, Cast.Stranger, without).ShouldBeRefused(400, "registration.material-missing"))["basis"])
            .ShouldBe("TJIFA-003-2022 §6.4.5.3");
        (await journey.Certificate(on.Certificate))!["status"].ShouldBeText("Valid");
    }

    [Fact]
    public async Task The_holders_own_ground_is_open_to_the_holder_alone()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var (judged, filled) = await Filed(journey, "Cancellation", on, "own", "EffectiveJudgment");
        ((string?)(await journey.Try(judged, Cast.Stranger, filled).ShouldBeRefused(403, "registration.not-entitled"))["basis"])
            .ShouldBe("TJIFA-003-2022 §6.4.5.1");
        var (form, own) = await Filed(journey, "Cancellation", on, "judgment");
        await journey.Try(form, Cast.Holder, own).ShouldBeRefused(403, "registration.not-entitled");
        own["ground"] = "own";
        var id = (string)(await TestApp.Body(await journey.Try(form, Cast.Holder, own)))["id"]!;
        (await journey.Finish(id, form, Cast.Holder))["stage"].ShouldBeText("Registered");
        (await journey.Certificate(on.Certificate))!["status"].ShouldBeText("Cancelled");
    }

    [Fact]
    public async Task With_an_effective_judgment_a_third_party_has_it_cancelled()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var (form, filled) = await Filed(journey, "Cancellation", on, "judgment", "EffectiveJudgment");
        var id = (string)(await TestApp.Body(await journey.Try(form, Cast.Stranger, filled)))["id"]!;
        (await journey.Finish(id, form, Cast.Stranger))["stage"].ShouldBeText("Registered");
        (await journey.Certificate(on.Certificate))!["status"].ShouldBeText("Cancelled");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>What the register says of a right is corrected by its holder; others object to it.</summary>
    [Theory]
    [InlineData("cn-beijing-social")]
    [InlineData("cn-beijing-public")]
    public async Task Nobody_corrects_what_is_registered_of_another(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var (form, filled) = await Filed(journey, "Correction", on, null);
        await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(403, "registration.not-entitled");
        var (judged, without) = await Filed(journey, "Correction", on, null, "EffectiveJudgment");
        without["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == "judgment");
        await journey.Try(judged, Cast.Stranger, without).ShouldBeRefused(400, "registration.material-missing");
        (await Filed(journey, "Objection", on, null)).Form.By.ShouldBe(["Interested"]);
    }
}
