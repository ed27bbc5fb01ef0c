using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Rooms;

/// <summary>The tables of the room for one question, each under its own decision.</summary>
/// <param name="Room">What is to be kept of it; null where no table stands beside the agreement's own.</param>
internal readonly record struct Opened(IReadOnlyList<Decided> Judged, IReadOnlyList<Part> Parts, Denial? Denial, Remembered? Room);

/// <summary>室内的表 — brings the agreement's table into the room, and those of other agreements or of the buyer's own beside it.</summary>
internal sealed class RoomTables(AppDb db, DecisionPoint point, ICatalog catalog, Looks looks, ProbeBook probed)
{
    const int TablesMax = 6;

    /// <summary>A room that is being opened.</summary>
    sealed class Opening(Decided first)
    {
        public List<Decided> Judged { get; } = [first];
        public List<Part> Parts { get; } = [];
        public List<RoomRecord.Entry> Entries { get; } = [RoomRecord.Entry.Of(QueryReader.Table, first)];

        public Remembered? ToKeep(Question question, bool isWhole) => question.With.Count == 0 ? null : new(new(Entries, isWhole), Judged);
    }

    public async Task<Opened> Open(Decided first, OrganizationId party, Question question, Wanted wanted, CancellationToken ct)
    {
        var opening = new Opening(first);
        var closed = Misnamed([QueryReader.Table, .. question.With.Select(w => w.As)]);
        if (closed is not null) opening.Entries.AddRange(question.With.Take(TablesMax).Select(w => new RoomRecord.Entry(w.As)));
        closed ??= await Fill(opening, party, question, wanted, ct);
        return new(opening.Judged, opening.Parts, closed, opening.ToKeep(question, isWhole: closed is null));
    }

    /// <summary>Of a room that was given up before its tables were there: the question was never read.</summary>
    public static Remembered Begun(Decided first) => new(new(new Opening(first).Entries, IsWhole: false), [first]);

    /// <summary>Why tables of these names cannot stand in one room.</summary>
    public static Denial? Misnamed(IReadOnlyList<string> names)
    {
        if (names.Count > TablesMax) return Refusals.Join("房间里的表过多。", "There are too many tables in the room.");
        var twice = names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Last();
        return twice is null ? null : Refusals.Syntax($"表名“{twice}”重复。", $"The name {twice} is used twice.");
    }

    async Task<Denial?> Fill(Opening opening, OrganizationId party, Question question, Wanted wanted, CancellationToken ct)
    {
        var circle = await AuditBook.CircleOf(db, party, ct);
        var (table, closed) = await Part(QueryReader.Table, opening.Judged[0], circle, ct);
        if (table is null) return closed;
        opening.Parts.Add(table);
        foreach (var other in question.With)
        {
            (table, closed) = other.Agreement is { } agreement ? await Agreed(opening, other.As, agreement, party, wanted, circle, ct)
                : await Own(opening, other, party, ct);
            if (table is null) return closed;
            opening.Parts.Add(table);
        }
        return null;
    }

    async Task<(Part? Part, Denial? Closed)> Agreed(
        Opening opening, string name, Guid agreement, OrganizationId party, Wanted wanted, Guid circle, CancellationToken ct)
    {
        if (opening.Judged.Exists(j => j.Policy.Agreement.Id.Value == agreement)
            || await point.Policy(agreement, party, isStaff: false, ct) is not { } policy)
        {
            opening.Entries.Add(new(name));
            return (null, Refusals.NoSuchTable(name));
        }
        var decided = await point.Decide(policy, party, wanted, ct);
        opening.Judged.Add(decided);
        opening.Entries.Add(RoomRecord.Entry.Of(name, decided));
        // As under the first: what was answered before may be asked again although all uses are spent.
        return decided.Denial is { } denial && !decided.Judgement.LacksUsesOnly(policy.Policies) ? (null, denial)
            : await Part(name, decided, circle, ct);
    }

    async Task<(Part? Part, Denial? Closed)> Part(string name, Decided decided, Guid circle, CancellationToken ct)
    {
        var agreement = decided.Policy.Agreement;
        if (await catalog.Find(agreement.Resource, ct) is not { } resource) return (null, Refusals.NoData);
        var (data, away) = await looks.Of(agreement.Resource, ct);
        return data is null ? (null, away)
            : (new(new(name, decided.Policy.Terms, agreement.Policy.Columns), resource, data, agreement, circle), null);
    }

    /// <summary>A confirmed resource that the buyer holds itself.</summary>
    async Task<(Part? Part, Denial? Closed)> Own(Opening opening, OtherTable other, OrganizationId party, CancellationToken ct)
    {
        if (other.Resource is not { } id || await catalog.Find(new(id), ct) is not { Confirmed: true } resource || resource.Holder != party)
        {
            opening.Entries.Add(new(other.As));
            return (null, Refusals.NoSuchTable(other.As));
        }
        opening.Entries.Add(new(other.As) { Columns = [.. resource.Fields.Select(f => new RoomRecord.OwnColumn(f.Name, f.Type))] });
        var (data, away) = await looks.Of(new(id), ct);
        return data is null ? (null, away)
            : (new(new(other.As, null, [.. resource.Fields.Select(f => new ProductColumn(f.Name, f.Title, f.Type, ColumnUse.Dimension))]),
                resource, data, null, Guid.Empty), null);
    }

    /// <summary>Rows of the buyer's own that are matched: a list too small names persons, and too many lists name all of them.</summary>
    /// <exception cref="OwnTable">The list is too small, or today's rows are spent.</exception>
    public async Task<int> Probes(Admitted question, CancellationToken ct)
    {
        var own = question.Plan.Used.Select(t => question.Parts[t]).Where(p => p.Terms is null).ToList();
        var terms = question.Plan.Used.Select(t => question.Parts[t].Terms).OfType<Policies.TableTerms>()
            .Aggregate((a, b) => a.WithQuotas(b));
        if (own.Count == 0) return 0;
        if (own.Exists(p => p.Resource.Rows < terms.ListMin)) throw new OwnTable(Refusals.ListTooSmall(terms.ListMin));
        var probes = own.Sum(p => p.Resource.Rows);
        foreach (var agreement in question.Judged.Select(j => j.Policy.Agreement))
            if (probes + await probed.Asked(agreement.Resource, agreement.Buyer, ct) > terms.ProbesPerDayMax)
                throw new OwnTable(Refusals.ProbesSpent(terms.ProbesPerDayMax));
        return (int)probes;
    }
}
