using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Registers;
using Yuanliu.Registration.Reviews;

namespace Yuanliu.Registration;

/// <summary>登记事项证据的查阅人 — whose evidence an organization may read besides its own acts: one row for each kind of subject.</summary>
internal sealed class SubjectReaders(AppDb db, SubjectReaders.Row row) : ISubjectReaders
{
    internal delegate Task<bool> Asked(AppDb db, Guid subject, OrganizationId own, CancellationToken ct);
    internal sealed record Row(string Subject, Asked MaySee);

    static readonly Row[] rows =
    [
        // The applicant, whoever acted in it; the other side; the service body that reviews it.
        new("filing", (db, id, own, ct) => db.Set<Filing>().AnyAsync(f => f.Id == new FilingId(id)
            && (f.ApplicantId == own || f.CounterpartyId == own || f.ReviewerId == own), ct)),
        // The holder.
        new("certificate", (db, id, own, ct) => db.Set<Certificate>()
            .AnyAsync(c => c.Id == new CertificateId(id) && c.HolderId == own, ct)),
        // Whoever ordered a review, and whoever was asked for it.
        new("review-order", (db, id, own, ct) => db.Set<ReviewOrder>()
            .AnyAsync(o => o.Id == id && (o.BodyId == own || o.SubjectId == own), ct)),
        // The body that signed, and the one it is about.
        new("statement", (db, id, own, ct) => db.Set<SignedStatement>()
            .AnyAsync(s => s.Id == id && (s.BodyId == own || s.SubjectId == own), ct)),
        // Whoever the extract was issued to.
        new("extract", (db, id, own, ct) => db.Set<Extract>().AnyAsync(e => e.Id == new ExtractId(id) && e.OrganizationId == own, ct)),
        // The organization whose account it is.
        new("account", (db, id, own, ct) => db.Set<Account>().AnyAsync(a => a.Id == new AccountId(id) && a.OrganizationId == own, ct)),
    ];

    public string SubjectKind => row.Subject;

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
        => row.MaySee(db, subject, new(caller.OrganizationId), ct);

    public static void Add(IServiceCollection services)
    {
        foreach (var row in rows)
            services.AddScoped<ISubjectReaders>(s => new SubjectReaders(s.GetRequiredService<AppDb>(), row));
    }
}
