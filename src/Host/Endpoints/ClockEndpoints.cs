using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Endpoints;

/// <summary>时钟 — the time the program goes by; in a demo city it can be moved forward.</summary>
internal static class ClockEndpoints
{
    const string OffsetSetting = "demo-clock-offset-ticks";
    const int DaysMax = 400;

    internal sealed record ClockView(DateTime Now, DateOnly LegalDay, bool WorkingDay, bool Demo, bool Moved);
    internal sealed record MoveRequest(int? Days, int? WorkingDays);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/clock", Get).OpenToAnyone().WithName("GetClock").WithSummary("当前时钟").WithTags("时钟");
        routes.MapPost("/api/clock/advance", Advance).OpenToSignedIn("clock:write").WithName("AdvanceClock").WithSummary("拨快演示时钟")
            .WithTags("时钟");
    }

    static Ok<ClockView> Get(GuardedClock clock, DemoClock demo, HostSettings settings, WorkCalendar calendar)
    {
        var now = clock.Now;
        return TypedResults.Ok(
            new ClockView(now, LegalDay.Of(now), calendar.IsWorkingDay(LegalDay.Of(now)), settings.Demo, demo.Offset > TimeSpan.Zero));
    }

    /// <summary>Lets the days pass one by one, so that whatever falls due on each of them happens on that day.</summary>
    static async Task<Results<Ok<ClockView>, ProblemHttpResult>> Advance(
        MoveRequest request, HttpContext context, AppDb db, DemoClock demo, GuardedClock clock, HostSettings settings,
        WorkCalendar calendar, Pump pump, CancellationToken ct)
    {
        if (!settings.Demo) return NotDemo.Problem(context);
        var today = LegalDay.Of(clock.Now);
        var days = request.WorkingDays is { } working and >= 0 and <= DaysMax
            ? calendar.DueOn(today, new Term { Length = working, Unit = TermUnit.WorkingDays, Basis = "-" }).DayNumber - today.DayNumber
            : request.Days ?? -1;
        if (days is < 1 or > DaysMax) return BadLength.Problem(context);

        for (var i = 0; i < days; i++)
        {
            demo.Advance(TimeSpan.FromDays(1));
            await pump.RunDry(ct);
        }
        await Remember(db, demo, ct);
        return Get(clock, demo, settings, calendar);
    }

    static async Task Remember(AppDb db, DemoClock demo, CancellationToken ct)
    {
        var value = demo.Offset.Ticks.ToString(CultureInfo.InvariantCulture);
        if (await db.Set<Setting>().SingleOrDefaultAsync(s => s.Name == OffsetSetting, ct) is { } setting) setting.Value = value;
        else db.Add(new Setting { Name = OffsetSetting, Value = value });
        await db.SaveChangesAsync(ct);
    }

    public static async Task Restore(AppDb db, DemoClock demo, CancellationToken ct)
    {
        if (await db.Set<Setting>().Where(s => s.Name == OffsetSetting).Select(s => s.Value).SingleOrDefaultAsync(ct) is { } value)
            demo.Advance(TimeSpan.FromTicks(long.Parse(value, CultureInfo.InvariantCulture)) - demo.Offset);
    }

    static Refusal NotDemo => new(RefusalKind.Forbidden, "clock.not-demo", "只有演示环境可以拨快时钟。", "Only a demo city's clock can be moved.");
    static Refusal BadLength => new(RefusalKind.Invalid, "clock.length", $"请给出 1–{DaysMax} 天。", $"Give 1 to {DaysMax} days.");
}
