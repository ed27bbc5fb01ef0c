using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Registers;

/// <summary>登记簿索引更新 — writes a unit's line anew from what stands in the register, after every entry and every change of a
/// certificate.</summary>
internal sealed class OnRegisterEntered(AppDb db, PartyNames parties, IClock clock) : IReceive<RegisterEntered>,
    IReceive<CertificateStatusChanged>
{
    public Task Receive(Guid factId, RegisterEntered fact, CancellationToken ct) => Write(new UnitId(fact.Unit), ct);

    public async Task Receive(Guid factId, CertificateStatusChanged fact, CancellationToken ct)
    {
        var resource = new ResourceId(fact.Resource);
        foreach (var unit in await db.Set<RegistrationUnit>().Where(u => u.ResourceId == resource).Select(u => u.Id).ToListAsync(ct))
            await Write(unit, ct);
    }

    async Task Write(UnitId id, CancellationToken ct)
    {
        if (await db.Set<RegistrationUnit>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id,
            ct) is not { Number: { } number } unit) return;
        var line = await db.Set<RegisterLine>().SingleOrDefaultAsync(l => l.UnitId == id, ct);
        if (line is null)
            db.Add(line = new()
            {
                UnitId = id, Register = unit.Register, Number = number, ResourceId = unit.ResourceId,
                    RegisteredOn = unit.RegisteredOn!.Value,
                PackId = "",
            });
        await Fill(line, unit, ct);
        await Index(id, $"{line.Title}\n{line.Holders}", ct);
    }

    async Task Fill(RegisterLine line, RegistrationUnit unit, CancellationToken ct)
    {
        var (id, today) = (unit.Id, LegalDay.Of(clock.Now));
        var rights = (await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.UnitId == id && r.Status == RightStatus.Standing)
            .OrderBy(r => r.Id).ToListAsync(ct)).FindAll(r => r.StandsOn(today));
        var burdens = (await db.Set<Encumbrance>().AsNoTracking().Where(e => e.UnitId == id && e.Status == EncumbranceStatus.Standing)
            .ToListAsync(ct)).FindAll(e => e.StandsOn(today));
        var certificate = await Certificate(id, [.. rights.Where(r => r.ParentId is null)], ct);
        var last = await db.Set<Entry>().AsNoTracking().Where(e => e.UnitId == id).OrderByDescending(e => e.Ordinal).FirstAsync(ct);
        var hidden = await Anonymous(id, ct);
        var named = rights.FindAll(r => !hidden.Contains(r.Id.Value));
        var names = await parties.Organizations(named.Select(r => r.HolderId), ct);
        (line.Title, line.PackId) = (certificate?.Facts.Resource.Title ?? await Filed(last, ct) ?? line.Title, last.PackId);
        line.Holders = WordPairs.Cut(string.Join("、", named.Select(r => names.GetValueOrDefault(r.HolderId.Value, "")).Distinct()),
            RegisterLine.HoldersMax);
        (line.Rights, line.Standing) = ([.. rights.Select(r => r.Kind).Distinct().Order()], rights.Count > 0);
        (line.CertificateNumber, line.Entries, line.ChangedOn) = (certificate?.Number, unit.Entries, LegalDay.Of(last.At));
        line.Pledged = burdens.Exists(b => b.Kind is EncumbranceKind.Pledge);
        line.Frozen = burdens.Exists(b => b.Kind is EncumbranceKind.Freeze);
        line.Objected = burdens.Exists(b => b.Kind is EncumbranceKind.Objection);
    }

    /// <summary>匿名化公示: rights whose holders the public does not learn, by what was certified of them.</summary>
    async Task<HashSet<Guid>> Anonymous(UnitId id, CancellationToken ct)
        => [.. (await db.Set<Certificate>().AsNoTracking().Where(c => c.UnitId == id).ToListAsync(ct)).Where(c => c.Facts.Anonymous)
            .SelectMany(c => c.RightIds)];

    /// <summary>The one under which the source's own rights stand, not a proof of what was granted or laid on them; else the
    /// latest.</summary>
    async Task<Certificate?> Certificate(UnitId unit, List<RegisteredRight> roots, CancellationToken ct)
    {
        const int SomeMax = 50;
        var holders = roots.Select(r => r.HolderId).Distinct().ToList();
        var all = db.Set<Certificate>().AsNoTracking().Where(c => c.UnitId == unit)
            .OrderBy(c => c.Status == CertificateStatus.Valid ? 0 : 1).ThenByDescending(c => c.Id);
        return (await all.Where(c => holders.Contains(c.HolderId)).Take(SomeMax).ToListAsync(ct))
            .Find(c => c.EncumbranceIds.Count == 0 && roots.Exists(r => c.RightIds.Contains(r.Id.Value)))
            ?? await all.FirstOrDefaultAsync(ct);
    }

    /// <summary>Where the pack issues no certificate, the resource is called as it was when it was last filed on.</summary>
    async Task<string?> Filed(Entry entry, CancellationToken ct)
        => await db.Set<Filing>().AsNoTracking().Where(f => f.Id == entry.FilingId).Select(f => f.ResourceTitle).SingleOrDefaultAsync(ct);

    async Task Index(UnitId id, string text, CancellationToken ct)
    {
        var words = text.Split('\n').SelectMany(WordPairs.Of).ToHashSet();
        var held = await db.Set<RegisterWord>().Where(w => w.UnitId == id).ToListAsync(ct);
        db.RemoveRange(held.Where(w => !words.Contains(w.Word)));
        db.AddRange(words.Except(held.Select(w => w.Word)).Select(w => new RegisterWord { Word = w, UnitId = id }));
    }
}
