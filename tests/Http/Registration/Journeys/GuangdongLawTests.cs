using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

/// <summary>广东省数据资产合规登记规则（草案） — its articles one by one, on the shipped pack over HTTP.</summary>
public sealed class GuangdongLawTests
{
    static readonly JsonObject Evidence = new()
    {
        ["papers"] = new JsonArray(new JsonObject { ["name"] = "权属证明.pdf", ["content"] = Convert.ToBase64String([1, 2, 3]) }),
    };

    static async Task<string> Publicised(Journey journey)
    {
        var form = await journey.Form("Initial");
        var (applicant, filled) = await journey.Fill(form, await journey.Resource(), null);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        await journey.TakeAll(id, form, applicant);
        ((string?)(await journey.Registry.Filing(id, await journey.Cast.Registrar()))["stage"]).ShouldBe("Publicised");
        return id;
    }

    /// <summary>第五条 登记机构应在省政务服务数据管理局的授权范围内开展资产登记工作: the platform does not know the authorization; whoever
    /// reviews does, and is shown that it is theirs to check, by every kind, until the filing has ended.</summary>
    [Theory]
    [InlineData("Initial")]
    [InlineData("Change")]
    [InlineData("Cancellation")]
    public async Task Whoever_reviews_is_shown_to_keep_within_the_authorization_and_refuses_what_lies_outside(string kind)
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var on = kind == "Initial" ? null : (await journey.Registrations(1))[0];
        var form = await journey.Form(kind);
        var (applicant, filled) = await journey.Fill(form, on?.Resource ?? await journey.Resource(), on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var entered = (await journey.Registry.Facts("registration.entered/1")).Count;
        var registrar = await journey.Cast.Registrar();
        var filing = await journey.Registry.Filing(id, registrar);
        var check = filing["checksByHand"]!.AsArray().Single()!;
        ((string?)check["zh"], (string?)check["by"]).ShouldBe(("登记机构在授权范围内办理", "Registrar"));
        ((string)check["basis"]!).ShouldStartWith("GD-REG-2023 art. 5");

        var refuse = filing["openSteps"]!.AsArray().Single(s => (string?)s!["step"] is "Reject" or "FailReview")!;
        await TestApp.Done(await registrar.PostAsJsonAsync((string)refuse["href"]!,
            new { reason = "属公共数据产品，不在本机构获授权的社会数据产品和服务之内", ground = "law" }));
        var told = await journey.Registry.Filing(id, await journey.Cast.Steward(applicant));
        ((string?)told["stage"], (string?)told["acts"]!.AsArray()[^1]!["reason"], told["checksByHand"]!.AsArray().Count).ShouldBe(
            ("Refused", "属公共数据产品，不在本机构获授权的社会数据产品和服务之内", 0));
        ((string?)told["end"]!["toldBasis"])!.ShouldStartWith("GD-REG-2023 art. 9");
        (await journey.Registry.Facts("registration.step/1")).Count(f => (string?)f["ground"] == "law").ShouldBe(1, "it is in evidence");
        (await journey.Registry.Facts("registration.entered/1")).Count.ShouldBe(entered, "and nothing of it is in the register");
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第十八条（五）、第二十条（三）省政务服务数据管理局规定的其他情形.</summary>
    [Theory]
    [InlineData("Change", "GD-REG-2023 art. 18")]
    [InlineData("Cancellation", "GD-REG-2023 art. 20")]
    public async Task Another_case_that_the_bureau_names_is_filed_like_those_of_the_paper_and_no_case_is_filed_not_at_all(
        string kind, string basis)
    {
        await using var journey = await Journey.Start("cn-guangdong");
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form(kind, "OtherCase");
        var (applicant, filled) = await journey.Fill(form, on.Resource, on, f => f["circumstances"] = new JsonArray());
        (await journey.Try(form, applicant, filled).ShouldBeRefused(400, "registration.no-case"))["basis"].ShouldBeText(basis);
        var filing = await journey.Whole(form, on.Resource, on);
        ((string?)filing["stage"], (string?)filing["kind"]).ShouldBe(("Registered", kind));
        await journey.App.ShouldBeWhole();
    }

    /// <summary>第十一条、第十六条 登记主体应当在 10 个工作日内处理完毕: ten days, not ten for each who comes after.</summary>
    [Fact]
    public async Task Who_objects_after_the_first_is_settled_with_it_and_does_not_prolong_the_ten_working_days()
    {
        await using var journey = await Journey.Start("cn-guangdong", today: "2026-03-02");
        var id = await Publicised(journey);
        Task<HttpResponseMessage> Object(string address) => journey.Registry.Object(id, address: address, more: Evidence);
        (await TestApp.Body(await Object("192.0.2.1")))["answerDueOn"].ShouldBeText("2026-03-16");
        foreach (var (day, address) in new[] { (7, "192.0.2.2"), (7, "192.0.2.3") })
        {
            await journey.LetPass(day);
            (await TestApp.Body(await Object(address)))["answerDueOn"].ShouldBeText("2026-03-16", $"after {day} days");
        }
        await journey.LetPass(1);
        await Object("192.0.2.4").ShouldBeRefused(409, "registration.step-not-open");
        ((string?)(await journey.Registry.Filing(id, await journey.Cast.Registrar()))["stage"]).ShouldBe("Frozen",
            "art. 23: the registry may refuse, and has to decide");
        await RegistryApp.Take(await journey.Cast.Registrar(), id, "dismiss", "逐一核查，均不成立");
        (await journey.Registry.Filing(id, await journey.Cast.Registrar()))["objections"]!.AsArray()
            .ShouldAllBe(o => (string?)o!["outcome"] == "Dismissed");
        await journey.App.ShouldBeWhole();
    }
}
