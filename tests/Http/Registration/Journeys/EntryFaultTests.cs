using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Whatever fails while an entry is made: it is in the register whole, with its certificates and its evidence, or not at
/// all.</summary>
public sealed class EntryFaultTests
{
    [Theory]
    [InlineData("cn-beijing-social", "Transfer")]
    [InlineData("cn-beijing-social", "Pledge")]
    [InlineData("cn-beijing-social", "Freeze")]
    [InlineData("cn-beijing-social", "Revocation")]
    [InlineData("std-tjifa-003", "Licence")]
    [InlineData("cn-dali", "Cancellation")]
    public async Task Whichever_database_command_fails_nothing_is_half_entered(string pack, string kind)
    {
        var fault = new FailOn();
        await using var journey = await Journey.Start(pack,
            s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var on = (await journey.Registrations(1))[0];
        var form = await journey.Form(kind);
        var (applicant, filled) = await journey.Fill(form, on.Resource, on);
        var id = (string)(await TestApp.Body(await journey.Try(form, applicant, filled)))["id"]!;
        var (client, href) = await journey.UpTo("Enter", id, form, applicant);
        var before = await State(journey, on, id);

        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            var reply = await Record.ExceptionAsync(async () => await TestApp.Done(await RegistryApp.Try(client, id, href, "经查属实")));
            failed = fault.Disarm();
            (reply is null).ShouldBe(!failed, $"command {nth}: the reply tells the truth");
            var after = await State(journey, on, id);
            if (failed) after.ShouldBe(before, $"after failing command {nth}");
            else (after.Stage, after.Entries, after.Facts).ShouldBe((Stage.Registered, before.Entries + 1, before.Facts + 1));
        }
        await journey.App.ShouldBeWhole();
    }

    sealed record Snapshot(Stage Stage, int Acts, int Entries, int Facts, int Certificates, string Rights);

    static async Task<Snapshot> State(Journey journey, Registered on, string id)
    {
        var wanted = new FilingId(Guid.Parse(id));
        var unit = await journey.Unit(on.Unit);
        return await journey.App.Db(async db => new Snapshot(
            await db.Set<Filing>().Where(f => f.Id == wanted).Select(f => f.Stage).SingleAsync(),
            await db.Set<FilingAct>().CountAsync(a => a.FilingId == wanted), await db.Set<Entry>().CountAsync(),
            await db.Set<JournalEntry>().CountAsync(e => e.Kind == "registration.entered/1"), await db.Set<Certificate>().CountAsync(),
            unit["rights"]!.ToJsonString() + unit["encumbrances"]!.ToJsonString()));
    }
}
