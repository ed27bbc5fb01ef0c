using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>深圳市数据产权登记管理暂行办法 — its articles one by one, on the shipped pack over HTTP.</summary>
public sealed class ShenzhenLawTests
{
    /// <summary>第十九条 如无新权利主体，可由登记机构进行注销.</summary>
    [Fact]
    public async Task What_nobody_succeeds_to_two_of_the_registry_cancel_and_no_applicant_does_in_its_name()
    {
        await using var journey = await Journey.Start("cn-shenzhen");
        var two = await journey.Registrations(2);
        var (on, other) = (two[0], two[1]);
        var proof = await ProcedureDriver.Upload(await journey.Cast.Registrar(), "灭失证明.pdf", "evidence");
        async Task<HttpResponseMessage> Propose(params string[] circumstances) => await (await journey.Cast.Registrar()).PostAsJsonAsync(
            "/api/registration/filings/propose", new
            {
                pack = journey.Pack, kind = "Cancellation", certificate = on.Certificate, reason = "生效判决", ground = "judgment",
                circumstances, materials = new[] { new { key = "evidence", uploadSha256 = proof } },
            });
        await Propose().ShouldBeRefused(400, "registration.no-case");
        var id = (string)(await TestApp.Body(await Propose("RightExtinguished", "NoSuccessor")))["id"]!;
        await RegistryApp.Try(await journey.Cast.Registrar(), id, "enter").ShouldBeRefused(403, "registration.separation");
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Cancelled");

        var form = await journey.Form("Cancellation");
        var (applicant, filled) = await journey.Fill(form, other.Resource, other, f =>
        {
            (f["circumstances"], f["ground"]) = (new JsonArray("RightExtinguished", "NoSuccessor"), null);
        });
        var filing = await TestApp.Body(await journey.Try(form, applicant, filled));
        ((string?)filing["stage"]).ShouldBe("Submitted", "an applicant needs no ground of the registry's, and begins nothing in its name");
        ((string?)(await journey.Finish((string)filing["id"]!, form, applicant))["stage"]).ShouldBe("Registered");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>GD-REG-2023 art. 27, GZ-ELREG-2023 art. 11, SZ-REG-2023 art. 14: whoever is not known to a register files nothing in
    /// it.</summary>
    [Theory]
    [InlineData("cn-guangdong")]
    [InlineData("cn-guizhou")]
    [InlineData("cn-shenzhen")]
    public async Task Who_has_no_account_in_a_register_files_nothing_in_it(string pack)
    {
        await using var journey = await Journey.Start(pack);
        var form = await journey.Form("Initial");
        var (_, filled) = await journey.Fill(form, await journey.Resource(), null);
        var outsider = await journey.App.SignIn("丁数据公司", Role.Steward);
        await outsider.PostAsJsonAsync("/api/registration/filings", filled).ShouldBeRefused(409, "registration.no-account");
    }
}
