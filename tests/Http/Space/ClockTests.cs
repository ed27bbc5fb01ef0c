using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Uses;
using Yuanliu.Tests.Gateway;

namespace Yuanliu.Tests.Space;

/// <summary>时钟偏差 — a clock that is hours ahead or is set back opens nothing that was closed and gives no quota twice; what was counted
/// and what was written agree in the end.</summary>
public sealed class ClockTests
{
    const string Count = "SELECT count(*) FROM data", Sum = "SELECT sum(price) FROM data";

    /// <summary>Midnight in Beijing comes fifteen hours after nine o'clock.</summary>
    static readonly TimeSpan ToMidnight = TimeSpan.FromHours(15), Second = TimeSpan.FromSeconds(1);

    /// <summary>A little back is as if it stood still; more than that, and nothing is done until it has caught up.</summary>
    public static TheoryData<double, int, string> Backwards(int status, string code)
        => new() { { -1.5, status, code }, { -60, 503, "kernel.clock-moved-back" }, { -7200, 503, "kernel.clock-moved-back" } };

    [Theory]
    [MemberData(nameof(Backwards), 409, "space.expired")]
    public async Task An_agreement_that_has_ended_stays_ended(double back, int status, string code)
    {
        await using var test = await SpaceTest.Start(until: "2026-03-02");
        await test.Answer(Count);
        await test.Advance(ToMidnight + Second);
        await test.Ask(Sum).ShouldBeRefused(409, "space.expired");
        test.App.Clock.Advance(TimeSpan.FromSeconds(back));
        await test.Ask(Sum).ShouldBeRefused(status, code);
        await CaughtUp(test, -back);
        await test.Ask(Sum).ShouldBeRefused(409, "space.expired");
        (await test.Used()).ShouldBe(1);
        await test.App.ShouldAgree();
    }

    [Theory]
    [MemberData(nameof(Backwards), 403, "space.policy")]
    public async Task The_uses_of_a_day_that_are_spent_stay_spent(double back, int status, string code)
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { UsesPerDayMax = 1 });
        await test.Answer(Count);
        await test.Ask(Sum).ShouldBeRefused(403, "space.policy");
        await test.Advance(ToMidnight + Second);
        await test.Answer(Sum);
        test.App.Clock.Advance(TimeSpan.FromSeconds(back));
        const string third = "SELECT avg(price) FROM data";
        await test.Ask(third).ShouldBeRefused(status, code);
        await CaughtUp(test, -back);
        await test.Ask(third).ShouldBeRefused(403, "space.policy");
        (await test.Used()).ShouldBe(2);
        await test.App.ShouldAgree();
    }

    /// <summary>The clock was ten hours ahead, past midnight; once it is right nothing is done until that time has come, and then the day's
    /// quota is spent.</summary>
    [Fact]
    public async Task A_day_that_came_too_early_does_not_come_twice()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { UsesPerDayMax = 1 });
        await test.Advance(TimeSpan.FromHours(9));
        await test.Answer(Count);
        await test.Advance(TimeSpan.FromHours(10));                         // it is six in the evening, and the clock says four
        await test.Answer(Sum);
        test.App.Clock.Advance(TimeSpan.FromHours(-10));
        const string third = "SELECT avg(price) FROM data";
        await test.Ask(third).ShouldBeRefused(503, "kernel.clock-moved-back");
        test.App.Clock.Advance(TimeSpan.FromHours(6) + Second);             // midnight itself
        await test.Ask(third).ShouldBeRefused(503, "kernel.clock-moved-back");
        await test.Advance(TimeSpan.FromHours(4));
        await test.Ask(third).ShouldBeRefused(403, "space.policy");
        (await test.Used()).ShouldBe(2);
        await test.App.ShouldAgree();
    }

    /// <summary>A server whose clock is behind the other's finds the other's day in the meter.</summary>
    [Fact]
    public async Task Of_two_servers_with_different_clocks_neither_gives_out_the_quota_of_a_day_again()
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with { UsesPerDayMax = 1, ProbesPerDayMax = 10 });
        await test.App.Db(async db =>
        {
            var meter = new UseMeter { Agreement = new(test.Agreement) };
            meter.Count(new(2026, 3, 3));                                   // there it is tomorrow
            db.Add(meter);
            return await db.SaveChangesAsync();
        });
        await test.Ask(Count).ShouldBeRefused(403, "space.policy");
        await test.Advance(ToMidnight + Second);
        await test.Ask(Count).ShouldBeRefused(403, "space.policy");
        await test.Advance(TimeSpan.FromDays(1));
        await test.Answer(Count);
    }

    [Theory]
    [MemberData(nameof(Backwards), 429, "space.budget-spent")]
    public async Task The_budget_of_a_month_that_is_spent_stays_spent(double back, int status, string code)
    {
        await using var test = await SpaceTest.Start(controls: UseControls.Default with
        {
            Modes = [UseMode.Private], Privacy = new(PerMonth: 100_000, PerUse: 100_000),
        }, until: "2026-05-01");
        await test.Answer(Count, UseMode.Private);
        await test.AdvanceTo("2026-04-01");
        await test.Answer(Sum, UseMode.Private);
        test.App.Clock.Advance(TimeSpan.FromSeconds(back));
        const string third = "SELECT avg(price) FROM data";
        await test.Ask(third, mode: UseMode.Private).ShouldBeRefused(status, code);
        await CaughtUp(test, -back);
        await test.Ask(third, mode: UseMode.Private).ShouldBeRefused(429, "space.budget-spent");
        var accounts = await test.App.Db(db => db.Set<PrivacyAccount>().OrderBy(a => a.Month).ToListAsync());
        accounts.Select(a => (a.Month, a.ReservedRho, a.CommittedRho))
            .ShouldBe([("2026-03", 0L, 100_000_000_000L), ("2026-04", 0L, 100_000_000_000L)]);
        await test.App.ShouldAgree();
    }

    /// <summary>What the policy says of the day itself, whatever the agreement's stage.</summary>
    [Theory]
    [MemberData(nameof(Backwards), 409, "space.not-yet")]
    public async Task What_is_not_open_yet_opens_on_its_day_and_not_by_a_clock_set_back(double back, int status, string code)
    {
        await using var test = await SpaceTest.Start();
        test.Agree(c => c with { Policy = c.Policy with { From = new(2026, 3, 4) } });
        await test.Ask(Count).ShouldBeRefused(409, "space.not-yet");
        test.App.Clock.Advance(TimeSpan.FromSeconds(back));
        await test.Ask(Count).ShouldBeRefused(status, code);
        await CaughtUp(test, -back);
        await test.AdvanceTo("2026-03-04");
        await test.Answer(Count);
    }

    [Theory]
    [InlineData(-1.5)]
    [InlineData(-7200)]
    public async Task A_key_that_has_expired_is_not_brought_back(double back)
    {
        await using var test = await GatewayTest.Start(withIndex: false);
        var (program, _, _) = await test.Key(days: 1);
        await TestApp.Done(await test.Rows(program, "take=5"));
        test.App.Clock.Advance(TimeSpan.FromDays(1) + Second);
        await test.Rows(program, "take=6").ShouldBeRefused(401, "session.required");
        test.App.Clock.Advance(TimeSpan.FromSeconds(back));
        await test.Rows(program, "take=6").ShouldBeRefused(401, "session.required");
        await program.GetAsync($"/api/space/agreements/{test.Agreement}/openapi.json").ShouldBeRefused(401, "session.required");
        (await test.Used()).ShouldBe(1);
    }

    static async Task CaughtUp(SpaceTest test, double seconds) => await test.Advance(TimeSpan.FromSeconds(seconds) + Second);
}
