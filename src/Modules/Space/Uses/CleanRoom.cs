using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Derived;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Privacy;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Stops;
using Term = Yuanliu.Space.Gate.Term;

namespace Yuanliu.Space.Uses;

/// <summary>A question as it is put: its text, the mode, and the tables besides the agreement's own.</summary>
/// <param name="Values">Of a template's parameters; null for free SQL.</param>
internal sealed record Question(string Sql, UseMode Mode, string? Purpose, IReadOnlyList<OtherTable> With, IReadOnlyDictionary<string,
    Term>? Values = null)
{
    /// <summary>What is kept of it: with its values where it has parameters.</summary>
    public string Kept => Values is null ? Sql
        : ParameterName.Replace(Sql, m => Values.TryGetValue(m.Groups[1].Value, out var value) ? value.Sql : m.Value);

    static readonly System.Text.RegularExpressions.Regex ParameterName = new(@"\$([A-Za-z_][A-Za-z0-9_]*)");
}

/// <summary>Another table in the room: under another agreement of the buyer, or a resource of the buyer's own.</summary>
internal sealed record OtherTable(string As, Guid? Agreement, Guid? Resource);

/// <summary>A question that passed policy and gate.</summary>
internal sealed record Admitted(IReadOnlyList<Decided> Judged, IReadOnlyList<Part> Parts, Plan Plan, Question Question)
{
    /// <summary>Null where the answer has no noise.</summary>
    public PrivateQuestion? Private { get; init; }
    /// <summary>The derived tables that it stands on.</summary>
    public IReadOnlyList<DerivedTable> Derived { get; init; } = [];
    /// <summary>What is to be kept of the tables beside the agreement's own; null where there are none.</summary>
    public Remembered? Room { get; init; }

    public CompiledPolicy Policy => Judged[0].Policy;

    /// <summary>The largest of the smallest groups of all owners.</summary>
    public int MinGroup => Parts.Max(p => p.Terms?.MinGroup ?? 0);

    /// <summary>The longest slot of all owners.</summary>
    public int SlotSeconds => Parts.Max(p => p.Terms?.SlotSeconds ?? 0);

    /// <summary>What makes two questions the same: the plan, the agreements and terms it runs under, and the versions of the
    /// data.</summary>
    public string PlanSha256() => Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(
        (string[])[Plan.Canonical, DecisionInput.Word(Question.Mode), .. Plan.Used.Select(t =>
            $"{Parts[t].Table.Name}|{Parts[t].Resource.Sha256}|{Parts[t].Identity}|{Parts[t].Terms?.MinGroup}"),
            .. Judged.Skip(1).Select(j => j.Policy.Agreement.Id.Value.ToString()),
            .. Private?.Stages.SelectMany(s => s.Canonical()) ?? []],
            CanonicalJson.Options)));
}

/// <summary>What policy and gate said of a question: admitted, or denied; with what is to be kept of it.</summary>
internal readonly record struct Checked(Admitted? Admitted, Decided Decided, Denial? Denial, Remembered? Room = null);

/// <summary>洁净室 — decides, reads, runs, audits and meters one question. The only way from an agreement to data.</summary>
internal sealed class CleanRoom(
    DecisionPoint point, RoomTables tables, Expansion expansion, Footings footings, AuditBook audits, UseBook book, DecisionShelf shelf,
    Reservations reservations, PrivacyBook privacy, PrivateRun noise, Compute.Privacy.IRandomBytes random, Turns turns,
        RunningUses running, AppDb db, Blobs blobs, Mint mint, Slots slots)
{
    const int RunsMax = 8;

    /// <summary>What policy and gate say of a question. Nothing is run and nothing is counted.</summary>
    public async Task<Checked> Check(
        CompiledPolicy policy, OrganizationId party, Question question, CancellationToken ct)
    {
        var (decided, readied, denial) = await Read(policy, party, question, isDefinition: false, ct);
        if (denial is not null) return new(null, decided, denial, readied?.Room);
        // A use is counted under each agreement that was brought in: none for nothing.
        if (readied!.Plan!.Idle is { } idle) return new(null, decided, Refusals.UnusedTable(idle.Name), readied.Room);
        var admitted = new Admitted(readied.Opened.Judged, readied.Parts, readied.Plan, question)
        {
            Derived = readied.Used, Room = readied.Room,
        };
        if (question.Mode is not UseMode.Private) return new(admitted, decided, null);
        var (noisy, unfit) = PrivateQuestion.From(admitted.Plan, admitted.Parts);
        return noisy is null ? new(null, decided, unfit, readied.Room) : new(admitted with { Private = noisy }, decided, null);
    }

    /// <summary>Decides, brings the tables into the room, and reads a question or what is to be kept as a derived table.</summary>
    public async Task<(Decided Decided, Readied? Readied, Denial? Denial)> Read(
        CompiledPolicy policy, OrganizationId party, Question question, bool isDefinition, CancellationToken ct)
    {
        var wanted = new Wanted(question.Mode, question.Purpose);
        var decided = await point.Decide(policy, party, wanted, ct);
        // A question that was answered before may be asked again although all uses are spent.
        if (decided.Denial is { } denial && !decided.Judgement.LacksUsesOnly(policy.Policies)) return (decided, null, denial);
        var readied = await expansion.Read(policy.Agreement.Id, party, question, isDefinition,
            asked => Open(decided, party, asked, wanted, ct), ct);
        return (decided, readied, readied.Denial);
    }

    /// <summary>Looks at the sources, which may be slow: a stop ends it.</summary>
    async Task<Opened> Open(Decided decided, OrganizationId party, Question question, Wanted wanted, CancellationToken ct)
    {
        var others = question.With.Where(w => w.Agreement is not null).Select(w => new AgreementId(w.Agreement!.Value));
        using var work = running.Begin(others.Append(decided.Policy.Agreement.Id).Distinct(), mint.Id(), ct);
        try
        {
            return await tables.Open(decided, party, question, wanted, work.Token);
        }
        catch (OperationCanceledException) when (work.WasStopped)
        {
            return new([], [], Refusals.Stopped, RoomTables.Begun(decided));
        }
    }

    /// <summary>Answers an admitted question: from what it was answered before, or by running it.</summary>
    public async Task<(Metered? Metered, Denial? Denial, Cause? Cause)> Run(Admitted question, CancellationToken ct)
    {
        using var work = running.Begin(question.Judged.Select(j => j.Policy.Agreement.Id), mint.Id(), ct);
        var places = new List<IDisposable>();
        try
        {
            var outcome = await Outcome(question, places, work.Token);
            // A new answer was counted at its slot's end. All else is told at one too, and keeps its places until then.
            if (outcome.Metered is not { IsRepeat: false }) await slots.WaitForEnd(question.SlotSeconds, work.Token);
            return outcome;
        }
        catch (OperationCanceledException) when (work.WasStopped)
        {
            return (null, Refusals.Stopped, null);
        }
        finally { places.ForEach(p => p.Dispose()); }
    }

    async Task<(Metered? Metered, Denial? Denial, Cause? Cause)> Outcome(Admitted question, List<IDisposable> places, CancellationToken ct)
    {
        var (first, plan) = (question.Policy.Agreement, question.PlanSha256());
        if (await book.Earlier(first.Id, plan, ct) is { } earlier) return (new(earlier, question.Judged[0].Used, true), null, null);
        if (question.Judged.FirstOrDefault(j => j.Denial is not null) is { } spent) return (null, spent.Denial, null);
        // A stop that came since it was decided found nothing to end: from here on it does.
        foreach (var judged in question.Judged)
            if (await point.IsStopped(judged.Policy.Agreement.Id, ct)) return (null, Refusals.Stopped, null);
        foreach (var (agreement, known) in question.Judged.Select(j => (j.Policy.Agreement, j.Used)).OrderBy(j => j.Agreement.Id))
            if (await reservations.Take(agreement.Id, agreement.Policy.Uses, known, () => book.Used(agreement.Id, ct), ct) is { } place)
                places.Add(place);
            else return (null, Refusals.UsesSpent(agreement.Policy.Uses), null);
        try
        {
            for (var runs = 0; runs < RunsMax; runs++)
                if (await Once(question, plan, ct) is { } outcome) return outcome;
            return (null, Refusals.Contended, null);
        }
        catch (NotReleased held)
        {
            return (null, Refusals.NotReleased, held.Cause);
        }
        catch (OwnTable own)
        {
            return (null, own.Denial, null);
        }
    }

    IReadOnlyList<Charge> ChargesOf(Admitted question) => question.Private is { } p ? privacy.Of(p, question.Parts) : [];

    /// <summary>Reserves, runs, and counts what it cost together with the use. A run that fails has spent it.</summary>
    async Task<(Metered?, Denial?, Cause?)?> Privately(Admitted question, string plan, PrivateQuestion noisy, CancellationToken ct)
    {
        var (probes, charges) = (await tables.Probes(question, ct), ChargesOf(question));
        if (!await privacy.Reserve(charges, ct)) return (null, Refusals.BudgetSpent, null);
        Released released;
        try { released = await noise.Answer(question.Plan, noisy, question.Parts, probes, random, ct); }
        catch (OwnTable)
        {
            await privacy.Release(charges, CancellationToken.None);
            throw;
        }
        // Whoever leaves meanwhile has spent it too: else the budget would tell whether the run was over by then.
        await slots.WaitForEnd(question.SlotSeconds, ct);
        using var turn = await turns.Take(Meters(question), ct);
        var outcome = await Count(question, plan, released, [], ct);
        // The noisy answer was thrown away unseen, because of the meter and not of the data.
        if (outcome is not { } done || done.Item1 is not { IsRepeat: false }) await privacy.Release(charges, CancellationToken.None);
        return outcome;
    }

    /// <returns>Null when something was released meanwhile that the audit has not seen.</returns>
    async Task<(Metered?, Denial?, Cause?)?> Once(Admitted question, string plan, CancellationToken ct)
    {
        if (question.Private is { } noisy) return await Privately(question, plan, noisy, ct);
        var probes = await tables.Probes(question, ct);
        var footing = await footings.Of(question.Plan, question.Parts, ct);
        var told = question.Plan.Overlap is not null ? []
            : question.Plan.Used.Select(t => question.Parts[t]).Where(p => p.Terms is not null).ToList();
        var (audited, heads) = (told.Select(p => $"audit/{p.Resource.Id.Value:N}/{p.Circle:N}").ToList(),
            new Dictionary<(ResourceId, Guid), int>());
        Released released;
        IDisposable? turn = null;
        try
        {
            using (var run = await footings.Run(question.Plan, question.Parts, footing, ct))
            {
                if (question.Plan.Overlap is null) await run.Group();
                // From the audit to the count nobody else may release to the same circle.
                turn = await turns.Take(audited.Concat(Meters(question)), ct);
                foreach (var part in told) heads[(part.Resource.Id, part.Circle)] = await book.Head(part.Resource.Id, part.Circle, ct);
                if (question.Plan.Overlap is null) await run.Hold((table, stages) => Audit(question, footing, table, stages, ct));
                released = question.Plan.Overlap is null ? await run.Answer(probes) : await run.Overlap(probes);
            }
            if (question.SlotSeconds > 0)
            {
                // The moment of the count is seen by the buyer, and must not tell how long the data took: it is the slot's end too.
                // Nobody is kept from meter and workers meanwhile; what was released before this one's count is found by the heads.
                turn.Dispose();
                await slots.WaitForEnd(question.SlotSeconds, ct);
                turn = await turns.Take(audited.Concat(Meters(question)), ct);
            }
            return await Count(question, plan, released, heads, ct);
        }
        finally { turn?.Dispose(); }
    }

    static IEnumerable<string> Meters(Admitted question) => question.Judged.Select(j => $"meter/{j.Policy.Agreement.Id.Value:N}");

    Task<IReadOnlyList<IReadOnlySet<int>>?> Audit(
        Admitted question, Footing footing, int table, IReadOnlyList<Candidate> stages, CancellationToken ct)
    {
        var part = question.Parts[table];
        var stage = question.Plan.Stages.First(s => s.Rows.Tables.Contains(table));
        return audits.Hold(db, new(part.Resource.Id, part.Circle, footing.Table(table), footings.Lineage(part), part.Identity, part.Columns,
            part.Terms!.MinGroup, footing.StrataName(stage, table)), stages, ct);
    }

    async Task<(Metered?, Denial?, Cause?)?> Count(
        Admitted question, string plan, Released released, Dictionary<(ResourceId, Guid), int> heads, CancellationToken ct)
    {
        if (await Changed(question, ct) is { } changed) return (null, changed, null);
        await shelf.Keep(question.Policy, ct);
        var room = await shelf.Keep(question.Room, ct);
        var stored = await blobs.Store(CanonicalJson.Utf8(released.Answer), ct);
        var outputs = new Outputs(question.Plan.Names, question.Plan.Shown);
        var (metered, denial) = await book.Count(new(question.Judged, question.Question.Mode, question.Question.Kept, plan, stored.Sha256,
            outputs.ToJson(), released.Answer.Rows.Count, released, heads)
        {
            Charges = ChargesOf(question), Circle = question.Parts[0].Circle, RoomSha256 = room,
        }, ct);
        return metered is null && denial is null ? null : (metered, denial, null);
    }

    /// <summary>What an answer with noise costs and how exact it is; null where there is none.</summary>
    public async Task<PrivacyView?> Preview(Admitted question, CancellationToken ct)
        => question.Private is { } noisy ? PrivacyView.Of(noisy, question.Plan, await privacy.Left(ChargesOf(question), ct)) : null;

    /// <summary>What was allowed when it was asked must still be when it is answered.</summary>
    async Task<Denial?> Changed(Admitted question, CancellationToken ct)
    {
        var wanted = new Wanted(question.Question.Mode, question.Question.Purpose);
        foreach (var judged in question.Judged)
            if (await point.Changed(judged.Policy, wanted, ct) is { } denial) return denial;
        return question.Derived.Count > 0 && await expansion.Changed(question.Derived, ct) ? Refusals.DerivedChanged : null;
    }

    public async Task<Answer> Read(Use use, CancellationToken ct)
        => JsonSerializer.Deserialize<Answer>(await blobs.Read(use.ResultSha256!, ct), CanonicalJson.Options)!;
}
