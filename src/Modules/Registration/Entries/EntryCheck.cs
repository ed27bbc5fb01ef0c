using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Entries;

/// <summary>登记簿记载核对 — rights and encumbrances are what the entries of their units add up to, each entry is in evidence, and no
/// derived right reaches beyond its parent.</summary>
internal sealed class EntryCheck(AppDb db, IClock clock, HostSettings node) : IIntegrity
{
    const int FindingsMax = 1000, BatchMax = 200;
    static readonly string EnteredKind = new RegisterEntered(default, default, "", 0, "", null, 0, 0, "", null, "", "").Kind;

    public string Name => "entries";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var findings = new List<IntegrityFinding>();
        for (UnitId? last = null; findings.Count < FindingsMax;)
        {
            var rows = db.Set<RegistrationUnit>().AsNoTracking();
            if (last is { } after) rows = rows.Where(u => u.Id.CompareTo(after) > 0);
            var batch = await rows.OrderBy(u => u.Id).Take(BatchMax).ToListAsync(ct);
            foreach (var unit in batch)
                findings.AddRange((await Faults(unit, ct)).Select(f => new IntegrityFinding(Name,
                    $"Unit {unit.Number ?? $"{unit.Id.Value}"} {f}.")));
            if (batch.Count < BatchMax) break;
            last = batch[^1].Id;
        }
        return [.. findings.Take(FindingsMax)];
    }

    async Task<List<string>> Faults(RegistrationUnit unit, CancellationToken ct)
    {
        var id = unit.Id;
        var entries = await db.Set<Entry>().AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Ordinal).ToListAsync(ct);
        var rights = await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.UnitId == id).ToListAsync(ct);
        var burdens = await db.Set<Encumbrance>().AsNoTracking().Where(e => e.UnitId == id).ToListAsync(ct);
        var faults = Chain(unit, entries).Concat(Sum(entries, rights, burdens)).Concat(Reaches(rights)).ToList();
        var subject = node.Urn("unit", id.Value);
        var witnessed = await db.Set<JournalEntry>().Where(j => j.Subject == subject && j.Kind == EnteredKind).Select(j => j.Envelope)
            .ToListAsync(ct);
        faults.AddRange(entries.Where(e => !witnessed.Exists(w => w.Contains(e.Sha256, StringComparison.Ordinal)))
            .Select(e => $"has entry {e.Ordinal} without evidence"));
        return faults;
    }

    static IEnumerable<string> Chain(RegistrationUnit unit, List<Entry> entries)
    {
        string? previous = null;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Ordinal != i + 1 || entries[i].PreviousSha256 != previous) yield return $"has no whole chain at entry {i + 1}";
            if (entries[i].Hash() != entries[i].Sha256) yield return $"has entry {i + 1} altered";
            previous = entries[i].Sha256;
        }
        if (unit.Entries != entries.Count || unit.EntrySha256 != previous) yield return "counts its entries wrongly";
    }

    /// <summary>The last line about a right or an encumbrance says what it is; only a term may have ended it since.</summary>
    IEnumerable<string> Sum(List<Entry> entries, List<RegisteredRight> rights, List<Encumbrance> burdens)
    {
        var lines = entries.SelectMany(e => e.Lines).ToList();
        var today = LegalDay.Of(clock.Now);
        var entered = lines.Select(l => l.Right).OfType<RightState>().GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
        var bound = lines.Select(l => l.Encumbrance).OfType<EncumbranceState>().GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());
        foreach (var right in rights)
            if (!entered.Remove(right.Id.Value, out var state)
                || state != right.State) yield return $"has right {right.Id.Value} as no entry says";
        foreach (var burden in burdens)
        {
            if (!bound.Remove(burden.Id.Value, out var state) || state != burden.State)
                yield return $"has encumbrance {burden.Id.Value} as no entry says";
            if (burden.Status is EncumbranceStatus.Lapsed && !(
                burden.Until < today)) yield return $"let encumbrance {burden.Id.Value} lapse early";
        }
        foreach (var missing in entered.Keys.Concat(bound.Keys)) yield return $"has lost {missing}";
    }

    static IEnumerable<string> Reaches(List<RegisteredRight> rights) =>
        from child in rights
        join parent in rights on child.ParentId equals (RightId?)parent.Id
        where child.Status is RightStatus.Standing && !child.Reach.IsWithin(parent.Reach)
        select $"has right {child.Id.Value} beyond the one it derives from";
}
