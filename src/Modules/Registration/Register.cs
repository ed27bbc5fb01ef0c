using Yuanliu.Registration.Certificates;

namespace Yuanliu.Registration;

/// <summary>登记簿 — answers other modules' questions about rights and certificates.</summary>
internal sealed class Register(AppDb db, IClock clock) : IRegister
{
    public async Task<CertificateCard?> Holds(OrganizationId party, ResourceId resource, RightKind right, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var standing = await db.Set<Certificate>().AsNoTracking()
            .Where(c => c.HolderId == party && c.ResourceId == resource && c.Status == CertificateStatus.Valid).OrderBy(c => c.Id).Take(20)
            .ToListAsync(ct);
        return standing.FirstOrDefault(c => c.On(today) is CertificateStatus.Valid
            && RightOn(c, right, today) is not null) is { } found
            ? Card(found, today) with { ValidUntil = RightOn(found, right, today) } : null;
    }

    /// <summary>The last day of a right that stands today: its own or its certificate's, whichever is first; null when over.</summary>
    static DateOnly? RightOn(Certificate certificate, RightKind right, DateOnly today) => certificate.Facts.Rights
        .Where(r => r.Kind == right && (r.ValidUntil is null || today <= r.ValidUntil))
        .Select(r => (DateOnly?)(r.ValidUntil is { } end && end < certificate.ValidUntil ? end : certificate.ValidUntil)).Max();

    public async Task<CertificateCard?> Find(string certificateNumber, CancellationToken ct)
        => await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == certificateNumber, ct) is { } found
            ? Card(found, LegalDay.Of(clock.Now)) : null;

    static CertificateCard Card(Certificate c, DateOnly today)
        => new(c.Number, c.ResourceId, c.HolderId, [.. c.Facts.Rights.Select(r => r.Kind)], c.IssuedOn, c.ValidUntil, c.On(today));
}
