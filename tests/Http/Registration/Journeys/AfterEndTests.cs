using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>施行期满 — under every shipped pack that has a last day: everything on that day; on the next, what its register still keeps true of
/// what stands, and nothing else, which is said with what to do.</summary>
public sealed class AfterEndTests
{
    static readonly Dictionary<FilingKind, FilingKind> First = new()
    {
        [FilingKind.Release] = FilingKind.Pledge, [FilingKind.Unfreeze] = FilingKind.Freeze,
    };

    public static TheoryData<string> Packs => [.. ShippedClock.Packs.Where(p => p.Rules.EffectiveTo is not null).Select(p => p.Id)];

    static Task To(Journey journey, DateOnly day) => journey.LetPass(day.DayNumber - LegalDay.Of(journey.App.Clock.Now).DayNumber);

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task On_the_last_day_all_is_filed_and_on_the_next_what_keeps_the_register_true_and_nothing_else(string pack)
    {
        var rules = ShippedClock.Packs.Single(p => p.Id == pack).Rules;
        var (last, after) = (rules.EffectiveTo!.Value, rules.AfterEnd!);
        await using var journey = await Journey.Start(pack, today: $"{last.AddDays(-130):yyyy-MM-dd}");
        var goesOn = after.Value.ToList();
        var over = rules.Filings.Keys.Where(k => k is not FilingKind.Initial && !goesOn.Contains(k)).ToList();
        var on = (await journey.Registrations(goesOn.Count + 1)).ToList();
        foreach (var (kind, i) in goesOn.Select((k, i) => (k, i)))
            if (First.TryGetValue(kind, out var first))
            {
                await journey.Whole(await journey.Form($"{first}"), on[i].Resource, on[i]);
                on[i] = on[i] with { Pledged = first is FilingKind.Pledge };
            }
        await To(journey, last);
        var (running, form, applicant) = await Filed(journey);

        await To(journey, last.AddDays(1));
        await Refused(journey, FilingKind.Initial, null);
        foreach (var kind in over) await Refused(journey, kind, on[^1]);
        foreach (var (kind, registered) in goesOn.Zip(on)) await Goes(journey, $"{kind}", registered);
        ((string?)(await journey.Finish(running, form, applicant))["stage"]).ShouldBe("Registered", "it was filed in time");
        await journey.App.ShouldBeWhole();
    }

    static async Task<(string Id, PackForm Form, string Applicant)> Filed(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        return ((string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!, form, applicant);
    }

    static async Task Refused(Journey journey, FilingKind kind, Registered? on)
    {
        var rules = ShippedClock.Packs.Single(p => p.Id == journey.Pack).Rules;
        var before = on is null ? null : (await journey.Unit(on.Unit)).ToJsonString();
        var form = await journey.Form($"{kind}");
        var (applicant, other) = Sides.Of(form, on);
        var filled = form.Fill(journey.Today);
        (filled["certificate"], filled["resourceId"]) = (on?.Certificate, on is null ? $"{await journey.Resource()}" : null);
        if (other is not null) filled["counterparty"] = $"{await journey.Cast.IdOf(other)}";
        var refusal = await journey.Try(form, applicant, filled).ShouldBeRefused(404, "registration.no-rules");
        ((string?)refusal["basis"]).ShouldBe(rules.AfterEnd!.Basis, $"{kind}");
        ((string)refusal["zh"]!).ShouldContain($"{rules.EffectiveTo:yyyy-MM-dd}");
        ((string)refusal["instead"]!).ShouldContain("对已登记的权利仍可办理");
        if (on is not null) (await journey.Unit(on.Unit)).ToJsonString().ShouldBe(before);
    }

    static async Task Goes(Journey journey, string kind, Registered on)
    {
        var (form, before) = (await journey.Form(kind), await journey.Unit(on.Unit));
        var filing = await journey.Whole(form, on.Resource, on);
        ((string?)filing["stage"]).ShouldBe("Registered", $"{journey.Pack} {kind}");
        await Effects.Check(journey, form, on, filing, before);
    }

    [Fact]
    public async Task Whoever_is_to_take_over_a_right_opens_an_account_and_everybody_is_told_that_the_rules_have_ended()
    {
        await using var journey = await Journey.Start("cn-beijing-ip", today: "2026-11-30");
        var steward = await journey.App.SignIn("丁数据公司", Role.Steward);
        async Task<JsonObject> Pack() => (await journey.App.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs"))!
            .Single(p => (string?)p!["id"] == "cn-beijing-ip")!.AsObject();
        ((bool)(await Pack())["ended"]!).ShouldBeFalse("the last day");
        await journey.LetPass(1);
        var pack = await Pack();
        ((bool)pack["ended"]!, (string?)pack["afterEnd"]!["basis"], (bool)pack["afterEnd"]!["open"]!)
            .ShouldBe((true, "BJ-IP-2023 art. 41", true));
        steward = await journey.App.SignIn("丁数据公司", Role.Steward);
        await TestApp.Done(await steward.PostAsJsonAsync("/api/registration/accounts", new { pack = "cn-beijing-ip" }));
        var account = (await TestApp.Body(await steward.GetAsync("/api/registration/accounts")))["items"]![0]!;
        ((string?)account["pack"]).ShouldBe("cn-beijing-ip", "what it belongs to has a name still");
    }

    [Fact]
    public async Task Before_a_register_begins_one_is_told_from_when_on_it_files()
    {
        await using var app = await RegistryApp.Start("2023-10-31", account: false);
        var refusal = await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = "cn-dali" })
            .ShouldBeRefused(404, "registration.no-rules");
        ((string)refusal["zh"]!).ShouldContain("自 2023-11-01 起施行");
        await app.App.AdvanceTo("2023-11-01");
        await app.SignInAgain();
        ((string?)(await Opening.Open(app.App, app.Steward, "cn-dali"))["status"]).ShouldBe("Open");
    }
}
