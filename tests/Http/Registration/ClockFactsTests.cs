using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

/// <summary>What clocks leave in evidence: faults, stops, and days that a new calendar moved.</summary>
public sealed class ClockFactsTests
{
    [Fact]
    public async Task A_duty_not_done_in_time_is_a_fault_in_evidence_once_and_on_the_supervisors_list_with_its_article()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Ordinary);
        var (first, second) = (await driver.At(Stage.Submitted), await driver.At(Stage.Submitted));
        await driver.App.AdvanceTo("2026-03-09");                                             // the last of five working days
        (await driver.Registry.Facts("registration.duty-overdue/1")).ShouldBeEmpty();
        await driver.App.AdvanceTo("2026-03-11");
        var facts = await driver.Registry.Facts("registration.duty-overdue/1");
        facts.Select(f => ((string?)f["filing"], (string?)f["duty"], (string?)f["owedBy"], (string?)f["dueOn"], (string?)f["basis"]))
            .ShouldBe([(first, "Acceptance", "Registrar", "2026-03-09", "TEST art. 19"),
                (second, "Acceptance", "Registrar", "2026-03-09", "TEST art. 19")], ignoreOrder: true);

        await driver.SignIn();
        await driver.Take(first, driver.Row(Step.Accept));
        (await driver.Registry.StageOf(second)).ShouldBe("Submitted", "nothing is deemed granted");
        var regulator = await driver.App.SignIn("市数据局", Role.Regulator);
        var list = await TestApp.Body(await regulator.GetAsync("/api/registration/supervision/overdue"));
        var sum = list["sums"]!.AsArray().Single()!;
        ((string?)sum["bodyName"], (string?)sum["owedBy"], (string?)sum["duty"], (int)sum["open"]!, (int)sum["doneLate"]!,
            (string?)sum["basis"])
            .ShouldBe((TestApp.PlatformName, "Registrar", "Acceptance", 1, 1, "TEST art. 19"));
        list["lines"]!.AsArray().Select(l => ((string?)l!["filing"], (int)l["daysLate"]!, (string?)l["doneOn"]))
            .ShouldBe([(second, 2, null), (first, 2, "2026-03-11")]);
        await driver.Registry.Steward.GetAsync("/api/registration/supervision/overdue").ShouldBeRefused(403, "session.role");
        (await driver.Registry.Facts("registration.duty-overdue/1")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_and_an_objection_stop_the_clock_they_interrupt_and_the_stop_is_shown_with_its_basis()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var id = await driver.At(Stage.Publicised);
        await driver.App.AdvanceTo("2026-03-04");
        await driver.SignIn();
        await TestApp.Done(await driver.Registry.Object(id));
        var stop = (await driver.Registry.Filing(id))["stops"]!.AsArray().Single()!;
        ((string?)stop["clock"], (string?)stop["reason"], (string?)stop["from"], (string?)stop["until"])
            .ShouldBe(("Publicity", "Objection", "2026-03-04", null));
        await driver.App.AdvanceTo("2026-03-06");
        await driver.SignIn();
        await driver.Take(id, driver.Row(Step.Dismiss));
        ((string?)(await driver.Registry.Filing(id))["stops"]![0]!["until"]).ShouldBe("2026-03-06");

        await using var other = await ProcedureDriver.Start(ProcedureName.ThirdParty);
        var corrected = await other.At(Stage.CorrectionAwaited);
        stop = (await other.Registry.Filing(corrected))["stops"]!.AsArray().Single()!;
        ((string?)stop["clock"], (string?)stop["reason"], (string?)stop["basis"]).ShouldBe(("Review", "Correction", "TEST art. 19"));
        await other.App.AdvanceTo("2026-03-10");                                              // nothing was corrected in five working days
        await other.SignIn();
        (await other.Registry.StageOf(corrected)).ShouldBe("Refused", "DL-REG-2023 §19");
        ((string?)(await other.Registry.Filing(corrected))["stops"]![0]!["until"]).ShouldBe("2026-03-10");
    }

    [Fact]
    public async Task A_new_holiday_plan_moves_running_terms_and_evidence_holds_both_days()
    {
        await using var driver = await ProcedureDriver.Start(ProcedureName.Settled);
        var (moved, same) = (await driver.At(Stage.Publicised), await driver.At(Stage.Frozen));
        var calendar = driver.App.Services.GetRequiredService<WorkCalendar>();
        var files = driver.App.Services.GetRequiredService<CalendarFiles>();
        var day = new DateOnly(2026, 3, 10);
        var announced = new WorkCalendar(files.Holidays.Append(day).ToHashSet(), files.WorkedWeekends, files.AnnouncedYears, "announced");

        await Sweep(driver, calendar);
        await Sweep(driver, announced);
        await Sweep(driver, announced);

        var fact = (await driver.Registry.Facts("registration.due-moved/1")).Single();
        ((string?)fact["filing"], (string?)fact["deadline"], (string?)fact["from"], (string?)fact["to"], (string?)fact["fromCalendar"],
            (string?)fact["toCalendar"])
            .ShouldBe((moved, "Publicity", "2026-03-16", "2026-03-17", calendar.Version, "announced"));
        var filing = await driver.Registry.Filing(moved);
        ((string?)filing["clock"]!["dueOn"], (string?)filing["publicUntil"]).ShouldBe(("2026-03-17", "2026-03-17"));
        ((string?)(await driver.Registry.Filing(same))["clock"]!["dueOn"]).ShouldBe("2026-04-01", "thirty calendar days do not move");
    }

    static async Task Sweep(ProcedureDriver driver, WorkCalendar calendar)
    {
        await using var scope = driver.App.Services.CreateAsyncScope();
        var clock = new CalendarClock(scope.ServiceProvider.GetRequiredService<AppDb>(),
            scope.ServiceProvider.GetRequiredService<PinnedPacks>(),
            calendar, scope.ServiceProvider.GetRequiredService<HostSettings>());
        while (await clock.TakeDue(default) > 0) { }
    }
}
