using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Every kind of filing that a shipped pack offers, over HTTP to its end: what it does to the register, what it is refused for,
/// and what becomes of the second of two who take the same step.</summary>
public sealed class JourneyTests
{
    public static TheoryData<string> Packs => [.. RegistrationPacks
        .Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).All.Select(p => p.Id)];

    /// <summary>What has to stand on the register before this can be filed.</summary>
    static readonly Dictionary<string, string> After = new()
    {
        ["Release"] = "Pledge", ["Unfreeze"] = "Freeze", ["Restoration"] = "Revocation",
    };

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Every_kind_a_pack_offers_reaches_the_register_and_does_what_its_paper_says(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var kinds = await Kinds(journey);
        var others = kinds.Where(k => k != "Initial").OrderBy(k => k is "Renewal" or "AnnualReview").ToList();
        var registered = await journey.Registrations(others.Count + 1);
        await First(journey, registered[^1]);
        if (kinds.Contains("Revocation")) await Part(journey, registered[^1]);

        var faults = new List<string>();
        foreach (var (kind, on) in others.Zip(registered))
            try
            {
                await One(journey, kind, await Begun(journey, kind, on));
            }
            catch (ShouldAssertException fault) { faults.Add($"{kind}: {fault.Message}"); }
        faults.ShouldBeEmpty();
        await journey.App.ShouldBeWhole();
    }

    static async Task<List<string>> Kinds(Journey journey)
        => [.. (await journey.App.Anyone.GetFromJsonAsync<JsonArray>("/api/registration/packs"))!
            .Single(p => (string?)p!["id"] == journey.Pack)!["filings"]!.AsArray().Select(k => (string)k!["kind"]!)];

    static async Task First(Journey journey, Registered on)
    {
        var unit = await journey.Unit(on.Unit);
        var right = unit["rights"]!.AsArray().Single()!;
        ((string?)right["holderName"], (string?)right["status"], right["parentId"]).ShouldBe((Cast.Holder, "Standing", null));
        ((string?)unit["entries"]!.AsArray().Single()!["kind"]).ShouldBe("Initial");
        if (on.Certificate is { } number) ((string?)(await journey.Certificate(number))!["status"]).ShouldBe("Valid");
        await Refused(journey, "Initial", null);
    }

    static async Task<Registered> Begun(Journey journey, string kind, Registered on)
    {
        if (!After.TryGetValue(kind, out var first)) return on;
        await journey.Whole(await journey.Form(first), on.Resource, on);
        return on with { Pledged = first == "Pledge" };
    }

    static async Task One(Journey journey, string kind, Registered on)
    {
        await Refused(journey, kind, on);
        var form = await journey.Form(kind);
        await Opens(journey, form, on);
        var before = await journey.Unit(on.Unit);
        var filing = await journey.Whole(form, on.Resource, on, race: true);
        ((string?)filing["stage"]).ShouldBe("Registered", $"{journey.Pack} {kind}");
        journey.Raced.ShouldContain(kind, "two writers met");
        await Effects.Check(journey, form, on, filing, before);
    }

    /// <summary>撤销部分: what is left stands with its own certificate; where the paper knows no part, none is taken.</summary>
    static async Task Part(Journey journey, Registered on)
    {
        var form = await journey.Form("Revocation");
        void OneItem(JsonObject f) => f["rights"] = new JsonArray(new JsonObject
        {
            ["kind"] = form.Right(derived: false), ["scope"] = "车主信息", ["items"] = new JsonArray("owner"),
        });
        if (!(bool)form.View["partial"]!)
        {
            var (applicant, filled) = await journey.Fill(form, on.Resource, on, OneItem);
            await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.partial-not-allowed");
            return;
        }
        ((string?)(await journey.Whole(form, on.Resource, on, change: OneItem))["stage"]).ShouldBe("Registered");
        var right = (await journey.Unit(on.Unit))["rights"]!.AsArray().Single()!;
        ((string?)right["status"]).ShouldBe("Standing");
        right["reach"]!["items"]!.AsArray().Select(i => (string?)i).ShouldBe(["station"]);
        var old = (await journey.Certificate(on.Certificate))!;
        ((string?)old["status"], (string?)(await journey.Certificate((string?)old["replacedBy"]))!["status"]).ShouldBe(
            ("Superseded", "Valid"), journey.Pack);
    }

    /// <summary>Where one may file only from a day on: refused before, and then it is that day.</summary>
    static async Task Opens(Journey journey, PackForm form, Registered on)
    {
        if (form.View["events"]!.AsArray().FirstOrDefault(e => (bool)e!["opens"]!) is not { } opens) return;
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var early = await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.filed-early");
        ((string?)early["basis"]).ShouldBe((string?)opens["basis"]);
        var until = DateOnly.Parse((string)(await journey.Certificate(on.Certificate))!["validUntil"]!, CultureInfo.InvariantCulture);
        var days = until.AddDays(-7).DayNumber - LegalDay.Of(journey.App.Clock.Now).DayNumber;
        await journey.LetPass(days);
    }

    /// <summary>The same filing with one thing missing that its paper asks for, refused with that very article.</summary>
    static async Task Refused(Journey journey, string kind, Registered? on)
    {
        var form = await journey.Form(kind);
        var ((code, basis), lacking) = Lacking(form);
        var (who, whole) = await journey.Fill(form, on?.Resource ?? await journey.Resource(), on, lacking);
        var refusal = await journey.Try(form, who, whole).ShouldBeRefused(400, code);
        if (basis is not null) ((string?)refusal["basis"]).ShouldBe(basis, $"{journey.Pack} {kind}");
    }

    static ((string Code, string? Basis) Refusal, Action<JsonObject> Change) Lacking(PackForm form)
    {
        if (!Sides.ByRegistry(form) && form.Fields is [var field, ..])
            return (("registration.field-missing", (string)field["basis"]!), f => f["fields"]!.AsObject().Remove((string)field["key"]!));
        if (!Sides.ByRegistry(form) && form.Materials.FirstOrDefault(m => m["statement"] is null) is { } paper)
            return (("registration.material-missing", (string)paper["basis"]!),
                f => f["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == (string?)paper["key"]));
        if (form.View["onlyWhenBasis"] is { } cases)
            return (("registration.no-case", (string)cases!), f => f["circumstances"] = new JsonArray());
        return form.View["grounds"]!.AsArray().Count > 0 ? (("registration.ground-missing", form.Basis), f => f["ground"] = null)
            : (("registration.reason-required", null), f => f["reason"] = " ");
    }
}
