using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>Every term that ends by a step of time, in every procedure: the day before, the day, the day after; over New Year, over the
/// Spring Festival with its worked weekends, over National Day with its.</summary>
public sealed class DeadlineTests
{
    public static TheoryData<string, string> Starts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var procedure in Procedures.All.Where(p => p.WhenDue.Count > 0))
                foreach (var day in new[] { "2025-12-24", "2026-02-09", "2026-09-21" })
                    data.Add(procedure.Name.ToString(), day);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_term_is_open_on_its_last_day_and_its_end_takes_its_step_the_day_after(string name, string start)
    {
        await using var driver = await ProcedureDriver.Start(Enum.Parse<ProcedureName>(name), start);
        var calendar = driver.App.Services.GetRequiredService<WorkCalendar>();
        var today = DateOnly.ParseExact(start, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var waiting = new List<(string Id, Stage Stage, DateOnly Due, Stage Then)>();
        foreach (var row in driver.Table.Steps.Where(r => r.Starts is { } d && driver.Table.Fires(d) is not null && !r.KeepsClock())
            .DistinctBy(r => r.To))
        {
            var id = await driver.At(row.To);
            var exit = driver.Table.Steps.Single(r => r.From == row.To && r.By is Actor.Time);
            var due = calendar.DueOn(today, Regimes.Rules(driver.Name).TermOf(FilingKind.Initial, driver.Name, row.Starts!.Value));
            ((string?)(await driver.Registry.Filing(id))["clock"]!["dueOn"]).ShouldBe(Text(due), $"{row.Starts} from {start}");
            waiting.Add((id, row.To, due, exit.To));
        }

        foreach (var due in waiting.Select(w => w.Due).Distinct().Order())
        {
            await driver.App.AdvanceTo(Text(due));
            await driver.Registry.SignInAgain();
            foreach (var one in waiting.Where(w => w.Due == due)) (await driver.Registry.StageOf(one.Id))
                .ShouldBe(one.Stage.ToString(), $"{due}, its last day");
            await driver.App.AdvanceTo(Text(due.AddDays(1)));
            await driver.Registry.SignInAgain();
            foreach (var one in waiting.Where(w => w.Due == due)) (await driver.Registry.StageOf(one.Id))
                .ShouldBe(one.Then.ToString(), $"the day after {due}");
        }
    }

    /// <summary>From the papers and the notices of the State Council, day by day.</summary>
    [Theory]
    [InlineData("Settled", "Publicity", "2026-09-21", "2026-10-12")]     // 22–24, 28–30 September; 8, 9, Saturday 10 October is worked; 12
    [InlineData("Settled", "Objection", "2026-01-31", "2026-03-02")]     // thirty calendar days, holidays or not
    [InlineData("ThirdParty", "Publicity", "2025-12-29", "2026-01-05")]  // seven calendar days over New Year
    [InlineData("Simple", "Publicity", "2025-12-31", "2026-01-04")]      // 1–3 January off, Sunday the 4th is worked
    [InlineData("Committee", "Publicity", "2026-02-12", "2026-02-24")]   // 13 February, Saturday 14 is worked, 15–23 are off, 24
    [InlineData("PendingSuit", "Litigation", "2026-02-10", "2026-02-25")]
    public void The_last_day_is_the_one_that_counting_by_hand_gives(string procedure, string deadline, string from, string due)
    {
        var calendar = new WorkCalendar(CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar")));
        var term = Regimes.Rules(Enum.Parse<ProcedureName>(procedure)).Deadlines[Enum.Parse<Deadline>(deadline)];
        Text(calendar.DueOn(DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), term)).ShouldBe(due);
    }

    static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
