using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>Every row of every procedure over HTTP: who may take it, what evidence it leaves, and what happens when two take it at
/// once.</summary>
public sealed class ProcedureTests
{
    public static TheoryData<string> Names => [.. Enum.GetNames<ProcedureName>()];

    static ProcedureName Of(string name) => Enum.Parse<ProcedureName>(name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_step_leads_where_its_table_says_and_its_evidence_says_so(string name)
    {
        await using var driver = await ProcedureDriver.Start(Of(name));
        foreach (var row in driver.Table.Steps.Where(r => r.By is not Actor.Time && r.From is not Stage.Draft))
        {
            var id = await driver.At(row);
            await TestApp.Done(await Taken(driver, id, row));
            (await driver.Registry.StageOf(id)).ShouldBe(row.To.ToString(), $"{row.Step} from {row.From}");
            var last = (await driver.Registry.Facts("registration.step/1")).Last(f => (string?)f["filing"] == id);
            ($"{last["from"]}>{last["step"]}>{last["to"]} by {last["actor"]}").ShouldBe($"{row.From}>{row.Step}>{row.To} by {row.By}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_slower_of_two_is_told_that_the_filing_has_changed_at_every_step(string name)
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var driver = await ProcedureDriver.Start(Of(name), configure: s
            => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause, pause.BeforeTransaction)));
        foreach (var row in driver.Table.Steps.Where(r => r.By is not Actor.Time && r.From is not Stage.Draft))
        {
            var id = await driver.At(row);
            await driver.Prepare(id, row);
            var before = (await driver.Registry.Steps()).Count;
            pause.Then = async () => await TestApp.Done(await driver.Try(id, row));
            await driver.Try(id, row).ShouldBeRefused(409, "changed-meanwhile");
            (await driver.Registry.Steps()).Count.ShouldBe(before + 1, $"{row.Step} from {row.From}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_step_is_open_to_its_actor_alone_and_refused_to_everybody_else(string name)
    {
        await using var driver = await ProcedureDriver.Start(Of(name));
        var roles = Enum.GetValues<Role>().Except([Role.Registrar, Role.Regulator, Role.CommitteeMember]).ToArray();
        foreach (var stage in driver.Table.Steps.Where(r => r.From is not Stage.Draft && r.By is not Actor.Time).Select(r => r.From)
            .Distinct())
        {
            var id = await driver.At(stage);
            var stranger = await driver.App.SignIn("丙公司", roles);
            var rows = driver.Table.Steps.Where(r => r.From == stage && r.By is not (Actor.Time or Actor.Objector)).ToList();
            foreach (var row in rows)
            {
                await RegistryApp.Try(driver.App.Anyone, id, FilingViews.Path(row.Step), "理由").ShouldBeRefused(401, "session.required");
                var path = row.Step is Step.Correct or Step.Supplement ? null : FilingViews.Path(row.Step);
                if (path is null) continue;
                var reply = await RegistryApp.Try(stranger, id, path, "理由");
                ((int)reply.StatusCode).ShouldBeOneOf(403, 404);
                foreach (var other in driver.Table.Actors.Where(a => a != row.By && Capacities.RoleOf(a) is not null
                    && rows.TrueForAll(r => r.Step != row.Step || r.By != a)))
                    ((int)(await RegistryApp.Try(driver.For(other), id, path, "理由")).StatusCode)
                        .ShouldBeOneOf([403, 404, 409], $"{row.Step} by {other}");
            }
            (await driver.Registry.StageOf(id)).ShouldBe(stage.ToString());
        }
    }

    static async Task<HttpResponseMessage> Taken(ProcedureDriver driver, string id, Transition<Stage, Step, Deadline> row)
    {
        await driver.Prepare(id, row);
        return await driver.Try(id, row);
    }
}
