using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>What a registry owes to those who supervise it: Guangdong's annual report (GD-REG-2023 art. 30: 每一年度终了后 20 个工作日内),
/// Anhui's quarterly one (AH-REG-2023 art. 28(3)). From the first day after the period, until the last one, and late.</summary>
public sealed class ReportTests
{
    static readonly string[] Filled = ["overview", "inspection"];

    static async Task<RegistryApp> Start(string pack, string today, Action<IServiceCollection>? configure = null)
    {
        var app = await RegistryApp.Start(today, configure, account: false);
        await TestApp.Done(await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack }));
        return app;
    }

    static async Task<JsonObject> Newest(RegistryApp app, string register, HttpClient? by = null)
        => (await (by ?? app.Registrar).GetFromJsonAsync<JsonArray>("/api/registration/reports"))!.Select(r => r!.AsObject())
            .Where(r => (string?)r["register"] == register).MaxBy(r => (string)r["periodUntil"]!)!;

    static async Task To(RegistryApp app, string day)
    {
        await app.App.AdvanceTo(day);
        await app.App.Settle();
        await app.SignInAgain();
    }

    static Task<HttpResponseMessage> HandIn(RegistryApp app, JsonObject report, HttpClient? by = null, string[]? fields = null)
        => (by ?? app.Registrar).PostAsJsonAsync($"/api/registration/reports/{report["id"]}/hand-in",
            new { fields = (fields ?? Filled).ToDictionary(k => k, _ => "如实填写") });

    static async Task<JsonArray> Overdue(RegistryApp app)
        => (await TestApp.Body(await app.Registrar.GetAsync("/api/registration/supervision/overdue?pack=cn-guangdong")))["reports"]!
            .AsArray();

    [Fact]
    public async Task It_is_owed_from_the_first_day_of_the_year_and_handed_in_with_the_registers_own_figures()
    {
        await using var app = await Start("cn-guangdong", "2025-12-31");
        (await Newest(app, "cn-guangdong"))["id"].ShouldBeNull("the year has not ended");
        await To(app, "2026-01-01");
        var owed = await Newest(app, "cn-guangdong");
        ((string?)owed["periodFrom"], (string?)owed["periodUntil"], (string?)owed["dueOn"], (string?)owed["basis"]).ShouldBe(
            ("2025-01-01", "2025-12-31", "2026-01-29", "GD-REG-2023 art. 30（每一年度终了后 20 个工作日内）"));
        owed["fields"]!.AsArray().Where(f => (bool)f!["required"]!).Select(f => (string)f!["key"]!).ShouldBe(Filled);
        (await TestApp.Body(await app.Registrar.GetAsync("/api/work")))["items"]!.AsArray()
            .ShouldContain(i => ((string)i!["title"]!).StartsWith("数据资产年度报告"));

        await HandIn(app, owed, fields: ["overview"]).ShouldBeRefused(400, "registration.field-missing");
        await HandIn(app, owed, fields: [.. Filled, "surprise"]).ShouldBeRefused(400, "registration.field-unknown");
        await HandIn(app, owed, app.Steward).ShouldBeRefused(403, "session.role");
        var done = await TestApp.Body(await HandIn(app, owed));
        ((string?)done["handedInOn"], (int)done["daysLate"]!).ShouldBe(("2026-01-01", 0));
        await HandIn(app, owed).ShouldBeRefused(409, "registration.report-handed-in");

        var regulator = await app.App.SignIn(TestApp.PlatformName, Role.Regulator);
        var figures = await regulator.GetByteArrayAsync((string)done["figuresHref"]!);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(figures)).ShouldBe((string?)done["figuresSha256"]);
        System.Text.Encoding.UTF8.GetString(figures).ShouldContain("2025-01-01 – 2025-12-31");
        ((string?)(await Newest(app, "cn-guangdong", regulator))["said"]!["overview"]).ShouldBe("如实填写");
        var fact = (await app.Facts("registration.report-handed-in/1")).ShouldHaveSingleItem();
        ((string?)fact["figuresSha256"], (int)fact["daysLate"]!).ShouldBe(((string?)done["figuresSha256"], 0));
        await app.App.ShouldBeWhole();
    }

    /// <summary>29 January 2026 is the twentieth working day; Sunday 4 January is one of them.</summary>
    [Theory]
    [InlineData("2026-01-28", 0, 0)]
    [InlineData("2026-01-29", 0, 0)]
    [InlineData("2026-01-30", 1, 1)]
    [InlineData("2026-02-14", 12, 1)]                    // 30; 2–6, 9–13, and Saturday the 14th, which is worked
    public async Task It_is_in_time_on_its_last_day_and_the_registrys_fault_from_the_next(string day, int late, int overdue)
    {
        await using var app = await Start("cn-guangdong", "2025-12-31");
        await To(app, day);
        var owed = await Newest(app, "cn-guangdong");
        (await Overdue(app)).Count.ShouldBe(overdue);
        (await app.Facts("registration.report-overdue/1")).Count.ShouldBe(overdue, "told once");
        ((int)(await TestApp.Body(await HandIn(app, owed)))["daysLate"]!).ShouldBe(late);
        var list = await Overdue(app);
        list.Count.ShouldBe(overdue, "what was late stays on the list");
        if (overdue == 1) ((string?)list[0]!["doneOn"], (int)list[0]!["daysLate"]!).ShouldBe((day, late));
    }

    [Fact]
    public async Task Anhui_owes_one_for_each_quarter_and_a_register_without_accounts_owes_none()
    {
        await using var app = await Start("cn-anhui", "2026-03-02");
        await To(app, "2026-07-01");
        var reports = (await app.Registrar.GetFromJsonAsync<JsonArray>("/api/registration/reports"))!
            .Where(r => r!["id"] is not null).Select(r => ((string?)r!["register"], (string?)r["periodUntil"], (string?)r["dueOn"]));
        reports.ShouldBe([("cn-anhui", "2026-03-31", "2026-04-15"), ("cn-anhui", "2026-06-30", "2026-07-14")], ignoreOrder: true);
        (await app.Facts("registration.report-overdue/1")).ShouldHaveSingleItem();
        await TestApp.Done(await HandIn(app, await Newest(app, "cn-anhui"), fields: ["overview", "platform"]));
    }

    [Fact]
    public async Task Of_two_who_hand_it_in_at_once_one_does()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var app = await Start("cn-guangdong", "2025-12-31", s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        await To(app, "2026-01-05");
        var owed = await Newest(app, "cn-guangdong");
        pause.Then = async () => await TestApp.Done(await HandIn(app, owed));
        await HandIn(app, owed).ShouldBeRefused(409, "changed-meanwhile");
        (await app.Facts("registration.report-handed-in/1")).ShouldHaveSingleItem();
    }
}
