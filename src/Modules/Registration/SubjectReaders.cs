using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration;

/// <summary>登记申请的证据 — an applicant reads the evidence of its own filings, whoever acted in them.</summary>
internal sealed class FilingReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "filing";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (filing, own) = (new FilingId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Filing>().AnyAsync(f => f.Id == filing && f.ApplicantId == own, ct);
    }
}

/// <summary>登记证书的证据 — a holder reads the evidence of its own certificates.</summary>
internal sealed class CertificateReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "certificate";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (certificate, own) = (new CertificateId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Certificate>().AnyAsync(c => c.Id == certificate && c.HolderId == own, ct);
    }
}
