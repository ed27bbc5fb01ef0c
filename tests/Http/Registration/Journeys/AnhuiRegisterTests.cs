using System.Net.Http.Json;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>安徽省数据资源登记管理办法（征求意见稿） as it is shipped, article by article, through the register.</summary>
public sealed class AnhuiRegisterTests
{
    const string Pack = "cn-anhui";

    /// <summary>art. 19(1), 10(1): 应当接入数据资源特征信息；抽取数据特征等信息进行上链保存.</summary>
    [Fact]
    public async Task No_holding_is_registered_without_the_features_of_the_data_and_they_stand_on_the_log()
    {
        await using var journey = await Journey.Start(Pack);
        var (form, catalog) = (await journey.Form("Initial"), journey.Registry.Catalog);
        var resource = catalog.Add(await journey.Cast.IdOf(Cast.Holder), "尚未探查的资源");
        var (applicant, filled) = await journey.Fill(form, resource, null);
        ((string?)(await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.features-missing"))["basis"])
            .ShouldNotBeNull().ShouldStartWith("AH-REG-2023 art. 19(1)");
        (await journey.Registry.Facts("registration.features-entered/1")).ShouldBeEmpty();

        catalog.Print(resource, Enumerable.Range(0, 20));
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.App.Settle();
        var fact = (await journey.Registry.Facts("registration.features-entered/1")).Single();
        ((string?)fact["filing"], (string?)fact["resource"], (string?)fact["method"]).ShouldBe((id, $"{resource}", "test/1"));
        ((string)fact["rowsSha256"]!).Length.ShouldBe(64);
    }

    /// <summary>art. 7(3), 8: the applicant's own resource, and three rights, of which the source gives the first.</summary>
    [Fact]
    public async Task Only_ones_own_confirmed_data_is_registered_and_only_with_the_rights_of_the_article()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        form.View["rights"]!.AsArray().Select(r => ((string?)r!["kind"], (string?)r["basis"])).ShouldBe(
            [("Holding", "AH-REG-2023 art. 8"), ("ProcessingAndUse", "AH-REG-2023 art. 8"), ("ProductOperation", "AH-REG-2023 art. 8")]);
        var resource = await journey.Resource();
        var (applicant, filled) = await journey.Fill(form, resource, null);
        await journey.Try(form, Cast.Stranger, filled).ShouldBeRefused(404, "registration.no-such-resource");
        journey.Registry.Catalog.Change(resource, c => c with { Confirmed = false });
        ((string?)(await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.resource-not-confirmed"))["basis"])
            .ShouldBe("AH-REG-2023 art. 7(3)");
    }

    /// <summary>art. 11(4): 不应当与委托审查的登记申请人存在利益关联.</summary>
    [Fact]
    public async Task A_body_that_is_tied_to_the_applicant_makes_no_report_for_it()
    {
        await using var journey = await Journey.Start(Pack);
        var (form, resource, steward) = (await journey.Form("Initial"), await journey.Resource(), await journey.Cast.Steward(Cast.Holder));
        var body = await journey.Cast.IdOf(Cast.Body);
        await TestApp.Done(await steward.PostAsJsonAsync("/api/registration/interests", new { otherId = body, nature = "Shareholding" }));
        ((string?)(await steward.PostAsJsonAsync("/api/registration/review-orders", new
        {
            pack = Pack, kind = "Compliance", bodyId = body, resourceId = resource, filing = form.Kind,
        }).ShouldBeRefused(403, "registration.not-independent"))["basis"]).ShouldBe("AH-REG-2023 art. 11(4)");
    }

    /// <summary>art. 30: one electronic register, in which each resource has one number for all that becomes of it.</summary>
    [Fact]
    public async Task All_that_becomes_of_a_resource_stands_under_one_number_in_one_register()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        on.Unit.ShouldStartWith("AHSJ-DJ-2024-");
        await journey.Whole(await journey.Form("Licence"), on.Resource, on);
        await journey.Whole(await journey.Form("Change"), on.Resource, on);
        await journey.App.Settle();
        (await journey.Unit(on.Unit))["entries"]!.AsArray().Select(e => (string?)e!["kind"]).ShouldBe(["Initial", "Licence", "Change"],
            ignoreOrder: true);
        var lines = await TestApp.Body(await (await journey.Cast.Registrar()).GetAsync($"/api/registration/register?register={Pack}"));
        lines["items"]!.AsArray().Single()!["number"].ShouldBeText(on.Unit);
    }
}
