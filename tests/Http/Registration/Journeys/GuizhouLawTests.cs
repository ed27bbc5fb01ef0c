using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>贵州省数据要素登记服务管理办法（试行） — its articles one by one, on the shipped pack over HTTP.</summary>
public sealed class GuizhouLawTests
{
    const string Pack = "cn-guizhou";

    static async Task<(Journey Journey, Registered On)> Registration(string today = "2024-03-04")
    {
        var journey = await Journey.Start(Pack, today: today);
        return (journey, (await journey.Registrations(1))[0]);
    }

    static async Task<JsonArray> Notices(Journey journey)
        => (await TestApp.Body(await journey.App.Anyone.GetAsync("/api/public/notices")))["items"]!.AsArray();

    static async Task<JsonObject> Filing(Journey journey, string id) => await journey.Registry.Filing(id, await journey.Cast.Registrar());

    static async Task<string> File(Journey journey, PackForm form, Registered on, Action<JsonObject>? change = null)
    {
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, change);
        return (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
    }

    static async Task<HttpResponseMessage> Propose(Journey journey, Registered on, string? ground, params string[] circumstances)
    {
        var registrar = await journey.Cast.Registrar();
        var award = await ProcedureDriver.Upload(registrar, "裁决书.pdf", "extinction");
        return await registrar.PostAsJsonAsync("/api/registration/filings/propose", new
        {
            pack = Pack, kind = "Cancellation", certificate = on.Certificate, reason = "仲裁裁决确认权利灭失", ground, circumstances,
            materials = new[] { new { key = "extinction", uploadSha256 = award } },
        });
    }

    /// <summary>第十八条 审核未通过的，登记服务机构自做出决定之日起3个工作日内通知登记主体，并说明原因.</summary>
    [Fact]
    public async Task A_refusal_is_told_within_three_working_days_of_the_decision_for_which_the_paper_sets_no_time()
    {
        await using var journey = await Journey.Start(Pack, today: "2026-03-02");
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.UpTo("Approve", id, form, applicant);
        var clock = (await Filing(journey, id))["clock"]!;
        ((string?)clock["deadline"], (bool)clock["open"]!, (int)clock["length"]!)
            .ShouldBe(("Decision", true, 5), "the paper gives no time");

        await RegistryApp.Take(await journey.Cast.Registrar(), id, "disapprove", "来源存疑");
        var end = (await Filing(journey, id))["end"]!;
        ((string?)end["on"], (string?)end["toldBy"]).ShouldBe(("2026-03-02", "2026-03-05"));
        ((string)end["toldBasis"]!).ShouldStartWith("GZ-ELREG-2023 art. 18");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第十九条 公示时间为30个工作日; 第二十八条 登记主体可以向登记服务机构申请匿名化公示，保护商业秘密.</summary>
    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task A_trade_by_hand_is_publicised_thirty_working_days_and_named_to_nobody_where_the_sides_asked_for_it(string anonymous)
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var form = await journey.Form("Trade");
        var id = await File(journey, form, on, f => f["fields"]!["anonymous"] = anonymous);
        await journey.TakeAll(id, form, Cast.Holder);
        var filing = await Filing(journey, id);
        ((string?)filing["stage"], (int?)filing["clock"]?["length"], (bool?)filing["clock"]?["open"])
            .ShouldBe(("Publicised", 30, false), "第二十一条: 通过公示期且无异议的，获得凭证");
        ((string?)(await TestApp.Body(await journey.App.Anyone.GetAsync($"/api/public/publicity/{id}")))["applicantName"])
            .ShouldBe(anonymous == "yes" ? null : Cast.Holder);

        var number = (string)(await journey.Finish(id, form, Cast.Holder))["certificateNumber"]!;
        await Names(journey, number, anonymous == "yes" ? null : Cast.Other, Cast.Holder);
        var lines = await journey.App.Anyone.GetStringAsync("/api/public/register?register=cn-guizhou");
        (JsonNode.Parse(lines)!["items"]![0]!["holders"]!.GetValue<string>().Contains(Cast.Other)).ShouldBe(anonymous == "no");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>Neither side's name is on the page, or in what can be fetched from it; who has the certificate in hand sees both.</summary>
    static async Task Names(Journey journey, string number, string? shown, string holder)
    {
        var path = $"/api/public/certificates/{number}";
        var page = await TestApp.Body(await journey.App.Anyone.GetAsync(path));
        if (shown is not null)
        {
            page.ToJsonString(Json.Plain).ShouldContain(shown);
            ((bool)page["withheld"]!).ShouldBeFalse();
            return;
        }
        ((string?)page["holderName"], (string?)page["holderCode"], (bool)page["withheld"]!).ShouldBe(("（匿名）", "", true));
        foreach (var name in new[] { Cast.Holder, Cast.Other }) page.ToJsonString(Json.Plain).ShouldNotContain(name);
        await journey.App.Anyone.GetAsync($"{path}/credential.json").ShouldBeRefused(403, "registration.certificate-withheld");
        var many = await journey.App.Anyone.PostAsync("/api/public/certificates/verify-many", new StringContent(number));
        (await many.Content.ReadAsStringAsync()).ShouldNotContain(holder);
        var token = ((string)page["credentialSha256"]!)[..16];
        (await journey.App.Anyone.GetStringAsync($"{path}?h={token}")).ShouldContain(Cast.Other);
    }

    /// <summary>第二十九条 登记主体可以向登记服务机构申请匿名化公示.</summary>
    [Fact]
    public async Task A_trust_has_the_same_right_to_be_shown_anonymously()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var form = await journey.Form("Trust");
        var id = await File(journey, form, on, f => f["fields"]!["anonymous"] = "yes");
        var number = (string)(await journey.Finish(id, form, Cast.Holder))["certificateNumber"]!;
        (await TestApp.Body(await journey.App.Anyone.GetAsync($"/api/public/publicity/{id}")))["applicantName"].ShouldBeNull();
        await Names(journey, number, null, Cast.Holder);
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第二十八条第三款: who signed elsewhere does not pass over publicity by saying otherwise.</summary>
    [Fact]
    public async Task That_it_was_signed_here_only_the_platform_says()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var form = await journey.Form("Trade");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f =>
        {
            (f["circumstances"], f["signedHere"]) = (new JsonArray("SignedHere"), true);
        });
        await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.circumstance-unknown");
        filled["circumstances"] = new JsonArray();
        var filed = await journey.Try(form, applicant, filled);
        if (!filed.IsSuccessStatusCode) return;
        var id = (string)(await TestApp.Body(filed))["id"]!;
        await journey.TakeAll(id, form, applicant);
        ((string?)(await Filing(journey, id))["stage"]).ShouldBe("Publicised");
    }

    /// <summary>第三十三条 如无新权利主体，则由登记服务机构进行注销登记、作废凭证及在线公示.</summary>
    [Fact]
    public async Task Where_nobody_succeeds_the_registry_cancels_by_two_people_and_the_public_is_told_what_is_void()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        await Propose(journey, on, "no-successor").ShouldBeRefused(400, "registration.no-case");
        await Propose(journey, on, "no-successor", "RightExtinguished").ShouldBeRefused(400, "registration.no-case");
        await Propose(journey, on, null, "RightExtinguished", "NoSuccessor").ShouldBeRefused(400, "registration.ground-missing");
        await Propose(journey, on, "own", "RightExtinguished", "NoSuccessor").ShouldBeRefused(400, "registration.ground-unknown");
        (await Notices(journey)).ShouldBeEmpty();

        var proposed = await TestApp.Body(await Propose(journey, on, "no-successor", "RightExtinguished", "NoSuccessor"));
        var id = (string)proposed["id"]!;
        await RegistryApp.Try(await journey.Cast.Registrar(), id, "enter").ShouldBeRefused(403, "registration.separation");
        await RegistryApp.Take(await journey.Cast.Registrar(1), id, "enter");
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Cancelled");
        (await journey.Unit(on.Unit))["rights"]!.AsArray().ShouldAllBe(r => (string?)r!["status"] == "Ended");
        var notices = await Notices(journey);
        notices.Select(n => (string?)n!["number"]).ShouldContain(on.Certificate);
        notices.ShouldAllBe(n => (string?)n!["status"] == "Cancelled" && ((string)n["basis"]!).StartsWith("GZ-ELREG-2023 art. 33"));
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task A_holder_cancels_at_its_own_wish_and_begins_nothing_in_the_registrys_name()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var form = await journey.Form("Cancellation");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["ground"] = "no-successor");
        await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.ground-unknown");
        (filled["ground"], filled["circumstances"]) = ("own", new JsonArray("RightExtinguished", "NoSuccessor"));
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        ((string?)(await Filing(journey, id))["stage"]).ShouldBe("Submitted", "not Proposed: that is the registry's to do");
        ((string?)(await journey.Finish(id, form, applicant))["stage"]).ShouldBe("Registered");
        (await Notices(journey)).Count.ShouldBeGreaterThan(0);
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第三十五条 期满未办理续证手续的，由登记服务机构进行注销登记并予以公告.</summary>
    [Fact]
    public async Task What_nobody_renewed_is_cancelled_the_day_after_its_last_and_the_public_is_told()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var last = DateOnly.Parse((string)(await journey.Certificate(on.Certificate))!["validUntil"]!,
            System.Globalization.CultureInfo.InvariantCulture);
        await To(journey, last);
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Valid");
        (await Notices(journey)).ShouldBeEmpty();

        await journey.LetPass(1);
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Cancelled");
        var unit = await journey.Unit(on.Unit);
        var entry = unit["entries"]!.AsArray()[^1]!;
        ((string?)entry["kind"], (string?)entry["filingId"]).ShouldBe(("Cancellation", null), "an entry that nobody filed");
        unit["rights"]!.AsArray().ShouldAllBe(r => (string?)r!["status"] == "Ended");
        (await Notices(journey)).Count.ShouldBe(2, "数据要素登记凭证、数据用益凭证");
        await journey.LetPass(3);
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Count.ShouldBe(2, "once");
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task A_renewal_that_is_being_looked_at_when_the_term_ends_is_waited_for()
    {
        var (journey, on) = await Registration();
        await using var all = journey;
        var last = DateOnly.Parse((string)(await journey.Certificate(on.Certificate))!["validUntil"]!,
            System.Globalization.CultureInfo.InvariantCulture);
        await To(journey, last.AddDays(-3));
        var form = await journey.Form("Renewal");
        var id = await File(journey, form, on);
        await To(journey, last.AddDays(2));
        ((string?)(await journey.Certificate(on.Certificate))!["status"]).ShouldBe("Expired");
        var renewed = (string)(await journey.Finish(id, form, Cast.Holder))["certificateNumber"]!;
        var certificate = (await journey.Certificate(renewed))!;
        ((string?)certificate["status"], (string?)certificate["validUntil"]).ShouldBe(("Valid", last.AddYears(2).ToString("yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture)), "自上一届有效期满日起算");
        await journey.LetPass(2);
        (await journey.Unit(on.Unit))["rights"]!.AsArray().ShouldAllBe(r => (string?)r!["status"] == "Standing");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第三十七条第二款 对数据交易的对象进行登记有效性检验，确保数据交易活动真实有效.</summary>
    [Fact]
    public async Task What_is_signed_about_a_registration_that_does_not_stand_is_not_entered()
    {
        await using var signed = await SignedCase.Start();
        await signed.Hand();
        await RegistryApp.OfItsOwnAccord(signed.Journey.App, Pack, "Revocation", signed.On.Certificate!);
        await signed.Journey.App.Settle();
        (await signed.State()).ShouldBe("Barred");
        (await signed.Trade())["barredBy"].ShouldBeText("registration.certificate-not-open");
        (await signed.Trades()).ShouldBeEmpty();
        await signed.Journey.App.ShouldBeWhole();
    }

    static Task To(Journey journey, DateOnly day)
        => journey.LetPass(day.DayNumber - Yuanliu.Kernel.LegalDay.Of(journey.App.Clock.Now).DayNumber);
}
