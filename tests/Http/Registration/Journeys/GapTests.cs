using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>AH-REG-2023 art. 20 on the shipped pack: taken with gaps where the main papers are right; what is promised follows in time, or
/// the filing lapses as the applicant was told.</summary>
public sealed class GapTests
{
    static async Task<(string Id, PackForm Form, string Applicant, Guid Resource)> Promised(Journey journey)
    {
        var (form, resource) = (await journey.Form("Initial"), await journey.Resource());
        var (applicant, filled) = await journey.Fill(form, resource, null, f =>
        {
            f["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == "source");
            f["promised"] = new JsonArray("source");
        });
        return ((string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!, form, applicant, resource);
    }

    static async Task<HttpResponseMessage> Supplement(HttpClient by, string id, string key) => await by.PostAsJsonAsync(
        $"/api/registration/filings/{id}/supplement",
        new { materials = new[] { new { key, uploadSha256 = await ProcedureDriver.Upload(by, "采集协议及接口日志.pdf", key) } } });

    [Fact]
    public async Task Accepted_with_gaps_and_supplemented_in_time_it_reaches_the_register()
    {
        await using var journey = await Journey.Start("cn-anhui");
        var (id, form, applicant, resource) = await Promised(journey);
        var registrar = await journey.Cast.Registrar();
        var told = (await journey.Registry.Filing(id, await journey.Cast.Steward(applicant)))["gaps"]!;
        (string.Join(',', told["materials"]!.AsArray().Select(m => (string?)m)), (string?)told["zh"])
            .ShouldBe(("source", "逾期未补交的，本次申请失效，可以重新申请。"));

        await RegistryApp.Try(registrar, id, "accept").ShouldBeRefused(400, "registration.material-missing");
        var taken = await RegistryApp.Take(registrar, id, "accept-with-gaps", "主要材料齐全");
        ((string?)taken["stage"], (string?)taken["clock"]!["deadline"]).ShouldBe(("SupplementAwaited", "Supplement"));
        ((string?)taken["clock"]!["basis"])!.ShouldContain("AH-REG-2023 art. 20");
        var steward = await journey.Cast.Steward(applicant);
        await Supplement(steward, id, "compliance-report").ShouldBeRefused(400, "registration.material-unknown");
        var words = new { materials = new[] { new { key = "source", text = "采集协议及接口日志" } } };
        ((string?)(await steward.PostAsJsonAsync($"/api/registration/filings/{id}/supplement", words)
            .ShouldBeRefused(400, "registration.paper-needed"))["basis"]).ShouldBe("AH-REG-2023 art. 13(4)");
        (await TestApp.Body(await Supplement(steward, id, "source")))["stage"].ShouldBeText("UnderReview");

        var filing = await journey.Finish(id, form, applicant);
        filing["stage"].ShouldBeText("Registered");
        filing["gaps"].ShouldBeNull();
        await Registered.Of(journey, resource, (string?)filing["certificateNumber"]);
        ((string?)(await journey.Certificate((string?)filing["certificateNumber"]))!["status"]).ShouldBe("Valid");
    }

    [Fact]
    public async Task Not_supplemented_by_the_last_day_it_lapses_and_may_be_filed_anew()
    {
        await using var journey = await Journey.Start("cn-anhui");
        var (id, form, applicant, resource) = await Promised(journey);
        var taken = await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept-with-gaps", "主要材料齐全");
        var due = DateOnly.Parse((string)taken["clock"]!["dueOn"]!, System.Globalization.CultureInfo.InvariantCulture);
        await journey.LetPass(due.DayNumber - Kernel.LegalDay.Of(journey.App.Clock.Now).DayNumber);
        (await journey.Registry.StageOf(journey, id)).ShouldBe("SupplementAwaited", "the last day");
        await journey.LetPass(1);
        (await journey.Registry.StageOf(journey, id)).ShouldBe("Lapsed");
        await Supplement(await journey.Cast.Steward(applicant), id, "source").ShouldBeRefused(409, "registration.step-not-open");

        var (_, again) = await journey.Fill(form, resource, null);
        id = (string)(await TestApp.Body(await journey.Try(form, applicant, again)))["id"]!;
        (await journey.Finish(id, form, applicant))["stage"].ShouldBeText("Registered");
    }

    [Fact]
    public async Task A_main_paper_is_not_promised()
    {
        await using var journey = await Journey.Start("cn-anhui");
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null, f =>
        {
            f["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == "commitment");
            f["promised"] = new JsonArray("commitment");
        });
        var refused = await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.not-deferrable");
        ((string?)refused["basis"])!.ShouldContain("AH-REG-2023 art. 20");
    }
}
