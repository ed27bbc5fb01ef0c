using Yuanliu.Space.Gate;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Derived;

/// <summary>A question, or a definition, with all that its names stand for.</summary>
/// <param name="Used">The derived tables it stands on, and those that these stand on.</param>
internal sealed record Readied(Opened Opened, Plan? Plan, Definition? Definition, IReadOnlyList<KeptTable> Kept,
    IReadOnlyList<DerivedTable> Used, Denial? Denial)
{
    /// <summary>Those of them that the text itself names.</summary>
    public IReadOnlyList<KeptTable> Named { get; init; } = [];
    /// <summary>What is to be kept of the room, so that it can be read again.</summary>
    public Remembered? Room { get; init; }

    /// <summary>The tables as narrow as the narrowest derived one that stands on each.</summary>
    public IReadOnlyList<Part> Parts => [.. Opened.Parts.Select((part, place) => part.Terms is { } terms
        && Kept.Where(k => k.Ground.Contains(place)).Select(k => k.Tight.MinGroup).DefaultIfEmpty().Max() is var min
        && min > terms.MinGroup
            ? part with { Table = part.Table with { Terms = terms with { MinGroup = min } } } : part)];
}

/// <summary>派生表展开 — puts definitions where their names stand, before anything is decided by the gate: what is then read, run, audited and
/// counted is a question of the parents and nothing else.</summary>
internal sealed class Expansion(AppDb db, QueryReader reader, SpaceLimits limits)
{
    /// <param name="open">Brings tables into the room.</param>
    /// <param name="isDefinition">The text is to be kept and not to be answered.</param>
    public async Task<Readied> Read(
        AgreementId agreement, OrganizationId party, Question question, bool isDefinition, Func<Question, Task<Opened>> open,
        CancellationToken ct)
    {
        var (names, opened) = (new Naming(agreement, question), await open(question));
        List<DerivedTable>? standing = null;
        while (true)
        {
            if ((opened.Denial ?? FallenOf(names, opened, question.Mode)) is { } fallen) return Shut(fallen);
            var (missing, readied) = Once(names, opened, question, isDefinition);
            // A template was signed by both sides: what one of them named since has no place in it.
            if (missing is null || question.Mode is UseMode.Template) return readied;
            standing ??= await Standing(agreement, party, ct);
            var slot = DerivedTable.SlotOf(missing);
            if (standing.Find(d => d.Slot == slot) is not { } named) return readied;
            if (names.Add(named, standing) is { } gone) return Shut(gone);
            if (names.HasGrown) opened = await open(question with { With = names.With });
        }
        Readied Shut(Denial denial) => new(opened, null, null, [], [], denial) { Room = names.ToKeep(opened) };
    }

    (string? Missing, Readied Readied) Once(Naming names, Opened opened, Question question, bool isDefinition)
    {
        IReadOnlyList<RoomTable> tables = [.. opened.Parts.Select(p => p.Table)];
        var isPrivate = question.Mode is UseMode.Private;
        if (isDefinition)
        {
            var defined = reader.Define(question.Sql, tables, isPrivate, names.Room);
            return (defined.Missing, Of(null, defined.Definition, defined.Kept, defined.Denial));
        }
        var reading = reader.Read(question.Sql, tables, question.Values, question.Mode is UseMode.ListOverlap, isPrivate, names.Room);
        return (reading.Missing, Of(reading.Plan, null, reading.Kept, reading.Denial));

        Readied Of(Plan? plan, Definition? definition, IReadOnlyList<KeptTable> kept, Denial? denial)
        {
            if (!isDefinition && denial is null && kept.FirstOrDefault(k => !k.Tight.Allows(question.Mode)) is { } shut)
                denial = Refusals.DerivedMode(shut.Name, question.Mode);
            return new(opened, plan, definition, kept, [.. kept.Select(k => names.Row(k.Id))], denial)
            {
                Named = [.. names.Room.Kept.Where(kept.Contains)], Room = names.ToKeep(opened),
            };
        }
    }

    Denial? FallenOf(Naming names, Opened opened, UseMode mode) => Fallen.Of(names.Room.Kept,
        id => opened.Judged.FirstOrDefault(j => j.Policy.Agreement.Id.Value == id)?.Policy.Sha256,
        [.. opened.Parts.Select(p => p.Table)], mode is UseMode.Private, reader)?.Denial;

    public Task<List<DerivedTable>> Standing(AgreementId agreement, OrganizationId party, CancellationToken ct)
        => db.Set<DerivedTable>().AsNoTracking()
            .Where(d => d.Agreement == agreement && d.Buyer == party && d.Stage == DerivedStage.Standing).OrderBy(d => d.Id)
            .Take(limits.DerivedMax).ToListAsync(ct);

    /// <summary>Whether one of them was tightened or left since it was read.</summary>
    public async Task<bool> Changed(IReadOnlyList<DerivedTable> used, CancellationToken ct)
    {
        var ids = used.Select(d => d.Id).ToList();
        var versions = await db.Set<DerivedTable>().AsNoTracking().Where(d => ids.Contains(d.Id)).Select(d => new { d.Id, d.Version })
            .OrderBy(d => d.Id).Take(ids.Count).ToListAsync(ct);
        return used.Any(d => versions.Find(v => v.Id == d.Id)?.Version != d.Version);
    }
}

/// <summary>命名 — what stands in the room for one question: its own tables, then those that only derived ones need.</summary>
internal sealed class Naming(AgreementId agreement, Question question)
{
    readonly List<OtherTable> with = [.. question.With];
    readonly List<KeptTable> named = [];
    readonly Dictionary<Guid, (DerivedTable Row, KeptTable Kept)> all = [];

    public IReadOnlyList<OtherTable> With => with;
    public RoomNames Room => new(1 + question.With.Count, named);
    /// <summary>The last one that was added needs tables that were not there.</summary>
    public bool HasGrown { get; private set; }

    public Remembered? ToKeep(Opened opened) => named.Count == 0 || opened.Judged.Count == 0 ? opened.Room : new(
        (opened.Room?.Record ?? new([RoomRecord.Entry.Of(QueryReader.Table, opened.Judged[0])], opened.Denial is null)) with
        {
            Derived = named, Visible = Room.Visible,
        }, opened.Judged);

    public DerivedTable Row(Guid id) => all[id].Row;

    /// <returns>What keeps it from standing; null when nothing does. It was named all the same.</returns>
    public Denial? Add(DerivedTable row, List<DerivedTable> standing)
    {
        HasGrown = false;
        var kept = Kept(row, standing);
        named.Add(kept);
        return kept.Orphaned;
    }

    KeptTable Kept(DerivedTable row, List<DerivedTable> standing)
    {
        if (all.TryGetValue(row.Id, out var known)) return known.Kept;
        var (earlier, gone) = (new Dictionary<string, KeptTable>(StringComparer.OrdinalIgnoreCase), new List<string>());
        foreach (var (name, id) in row.Ground.Derived)
            if (standing.Find(d => d.Id == id) is { } parent) earlier[name] = Kept(parent, standing);
            else gone.Add(name);
        var tables = row.Ground.Tables.ToDictionary(t => t.As, Place, StringComparer.OrdinalIgnoreCase);
        var made = new KeptTable(row.Id, row.Name, row.Sql, row.Tight, tables, earlier) { Policies = row.Ground.Policies, Gone = gone };
        all[row.Id] = (row, made);
        return made;
    }

    /// <summary>The place in the room: what the question brought itself stands there once, whatever it calls it.</summary>
    int Place(GroundTable table)
    {
        if (table.Agreement == agreement.Value) return 0;
        var known = with.FindIndex(w => w.Agreement == table.Agreement && w.Resource == table.Resource);
        if (known >= 0) return known + 1;
        var name = table.As;
        for (var n = 2; IsTaken(name); n++) name = $"{table.As}_{n}";
        with.Add(new(name, table.Agreement, table.Resource));
        HasGrown = true;
        return with.Count;
    }

    bool IsTaken(string name) => string.Equals(name, QueryReader.Table, StringComparison.OrdinalIgnoreCase)
        || with.Exists(w => string.Equals(w.As, name, StringComparison.OrdinalIgnoreCase));
}
