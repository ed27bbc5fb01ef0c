using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Kinds;

/// <summary>Lays a filing's unit open: all of its rights, encumbrances and certificates, and what else is asked for in it.</summary>
internal sealed class Matters(AppDb db, Mint mint, IClock clock)
{
    static readonly Stage[] Ended = [.. Enum.GetValues<Stage>().Where(Procedure.IsFinal)];

    public Task<Matter> Of(Filing filing, RegistrationPack pack, Phase phase, CancellationToken ct)
        => Of(filing, filing.Kind, filing.UnitId, pack, phase, ct);

    /// <summary>The same filing before another unit, or as another kind.</summary>
    public async Task<Matter> Of(Filing filing, FilingKind kind, UnitId id, RegistrationPack pack, Phase phase, CancellationToken ct)
    {
        var unit = db.Set<RegistrationUnit>().Local.FirstOrDefault(u => u.Id == id)
            ?? await db.Set<RegistrationUnit>().SingleAsync(u => u.Id == id, ct);
        var except = filing.Id;
        return new Matter(filing, kind, pack, unit, phase, clock.Now, mint)
        {
            Rights = await db.Set<RegisteredRight>().Where(r => r.UnitId == id).OrderBy(r => r.Id).ToListAsync(ct),
            Encumbrances = await db.Set<Encumbrance>().Where(e => e.UnitId == id).OrderBy(e => e.Id).ToListAsync(ct),
            Certificates = await db.Set<Certificate>().Where(c => c.UnitId == id).OrderBy(c => c.Id).ToListAsync(ct),
            Running = await db.Set<Filing>().AsNoTracking().Where(f => f.UnitId == id && f.Id != except && !Ended.Contains(f.Stage))
                .OrderBy(f => f.Id).ToListAsync(ct),
        };
    }
}
