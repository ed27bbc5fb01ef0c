using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Third parties: recognized or not, tied or not, what they sign, and what follows from it.</summary>
public sealed class ReviewTests
{
    static readonly Func<RegistrationRules, RegistrationRules> Recognizing = r => r with
    {
        Checks = [.. r.Checks, new() { Check = NamedCheck.ReviewerRecognized, Basis = "TEST art. 38" }],
    };

    static object Assign(ProcedureDriver driver) => new { bodyId = driver.BodyId };

    [Fact]
    public async Task A_filing_goes_only_to_a_body_that_the_register_recognizes()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty, rules: Recognizing);
        var id = await driver.At(Stage.UnderReview);
        var path = $"/api/registration/filings/{id}/assign-reviewer";
        ((string?)(await driver.Registry.Registrar.PostAsJsonAsync(path, Assign(driver))
            .ShouldBeRefused(403, "registration.body-not-recognized"))["basis"])
            .ShouldBe("TEST art. 38");
        await driver.Try(id, driver.Row(Step.PassReview)).ShouldBeRefused(409, "registration.reviewer-missing");

        var body = await TestApp.Body(await driver.Registry.Registrar.PostAsJsonAsync("/api/registration/service-bodies",
            new { pack = driver.Pack, organizationId = driver.BodyId, kinds = new[] { "Substance" } }));
        await driver.Take(id, driver.Row(Step.PassReview));
        var listed = (await TestApp.Body(await driver.App.Anyone.GetAsync($"/api/public/service-bodies?pack={driver.Pack}")))["items"]![0]!;
        ((string?)listed["name"], (string?)listed["recognizedOn"]).ShouldBe((ProcedureDriver.Body, "2026-03-02"));

        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/service-bodies/{body["id"]}/withdraw",
            new { reason = "出具不实报告" }));
        await driver.Sign(id, true).ShouldBeRefused(403, "registration.body-not-recognized");
        (await driver.Registry.Facts("registration.recognition-withdrawn/1")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Until_a_third_party_is_named_naming_it_is_the_one_main_step_and_the_first_on_the_work_list()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.UnderReview);
        async Task<List<string>> Main(params string[] lists)
        {
            var filing = await TestApp.Body(await driver.Registry.Registrar.GetAsync($"/api/registration/filings/{id}"));
            return [.. lists.SelectMany(l => filing[l]!.AsArray()).Where(s => (bool)s!["main"]!).Select(s => (string)s!["step"]!)];
        }
        (await Main("openSteps", "sideActs")).ShouldBe(["AssignReviewer"]);
        var work = (await TestApp.Body(await driver.Registry.Registrar.GetAsync("/api/work")))["items"]!.AsArray()
            .Single(w => (string?)w!["id"] == id)!;
        ((string?)work["openSteps"]![0]!["step"]).ShouldBe("AssignReviewer");
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync(
            $"/api/registration/filings/{id}/assign-reviewer", Assign(driver)));
        (await Main("openSteps", "sideActs")).ShouldBe(["PassReview"]);
    }

    [Fact]
    public async Task A_body_tied_to_the_applicant_by_either_sides_declaration_reviews_nothing_of_it()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.UnderReview);
        var path = $"/api/registration/filings/{id}/assign-reviewer";
        var link = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync("/api/registration/interests",
            new { otherId = driver.BodyId, nature = "Shareholding" }));
        await driver.Registry.Registrar.PostAsJsonAsync(path, Assign(driver)).ShouldBeRefused(403, "registration.not-independent");
        await TestApp.Done(await driver.Registry.Steward.PostAsync($"/api/registration/interests/{link["id"]}/end", null));
        await TestApp.Done(await driver.Registry.Registrar.PostAsJsonAsync(path, Assign(driver)));
        await driver.Take(id, driver.Row(Step.PassReview));

        await TestApp.Done(await driver.For(Actor.Reviewer).PostAsJsonAsync("/api/registration/interests",
            new { otherId = driver.Registry.Holder, nature = "Management" }));
        await driver.Sign(id, true).ShouldBeRefused(403, "registration.not-independent");
        (await driver.Registry.Facts("registration.interest-declared/1")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_statement_answers_every_item_rests_on_a_large_enough_sample_and_is_signed_for_anyone_to_check()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.SubstantiveReview);
        await driver.Sign(id, true, without: "source").ShouldBeRefused(400, "registration.item-missing");
        await driver.Sign(id, true, rows: 99).ShouldBeRefused(400, "registration.sample");
        await driver.Sign(id, true, independent: false).ShouldBeRefused(403, "registration.not-independent");
        await driver.Try(id, driver.Row(Step.PassSubstance)).ShouldBeRefused(409, "registration.statement-missing");

        var signed = await TestApp.Body(await driver.Sign(id, true));
        var text = await (await driver.Registry.Registrar.GetAsync((string)signed["href"]!)).Content.ReadAsByteArrayAsync();
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text)).ShouldBe((string?)signed["sha256"]);
        var document = CanonicalJson.Parse(text)!.AsObject();
        var key = driver.App.Services.GetRequiredService<NodeKeys>().Registry.PublicKey;
        DataIntegrity.Verify(document, key.Span, driver.App.Clock.Now).ShouldBeNull();
        document["conclusion"] = "Negative";
        DataIntegrity.Verify(document, key.Span, driver.App.Clock.Now).ShouldNotBeNull("one word changed");
        ((string?)(await driver.Registry.Facts("registration.statement-signed/1")).Single()["sha256"]).ShouldBe((string?)signed["sha256"]);
        await driver.App.SignIn("丙公司", Role.Steward).ContinueWith(t => t.Result.GetAsync((string)signed["href"]!)).Unwrap()
            .ShouldBeRefused(404, "registration.no-such-statement");
        await driver.TakeAlone(id, Step.PassSubstance);
    }

    [Fact]
    public async Task A_negative_statement_bars_approval_and_only_a_refusal_is_open()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.SubstantiveReview);
        await driver.Take(id, driver.Row(Step.FailSubstance));
        await driver.Try(id, driver.Row(Step.Approve)).ShouldBeRefused(409, "registration.statement-negative");
        (await driver.Registry.Filing(id))["openSteps"]!.AsArray().Select(s => (string?)s!["step"]).ShouldBe(["Disapprove"]);
        await driver.Take(id, driver.Row(Step.Disapprove));
        (await driver.Registry.StageOf(id)).ShouldBe("Refused", "DL-REG-2023 §21");
    }

    [Fact]
    public async Task Where_the_paper_asks_for_a_third_partys_report_the_applicants_own_word_is_none()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled, rules: WithReport);
        var reviewer = await driver.App.SignIn(ProcedureDriver.Body, Role.Reviewer);
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "水质监测");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings",
            Form(driver, resource, new { key = "report", text = "我方认为合规" }))
            .ShouldBeRefused(400, "registration.statement-needed");

        var positive = await Report(driver, reviewer, resource, positive: true);
        var id = await RegistryApp.Submit(driver.Registry.Steward, Form(driver, resource, new { key = "report", statementId = positive }));
        await driver.Take(id, driver.Row(Step.Accept));
        await driver.Take(id, driver.Row(Step.PassReview));

        var other = driver.Registry.Catalog.Add(driver.Registry.Holder, "空气监测");
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings",
            Form(driver, other, new { key = "report", statementId = positive }))
            .ShouldBeRefused(404, "registration.no-such-statement");
        var negative = await Report(driver, reviewer, other, positive: false);
        id = await RegistryApp.Submit(driver.Registry.Steward, Form(driver, other, new { key = "report", statementId = negative }));
        await driver.Take(id, driver.Row(Step.Accept));
        await driver.Try(id, driver.Row(Step.PassReview)).ShouldBeRefused(409, "registration.statement-negative");

        var third = driver.Registry.Catalog.Add(driver.Registry.Holder, "噪声监测");
        var outdated = await Report(driver, reviewer, third, positive: true);
        driver.Registry.Catalog.Change(third, r => r with { Sha256 = new('0', 64) });
        await driver.Registry.Steward.PostAsJsonAsync("/api/registration/filings",
            Form(driver, third, new { key = "report", statementId = outdated }))
            .ShouldBeRefused(409, "registration.statement-outdated");
    }

    [Fact]
    public async Task A_reviewer_finds_what_waits_in_the_work_list_and_may_decline_an_order()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.SubstantiveReview);
        var items = (await TestApp.Body(await driver.For(Actor.Reviewer).GetAsync("/api/work")))["items"]!.AsArray();
        items.Select(i => (string?)i!["kind"]).ShouldBe(["filing", "review-order"], ignoreOrder: true);
        var order = items.Single(i => (string?)i!["kind"] == "review-order")!["id"];
        await driver.For(Actor.Reviewer).PostAsJsonAsync($"/api/registration/review-orders/{order}/decline", new { reason = " " })
            .ShouldBeRefused(400, "registration.reason-required");
        await TestApp.Done(await driver.For(Actor.Reviewer).PostAsJsonAsync($"/api/registration/review-orders/{order}/decline",
            new { reason = "人手不足" }));
        await driver.Registry.Registrar.PostAsJsonAsync($"/api/registration/filings/{id}/assign-reviewer", Assign(driver));
        (await driver.Registry.Facts("registration.review-order-closed/1")).Select(f => (string?)f["state"]).ShouldBe(["Declined"]);
    }

    [Fact]
    public async Task Who_voted_in_the_committee_does_not_decide_for_the_registry()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Committee);
        var id = await driver.At(Stage.CommitteeReview);
        var both = await driver.App.SignIn(TestApp.PlatformName, Role.CommitteeMember, Role.Registrar);
        await TestApp.Done(await both.PostAsJsonAsync($"/api/registration/filings/{id}/vote", new { vote = "For", opinion = "合规" }));
        await driver.Take(id, driver.Row(Step.PassCommittee));
        await driver.Try(id, driver.Row(Step.Approve), both).ShouldBeRefused(403, "registration.separation");
        (await driver.Registry.Filing(id, both))["openSteps"]!.AsArray().Select(s => (string?)s!["step"]).ShouldBeEmpty();
        await driver.Take(id, driver.Row(Step.Approve));
    }

    [Fact]
    public async Task The_committee_decides_as_its_members_voted_once_enough_of_them_have()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Committee);
        var id = await driver.At(Stage.CommitteeReview);
        var vote = $"/api/registration/filings/{id}/vote";
        await driver.Try(id, driver.Row(Step.PassCommittee)).ShouldBeRefused(409, "registration.no-quorum");
        await TestApp.Done(await driver.Members[0].PostAsJsonAsync(vote, new { vote = "For", opinion = "合规" }));
        await driver.Members[0].PostAsJsonAsync(vote, new { vote = "For", opinion = "合规" })
            .ShouldBeRefused(409, "registration.voted-already");
        await TestApp.Done(await driver.Members[1].PostAsJsonAsync(vote, new { vote = "Against", opinion = "来源不明" }));
        await driver.Try(id, driver.Row(Step.PassCommittee)).ShouldBeRefused(409, "registration.voted-otherwise");
        var own = await driver.App.SignIn(RegistryApp.Company, Role.CommitteeMember);
        await own.PostAsJsonAsync(vote, new { vote = "For", opinion = "我司很好" }).ShouldBeRefused(403, "registration.not-independent");
        var third = await driver.App.SignIn("专家委员会", Role.CommitteeMember);
        await TestApp.Done(await third.PostAsJsonAsync(vote, new { vote = "For", opinion = "合规" }));
        await TestApp.Done(await driver.Try(id, driver.Row(Step.PassCommittee)));
        var votes = (await TestApp.Body(await driver.Registry.Registrar.GetAsync($"/api/registration/filings/{id}/votes")))["items"]!
            .AsArray();
        votes.Select(v => (string?)v!["vote"]).ShouldBe(["For", "Against", "For"]);
        (await driver.Registry.Facts("registration.vote-cast/1")).Select(f => (string?)f["vote"]).ShouldBe(["For", "Against", "For"]);
        await third.PostAsJsonAsync(vote, new { vote = "For", opinion = "晚了" }).ShouldBeRefused(409, "registration.not-before-committee");
    }

    static RegistrationRules WithReport(RegistrationRules rules)
    {
        var initial = rules.Of(FilingKind.Initial);
        var report = new MaterialRule { Key = "report", TitleZh = "合规审查报告", TitleEn = "Compliance report", Basis = "TEST art. 13",
            Statement = StatementKind.Compliance };
        return rules with
        {
            Filings = new(rules.Filings) { [FilingKind.Initial] = initial with { Materials = [.. initial.Materials, report] } },
        };
    }

    static JsonObject Form(ProcedureDriver driver, Guid resource, object report)
    {
        var form = System.Text.Json.JsonSerializer.SerializeToNode(driver.Form(resource))!.AsObject();
        form["materials"]!.AsArray().Add(System.Text.Json.JsonSerializer.SerializeToNode(report));
        return form;
    }

    static async Task<string> Report(ProcedureDriver driver, HttpClient reviewer, Guid resource, bool positive)
    {
        var order = await TestApp.Body(await driver.Registry.Steward.PostAsJsonAsync("/api/registration/review-orders",
            new { pack = driver.Pack, kind = "Compliance", bodyId = await RegistryApp.OrganizationOf(reviewer), resourceId = resource }));
        return (string)(await TestApp.Body(await reviewer.PostAsJsonAsync($"/api/registration/review-orders/{order["id"]}/sign", new
        {
            positive, independent = true, summary = "审查报告", sample = new { rows = 200, method = "随机", faults = 0 },
            items = new[] { "applicant", "source", "rights" }.Select(key => new { key, result = positive ? "Passed" : "Failed" }),
        })))["id"]!;
    }
}
