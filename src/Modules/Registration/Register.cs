using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration;

/// <summary>登记簿 — answers other modules' questions about rights and certificates.</summary>
internal sealed class Register(AppDb db, RegistrationPacks packs, IClock clock) : IRegister
{
    const int RightsMax = 50;

    public async Task<CertificateCard?> Holds(OrganizationId party, ResourceId resource, RightKind right, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var held = (await (from r in db.Set<RegisteredRight>().AsNoTracking()
                           join u in db.Set<RegistrationUnit>() on r.UnitId equals u.Id
                           where r.HolderId == party && u.ResourceId == resource && r.Kind == right && r.Status == RightStatus.Standing
                           orderby r.Id
                           select r).Take(RightsMax).ToListAsync(ct)).FindAll(r => r.StandsOn(today));
        foreach (var one in held.OrderByDescending(r => r.Until ?? DateOnly.MaxValue))
            if (await Attested(one, today, ct) is { } card) return card;
        return null;
    }

    public async Task<CertificateCard?> Find(string certificateNumber, CancellationToken ct)
        => await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == certificateNumber, ct) is { } found
            ? Card(found, LegalDay.Of(clock.Now)) : null;

    public string? DutyBefore(Activity activity)
    {
        var bases = packs.All.Where(p => p.Rules.IsEffective(LegalDay.Of(clock.Now)) && p.Rules.ObligatoryBefore is { } duty
            && duty.Value.Contains(activity)).Select(p => p.Rules.ObligatoryBefore!.Basis).Distinct().ToList();
        return bases.Count == 0 ? null : string.Join("; ", bases);
    }

    /// <summary>What the right stands on: the certificate that lasts longest; or the account, where the pack lets it prevail.</summary>
    async Task<CertificateCard?> Attested(RegisteredRight right, DateOnly today, CancellationToken ct)
    {
        var (unit, holder) = (right.UnitId, right.HolderId);
        var certificate = (await db.Set<Certificate>().AsNoTracking()
            .Where(c => c.UnitId == unit && c.HolderId == holder && c.Status == CertificateStatus.Valid).OrderBy(c => c.Id).ToListAsync(ct))
            .FindAll(c => c.EncumbranceIds.Count == 0 && c.RightIds.Contains(right.Id.Value) && c.On(today) is CertificateStatus.Valid)
            .MaxBy(c => c.ValidUntil ?? DateOnly.MaxValue);
        if (certificate is not null)
            return Card(certificate, today) with { ValidUntil = Earlier(right.Until, certificate.ValidUntil) };
        var found = await db.Set<RegistrationUnit>().AsNoTracking().SingleAsync(u => u.Id == unit, ct);
        if (packs.ForWhatStands(found.Register, today)?.Rules.AccountPrevails is not { Value: true }
            || await db.Set<Encumbrance>().AnyAsync(e => e.UnitId == unit && e.Kind == EncumbranceKind.Freeze
                && e.Status == EncumbranceStatus.Standing && (e.RightId == null || e.RightId == right.Id), ct)) return null;
        return new(found.Number!, found.ResourceId, holder, [right.Kind], right.From, right.Until, CertificateStatus.Valid);
    }

    static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;

    static CertificateCard Card(Certificate c, DateOnly today)
        => new(c.Number, c.ResourceId, c.HolderId, [.. c.Facts.Rights.Select(r => r.Kind)], c.IssuedOn, c.ValidUntil, c.On(today));
}
