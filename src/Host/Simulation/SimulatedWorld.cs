using System.Text.Json.Nodes;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟环境 — a server of its own, everybody who acts on it, and what they act by.</summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    SimulatedWorld(SimulationPlan plan, SimulatedHost host, Troupe troupe, JsonNode pack, PackOccasions occasions, Witness witness,
        Tally tally)
    {
        (Host, Troupe, Pack, Occasions, Witness, Chance) = (host, troupe, pack, occasions, witness, new(plan.Seed));
        Kinds = [.. pack["filings"]!.AsArray().Select(k => KindOffered.Of(k!))];
        Filler = new(troupe, host.Clock, Chance, plan.Pack);
        Applicants = new(troupe, Filler, new(Chance), witness, tally, host.Clock, Chance, Kinds, plan.Pack, (string)pack["jurisdiction"]!);
        Office = new(troupe, Filler, witness, tally, Chance);
        Trial = new(witness, tally);
        Offender = new(troupe, Applicants, witness, Trial, tally, Chance);
        Forms = new(troupe, Filler, Applicants, witness, Trial, tally, Chance);
    }

    public SimulatedHost Host { get; }
    public Troupe Troupe { get; }
    public JsonNode Pack { get; }
    public PackOccasions Occasions { get; }
    public Witness Witness { get; }
    public Chance Chance { get; }
    public IReadOnlyList<KindOffered> Kinds { get; }
    public FormFiller Filler { get; }
    public Applicants Applicants { get; }
    public Office Office { get; }
    public Trial Trial { get; }
    public Offender Offender { get; }
    public FormOffences Forms { get; }

    /// <param name="db">Empty: SQLite in a folder of its own. The database is dropped at the end.</param>
    public static async Task<SimulatedWorld> Open(SimulationPlan plan, string db, Tally tally, CancellationToken ct)
    {
        var host = await SimulatedHost.Start(plan.Seed, db, ct);
        var troupe = new Troupe(host.Address, host.Clock);
        try
        {
            host.Clock.To(SimulationPlan.FirstDay, SimulatedHost.Sweep);
            var packs = (await troupe.Public.Must(troupe.Public.Get("api/registration/packs", ct)))["items"]!.AsArray();
            var pack = packs.FirstOrDefault(p => (string?)p!["id"] == plan.Pack)
                ?? throw new SimulationBroke($"没有规则包 {plan.Pack} / there is no pack {plan.Pack}");
            var procedure = await troupe.Public.Must(troupe.Public.Get($"api/registration/procedure/{plan.Pack}", ct));
            var form = await troupe.Public.Must(troupe.Public.Get($"api/registration/packs/{plan.Pack}/forms/Initial", ct));
            await troupe.Gather(host.Services, plan.Pack, ct);
            var witness = new Witness(host.Services.GetRequiredService<IServiceScopeFactory>());
            await witness.Agree("the beginning", ct);
            return new(plan, host, troupe, pack, new(pack, procedure, form), witness, tally);
        }
        catch
        {
            troupe.Dispose();
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The day begins, and time acts.</summary>
    /// <param name="night">What is tried before it does.</param>
    public async Task Begin(DateOnly day, Func<CancellationToken, Task> night, CancellationToken ct)
    {
        Host.Clock.To(day, SimulatedHost.Night);
        await night(ct);
        Host.Clock.To(day, SimulatedHost.Sweep);
        await Host.Settle(ct);
        await Witness.Agree("what fell due", ct);
        if (Witness.Count("registration.entered/1") > 0) await Applicants.Look(ct);
        Host.Clock.To(day, SimulatedHost.Morning);
    }

    /// <summary>All that fsck finds ends the simulation.</summary>
    public async Task ShouldBeWhole(CancellationToken ct)
    {
        var findings = await Host.Findings(ct);
        if (findings.Count > 0) throw new SimulationBroke($"fsck: {string.Join("; ", findings.Take(5))}");
    }

    public async ValueTask DisposeAsync()
    {
        Troupe.Dispose();
        await Host.DisposeAsync();
    }
}
