using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Registration;

public sealed class ClockTests
{
    /// <remarks>
    /// Five working days from Wednesday 11 February 2026: Thursday, Friday, Saturday the 14th (worked for the Spring Festival),
    /// then nine days off, Tuesday the 24th, Wednesday the 25th.
    /// </remarks>
    [Fact]
    public async Task Publicity_counts_the_worked_Saturday_skips_the_festival_and_closes_only_when_its_last_day_is_over()
    {
        await using var app = await RegistryApp.Start(today: "2026-02-11");
        var id = await app.Publicise();
        var clock = (await app.Filing(id))["clock"]!;
        (clock["dueOn"]!.GetValue<string>(), clock["left"]!.GetValue<int>()).ShouldBe(("2026-02-25", 5));

        foreach (var (day, left) in new[] { ("2026-02-14", 2), ("2026-02-23", 2), ("2026-02-24", 1), ("2026-02-25", 0) })
        {
            await app.App.AdvanceTo(day);
            await app.SignInAgain();
            var filing = await app.Filing(id);
            (filing["stage"]!.GetValue<string>(), filing["clock"]!["left"]!.GetValue<int>()).ShouldBe(("Publicised", left), day);
        }

        await app.App.AdvanceTo("2026-02-26");
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("Registered");
        (await app.Steps()).Last().ShouldBe("Publicised>CloseWindow>Registered by Time");
        (await app.Facts("registration.step/1")).Where(f => f["contentSha256"] is not null).Select(f => f["step"]!.GetValue<string>())
            .ShouldBe(["Submit", "PassReview", "CloseWindow"], "what was filed, and what the public saw from first to last");
    }

    [Fact]
    public async Task A_duty_that_runs_out_is_overdue_and_approves_nothing()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var id = await app.File();
        await app.App.AdvanceTo("2026-03-11");
        await app.SignInAgain();
        var filing = await app.Filing(id);
        (filing["stage"]!.GetValue<string>(), filing["clock"]!["dueOn"]!.GetValue<string>(), filing["clock"]!["left"]!.GetValue<int>())
            .ShouldBe(("Submitted", "2026-03-09", -2));
        (await RegistryApp.Take(app.Registrar, id, "accept"))["stage"]!.GetValue<string>().ShouldBe("UnderReview");
    }

    [Fact]
    public async Task A_correction_not_made_in_time_forfeits_the_filing_and_frees_the_right()
    {
        await using var app = await RegistryApp.Start(today: "2026-03-02");
        var resource = app.Catalog.Add(app.Holder, "x");
        var id = await RegistryApp.Submit(app.Steward, RegistryApp.Form(resource));
        await RegistryApp.Take(app.Registrar, id, "request-correction", "请补正");

        await app.App.AdvanceTo("2026-03-16");
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("CorrectionAwaited");
        await app.App.AdvanceTo("2026-03-17");
        await app.SignInAgain();
        (await app.StageOf(id)).ShouldBe("Lapsed");
        (await app.Steward.PostAsJsonAsync("/api/registration/filings", RegistryApp.Form(resource))).IsSuccessStatusCode.ShouldBeTrue();
    }
}
