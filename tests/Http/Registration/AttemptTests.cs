using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Supervision;

namespace Yuanliu.Tests.Registration;

/// <summary>Bad input: each attempt is refused with its code and article, changes nothing, and is a fact.</summary>
public sealed class AttemptTests
{
    static async Task<IEnumerable<(string?, string?)>> Attempts(ProcedureDriver driver)
        => (await driver.Registry.Facts("registration.attempt-refused/1")).Select(f => ((string?)f["act"], (string?)f["code"]));

    [Fact]
    public async Task An_act_by_the_wrong_role_or_by_one_person_on_both_sides_is_a_fact_and_nothing_else()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var both = await driver.App.SignIn(RegistryApp.Company, Role.Steward, Role.Registrar);
        var resource = driver.Registry.Catalog.Add(driver.Registry.Holder, "x");
        var id = await RegistryApp.Submit(both, driver.Form(resource));
        var before = (await driver.Registry.Steps()).Count;

        await driver.Try(id, driver.Row(Step.Accept), driver.Registry.Steward).ShouldBeRefused(403, "session.role");
        ((string?)(await driver.Try(id, driver.Row(Step.Accept), both).ShouldBeRefused(403, "registration.separation"))["basis"])
            .ShouldNotBeNullOrEmpty();
        (await driver.Registry.Steps()).Count.ShouldBe(before);
        (await Attempts(driver)).ShouldBe([("AcceptFiling", "session.role"), ("AcceptFiling", "registration.separation")]);
    }

    [Fact]
    public async Task A_paper_that_changed_after_it_was_handed_in_is_not_taken_on()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var sha256 = await ProcedureDriver.Upload(driver.Registry.Steward, "采集协议.pdf", "supporting");
        var form = System.Text.Json.JsonSerializer.SerializeToNode(driver.Form(driver.Registry.Catalog.Add(driver.Registry.Holder,
            "x")))!.AsObject();
        form["materials"]!.AsArray()
            .Add(System.Text.Json.JsonSerializer.SerializeToNode(new { key = "supporting", uploadSha256 = sha256 }));
        var id = await RegistryApp.Submit(driver.Registry.Steward, form);
        var path = driver.App.Services.GetRequiredService<Blobs>().PathOf(sha256);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        var steps = (await driver.Registry.Steps()).Count;
        var refused = await driver.Try(id, driver.Row(Step.Accept)).ShouldBeRefused(409, "registration.material-changed");
        ((string?)refused["basis"]).ShouldBe("TEST art. 1");
        ((string)refused["zh"]!).ShouldContain("采集协议.pdf");
        ((await driver.Registry.StageOf(id)), (await driver.Registry.Steps()).Count).ShouldBe(("Submitted", steps));
        (await Attempts(driver)).ShouldBe([("AcceptFiling", "registration.material-changed")]);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await driver.Take(id, driver.Row(Step.Accept));
    }

    [Fact]
    public async Task A_pack_that_is_edited_changes_nothing_for_filings_that_run_under_it()
    {
        RegistrationPacks? packs = null;
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled, configure: s => packs = (RegistrationPacks)s
            .Last(d => d.ServiceType == typeof(RegistrationPacks)).ImplementationInstance!);
        var id = await driver.At(Stage.UnderReview);
        var loaded = packs!.For(driver.Pack)!;
        var edited = loaded with
        {
            Sha256 = new('e', 64),
            Rules = loaded.Rules with { Deadlines = loaded.Rules.Deadlines.ToDictionary(d => d.Key, d => d.Value with { Length = 1 }) },
        };
        await using var scope = driver.App.Services.CreateAsyncScope();
        var pinned = new PinnedPacks(new(new(new Dictionary<string, Pack<RegistrationRules>> { [driver.Pack] = edited })),
            scope.ServiceProvider.GetRequiredService<AppDb>());
        (await pinned.Of(driver.Pack, loaded.Sha256, default)).Rules.Deadlines[Deadline.Publicity].Length.ShouldBe(10);
        await driver.Take(id, driver.Row(Step.PassReview));
        ((string?)(await driver.Registry.Filing(id))["clock"]!["dueOn"]).ShouldBe("2026-03-16");
    }

    [Fact]
    public async Task The_same_attempt_again_and_again_is_two_facts_with_its_number()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = await driver.At(Stage.Submitted);
        for (var i = 0; i < 50; i++) await driver.Try(id, driver.Row(Step.Accept), driver.Registry.Steward)
            .ShouldBeRefused(403, "session.role");
        driver.App.Clock.Advance(AttemptLog.Window);
        await driver.Try(id, driver.Row(Step.Accept), driver.Registry.Steward).ShouldBeRefused(403, "session.role");
        (await driver.Registry.Facts("registration.attempt-refused/1")).Select(f => (int)f["count"]!).ShouldBe([1, 50]);
    }

    [Fact]
    public async Task What_was_only_counted_is_told_after_a_restart()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = await driver.At(Stage.Submitted);
        for (var i = 0; i < 7; i++) await driver.Try(id, driver.Row(Step.Accept), driver.Registry.Steward)
            .ShouldBeRefused(403, "session.role");

        AttemptLog Restarted() => ActivatorUtilities.CreateInstance<AttemptLog>(driver.App.Services);
        (await Restarted().Flush()).ShouldBe(0, "its window is not over");
        driver.App.Clock.Advance(AttemptLog.Window);
        (await Restarted().Flush()).ShouldBe(1);
        var facts = await driver.Registry.Facts("registration.attempt-refused/1");
        facts.Select(f => (int)f["count"]!).ShouldBe([1, 6]);
        (await driver.App.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == "registration.attempt-refused/1").Select(e => e.PersonId)
            .Distinct().CountAsync())).ShouldBe(1, "both name who tried it");
        (await Restarted().Flush()).ShouldBe(0);
    }
}
