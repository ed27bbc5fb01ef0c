using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Units;

namespace Yuanliu.Tests.Registration;

public sealed class IssueTests
{
    [Fact]
    public async Task Numbers_have_neither_gap_nor_repeat_when_windows_close_at_the_same_time()
    {
        await using var app = await RegistryApp.Start(configure: RegistryApp.NothingInTheBackground);
        string[] ids = [await app.Publicise("a"), await app.Publicise("b"), await app.Publicise("c")];
        app.App.Clock.Advance(TimeSpan.FromDays(10));

        var closings = ids.Concat([ids[0]]).Select(id => Task.Run(() => Close(app, id))).ToList();
        var outcomes = await Task.WhenAll(closings);

        outcomes.Count(o => o).ShouldBe(3);
        (await app.App.Db(db => db.Set<Certificate>().OrderBy(c => c.Number).Select(c => c.Number).ToListAsync()))
            .ShouldBe(["BJSD-ZS-2026-000001", "BJSD-ZS-2026-000002", "BJSD-ZS-2026-000003"]);
        (await app.App.Db(db => db.Set<Certificate>().OrderBy(c => c.StatusIndex).Select(c => c.StatusIndex).ToListAsync()))
            .ShouldBe([0, 1, 2]);
        (await app.App.Db(db => db.Set<NumberSeries>().Where(s => s.Name.Contains("/certificate/")).Select(s => s.Last).SingleAsync()))
            .ShouldBe(3);
    }

    [Fact]
    public async Task Whichever_database_command_fails_a_submission_is_there_with_its_evidence_or_not_at_all()
    {
        var fault = new FailOn();
        await using var app = await RegistryApp.Start(
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var filed = 0;
        for (var (nth, failed) = (1, true); failed; nth++)
        {
            var form = RegistryApp.Form(app.Catalog.Add(app.Holder, $"资源{nth}"));
            fault.Arm(nth);
            var reply = await app.Steward.PostAsJsonAsync("/api/registration/filings", form);
            failed = fault.Disarm();
            filed += reply.IsSuccessStatusCode ? 1 : 0;

            var counts = await app.App.Db(async db => (
                await db.Set<Filing>().CountAsync(), await db.Set<FilingAct>().CountAsync(), await db.Set<RegistrationUnit>().CountAsync(),
                await db.Set<JournalEntry>().CountAsync(e => e.Kind == "registration.step/1"),
                await db.Set<NumberSeries>().Where(s => s.Name.Contains("/filing/")).Select(s => s.Last).SingleOrDefaultAsync()));
            counts.ShouldBe((filed, filed, filed, filed, filed), $"after failing command {nth}; the reply told the truth");
        }
        filed.ShouldBe(1);
    }

    [Fact]
    public async Task Whichever_database_command_fails_a_window_closes_with_certificate_number_and_evidence_or_not_at_all()
    {
        var fault = new FailOn();
        await using var app = await RegistryApp.Start(
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var id = await app.Publicise();
        app.App.Clock.Advance(TimeSpan.FromDays(10));

        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            var closed = await Record.ExceptionAsync(() => Close(app, id)) is null;
            failed = fault.Disarm();
            closed.ShouldBe(!failed, $"command {nth}");

            var (done, wanted) = (closed ? 1 : 0, new FilingId(Guid.Parse(id)));
            var counts = await app.App.Db(async db => (
                await db.Set<Filing>().CountAsync(f => f.Stage == Stage.Registered && f.CertificateNumber != null),
                await db.Set<Certificate>().CountAsync(),
                await db.Set<JournalEntry>().CountAsync(e => e.Kind == "registration.certificate-issued/1"),
                await db.Set<FilingAct>().CountAsync(a => a.FilingId == wanted && a.Step == Step.CloseWindow),
                await db.Set<NumberSeries>().Where(s => s.Name.Contains("/certificate/")).Select(s => s.Last).SingleOrDefaultAsync()));
            counts.ShouldBe((done, done, done, done, done), $"after failing command {nth}");
        }
    }

    /// <returns>False when another closing was faster.</returns>
    static async Task<bool> Close(RegistryApp app, string id)
    {
        await using var scope = app.App.Services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<FilingTime>().Take(new(Guid.Parse(id)), default);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
