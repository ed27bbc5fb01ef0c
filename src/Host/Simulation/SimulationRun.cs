namespace Yuanliu.Host.Simulation;

/// <summary>模拟 — plays filings against a pack, day by day, through the server's own interface: what the law allows, and what it forbids.
/// After every step evidence and state are compared; a difference, or an unlawful act that succeeds, ends it.</summary>
internal sealed class SimulationRun
{
    const int ActPercent = 40, OffendPercent = 10, ObjectPercent = 35, ObjectDays = 8, LatePercent = 30, EndedKept = 40;

    readonly SimulationPlan plan;
    readonly SimulatedWorld world;
    readonly SimulatedHost host;
    readonly Witness witness;
    readonly Chance chance;
    readonly List<Case> cases = [], running = [];

    SimulationRun(SimulationPlan plan, SimulatedWorld world)
        => (this.plan, this.world, host, witness, chance) = (plan, world, world.Host, world.Witness, world.Chance);

    /// <param name="db">Empty: SQLite in a folder of its own. The database is dropped at the end.</param>
    /// <exception cref="SimulationBroke">The program did what it must not do.</exception>
    public static async Task<SimulationReport> Play(SimulationPlan plan, string db, CancellationToken ct)
    {
        var tally = new Tally();
        await using var world = await SimulatedWorld.Open(plan, db, tally, ct);
        var simulation = new SimulationRun(plan, world);
        await simulation.Days(ct);
        await world.ShouldBeWhole(ct);
        var drilled = await Drill.Play(plan, db.Length == 0 ? db : db + "d", tally, ct);
        return new(plan, world, simulation.cases, drilled, tally);
    }

    /// <summary>Filings come in during the first two thirds, so that most of them end within the time.</summary>
    async Task Days(CancellationToken ct)
    {
        var due = Enumerable.Range(0, plan.Filings).Select(_ => chance.Below(Math.Max(1, plan.Days * 2 / 3))).Order().ToList();
        for (var (day, next) = (0, 0); day < plan.Days; day++)
        {
            await world.Begin(SimulationPlan.FirstDay.AddDays(day), Late, ct);
            if (host.IsWorkingDay)
            {
                for (; next < due.Count && due[next] <= day; next++) await File(ct);
                await Work(ct);
            }
            await Public(ct);
            running.RemoveAll(c => Case.IsEnded(witness.StageOf(c.Id)!));
        }
    }

    /// <summary>Now and then somebody tries to be before time.</summary>
    async Task Late(CancellationToken ct)
    {
        foreach (var late in running.Where(c => witness.DueOf(c.Id) < host.Clock.Today && IsFired(c) && chance.Is(LatePercent)).ToList())
            await world.Offender.TryLate(late, edited: false, ct);
    }

    /// <summary>The stage ends by a step of time.</summary>
    bool IsFired(Case on) => on.Law.Any(l => l.Actor == "Time" && l.From == witness.StageOf(on.Id));

    async Task File(CancellationToken ct)
    {
        host.Clock.Pass(20);
        if (await world.Applicants.File(ct) is not { } made) return;
        cases.Add(made);
        running.Add(made);
    }

    async Task Work(CancellationToken ct)
    {
        foreach (var each in running.ToList())
        {
            if (!chance.Is(ActPercent)) continue;
            host.Clock.Pass(20);
            await world.Office.Act(each, ct);
        }
        if (chance.Is(30)) await world.Forms.Try(ct);
        foreach (var each in running.Concat(cases.TakeLast(EndedKept)).Distinct().ToList())
            if (chance.Is(OffendPercent)) await world.Offender.Try(each, ct);
    }

    /// <summary>To some of what is publicised somebody objects, on one of its first days.</summary>
    async Task Public(CancellationToken ct)
    {
        foreach (var each in running.Where(c => witness.StageOf(c.Id) == "Publicised").ToList())
        {
            if (!each.Publicised && chance.Is(ObjectPercent)) each.ObjectedOn = host.Clock.Today.AddDays(chance.Below(ObjectDays));
            each.Publicised = true;
            if (each.ObjectedOn == host.Clock.Today) await world.Office.Object(each, ct);
        }
    }
}
