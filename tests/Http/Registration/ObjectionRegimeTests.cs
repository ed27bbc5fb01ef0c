using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Objections during publicity as each paper has them: who is told, who is heard, who decides, and what silence means.</summary>
public sealed class ObjectionRegimeTests
{
    static readonly JsonObject Evidence = new()
    {
        ["papers"] = new JsonArray(new JsonObject { ["name"] = "权属证明.pdf", ["content"] = Convert.ToBase64String([1, 2, 3]) }),
    };

    [Fact]
    public async Task Both_sides_are_heard_with_their_papers_and_both_are_told_the_outcome()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var id = await driver.At(Stage.Publicised);
        var objection = await TestApp.Body(await driver.Registry.Object(id, "该数据由我方采集", more: Evidence));
        var (follow, secret) = ((string)objection["follow"]!, (string)objection["secret"]!);

        var paper = await ProcedureDriver.Upload(driver.Registry.Steward, "采集协议.pdf");
        await TestApp.Done(await driver.Registry.Steward.PostAsJsonAsync(
            $"/api/registration/filings/{id}/objections/{objection["id"]}/respond",
                new { reason = "采集协议约定归我方", papers = new[] { paper } }));
        await TestApp.Done(await driver.App.Anyone.PostAsJsonAsync($"{follow}/respond", new { secret, text = "协议已于去年终止" }));
        await driver.App.Anyone.PostAsJsonAsync($"{follow}/respond", new { secret = "x", text = "冒名" })
            .ShouldBeRefused(404, "registration.no-such-objection");

        var seen = (await driver.Registry.Filing(id, driver.Registry.Steward))["objections"]![0]!.AsObject();
        seen["hearings"]!.AsArray().Select(h => ((string?)h!["side"], (string?)h["text"]))
            .ShouldBe([("Applicant", "采集协议约定归我方"), ("Objector", "协议已于去年终止")]);
        seen["hearings"]![0]!["papers"]![0]!["name"].ShouldBeText("采集协议.pdf");
        seen.ContainsKey("name").ShouldBeFalse("who objects is the registrar's business");
        var file = (string)seen["papers"]![0]!["sha256"]!;
        (await (await driver.Registry.Registrar.GetAsync($"/api/registration/filings/{id}/materials/{file}"))
            .Content.ReadAsByteArrayAsync()).ShouldBe([1, 2, 3]);

        await driver.Take(id, driver.Row(Step.Uphold));
        var told = await TestApp.Body(await driver.App.Anyone.GetAsync($"{follow}?secret={secret}"));
        ((string?)told["outcome"], (string?)told["answer"], (string?)told["stage"]).ShouldBe(("Upheld", "理由", "Terminated"));
        told["hearings"]!.AsArray().Count.ShouldBe(2);
        (await driver.Registry.Facts("registration.side-heard/1")).Select(f => (string?)f["side"]).ShouldBe(["Applicant", "Objector"]);
        ((string?)(await driver.Registry.Facts("registration.objection-settled/1")).Single()["outcome"]).ShouldBe("Upheld");
        await driver.App.Anyone.PostAsJsonAsync($"{follow}/respond", new { secret, text = "再说" })
            .ShouldBeRefused(409, "registration.objection-settled");
    }

    [Fact]
    public async Task What_is_not_settled_in_thirty_calendar_days_ends_the_filing_and_a_second_objection_does_not_prolong_it()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var id = await driver.At(Stage.Publicised);
        var first = await TestApp.Body(await driver.Registry.Object(id));
        ((string?)first["answerDueOn"]).ShouldBe("2026-04-01");
        await driver.App.AdvanceTo("2026-03-12");
        ((string?)(await TestApp.Body(await driver.Registry.Object(id, address: "192.0.2.1")))["answerDueOn"]).ShouldBe("2026-04-01");
        await driver.App.AdvanceTo("2026-04-01");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Frozen");
        await driver.App.AdvanceTo("2026-04-02");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Terminated", "AH-REG-2023 art. 22");
        (await driver.Registry.Filing(id))["objections"]!.AsArray().ShouldAllBe(o => (string?)o!["outcome"] == "Unsettled");
    }

    [Fact]
    public async Task Notified_in_three_days_answered_in_seven_determined_by_a_third_party_and_published_anew()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Arbitrated);
        var id = await driver.At(Stage.Publicised);
        await TestApp.Done(await driver.Registry.Object(id, more: Evidence));
        var clock = (await driver.Registry.Filing(id))["clock"]!;
        ((string?)clock["deadline"], (string?)clock["dueOn"]).ShouldBe(("Notice", "2026-03-05"));
        await driver.Take(id, driver.Row(Step.Notify));
        (await driver.Registry.Filing(id))["objections"]![0]!["notifiedAt"].ShouldNotBeNull();
        clock = (await driver.Registry.Filing(id))["clock"]!;
        ((string?)clock["deadline"], (string?)clock["dueOn"]).ShouldBe(("Answer", "2026-03-11"));
        await RegistryApp.Try(driver.Registry.Steward, id, "answer", " ").ShouldBeRefused(400, "registration.reason-required");
        await driver.Take(id, driver.Row(Step.Answer));
        ((string?)(await driver.Registry.Filing(id))["objections"]![0]!["hearings"]![0]!["text"]).ShouldBe("理由");
        await driver.Take(id, driver.Row(Step.Determine));
        await driver.Take(id, driver.Row(Step.Republicise));
        ((string?)(await driver.Registry.Filing(id))["objections"]![0]!["outcome"]).ShouldBe("Republicised");
        (await driver.Registry.StageOf(id)).ShouldBe("Publicised");

        var silent = await driver.At(Stage.AnswerAwaited);
        await driver.App.AdvanceTo("2026-03-12");
        await driver.SignIn();
        (await driver.Registry.StageOf(silent)).ShouldBe("DeterminationAwaited", "silence loses the answer, not the case");
    }

    [Fact]
    public async Task Who_claims_a_right_proves_it_else_the_objection_is_deemed_valid()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var id = await driver.At(Stage.AnswerAwaited);
        await driver.App.AdvanceTo("2026-03-17");
        await driver.SignIn();
        (await driver.Registry.StageOf(id)).ShouldBe("Terminated", "DL-REG-2023 §24");
        ((string?)(await driver.Registry.Filing(id))["objections"]![0]!["outcome"]).ShouldBe("Deemed");
    }

    [Fact]
    public async Task The_applicant_settles_it_in_ten_working_days_from_the_first_objection_and_answers_all_at_once()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Committee);
        var id = await driver.At(Stage.Publicised);
        ((string?)(await TestApp.Body(await driver.Registry.Object(id)))["answerDueOn"]).ShouldBe("2026-03-16");
        await driver.App.AdvanceTo("2026-03-04");
        ((string?)(await TestApp.Body(await driver.Registry.Object(id, address: "192.0.2.1")))["answerDueOn"]).ShouldBe("2026-03-16");
        await driver.SignIn();
        await driver.Take(id, driver.Row(Step.Answer));
        (await driver.Registry.Facts("registration.side-heard/1")).Count.ShouldBe(2, "one answer to both");
        await driver.Take(id, driver.Row(Step.Dismiss));
        (await driver.Registry.StageOf(id)).ShouldBe("Publicised");
    }

    [Fact]
    public async Task An_objection_without_evidence_or_with_a_forged_code_is_not_taken_where_the_paper_asks_for_both()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Simple, rules: r => r with
        {
            Objections = r.Objections with
            {
                EvidenceRequired = Regimes.Ruled(true, "TEST art. 16"), IdentityRequired = Regimes.Ruled(true, "TEST art. 16"),
            },
        });
        var id = await driver.At(Stage.Publicised);
        ((string?)(await driver.Registry.Object(id).ShouldBeRefused(400, "registration.identity-required"))["basis"])
            .ShouldBe("TEST art. 16");
        var code = TestCodes.Of(4711);
        var forged = new JsonObject { ["code"] = code[..17] + (code[17] == '0' ? '1' : '0') };
        await driver.Registry.Object(id, more: forged).ShouldBeRefused(400, "registration.bad-identity");
        await driver.Registry.Object(id, more: new() { ["code"] = "11010519491231002Y" }).ShouldBeRefused(400, "registration.bad-identity");
        await driver.Registry.Object(id, more: new() { ["code"] = code }).ShouldBeRefused(400, "registration.evidence-required");
        (await driver.Registry.StageOf(id)).ShouldBe("Publicised");
        (await driver.Registry.Facts("registration.attempt-refused/1")).Select(f => (string?)f["code"])
            .ShouldBe(["registration.bad-identity"]);

        var whole = Evidence.DeepClone().AsObject();
        whole["code"] = "11010519491231002X";
        await TestApp.Done(await driver.Registry.Object(id, more: whole));
        var seen = (await driver.Registry.Filing(id))["objections"]![0]!.AsObject();
        ((string?)seen["numberEnding"], seen.ContainsKey("code")).ShouldBe(("002X", false), "a person's number is checked and not kept");
    }

    [Fact]
    public async Task Who_objected_does_not_decide_on_it()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var id = await driver.At(Stage.Publicised);
        await TestApp.Done(await driver.Second.PostAsJsonAsync($"/api/public/publicity/{id}/object",
            new { name = "某人", contact = "x@x.example", grounds = "我有异议" }));
        await driver.Try(id, driver.Row(Step.Dismiss), driver.Second).ShouldBeRefused(403, "registration.separation");
        await driver.Take(id, driver.Row(Step.Dismiss));
    }

    [Fact]
    public async Task After_the_window_nobody_objects_and_the_attempt_is_a_fact()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled, configure: RegistryApp.NothingInTheBackground);
        var id = await driver.At(Stage.Publicised);
        driver.App.Clock.Advance(TimeSpan.FromDays(15));                                      // the 17th; time has not acted yet
        var over = await driver.Registry.Object(id).ShouldBeRefused(409, "registration.term-over");
        await driver.App.Settle();
        var closed = await driver.Registry.Object(id, address: "192.0.2.1").ShouldBeRefused(409, "registration.step-not-open");
        ((string?)over["basis"], (string?)closed["basis"]).ShouldBe(("TEST art. 19", "TEST art. 19"), "what says how long publicity is");
        await driver.SignIn();
        var filing = await driver.Registry.Filing(id);
        ((string?)filing["stage"], filing["objections"]!.AsArray().Count).ShouldBe(("Registered", 0));
        (await driver.Registry.Facts("registration.attempt-refused/1")).Select(f => ((string?)f["act"], (string?)f["code"]))
            .ShouldBe([("ObjectToFiling", "registration.term-over"), ("ObjectToFiling", "registration.step-not-open")]);
    }

    [Fact]
    public async Task A_thousand_objections_in_a_minute_are_refused_in_words_and_counted_without_flooding_the_log()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var id = await driver.At(Stage.Publicised);
        var (taken, refused) = (0, new List<HttpResponseMessage>());
        for (var i = 0; i < 1000; i++)
        {
            var reply = await driver.Registry.Object(id, $"第 {i} 次", $"198.51.{i % 100}.{i % 250}");
            if (reply.IsSuccessStatusCode) taken++; else refused.Add(reply);
        }
        taken.ShouldBe(ObjectionLimit.PerFilingMax);
        refused.ShouldAllBe(r => (int)r.StatusCode == 429 && r.Headers.RetryAfter != null);
        var told = (await JsonNode.ParseAsync(await refused[0].Content.ReadAsStreamAsync()))!;
        ((string?)told["code"], (string?)told["basis"]).ShouldBe(("registration.objections-too-many", "TEST art. 19"));
        (await driver.Registry.Filing(id))["objections"]!.AsArray().Count.ShouldBe(taken);
        (await driver.Registry.StageOf(id)).ShouldBe("Frozen");

        (await driver.Registry.Facts("registration.attempt-refused/1")).Count.ShouldBe(1, "the first of them at once");
        driver.App.Clock.Advance(Yuanliu.Registration.Supervision.AttemptLog.Window);
        await driver.App.Settle();
        var facts = await driver.Registry.Facts("registration.attempt-refused/1");
        facts.Sum(f => (int)f["count"]!).ShouldBe(1000 - taken);
        facts.Count.ShouldBe(2, "the others together");
    }
}
