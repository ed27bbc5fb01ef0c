using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>大理州数据资产登记管理办法 as it is shipped, article by article, through the register.</summary>
public sealed class DaliRegisterTests
{
    const string Pack = "cn-dali";

    static async Task<(string? Code, string? Basis)> Without(Journey journey, PackForm form, string applicant, JsonObject filled,
        string part, string key)
    {
        var lacking = filled.DeepClone().AsObject();
        if (part == "fields") lacking["fields"]!.AsObject().Remove(key);
        else lacking["materials"]!.AsArray().RemoveAll(m => (string?)m!["key"] == key);
        var reply = JsonNode.Parse(await (await journey.Try(form, applicant, lacking)).Content.ReadAsStringAsync())!;
        return ((string?)reply["code"], (string?)reply["basis"]);
    }

    /// <summary>art. 13: 涉及登记内容变更的，除提供前款资料外，还应当提交变更事情说明书或相关证明材料.</summary>
    [Theory]
    [InlineData("Change", "ObjectChanged")]
    [InlineData("Transfer", "ResourceObject")]
    public async Task A_change_of_what_is_registered_brings_the_first_papers_again_beside_the_statement(string kind, string circumstance)
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var form = kind == "Change" ? await journey.Form(kind, circumstance) : await journey.Form(kind);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        foreach (var (part, key, basis) in new[]
        {
            ("fields", "industry", "DL-REG-2023 art. 13(3)"), ("fields", "span", "DL-REG-2023 art. 13(3)"),
            ("materials", "lawful-source", "DL-REG-2023 art. 13(4)"),
        })
            (await Without(journey, form, applicant, filled, part, key)).ShouldBe(
                (part == "fields" ? "registration.field-missing" : "registration.material-missing", basis), $"{kind} {key}");
        (await Without(journey, form, applicant, filled, "materials", "statement")).Code.ShouldBe("registration.material-missing");
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        (await journey.Finish(id, form, applicant))["stage"].ShouldBeText("Registered");
    }

    /// <summary>art. 11: a change of particulars asks for no more than its own three papers.</summary>
    [Fact]
    public async Task A_change_of_particulars_brings_none_of_them()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Change");
        form.Materials.Select(m => (string)m["key"]!).ShouldBe(["identity", "statement"]);
        form.Fields.Select(f => (string)f["key"]!).ShouldBe(["reason", "when", "effect"]);
        (await journey.Whole(form, on.Resource, on))["stage"].ShouldBeText("Registered");
    }

    /// <summary>art. 13: 在与登记机构衔接互认的交易场所中获得……的，无需重复提交上述第二到第五条材料.</summary>
    [Fact]
    public async Task What_was_got_at_a_recognized_venue_is_proved_by_its_voucher_and_spares_items_two_to_five()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial", "RecognizedVenue", "ResourceObject");
        form.Materials.Select(m => (string)m["key"]!).ShouldBe(["application", "venue"]);
        form.Fields.Select(f => (string)f["key"]!).ShouldBe(["scenario"], "the information table is item 3");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        (await Without(journey, form, applicant, filled, "materials", "venue")).Code.ShouldBe("registration.material-missing",
            "nobody says so without a voucher");
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        (await journey.Finish(id, form, applicant))["stage"].ShouldBeText("Registered");
    }

    /// <summary>art. 17: 在登记申请批准之前，登记主体可以随时请求撤回申请.</summary>
    [Fact]
    public async Task A_filing_is_withdrawn_at_any_time_before_it_is_approved_and_not_afterwards()
    {
        await using var journey = await Journey.Start(Pack);
        var form = await journey.Form("Initial");
        var stages = new List<string>();
        for (var steps = 0; ; steps++)
        {
            var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
            var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
            for (var step = 0; step < steps; step++) (await journey.Take(id, form, applicant)).ShouldBeTrue();
            var stage = (string)(await journey.Registry.Filing(id, await journey.Cast.Registrar()))["stage"]!;
            var steward = await journey.Cast.Steward(applicant);
            if (stage == "Publicised")
            {
                await RegistryApp.Try(steward, id, "withdraw", "不再申请").ShouldBeRefused(409, "registration.step-not-open");
                break;
            }
            stages.Add(stage);
            await RegistryApp.Try(await journey.Cast.Steward(Cast.Stranger), id, "withdraw", "不再申请")
                .ShouldBeRefused(404, "registration.no-such-filing");
            (await RegistryApp.Take(steward, id, "withdraw", "不再申请"))["stage"].ShouldBeText("Withdrawn");
        }
        stages.ShouldBe(["UnderReview", "SubstantiveReview", "DecisionAwaited"]);
    }

    /// <summary>art. 12: 登记主体申请注销登记时，应当了结其相关业务.</summary>
    [Fact]
    public async Task Nothing_is_cancelled_that_is_suspended_nor_without_a_ground_and_the_word_that_its_business_is_settled()
    {
        await using var journey = await Journey.Start(Pack);
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form("Cancellation");
        form.View["grounds"]!.AsArray().Select(g => (string?)g!["basis"]).ShouldBe(
            ["DL-REG-2023 art. 12(1)", "DL-REG-2023 art. 12(2)", "DL-REG-2023 art. 12(3)", "DL-REG-2023 art. 12(4)"]);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["ground"] = null);
        await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.ground-missing");
        filled["ground"] = "right-ended";
        (await Without(journey, form, applicant, filled, "materials", "settled")).ShouldBe(
            ("registration.material-missing", "DL-REG-2023 art. 12（应当了结其相关业务）"));

        var freeze = await journey.Form("Freeze");
        await journey.Whole(freeze, on.Resource, on);
        ((string?)(await journey.Try(form, applicant, filled).ShouldBeRefused(409, "registration.frozen"))["basis"])
            .ShouldBe("DL-REG-2023 art. 22");
        await journey.Whole(await journey.Form("Unfreeze"), on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        (await journey.Finish(id, form, applicant))["stage"].ShouldBeText("Registered");
        (await journey.Certificate(on.Certificate))!["status"].ShouldBeText("Cancelled");
    }
}
