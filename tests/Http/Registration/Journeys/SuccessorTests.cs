using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>承继在各规则包 — in every register whose subjects may end, whoever succeeds one gets its rights by the kind of filing that the pack
/// names for it, alone, and on a paper that proves it.</summary>
public sealed class SuccessorTests
{
    public static TheoryData<string> Packs => JourneyTests.Packs;
    public static TheoryData<string> OfPersons => ["cn-anhui", "cn-dali", "cn-guizhou", "cn-shenzhen"];

    static RegistrationRules Rules(string pack)
        => RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For(pack)!.Rules;

    /// <summary>By which kind the rights go over; null where nobody succeeds.</summary>
    static FilingKind? Moving(RegistrationRules rules) => new[] { FilingKind.Transfer, FilingKind.Change }
        .Where(k => rules.Filings.TryGetValue(k, out var of) && of.By.Value.Contains(FilingParty.Successor)).Cast<FilingKind?>()
        .FirstOrDefault();

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Whoever_succeeds_the_holder_gets_its_rights_with_their_duties(string pack)
    {
        var rules = Rules(pack);
        if (Moving(rules) is not { } kind)
        {
            (pack, rules.Succession).ShouldBe(("std-zj-1329", null), "one organization confirms its own assets: nobody else files");
            return;
        }
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var pledged = rules.Filings.ContainsKey(FilingKind.Pledge);
        if (pledged) (await journey.Whole(await journey.Form("Pledge"), on.Resource, on))["stage"].ShouldBeText("Registered");

        (await Succeed(journey, kind, on, Cast.Holder))["stage"].ShouldBeText("Registered", pack);
        var unit = await journey.Unit(on.Unit);
        Standing(unit, "rights").Single()["holderName"].ShouldBeText(Cast.Stranger);
        if (pledged) Standing(unit, "encumbrances").Single()["inFavourOf"].ShouldBeText(Cast.Other, "the pledge goes along");
        if (on.Certificate is { } number) ((string?)(await journey.Certificate(number))!["status"]).ShouldNotBe("Valid");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>DL-REG-2023 art. 12(2) names it; the other three name natural persons as subjects, who die as well.</summary>
    [Theory]
    [MemberData(nameof(OfPersons))]
    public async Task A_natural_persons_rights_go_to_its_successor_at_death(string pack)
    {
        await using var journey = await Journey.Start(pack);
        await TestApp.Done(await NaturalPersonTests.Enter(journey.App, NaturalPersonTests.Number()));
        var certificate = await NaturalPersonTests.Certified(journey);
        var on = new Registered(Guid.Parse(((string)certificate["resourceUrn"]!)[^36..]), (string)certificate["number"]!,
            (string)certificate["unitNumber"]!);

        (await Succeed(journey, FilingKind.Transfer, on, NaturalPersonTests.Person))["stage"].ShouldBeText("Registered", pack);
        Standing(await journey.Unit(on.Unit), "rights").Single()["holderName"].ShouldBeText(Cast.Stranger);
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldNotBe("Valid");
        await journey.App.ShouldBeWhole();
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task Nobody_succeeds_without_a_paper_that_proves_it(string pack)
    {
        if (Moving(Rules(pack)) is not { } kind) return;
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var (form, filled) = await Filled(journey, kind, on, Cast.Holder);
        // GD-REG-2023 art. 19(1) says itself what proves a merger or division: the decision on it.
        var paper = form.Materials.First(m => (string?)m["key"] is "succession" or "decision");
        var proof = filled["materials"]!.AsArray().Single(m => (string?)m!["key"] == (string?)paper["key"])!.AsObject();
        proof.Remove("uploadSha256");
        proof["text"] = "我方已承继其全部权利义务。";
        ((string?)(await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(400, "registration.paper-needed"))["basis"])
            .ShouldBe((string?)paper["basis"]);
        filled["materials"]!.AsArray().Remove(proof);
        await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(400, "registration.material-missing");
    }

    static List<JsonObject> Standing(JsonObject unit, string part)
        => [.. unit[part]!.AsArray().Select(r => r!.AsObject()).Where(r => (string?)r["status"] == "Standing")];

    /// <summary>What the successor files: the former holder is the other side, and has ended or gone up in it.</summary>
    static async Task<(PackForm Form, JsonObject Filled)> Filled(Journey journey, FilingKind kind, Registered on, string former)
    {
        var only = Rules(journey.Pack).Of(kind).OnlyWhen?.Value ?? [];
        var circumstance = only.Contains(Circumstance.SubjectSplitOrMerged) ? "SubjectSplitOrMerged" : "SubjectEnded";
        var form = await journey.Form($"{kind}",
            [.. only.Contains(Circumstance.ResourceObject) ? ["ResourceObject"] : Array.Empty<string>(), circumstance]);
        var id = (await journey.Cast.IdOf(former)).ToString();
        var (_, filled) = await journey.Fill(form, on.Resource, on, f =>
        {
            (f["counterparty"], f["rights"]) = (id, new JsonArray());
        }, Cast.Stranger);
        return (form, filled);
    }

    /// <summary>The former holder is told and, being no more, says nothing until the day it is waited for has passed.</summary>
    static async Task<JsonObject> Succeed(Journey journey, FilingKind kind, Registered on, string former)
    {
        var (form, filled) = await Filled(journey, kind, on, former);
        var id = (string)(await TestApp.Body(await journey.Try(form, Cast.Stranger, filled)))["id"]!;
        var told = (await journey.Registry.Filing(id, await journey.Cast.Registrar()))["succession"]!;
        var until = DateOnly.Parse((string)told["until"]!, CultureInfo.InvariantCulture);
        await journey.LetPass(until.DayNumber + 1 - Kernel.LegalDay.Of(journey.App.Clock.Now).DayNumber);
        return await journey.Finish(id, form, Cast.Stranger);
    }
}
