using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Entries;

/// <summary>期满 — rights and encumbrances that are over because a term is. No entry says so: it follows from the term that was
/// entered.</summary>
internal sealed class Lapses(AppDb db, PinnedPacks packs, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 200;
    static readonly Stage[] Ended = [.. Enum.GetValues<Stage>().Where(Procedure.IsFinal)];

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var rights = await db.Set<RegisteredRight>().Where(r => r.Status == RightStatus.Standing && r.Until < today).OrderBy(r => r.Until)
            .Take(BatchMax).ToListAsync(ct);
        var burdens = await db.Set<Encumbrance>().Where(e => e.Status == EncumbranceStatus.Standing && e.Until < today)
            .OrderBy(e => e.Until)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var right in rights) Lapse(right);
        foreach (var burden in burdens) await Lapse(burden, today, ct);
        await db.SaveChangesAsync(ct);
        return rights.Count + burdens.Count;
    }

    /// <summary>The rights that rested on this certificate alone, unless the pack lets the account prevail over it or its renewal is
    /// being looked at.</summary>
    public async Task WithCertificate(Certificate certificate, CancellationToken ct)
    {
        var (unit, number) = (certificate.UnitId, certificate.Number);
        if ((await packs.Of(certificate.PackId, certificate.PackSha256, ct)).Rules.AccountPrevails is { Value: true }
            || certificate.EncumbranceIds.Count > 0) return;
        if (await db.Set<Filing>().AsNoTracking().Where(f => f.UnitId == unit && !Ended.Contains(f.Stage)
            && (f.Kind == FilingKind.Renewal || f.Kind == FilingKind.AnnualReview)).ToListAsync(ct) is { } running
            && running.Exists(f => f.Content.Certificate == number)) return;
        var others = await db.Set<Certificate>().Where(c => c.UnitId == unit && c.Number != number
            && (c.Status == CertificateStatus.Valid || c.Status == CertificateStatus.Suspended)).ToListAsync(ct);
        var holder = certificate.HolderId;
        foreach (var right in await db.Set<RegisteredRight>()
            .Where(r => r.UnitId == unit && r.HolderId == holder && r.Status == RightStatus.Standing).ToListAsync(ct))
            if (certificate.RightIds.Contains(right.Id.Value) && !others.Exists(c => c.HolderId == holder && c.EncumbranceIds.Count == 0
                && c.RightIds.Contains(right.Id.Value) && c.Status is CertificateStatus.Valid or CertificateStatus.Suspended))
                Lapse(right);
    }

    void Lapse(RegisteredRight right)
    {
        right.Lapse();
        db.Record(node.Urn("unit", right.UnitId.Value), new RightLapsed(right.Id.Value, right.UnitId.Value, right.Kind, right.Until));
    }

    /// <summary>A freeze that has run out lets its certificates go again.</summary>
    async Task Lapse(Encumbrance burden, DateOnly today, CancellationToken ct)
    {
        burden.Lapse();
        var unit = burden.UnitId;
        db.Record(node.Urn("unit", unit.Value), new EncumbranceLapsed(burden.Id.Value, unit.Value, burden.Kind.ToString(),
            burden.Until!.Value));
        var standing = await db.Set<Encumbrance>().Where(e => e.UnitId == unit && e.Status == EncumbranceStatus.Standing
            && e.Kind == EncumbranceKind.Freeze).ToListAsync(ct);
        foreach (var certificate in await db.Set<Certificate>().Where(c => c.UnitId == unit).OrderBy(c => c.Id).ToListAsync(ct))
        {
            if (certificate.EncumbranceIds.Contains(burden.Id.Value) && certificate.EncumbranceIds.Count == 1
                && certificate.On(today) is CertificateStatus.Valid or CertificateStatus.Suspended)
                Take(certificate, CertificateStep.Cancel);
            else if (certificate is { IsFrozen: true, Status: CertificateStatus.Suspended }
                && !standing.Exists(f => f.StandsOn(today) && certificate.RightIds.Any(id => f.Burdens(new(id)))))
            {
                Take(certificate, CertificateStep.Restore);
                certificate.IsFrozen = false;
            }
        }
    }

    void Take(Certificate certificate, CertificateStep step)
    {
        if (certificate.Take(step, Actor.Platform, "登记的期限届满", clock.Now, node).Refusal is { } refusal)
            throw new InvalidOperationException($"{certificate.Number} cannot {step}: {refusal.Code}");
    }
}

/// <summary>权利期满 — a registered right is over because its term is, or that of the certificate it rested on.</summary>
internal sealed record RightLapsed(Guid Right, Guid Unit, RightKind RightKind, DateOnly? Until) : Fact
{
    public override string Kind => "registration.right-lapsed/1";
}

/// <summary>他项期满 — a pledge, a freeze or another encumbrance is over because its term is.</summary>
internal sealed record EncumbranceLapsed(Guid Encumbrance, Guid Unit, string EncumbranceKind, DateOnly Until) : Fact
{
    public override string Kind => "registration.encumbrance-lapsed/1";
}
