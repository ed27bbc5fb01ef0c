using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>依职权提出的材料 — a ground that is a judgment, an order or a decision is proposed with that paper, or not at all.</summary>
public sealed class ProposedPaperTests
{
    public static TheoryData<string, string, string, string, string> Named => new()
    {
        { "cn-dali", "Revocation", "judgment", "decision", "DL-REG-2023 art. 22(3)" },
        { "cn-dali", "Freeze", "judgment", "decision", "DL-REG-2023 art. 22(3)" },
        { "cn-anhui", "Revocation", "judgment", "decision", "AH-REG-2023 art. 23(3)" },
        { "cn-beijing-social", "Freeze", "court", "order", "BJ-ZONE-2023 art. 10" },
        { "cn-guizhou", "Cancellation", "no-successor", "extinction", "GZ-ELREG-2023 art. 33" },
        { "cn-shenzhen", "Cancellation", "judgment", "evidence", "SZ-REG-2023 art. 19(2)" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public async Task What_the_registry_proposes_on_a_paper_brings_that_paper_as_a_file(
        string pack, string kind, string ground, string key, string basis)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form(kind);
        var registrar = await journey.Cast.Registrar();
        async Task<HttpResponseMessage> Propose(params object[] materials) => await registrar.PostAsJsonAsync(
            "/api/registration/filings/propose", new
            {
                pack, kind, certificate = on.Certificate, reason = "查实", ground, materials,
                circumstances = form.View["routes"]!.AsArray().First(r => (string?)r!["procedure"] == "ByRegistry")!["all"],
            });
        ((string)(await Propose().ShouldBeRefused(400, "registration.material-missing"))["basis"]!).ShouldStartWith(basis);
        await Propose(new { key, text = "判决书" }).ShouldBeRefused(400, "registration.paper-needed");
        var others = await ProcedureDriver.Upload(await journey.Cast.Steward(Cast.Other), "他人的文书.pdf", key);
        await Propose(new { key, uploadSha256 = others }).ShouldBeRefused(400, "registration.material-unknown");
        await Propose(new { key = "nonsense", text = "文书" }).ShouldBeRefused(400, "registration.material-unknown");
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Valid");
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Count.ShouldBe(1);

        var own = await ProcedureDriver.Upload(registrar, "生效文书.pdf", key);
        var id = (string)(await TestApp.Body(await Propose(new { key, uploadSha256 = own })))["id"]!;
        var handed = (await journey.Registry.Filing(id, registrar))["materials"]!.AsArray().Single()!;
        ((string?)handed["key"], (string?)handed["sha256"]).ShouldBe((key, own));
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        await journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData("cn-dali", "Revocation", "deceit")]
    [InlineData("cn-anhui", "Revocation", "incident")]
    public async Task A_ground_that_is_no_paper_is_proposed_with_its_reason_alone(string pack, string kind, string ground)
    {
        await using var journey = await Journey.Start(pack);
        var on = (await journey.Registrations(1))[0];
        var proposed = await TestApp.Body(await (await journey.Cast.Registrar()).PostAsJsonAsync("/api/registration/filings/propose",
            new { pack, kind, certificate = on.Certificate, reason = "查实", ground }));
        ((string?)proposed["stage"]).ShouldBe("Proposed");
    }
}
