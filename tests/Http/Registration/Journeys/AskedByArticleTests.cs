using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>Every statement and every paper that an article asks for, kind by kind: without it the filing is refused with that very
/// article.</summary>
public sealed class AskedByArticleTests
{
    [Theory]
    [InlineData("cn-guizhou", "GZ-ELREG-2023 art. 13(3)", "GZ-ELREG-2023 art. 24(3)", "GZ-ELREG-2023 art. 30(2)",
        "GZ-ELREG-2023 art. 32(3)")]
    [InlineData("cn-guangdong", "GD-REG-2023 art. 17(2)", "GD-REG-2023 art. 19(1)", "GD-REG-2023 art. 21(1)")]
    [InlineData("cn-shenzhen", "SZ-REG-2023 art. 15(4)", "SZ-REG-2023 art. 16(4)", "SZ-REG-2023 art. 17(3)", "SZ-REG-2023 art. 18(2)")]
    [InlineData("cn-beijing-public", "BJ-OPIN-2023 §9")]
    [InlineData("cn-beijing-ip", "BJ-IP-2023 art. 2", "BJ-IP-2023 art. 17", "BJ-IP-2023 art. 25", "BJ-IP-2023 art. 28")]
    [InlineData("cn-anhui", "AH-REG-2023 art. 13(4)", "AH-REG-2023 art. 14(3)", "AH-REG-2023 art. 15(3)", "AH-REG-2023 art. 16(3)")]
    [InlineData("std-tjifa-003", "TJIFA-003-2022 §6.1.2")]
    public async Task Without_any_one_of_what_an_article_asks_for_nothing_is_taken_and_the_article_is_named(
        string pack, params string[] among)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var named = new List<string>();
        foreach (var kind in await Kinds(journey))
        {
            string[][] cases = kind == "Initial" ? [["ResourceObject", "Collected", "Authorized"], []] : [[]];
            foreach (var circumstances in cases)
                if (await Possible(journey, kind, circumstances) is { } form && !Sides.ByRegistry(form))
                    named.AddRange(await Lacking(journey, form, kind == "Initial" ? null : on));
        }
        foreach (var basis in among) named.ShouldContain(b => b.StartsWith(basis, StringComparison.Ordinal), $"{pack}: {basis}");
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Count.ShouldBe(1);
        await journey.App.ShouldBeWhole();
    }

    static async Task<List<string>> Kinds(Journey journey)
    {
        var packs = JsonNode.Parse(await journey.App.Anyone.GetStringAsync("/api/registration/packs"))!.AsArray();
        return [.. packs.Single(p => (string?)p!["id"] == journey.Pack)!["filings"]!.AsArray().Select(k => (string)k!["kind"]!)];
    }

    /// <summary>Only what the form lets one declare.</summary>
    static async Task<PackForm?> Possible(Journey journey, string kind, string[] circumstances)
    {
        var form = await journey.Form(kind);
        var declarable = form.View["circumstances"]!.AsArray().Select(c => (string)c!["key"]!).ToList();
        var possible = circumstances.Where(declarable.Contains).ToArray();
        return circumstances.Length > 0 && possible.Length == 0 ? null : possible.Length == 0 ? form
            : await journey.Form(kind, possible);
    }

    static async Task<List<string>> Lacking(Journey journey, PackForm form, Registered? on)
    {
        var named = new List<string>();
        var resource = on?.Resource ?? await journey.Resource();
        var (applicant, whole) = await journey.Fill(form, resource, on);
        foreach (var field in form.Fields)
        {
            var without = whole.DeepClone().AsObject();
            without["fields"]!.AsObject().Remove((string)field["key"]!);
            named.Add(await Refused(journey, form, applicant, without, "registration.field-missing", field));
        }
        foreach (var material in form.Materials)
        {
            var without = whole.DeepClone().AsObject();
            without["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == (string?)material["key"]);
            named.Add(await Refused(journey, form, applicant, without, "registration.material-missing", material));
        }
        return named;
    }

    static async Task<string> Refused(Journey journey, PackForm form, string applicant, JsonObject without, string code, JsonObject asked)
    {
        var refusal = await journey.Try(form, applicant, without).ShouldBeRefused(400, code);
        ((string?)refusal["basis"]).ShouldBe((string?)asked["basis"], $"{journey.Pack} {form.Kind} {asked["key"]}");
        return (string)asked["basis"]!;
    }
}
