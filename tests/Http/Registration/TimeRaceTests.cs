using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>期限届满与办理相遇 — time's own step and a person's meet at one filing: whichever is kept first is the one that happened.</summary>
public sealed class TimeRaceTests
{
    const string LastDay = "2026-03-16", DayAfter = "2026-03-17", LastDayToAccept = "2026-03-09";

    [Theory]
    [InlineData("correct")]
    [InlineData("withdraw")]
    public async Task What_was_done_on_the_last_day_and_is_kept_after_time_acted_is_told_so_and_changes_nothing(string step)
    {
        var before = new BeforeKept(inBackground: false);
        await using var app = await Awaiting(before);
        var id = app.Waiting;
        before.Then = () => app.Registry.App.AdvanceTo(DayAfter);
        await Act(app.Registry, id, step).ShouldBeRefused(409, "changed-meanwhile");
        await app.Registry.SignInAgain();
        (await app.Registry.StageOf(id)).ShouldBe("Lapsed");
        (await app.Registry.Steps()).Last().ShouldBe("CorrectionAwaited>Lapse>Lapsed by Time");
        await app.Registry.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_duty_done_while_time_is_about_to_note_that_it_is_overdue_is_done_and_overdue_once(bool timeIsFirst)
    {
        var before = new BeforeKept(inBackground: !timeIsFirst);
        await using var app = await RegistryApp.Start("2026-03-02", s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(before)));
        var id = await app.File();
        await app.App.AdvanceTo(LastDayToAccept);
        app.App.Clock.Advance(TimeSpan.FromDays(1));
        await app.SignInAgain();
        if (timeIsFirst)
        {
            before.Then = app.App.Settle;
            var reply = await RegistryApp.Try(app.Registrar, id, "accept");
            if (!reply.IsSuccessStatusCode) await RegistryApp.Take(app.Registrar, id, "accept");
        }
        else
        {
            before.Then = () => RegistryApp.Take(app.Registrar, id, "accept");
            await app.App.Settle();
        }
        before.Then.ShouldBeNull("they met");
        (await app.StageOf(id)).ShouldBe("UnderReview");
        (await app.Facts("registration.duty-overdue/1")).Select(f => (string)f["duty"]!).ShouldBe(["Acceptance"]);
        (await app.Steps()).Count(s => s.Contains(">Accept>", StringComparison.Ordinal)).ShouldBe(1);
        await app.App.ShouldBeWhole();
    }

    static Task<HttpResponseMessage> Act(RegistryApp app, string id, string step) => step == "correct"
        ? app.Steward.PostAsJsonAsync($"/api/registration/filings/{id}/correct", RegistryApp.Form(Guid.Empty))
        : RegistryApp.Try(app.Steward, id, step, "理由");

    sealed record Case(RegistryApp Registry, string Waiting) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Registry.DisposeAsync();
    }

    /// <summary>A filing on the last day of its correction.</summary>
    static async Task<Case> Awaiting(BeforeKept before)
    {
        var app = await RegistryApp.Start("2026-03-02", s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(before)));
        var id = await app.File();
        await RegistryApp.Take(app.Registrar, id, "request-correction", "请补正");
        await app.App.AdvanceTo(LastDay);
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("CorrectionAwaited");
        return new(app, id);
    }

    /// <summary>Comes in between just before a filing's step is kept, a person's or time's.</summary>
    sealed class BeforeKept(bool inBackground) : SaveChangesInterceptor
    {
        public Func<Task>? Then { get; set; }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            var isStep = eventData.Context!.ChangeTracker.Entries<Filing>().Any(e => e.State == EntityState.Modified);
            if (Then is not { } then || !isStep || new HttpContextAccessor().HttpContext is null != inBackground) return result;
            Then = null;
            await then();
            return result;
        }
    }
}
