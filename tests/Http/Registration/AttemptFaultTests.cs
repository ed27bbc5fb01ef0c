using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Supervision;

namespace Yuanliu.Tests.Registration;

/// <summary>Counts of attempts and of objections whatever fails and whoever comes at once: an attempt that was answered with its refusal
/// is counted once, told or still to be told; no filing takes one objection more than its limit.</summary>
public sealed class AttemptFaultTests
{
    /// <summary>Attempts in the evidence, and those that are only counted.</summary>
    static async Task<int> Known(ProcedureDriver driver)
        => (await driver.Registry.Facts("registration.attempt-refused/1")).Sum(f => (int)f["count"]!)
            + await driver.App.Db(db => db.Set<AttemptTally>().SumAsync(t => t.Untold));

    /// <returns>Whether it was refused as what it is; else the server said that it failed.</returns>
    static async Task<bool> Attempt(ProcedureDriver driver, string id)
    {
        HttpResponseMessage? reply = null;
        await Record.ExceptionAsync(async () => reply = await driver.Try(id, driver.Row(Step.Accept), driver.Registry.Steward));
        return (int?)reply?.StatusCode == 403;
    }

    [Fact]
    public async Task Whichever_database_command_fails_an_attempt_that_was_answered_is_counted_once_and_told_once()
    {
        var fault = new FailOn();
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary,
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var answered = 0;
        for (var (nth, failed) = (1, true); failed; nth++)
        {
            var id = await driver.At(Stage.Submitted);
            failed = false;
            foreach (var _ in new[] { "the first, told at once", "the second, counted" })
            {
                fault.Arm(nth);
                var refused = await Attempt(driver, id);
                var hit = fault.Disarm();
                refused.ShouldBe(!hit, $"command {nth}: the reply tells the truth");
                (answered, failed) = (answered + (refused ? 1 : 0), failed || hit);
                (await Known(driver)).ShouldBe(answered, $"after failing command {nth}");
            }
        }

        driver.App.Clock.Advance(AttemptLog.Window);
        var log = driver.App.Services.GetServices<IRefusalWatch>().OfType<AttemptLog>().Single();
        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            var told = await Record.ExceptionAsync(async () => { while (await log.Flush() > 0) { } });
            failed = fault.Disarm();
            (told is null).ShouldBe(!failed, $"command {nth}");
            (await Known(driver)).ShouldBe(answered, $"after failing command {nth} of the telling");
        }
        (await driver.App.Db(db => db.Set<AttemptTally>().CountAsync())).ShouldBe(0, "all is told");
        await driver.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Whoever_goes_away_while_waiting_for_its_turn_is_let_go_at_once_and_counted_all_the_same()
    {
        var hold = new HoldAttempts();
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary,
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(hold))));
        await using var scope = driver.App.Services.CreateAsyncScope();
        var log = driver.App.Services.GetServices<IRefusalWatch>().OfType<AttemptLog>().Single();
        Task Seen(CancellationToken ct = default)
        {
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = ct };
            context.Request.Method = "POST";
            return log.Seen(context, new Watched("registration"), RefusalKind.Forbidden, "session.role", null);
        }

        hold.IsArmed = true;
        var first = Seen();
        await hold.Reached.Task;
        using var gone = new CancellationTokenSource();
        var second = Seen(gone.Token);
        second.IsCompleted.ShouldBeFalse("it waits for its turn");
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        hold.Go.SetResult();
        await first;
        await Seen();
        (await Known(driver)).ShouldBe(3);
    }

    /// <summary>The save of an attempt waits until it is let go on.</summary>
    sealed class HoldAttempts : SaveChangesInterceptor
    {
        public bool IsArmed { get; set; }
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (!IsArmed || !eventData.Context!.ChangeTracker.Entries<AttemptTally>().Any()) return result;
            IsArmed = false;
            Reached.SetResult();
            await Go.Task;
            return result;
        }
    }

    [Fact]
    public async Task Twenty_attempts_at_once_are_twenty()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var id = await driver.At(Stage.Submitted);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Attempt(driver, id)))).ShouldAllBe(refused => refused);
        (await Known(driver)).ShouldBe(20);
        (await driver.Registry.Facts("registration.attempt-refused/1")).Count.ShouldBe(1, "one told at once, the others together");
    }

    [Fact]
    public async Task Of_two_who_object_at_once_one_takes_the_last_place_and_the_other_is_told_to_come_again()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled,
            configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause, pause.BeforeTransaction)));
        var id = await driver.At(Stage.Publicised);
        for (var i = 1; i < ObjectionLimit.PerFilingMax; i++)
            await TestApp.Done(await driver.Registry.Object(id, address: driver.Address()));

        HttpResponseMessage? faster = null;
        pause.Then = async () => faster = await driver.Registry.Object(id, "先到", driver.Address());
        await driver.Registry.Object(id, "同时", driver.Address()).ShouldBeRefused(409, "changed-meanwhile");
        faster!.IsSuccessStatusCode.ShouldBeTrue();
        await driver.Registry.Object(id, "再来", driver.Address()).ShouldBeRefused(429, "registration.objections-too-many");
        (await driver.Registry.Filing(id))["objections"]!.AsArray().Count.ShouldBe(ObjectionLimit.PerFilingMax);
        await driver.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Whichever_database_command_fails_an_objection_is_taken_whole_or_leaves_its_place_free()
    {
        var fault = new FailOn();
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled,
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var id = await driver.At(Stage.Publicised);
        var wanted = new FilingId(Guid.Parse(id));
        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            HttpResponseMessage? reply = null;
            await Record.ExceptionAsync(async () => reply = await driver.Registry.Object(id, address: driver.Address()));
            failed = fault.Disarm();
            (reply?.IsSuccessStatusCode is true).ShouldBe(!failed, $"command {nth}");
            var taken = failed ? 0 : 1;
            (await driver.App.Db(async db => (await db.Set<Objection>().CountAsync(o => o.FilingId == wanted),
                await db.Set<FilingAct>().CountAsync(a => a.FilingId == wanted && a.Step == Step.Object),
                await db.Set<JournalEntry>().CountAsync(e => e.Kind == "registration.objection-raised/1"))))
                .ShouldBe((taken, taken, taken), $"after failing command {nth}");
        }
        await driver.App.ShouldBeWhole();
    }
}
