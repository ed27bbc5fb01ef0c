using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟 — plays filings against a pack, day by day, through the server's own interface: what the law allows, and what it forbids.
/// After every step evidence and state are compared; a difference, or an unlawful act that succeeds, ends it.</summary>
internal sealed class SimulationRun
{
    const int ActPercent = 40, OffendPercent = 10, ObjectPercent = 35, ObjectDays = 8, LatePercent = 30, EndedKept = 40;
    static readonly TimeSpan Night = TimeSpan.FromMinutes(1), Sweep = TimeSpan.FromMinutes(5), Morning = TimeSpan.FromHours(9);

    readonly SimulationPlan plan;
    readonly SimulatedHost host;
    readonly Witness witness;
    readonly Chance chance;
    readonly Tally tally = new();
    readonly Applicants applicants;
    readonly Office office;
    readonly Offender offender;
    readonly IReadOnlyList<KindOffered> kinds;
    readonly List<Case> cases = [], running = [];

    SimulationRun(SimulationPlan plan, SimulatedHost host, Troupe troupe, JsonNode pack, Witness witness)
    {
        (this.plan, this.host, this.witness, chance) = (plan, host, witness, new(plan.Seed));
        kinds = [.. pack["filings"]!.AsArray().Select(k => KindOffered.Of(k!))];
        var filler = new FormFiller(troupe, host.Clock, chance, plan.Pack);
        applicants = new(troupe, filler, new(chance), witness, tally, host.Clock, chance, kinds, plan.Pack, (string)pack["jurisdiction"]!);
        office = new(troupe, filler, witness, tally, chance);
        offender = new(troupe, filler, applicants, witness, tally, chance);
    }

    /// <param name="db">Empty: SQLite in a folder of its own. The database is dropped at the end.</param>
    /// <exception cref="SimulationBroke">The program did what it must not do.</exception>
    public static async Task<SimulationReport> Play(SimulationPlan plan, string db, CancellationToken ct)
    {
        await using var host = await SimulatedHost.Start(plan.Seed, db, ct);
        using var troupe = new Troupe(host.Address, host.Clock);
        host.Clock.To(SimulationPlan.FirstDay, Sweep);
        var packs = (await troupe.Public.Must(troupe.Public.Get("api/registration/packs", ct)))["items"]!.AsArray();
        var pack = packs.FirstOrDefault(p => (string?)p!["id"] == plan.Pack)
            ?? throw new SimulationBroke($"没有规则包 {plan.Pack} / there is no pack {plan.Pack}");
        await troupe.Gather(host.Services, plan.Pack, ct);
        var witness = new Witness(host.Services.GetRequiredService<IServiceScopeFactory>());
        await witness.Agree("the beginning", ct);
        var simulation = new SimulationRun(plan, host, troupe, pack, witness);
        await simulation.Days(ct);
        var findings = await host.Findings(ct);
        if (findings.Count > 0) throw new SimulationBroke($"fsck: {string.Join("; ", findings.Take(5))}");
        return new(plan, (string)pack["title"]!, (string)pack["titleEn"]!, simulation.kinds, simulation.cases, witness, simulation.tally);
    }

    /// <summary>Filings come in during the first two thirds, so that most of them end within the time.</summary>
    async Task Days(CancellationToken ct)
    {
        var due = Enumerable.Range(0, plan.Filings).Select(_ => chance.Below(Math.Max(1, plan.Days * 2 / 3))).Order().ToList();
        for (var (day, next) = (0, 0); day < plan.Days; day++)
        {
            await Begin(SimulationPlan.FirstDay.AddDays(day), ct);
            if (host.IsWorkingDay)
            {
                for (; next < due.Count && due[next] <= day; next++) await File(ct);
                await Work(ct);
            }
            await Public(ct);
            running.RemoveAll(c => Case.IsEnded(witness.StageOf(c.Id)!));
        }
    }

    /// <summary>The day begins, and time acts. Now and then somebody tries to be before it.</summary>
    async Task Begin(DateOnly day, CancellationToken ct)
    {
        host.Clock.To(day, Night);
        foreach (var late in running.Where(c => witness.DueOf(c.Id) < day && IsFired(c) && chance.Is(LatePercent)).ToList())
            await offender.TryLate(late, ct);
        host.Clock.To(day, Sweep);
        await host.Settle(ct);
        await witness.Agree("what fell due", ct);
        if (witness.Count("registration.entered/1") > 0) await applicants.Look(ct);
        host.Clock.To(day, Morning);
    }

    /// <summary>The stage ends by a step of time.</summary>
    bool IsFired(Case on) => on.Law.Any(l => l.Actor == "Time" && l.From == witness.StageOf(on.Id));

    async Task File(CancellationToken ct)
    {
        host.Clock.Pass(20);
        if (await applicants.File(ct) is not { } made) return;
        cases.Add(made);
        running.Add(made);
    }

    async Task Work(CancellationToken ct)
    {
        foreach (var each in running.ToList())
        {
            if (!chance.Is(ActPercent)) continue;
            host.Clock.Pass(20);
            await office.Act(each, ct);
        }
        if (chance.Is(30)) await offender.TryToFile(ct);
        foreach (var each in running.Concat(cases.TakeLast(EndedKept)).Distinct().ToList())
            if (chance.Is(OffendPercent)) await offender.Try(each, ct);
    }

    /// <summary>To some of what is publicised somebody objects, on one of its first days.</summary>
    async Task Public(CancellationToken ct)
    {
        foreach (var each in running.Where(c => witness.StageOf(c.Id) == "Publicised").ToList())
        {
            if (!each.Publicised && chance.Is(ObjectPercent)) each.ObjectedOn = host.Clock.Today.AddDays(chance.Below(ObjectDays));
            each.Publicised = true;
            if (each.ObjectedOn == host.Clock.Today) await office.Object(each, ct);
        }
    }
}
