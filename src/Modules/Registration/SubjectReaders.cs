using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Registers;
using Yuanliu.Registration.Reviews;

namespace Yuanliu.Registration;

/// <summary>登记申请的证据 — an applicant reads the evidence of its own filings, whoever acted in them; so do the other side
/// and the service body that reviews one.</summary>
internal sealed class FilingReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "filing";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (filing, own) = (new FilingId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Filing>().AnyAsync(f => f.Id == filing
            && (f.ApplicantId == own || f.CounterpartyId == own || f.ReviewerId == own), ct);
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

/// <summary>审查委托的证据 — whoever ordered a review and whoever was asked for it.</summary>
internal sealed class ReviewOrderReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "review-order";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var own = new OrganizationId(caller.OrganizationId);
        return db.Set<ReviewOrder>().AnyAsync(o => o.Id == subject && (o.BodyId == own || o.SubjectId == own), ct);
    }
}

/// <summary>第三方声明的证据 — the body that signed and the one it is about.</summary>
internal sealed class StatementReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "statement";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var own = new OrganizationId(caller.OrganizationId);
        return db.Set<SignedStatement>().AnyAsync(s => s.Id == subject && (s.BodyId == own || s.SubjectId == own), ct);
    }
}

/// <summary>登记簿摘录的证据 — whoever the extract was issued to.</summary>
internal sealed class ExtractReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "extract";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (extract, own) = (new ExtractId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Extract>().AnyAsync(e => e.Id == extract && e.OrganizationId == own, ct);
    }
}

/// <summary>登记账户的证据 — the organization whose account it is.</summary>
internal sealed class AccountReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "account";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (account, own) = (new AccountId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Account>().AnyAsync(a => a.Id == account && a.OrganizationId == own, ct);
    }
}
