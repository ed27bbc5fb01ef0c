using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书期满 — time ends what its last day has passed over. Everything else that becomes of a certificate follows from an entry in
/// the register.</summary>
internal sealed class ExpireCertificates(
    AppDb db, RegistrationPacks known, PinnedPacks packs, Lapses lapses, Entering entering, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 100;

    public async Task<int> TakeDue(CancellationToken ct) => await Expire(ct) + await Cancel(ct);

    /// <summary>到期 — a certificate whose last day is over.</summary>
    async Task<int> Expire(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        CertificateStatus[] standing = [CertificateStatus.Valid, CertificateStatus.Suspended];
        var due = await db.Set<Certificate>().Where(c => standing.Contains(c.Status) && c.ValidUntil < today).OrderBy(c => c.ValidUntil)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var certificate in due)
        {
            if (certificate.Take(CertificateStep.Expire, Actor.Time, null, clock.Now, node).Refusal is { } refusal)
                throw new InvalidOperationException($"{certificate.Number} cannot expire: {refusal.Code}");
            if (!IsCancelled(await packs.Of(certificate.PackId, certificate.PackSha256, ct)))
                await lapses.WithCertificate(certificate, ct);
        }
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    static bool IsCancelled(RegistrationPack pack) => pack.Rules.CancelledAtExpiry is { Value: true };

    /// <summary>期满注销 — where the paper has the registry cancel what nobody renewed; while a renewal is being looked at, it waits.</summary>
    async Task<int> Cancel(CancellationToken ct)
    {
        var ids = known.All.Where(IsCancelled).Select(p => p.Id).ToList();
        Stage[] ended = [.. Enum.GetValues<Stage>().Where(Procedure.IsFinal)];
        FilingKind[] renewing = [FilingKind.Renewal, FilingKind.AnnualReview];
        var due = await db.Set<Certificate>().Where(c => c.Status == CertificateStatus.Expired && ids.Contains(c.PackId)
            && !db.Set<Filing>().Any(f => f.UnitId == c.UnitId && renewing.Contains(f.Kind) && !ended.Contains(f.Stage)))
            .OrderBy(c => c.ValidUntil).ThenBy(c => c.Id).Take(BatchMax).ToListAsync(ct);
        foreach (var certificate in due.Where(c => c.Status is CertificateStatus.Expired))
            if (await packs.Of(certificate.PackId, certificate.PackSha256, ct) is var pack && IsCancelled(pack))
                await entering.End(certificate, pack, ct);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
