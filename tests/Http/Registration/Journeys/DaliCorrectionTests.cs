using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>DL-REG-2023 art. 19 on the shipped pack: what is to be mended is told once, all of it; whoever mends it within five working
/// days goes on, whoever does not is not registered.</summary>
public sealed class DaliCorrectionTests
{
    const string Told = "申请表未盖章；来源证明缺第二页";

    sealed record Case(Journey Journey, string Id, PackForm Form, string Applicant, JsonObject Filled, DateOnly Last);

    /// <summary>Told on the Monday before New Year: the holiday, and the Sunday worked for it, lie in the five days.</summary>
    static async Task<Case> Asked(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var asked = await RegistryApp.Take(await journey.Cast.Registrar(), id, "request-correction", Told);
        var clock = asked["clock"]!;
        ((string?)clock["deadline"], (string?)clock["dueOn"], (string?)clock["basis"])
            .ShouldBe(("Correction", "2026-01-06", "DL-REG-2023 art. 19"));
        return new(journey, id, form, applicant, filled, new(2026, 1, 6));
    }

    static Task<Journey> Start() => Journey.Start("cn-dali", today: "2025-12-29");

    static Task To(Case on, DateOnly day) => on.Journey.LetPass(day.DayNumber - LegalDay.Of(on.Journey.App.Clock.Now).DayNumber);

    static async Task<HttpResponseMessage> Correct(Case on)
    {
        var filer = await on.Journey.Filer(on.Form, on.Applicant);
        return await filer.PostAsJsonAsync($"/api/registration/filings/{on.Id}/correct", await Remedies.Papers(filer, on.Filled));
    }

    static async Task<string?> Stage(Case on)
        => (string?)(await on.Journey.Registry.Filing(on.Id, await on.Journey.Cast.Registrar()))["stage"];

    static async Task<List<string>> Attempts(Journey journey)
        => (await journey.Registry.Facts("registration.attempt-refused/1")).ConvertAll(f => $"{f["code"]} {f["basis"]}");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task What_is_mended_by_the_last_day_is_looked_at_again_and_nothing_more_is_asked_for(int day)
    {
        await using var journey = await Start();
        var on = await Asked(journey);
        await To(on, on.Last.AddDays(day));
        (await Stage(on)).ShouldBe("CorrectionAwaited");
        await TestApp.Done(await Correct(on));
        (await Stage(on)).ShouldBe("UnderReview");

        var registrar = await journey.Cast.Registrar();
        var refused = await RegistryApp.Try(registrar, on.Id, "request-correction", "还缺授权委托书")
            .ShouldBeRefused(409, "registration.correction-once");
        ((string?)refused["basis"]).ShouldBe("DL-REG-2023 art. 19（一次性书面告知）");
        ((string?)refused["instead"]).ShouldBe("请作出通过或者不通过的决定。");
        (await Stage(on)).ShouldBe("UnderReview");
        (await Attempts(journey)).ShouldBe(["registration.correction-once DL-REG-2023 art. 19（一次性书面告知）"]);
        (await journey.Registry.Facts("registration.step/1")).Count(f => (string?)f["step"] == "RequestCorrection").ShouldBe(1);

        (await journey.Finish(on.Id, on.Form, on.Applicant))["stage"].ShouldBeText("Registered");
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task What_is_not_mended_by_the_last_day_is_not_registered_on_the_next_and_may_be_filed_anew()
    {
        await using var journey = await Start();
        var on = await Asked(journey);
        await To(on, on.Last.AddDays(1));
        (await Stage(on)).ShouldBe("Refused");
        var refused = await Correct(on).ShouldBeRefused(409, "registration.step-not-open");
        ((string)refused["basis"]!).ShouldContain("DL-REG-2023 art. 19");
        (await Attempts(journey)).Single().ShouldStartWith("registration.step-not-open DL-REG-2023 art. 19");
        (await journey.Registry.Facts("registration.entered/1")).ShouldBeEmpty("the register knows nothing of it");
        var last = (await journey.Registry.Facts("registration.step/1"))[^1];
        ((string?)last["to"], (string?)last["actor"]).ShouldBe(("Refused", "Time"), "the paper decides it, nobody's act");

        var (_, again) = await journey.Fill(on.Form, Guid.Parse((string)on.Filled["resourceId"]!), null);
        var id = (string)(await TestApp.Body(await journey.Try(on.Form, on.Applicant, again)))["id"]!;
        (await journey.Finish(id, on.Form, on.Applicant))["stage"].ShouldBeText("Registered");
    }

    /// <summary>The last day is over at midnight in Beijing, whether or not the server has counted the day yet.</summary>
    [Fact]
    public async Task After_midnight_nothing_is_mended_even_before_time_has_acted()
    {
        await using var journey = await Journey.Start("cn-dali", RegistryApp.NothingInTheBackground, "2025-12-29");
        var on = await Asked(journey);
        var steward = await journey.Cast.Steward(on.Applicant);
        journey.App.Clock.Advance(LegalDay.Start(on.Last.AddDays(1)) - TimeSpan.FromSeconds(1) - journey.App.Clock.Now);
        steward = await journey.Cast.Steward(on.Applicant);
        var whole = await Remedies.Papers(steward, on.Filled);
        journey.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var refused = await steward.PostAsJsonAsync($"/api/registration/filings/{on.Id}/correct", whole)
            .ShouldBeRefused(409, "registration.term-over");
        ((string?)refused["basis"]).ShouldBe("DL-REG-2023 art. 19");
        ((string)refused["zh"]!).ShouldContain("2026-01-06");
        await journey.App.Settle();
        (await Stage(on)).ShouldBe("Refused");
    }
}
