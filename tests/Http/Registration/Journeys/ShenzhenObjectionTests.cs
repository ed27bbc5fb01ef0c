using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>SZ-REG-2023 art. 20 on the shipped pack: noted on the certificate and proved to the objector when it is accepted; fifteen
/// calendar days to bring the court's or the arbitral body's notice; lapsed, it is not taken again on the same ground.</summary>
public sealed class ShenzhenObjectionTests
{
    [Fact]
    public async Task Accepted_it_stands_on_the_certificate_and_is_proved_and_without_suit_both_are_over_on_the_sixteenth_day()
    {
        await using var journey = await Journey.Start("cn-shenzhen");
        var on = (await journey.Registrations(1))[0];
        var (form, registrar) = (await journey.Form("Objection"), await journey.Cast.Registrar());
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        (await journey.Certificate(on.Certificate))!["encumbrances"]!.AsArray().ShouldBeEmpty("not before it is accepted");
        var accepted = await RegistryApp.Take(registrar, id, "accept");
        var due = DateOnly.Parse(journey.Today, System.Globalization.CultureInfo.InvariantCulture).AddDays(15);
        ((string?)accepted["clock"]!["deadline"], (string?)accepted["clock"]!["dueOn"], (string?)accepted["clock"]!["unit"])
            .ShouldBe(("Litigation", due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "CalendarDays"));

        ((string?)(await journey.Certificate(on.Certificate))!["encumbrances"]!.AsArray().Single()!["kind"]).ShouldBe("Objection");
        var number = (string?)(await journey.Registry.Filing(id, await journey.Cast.Steward(Cast.Stranger)))["certificateNumber"];
        var proof = (await journey.Certificate(number))!;
        ((string?)proof["title"], (string?)proof["holderName"], (string?)proof["status"]).ShouldBe(("异议登记证明", Cast.Stranger, "Valid"));

        await journey.LetPass(15);
        (await journey.Registry.StageOf(journey, id)).ShouldBe("Marked", "the fifteenth day");
        await journey.LetPass(1);
        (await journey.Registry.StageOf(journey, id)).ShouldBe("Lapsed");
        (await journey.Certificate(on.Certificate))!["encumbrances"]!.AsArray().ShouldBeEmpty();
        ((string?)(await journey.Certificate(number))!["status"]).ShouldBe("Cancelled");
        var again = await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.objection-lapsed");
        ((string?)again["basis"])!.ShouldContain("SZ-REG-2023 art. 20");
    }

    [Fact]
    public async Task Suit_is_reported_with_the_papers_the_article_names_and_not_by_word()
    {
        await using var journey = await Journey.Start("cn-shenzhen");
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Objection");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "accept");
        var objector = await journey.Cast.Steward(Cast.Stranger);
        await RegistryApp.Try(objector, id, "report-suit", "已起诉").ShouldBeRefused(400, "registration.material-missing");
        var wrong = await ProcedureDriver.Upload(objector, "其他.pdf", "evidence");
        ((string?)(await objector.PostAsJsonAsync($"/api/registration/filings/{id}/report-suit", new { papers = new[] { wrong } })
            .ShouldBeRefused(400, "registration.material-missing"))["basis"])!.ShouldContain("SZ-REG-2023 art. 20");
        await journey.LetPass(15);
        objector = await journey.Cast.Steward(Cast.Stranger);
        var notice = await ProcedureDriver.Upload(objector, "受理通知书.pdf", "suit");
        await TestApp.Done(await objector.PostAsJsonAsync($"/api/registration/filings/{id}/report-suit",
            new { papers = new[] { notice } }));
        await journey.LetPass(100);
        (await journey.Registry.StageOf(journey, id)).ShouldBe("InLitigation", "a court takes its own time");
    }

    [Fact]
    public async Task Who_disposes_of_it_meanwhile_is_told_of_the_objection_and_signs_to_bear_the_risk_word_for_word()
    {
        await using var journey = await Journey.Start("cn-shenzhen");
        var on = (await journey.Registrations(1))[0];
        var (who, objection) = await journey.Fill(await journey.Form("Objection"), on.Resource, on);
        var mark = (string)(await TestApp.Body(await journey.Try(await journey.Form("Objection"), who, objection)))["id"]!;
        await RegistryApp.Take(await journey.Cast.Registrar(), mark, "accept");

        var form = await journey.Form("Transfer");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var (steward, other) = (await journey.Cast.Steward(applicant), await journey.Cast.Steward(
            applicant == Cast.Holder ? Cast.Other : Cast.Holder));
        await TestApp.Done(await other.PostAsync($"/api/registration/filings/{id}/consent", null));
        ((string?)(await RegistryApp.Try(await journey.Cast.Registrar(), id, "accept")
            .ShouldBeRefused(409, "registration.commitment-missing"))["basis"])!.ShouldContain("SZ-REG-2023 art. 20");

        var path = $"/api/registration/filings/{id}";
        var notice = await TestApp.Body(await steward.GetAsync($"{path}/objection-notice"));
        ((string?)notice["objectionFiling"], (string?)notice["since"], (bool)notice["signed"]!).ShouldBe((mark, journey.Today, false));
        await steward.PostAsJsonAsync($"{path}/commit", new { text = "知道了" }).ShouldBeRefused(400, "registration.commitment-differs");
        await (await journey.Cast.Steward(Cast.Stranger)).PostAsJsonAsync($"{path}/commit", new { text = (string?)notice["text"] })
            .ShouldBeRefused(404, "registration.no-such-filing");
        await TestApp.Done(await steward.PostAsJsonAsync($"{path}/commit", new { text = (string?)notice["text"] }));
        (await journey.Registry.Facts("registration.commitment-signed/1")).Count.ShouldBe(1);
        ((string?)(await journey.Finish(id, form, applicant))["stage"]).ShouldBe("Registered");
        ((string?)(await journey.Unit(on.Unit))["encumbrances"]!.AsArray().Single()!["status"]).ShouldBe("Standing",
            "the objection goes with the right");
    }
}

static class StageNow
{
    public static async Task<string> StageOf(this RegistryApp app, Journey journey, string id)
        => (string)(await app.Filing(id, await journey.Cast.Registrar()))["stage"]!;
}
