using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

public sealed class StepTests
{
    static readonly string[] Registrars = ["accept", "request-correction", "reject", "pass-review", "fail-review", "dismiss", "uphold"];
    static readonly string[] Applicants = ["correct", "withdraw"];

    [Fact]
    public async Task A_filing_goes_its_way_and_each_caller_is_offered_just_the_steps_that_are_theirs()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File();
        async Task Offers(HttpClient client, params string[] steps) => (await app.Filing(id, client))["openSteps"]!.AsArray()
            .Select(s => s!["step"]!.GetValue<string>()).ShouldBe(steps);

        await Offers(app.Registrar, "Accept", "RequestCorrection", "Reject");
        await Offers(app.Steward, "Withdraw");
        await RegistryApp.Take(app.Registrar, id, "request-correction", "请补充采集协议");
        await Offers(app.Registrar);
        await Offers(app.Steward, "Correct", "Withdraw");
        await TestApp.Done(await app.Steward.PostAsJsonAsync($"/api/registration/filings/{id}/correct",
            RegistryApp.Form(Guid.Empty, source: "已附采集协议")));
        var accepted = await RegistryApp.Take(app.Registrar, id, "accept");
        (accepted["stage"]!.GetValue<string>(), accepted["clock"]!["deadline"]!.GetValue<string>()).ShouldBe(("UnderReview", "Review"));
        await RegistryApp.Take(app.Registrar, id, "pass-review");

        var filing = await app.Filing(id, app.Steward);
        filing["stage"]!.GetValue<string>().ShouldBe("Publicised");
        filing["materials"]!.AsArray().Single(m => m!["key"]!.GetValue<string>() == "source")!["text"].ShouldBeText("已附采集协议");
        filing["acts"]!.AsArray().Select(a => a!["step"]!.GetValue<string>())
            .ShouldBe(["Submit", "RequestCorrection", "Correct", "Accept", "PassReview"]);
        filing["acts"]![1]!["reason"]!.GetValue<string>().ShouldBe("请补充采集协议");
        (await app.Steps()).ShouldBe([
            "Draft>Submit>Submitted by Applicant", "Submitted>RequestCorrection>CorrectionAwaited by Registrar",
            "CorrectionAwaited>Correct>Submitted by Applicant", "Submitted>Accept>UnderReview by Registrar",
            "UnderReview>PassReview>Publicised by Registrar"]);
    }

    [Fact]
    public async Task Every_step_is_refused_to_the_other_side_and_to_the_public()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File();
        foreach (var step in Registrars)
            await RegistryApp.Try(app.Steward, id, step, "x")
                .ShouldBeRefused(403, step == "fail-review" ? "registration.wrong-actor"
                    : "session.role");   // stewards fail reviews inside their organization
        foreach (var step in Applicants) await RegistryApp.Try(app.Registrar, id, step, "x").ShouldBeRefused(403, "session.role");
        foreach (var step in Registrars.Concat(Applicants))
            await RegistryApp.Try(app.App.Anyone, id, step).ShouldBeRefused(401, "session.required");
        (await app.StageOf(id)).ShouldBe("Submitted");
    }

    [Fact]
    public async Task A_step_that_is_not_open_is_refused_in_words_and_one_against_somebody_needs_its_reason()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File();
        var refusal = await RegistryApp.Try(app.Registrar, id, "pass-review").ShouldBeRefused(409, "registration.step-not-open");
        refusal["zh"]!.GetValue<string>().ShouldBe("当前为“待受理”，不能办理“审查通过”。");
        foreach (var step in new[] { "reject", "request-correction" })
            await RegistryApp.Try(app.Registrar, id, step, " ").ShouldBeRefused(400, "registration.reason-required");
        await RegistryApp.Try(app.Registrar, Guid.Empty.ToString(), "accept").ShouldBeRefused(404, "registration.no-such-filing");
    }

    [Fact]
    public async Task What_changed_in_the_catalog_after_filing_is_not_accepted_unseen()
    {
        await using var app = await RegistryApp.Start();
        var resource = app.Catalog.Add(app.Holder, "x");
        var id = await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));
        app.Catalog.Change(resource, r => r with { Sha256 = new string('0', 64) });

        await RegistryApp.Try(app.Registrar, id, "accept").ShouldBeRefused(409, "registration.resource-changed");
        await RegistryApp.Take(app.Registrar, id, "request-correction", "数据已变化");
        await TestApp.Done(await app.Steward.PostAsJsonAsync($"/api/registration/filings/{id}/correct", RegistryApp.Form(resource)));
        (await RegistryApp.Take(app.Registrar, id, "accept"))["stage"]!.GetValue<string>().ShouldBe("UnderReview");
    }

    [Fact]
    public async Task Who_filed_for_the_applicant_never_decides_on_it_as_registrar()
    {
        await using var app = await RegistryApp.Start();
        var both = await app.App.SignIn(RegistryApp.Company, Role.Steward, Role.Registrar);
        var resource = app.Catalog.Add(app.Holder, "x");
        var id = await RegistryApp.Submit(both, RegistryApp.Form(resource));

        await RegistryApp.Try(both, id, "accept").ShouldBeRefused(403, "registration.separation");
        (await app.Filing(id, both))["openSteps"]!.AsArray().Select(s => s!["step"]!.GetValue<string>()).ShouldBe(["Withdraw"]);
        (await RegistryApp.Take(app.Registrar, id, "accept"))["stage"]!.GetValue<string>().ShouldBe("UnderReview");
    }

    [Fact]
    public async Task The_slower_of_two_is_told_that_the_filing_has_changed_whatever_the_step()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var app = await RegistryApp.Start(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        async Task Race(string id, HttpClient client, string step)
        {
            Task<HttpResponseMessage> Act() => step switch
            {
                "correct" => client.PostAsJsonAsync($"/api/registration/filings/{id}/correct", RegistryApp.Form(Guid.Empty)),
                "object" => app.Object(id),
                _ => RegistryApp.Try(client, id, step, "理由"),
            };
            var before = (await app.Steps()).Count;
            pause.Then = async () => await TestApp.Done(await Act());
            await Act().ShouldBeRefused(409, "changed-meanwhile");
            (await app.Steps()).Count.ShouldBe(before + 1, step);
        }

        var (first, second, third, fourth) = (await app.File("a"), await app.File("b"), await app.File("c"), await app.File("d"));
        await Race(first, app.Registrar, "request-correction");
        await Race(first, app.Steward, "correct");
        await Race(first, app.Registrar, "accept");
        await Race(first, app.Registrar, "pass-review");
        await Race(first, app.App.Anyone, "object");
        await Race(first, app.Registrar, "dismiss");
        await Race(first, app.Steward, "withdraw");
        await Race(second, app.Registrar, "reject");
        await RegistryApp.Take(app.Registrar, third, "accept");
        await Race(third, app.Registrar, "fail-review");
        await RegistryApp.Take(app.Registrar, fourth, "accept");
        await RegistryApp.Take(app.Registrar, fourth, "pass-review");
        await TestApp.Done(await app.Object(fourth));
        await Race(fourth, app.Registrar, "uphold");
    }

    [Fact]
    public async Task A_registrars_duties_and_an_applicants_corrections_wait_in_their_work_lists()
    {
        await using var app = await RegistryApp.Start();
        var (first, second) = (await app.File("甲"), await app.File("乙"));
        await RegistryApp.Take(app.Registrar, second, "request-correction", "请补正");

        async Task<IReadOnlyList<WorkItem>> Waiting(HttpClient client, params Role[] roles)
        {
            await using var scope = app.App.Services.CreateAsyncScope();
            var caller = new Caller(Guid.CreateVersion7(), await RegistryApp.OrganizationOf(client), "", "", roles.ToHashSet(), null, "");
            scope.ServiceProvider.GetRequiredService<CallerBox>().Caller = caller;
            var items = new List<WorkItem>();
            foreach (var list in scope.ServiceProvider.GetServices<IWorkList>()) items.AddRange(await list.For(caller, default));
            return items.FindAll(i => i.Area == "registration");
        }

        (await Waiting(app.Registrar, Role.Registrar)).Select(i => (i.Id.ToString(), i.Clock!.Deadline)).ShouldBe([(first, "Acceptance")]);
        (await Waiting(app.Steward, Role.Steward)).Select(i => (i.Id.ToString(), i.OpenSteps[0].Step)).ShouldBe([(second, "Correct")]);
        (await Waiting(app.Steward, Role.Analyst)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filing_keeps_its_rules_when_the_pack_has_gone()
    {
        await using var app = await RegistryApp.Start();
        var id = await app.File();
        var pinned = (await app.Filing(id))["pack"]!;
        await using var scope = app.App.Services.CreateAsyncScope();
        var loaded = scope.ServiceProvider.GetRequiredService<Yuanliu.Registration.Packs.RegistrationPacks>().For(RegistryApp.Pack)!;
        var without = new Yuanliu.Registration.Packs.PinnedPacks(
            new(new(new Dictionary<string, Pack<Yuanliu.Registration.Packs.RegistrationRules>>())),
            scope.ServiceProvider.GetRequiredService<AppDb>());

        var kept = await without.Of(RegistryApp.Pack, pinned["sha256"]!.GetValue<string>(), default);
        Compute.Json.CanonicalJson.Utf8(kept.Rules).ShouldBe(Compute.Json.CanonicalJson.Utf8(loaded.Rules));
    }
}
