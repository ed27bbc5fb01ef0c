namespace Yuanliu.Host.Simulation;

/// <summary>演练 — on a node of its own: filings that everybody says yes to, and on their way, and on what they bring into the register,
/// every unlawful act to which the pack gives occasion.</summary>
internal sealed class Drill
{
    /// <summary>Beside one first registration for each route: what is frozen, pledged, divided and merged.</summary>
    const int Spare = 4;
    const int DaysMax = 150;

    readonly SimulatedWorld world;
    readonly Tally tally;
    readonly List<Case> cases = [];
    DateOnly day = SimulationPlan.FirstDay.AddDays(-1);
    Case? late;

    Drill(SimulatedWorld world, Tally tally) => (this.world, this.tally) = (world, tally);

    public SimulatedWorld World => world;

    /// <returns>The filings that were made for it.</returns>
    public static async Task<IReadOnlyList<string>> Play(SimulationPlan plan, string db, Tally tally, CancellationToken ct)
    {
        await using var world = await SimulatedWorld.Open(plan, db, tally, ct);
        var drill = new Drill(world, tally);
        await drill.Next(ct);
        await drill.First(ct);
        if (world.Occasions.Certifies) await new RegisterDrill(drill, tally).Run(drill.cases, ct);
        await world.ShouldBeWhole(ct);
        return [.. drill.cases.Select(c => c.Kind)];
    }

    /// <summary>First registrations, all of them handed in before somebody edits the pack.</summary>
    async Task First(CancellationToken ct)
    {
        var form = await world.Filler.Form("Initial", ct);
        var declarable = form["circumstances"]!.AsArray().Select(c => (string)c!["key"]!).ToList();
        var routes = form["routes"]!.AsArray().Select(r => r!["any"]!.AsArray().Take(1).Concat(r["all"]!.AsArray())
            .Select(c => (string)c!).Distinct().ToList()).Where(r => r.All(declarable.Contains)).ToList();
        foreach (var route in routes) await New(route, ct);
        for (var more = 0; more < Spare; more++) await New([], ct);
        if (PackOccasions.Aside(cases[^1].Law) is not null) late = await New([], ct);
        if (world.Occasions.Publicises)
        {
            await world.Offender.Flood(ct);
            world.Host.EditPacks();
            await Edited(await New([], ct), ct);
        }
        await Until(ct);
        world.Host.RestorePacks();
    }

    /// <summary>Whoever files is at the registry too, where that may be.</summary>
    async Task<Case> New(IReadOnlyList<string> circumstances, CancellationToken ct)
    {
        var (company, kind) = (world.Troupe.Companies[cases.Count % world.Troupe.Companies.Count],
            world.Kinds.Single(k => k.Kind == "Initial"));
        var by = kind.By.Contains("Department") ? company.Business : company.Double;
        var only = (await world.Filler.Form("Initial", ct))["onlyWhen"]!.AsArray().Select(c => (string)c!).ToList();
        if (only.Count > 0 && !circumstances.Any(only.Contains)) circumstances = [only[0], .. circumstances];
        var made = Keep(await world.Applicants.Submit(new("Initial", company, by)
        {
            Resource = await world.Applicants.Data(company, ct), Circumstances = circumstances, HasFiles = true,
        }, ct, straight: true));
        await world.Forms.TryNew(ct);
        return made;
    }

    /// <summary>What is filed by the edited rules is another thing than what runs by the old ones.</summary>
    async Task Edited(Case filed, CancellationToken ct)
    {
        var (old, now) = (await Pinned(cases[0], ct), await Pinned(filed, ct));
        if (old == now) throw new SimulationBroke("The pack was edited, and what is filed after that is filed by the old one");
    }

    async Task<string> Pinned(Case on, CancellationToken ct)
    {
        var registrar = world.Troupe.Registrars[0];
        return (string)(await registrar.Must(registrar.Get($"api/registration/filings/{on.Id}", ct)))["pack"]!["sha256"]!;
    }

    /// <exception cref="SimulationBroke">It was refused: nothing stands in the way of it.</exception>
    public Case Keep(Case? made)
    {
        if (made is null) throw new SimulationBroke(
            $"What the drill files was refused: {string.Join(", ", tally.Lawful.Select(l => l.Key))}");
        cases.Add(made);
        return made;
    }

    /// <summary>Days pass until all filings have ended.</summary>
    public async Task Until(CancellationToken ct)
    {
        for (var days = 0; cases.Exists(IsRunning); days++)
        {
            if (days == DaysMax)
                throw new SimulationBroke("The drill does not end: " + string.Join(", ", cases.Where(IsRunning)
                    .Select(c => $"{c.Kind} {world.Witness.StageOf(c.Id)}")));
            foreach (var each in cases.Where(IsRunning).ToList()) await Lead(each, ct);
            await Next(ct);
        }
        foreach (var each in cases) await world.Offender.TryNew(each, ct);
        await world.Applicants.Look(ct);
    }

    bool IsRunning(Case on) => !Case.IsEnded(world.Witness.StageOf(on.Id)!);

    async Task Lead(Case on, CancellationToken ct)
    {
        do
        {
            on.Publicised |= world.Witness.StageOf(on.Id) == "Publicised";
            await world.Offender.TryNew(on, ct);
            await ChangedPaper(on, ct);
        }
        while (world.Host.IsWorkingDay && await (on == late ? Aside(on, ct) : world.Office.Lead(on, ct)));
    }

    /// <summary>Up to the stage that is left to time.</summary>
    async Task<bool> Aside(Case on, CancellationToken ct)
    {
        var (stage, aside) = (world.Witness.StageOf(on.Id)!, PackOccasions.Aside(on.Law)!);
        if (stage == aside.To) return false;
        if (stage != aside.From) return await world.Office.Lead(on, ct);
        if (aside.Actor != "Objector") return await world.Office.Take(on, aside, stage, ct);
        await world.Office.Object(on, ct);
        return false;
    }

    /// <summary>The next day; before time acts on it, somebody tries to be before time.</summary>
    public async Task Next(CancellationToken ct)
    {
        day = day.AddDays(1);
        await world.Begin(day, Night, ct);
    }

    async Task Night(CancellationToken ct)
    {
        foreach (var over in cases.Where(c => IsRunning(c) && world.Witness.DueOf(c.Id) < day
            && c.Law.Any(l => l.Actor == "Time" && l.From == world.Witness.StageOf(c.Id))).ToList())
        {
            var publicised = world.Witness.StageOf(over.Id) == "Publicised";
            if (!tally.Tried(publicised ? OffenceKind.LateObjection : OffenceKind.Late)) await world.Offender.TryLate(over, false, ct);
            if (publicised && !tally.Tried(OffenceKind.EditedPack)) await world.Offender.TryLate(over, true, ct);
        }
    }

    /// <summary>A file that was handed in is changed where it is kept; whoever would take the filing on, or pass it, is told.</summary>
    async Task ChangedPaper(Case on, CancellationToken ct)
    {
        if (tally.Tried(OffenceKind.ChangedPaper) || !world.Host.IsWorkingDay
            || on.Form["materials"]?.AsArray().Select(m => (string?)m!["uploadSha256"]).FirstOrDefault(h => h is not null) is not { } hash
            || on.From(world.Witness.StageOf(on.Id)!).FirstOrDefault(l => l.Step is "Accept" or "PassReview" or "Approve" or "Enter")
                is not { } line || await world.Office.Whoever(on, line, ct) is not { } person) return;
        var body = await world.Office.Prepare(on, line, person, ct);
        await world.Host.Spoil(hash, ct);
        await world.Trial.Commit(new(OffenceKind.ChangedPaper, person,
            $"api/registration/filings/{on.Id}/{Office.Path(line.Step)}", body, "registration.material-changed"), ct);
        await world.Host.Spoil(hash, ct);
    }
}
