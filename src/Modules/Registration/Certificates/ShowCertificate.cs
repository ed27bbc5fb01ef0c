using System.Text;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书核验 — what anyone may see of a certificate: whether it stands, what it attests, and how to check it without us.</summary>
internal static class ShowCertificate
{
    internal sealed record FieldView(string Title, string Class, int Level);
    internal sealed record StatedView(CertificateContent Content, string TitleZh, string TitleEn, string Words);
    internal sealed record BurdenView(EncumbranceKind Kind, int? Rank, DateOnly From, DateOnly? Until);
    /// <summary>授权他人使用 — a right that derives from a certified one; to whom is the register's business.</summary>
    internal sealed record GrantView(RightKind Kind, DateOnly From, DateOnly? Until);
    /// <param name="Fields">How many; <paramref name="FieldList"/> says which.</param>
    /// <param name="Stated">What is not withheld from the public; all of it for who presents the certificate.</param>
    /// <param name="Withheld">Something is stated that this caller does not see.</param>
    internal sealed record View(
        string Number, CertificateStatus Status, string? StatusReason, string Title, string HolderName, string HolderCode,
        string ResourceTitle, string ResourceUrn, string Summary, IReadOnlyList<ClaimedRight> Rights,
        long Rows, int Fields, IReadOnlyList<FieldView> FieldList, int Level, long SizeBytes, string DataSha256,
        DateOnly IssuedOn, DateOnly? ValidUntil, string IssuerName, string IssuerDid, string Basis, string CredentialSha256,
        string? PdfSha256, Guid? FactId, long? LeafIndex, string FilingNumber, DateOnly? PublicFrom, DateOnly? PublicUntil, string Pack,
        string PackTitle, string PackSha256, PackStatus PackStatus, FilingKind Kind, string KindTitle, string KindTitleEn,
            string UnitNumber,
        string? Replaces, string? ReplacedBy, IReadOnlyList<StatedView> Stated, bool Withheld, IReadOnlyList<BurdenView> Encumbrances,
        IReadOnlyList<GrantView> Grants, string? Oid, string TitleEn, string PackTitleEn);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/{number}", Handle).OpenToAnyone().WithName(nameof(ShowCertificate)).WithSummary("证书核验");
        routes.MapGet("/certificates/{number}/credential.json", Credential).OpenToAnyone().WithName("DownloadCredential")
            .WithSummary("下载登记凭证");
        routes.MapGet("/certificates/{number}/receipt.tlog-proof", Receipt).OpenToAnyone().WithName("DownloadCertificateReceipt")
            .WithSummary("下载存证回执");
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        string number, string? h, HttpContext context, CertificateRecords records, CertificateCredential credentials, IClock clock,
        CancellationToken ct)
    {
        if (await records.Find(number, ct) is not { } certificate) return Refusals.NoSuchCertificate.Problem(context);
        var (facts, fact, all) = (certificate.Facts, await records.IssueFact(certificate, ct), records.MaySee(certificate, h));
        var (resource, stated) = (facts.Resource, facts.Stated.Where(s => all || !s.Private).ToList());
        return TypedResults.Ok(new View(
            certificate.Number, certificate.On(LegalDay.Of(clock.Now)), certificate.StatusReason, facts.Title,
            all ? facts.HolderName : facts.PublicHolder, all || !facts.Anonymous ? facts.HolderCode : "",
            resource.Title, facts.ResourceUrn, resource.Description, facts.Rights,
            resource.Rows, resource.Fields.Count, [.. resource.Fields.Select(f => new FieldView(f.Title, f.Class, f.Level))],
            resource.Level, resource.SizeBytes, resource.Sha256, certificate.IssuedOn, certificate.ValidUntil, facts.IssuerName,
            credentials.Issuer, facts.Basis, certificate.CredentialSha256, certificate.PdfSha256, fact?.Id, fact?.LeafIndex,
            facts.FilingNumber, facts.PublicFrom, facts.PublicUntil, certificate.PackId, facts.PackTitle, certificate.PackSha256,
            facts.PackStatus, facts.Kind, facts.KindTitle, facts.KindTitleEn, facts.UnitNumber, certificate.Replaces,
            await records.ReplacedBy(certificate, ct), stated.ConvertAll(s => new StatedView(s.Content, s.TitleZh, s.TitleEn, s.Words)),
            stated.Count < facts.Stated.Count || facts.Anonymous && !all,
            [.. (await records.Burdens(certificate, ct)).Select(e => new BurdenView(e.Kind, e.Rank, e.From, e.Until))],
            [.. (await records.Grants(certificate, ct)).Select(g => new GrantView(g.Kind, g.From, g.Until))],
            facts.Oid, facts.TitleEn, facts.PackTitleEn));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Credential(
        string number, string? h, HttpContext context, CertificateRecords records, CancellationToken ct)
        => await records.Find(number, ct) is not { } certificate ? Refusals.NoSuchCertificate.Problem(context)
            : records.MaySee(certificate, h)
            ? TypedResults.File(Encoding.UTF8.GetBytes(certificate.Credential), "application/vc", $"{number}.vc.json")
            : Refusals.CertificateWithheld.Problem(context);

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Receipt(
        string number, HttpContext context, CertificateRecords records, CancellationToken ct)
    {
        if (await records.Find(number, ct) is not { } certificate) return Refusals.NoSuchCertificate.Problem(context);
        return await records.Receipt(certificate, ct) is { } receipt
            ? TypedResults.File(Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", $"{number}.tlog-proof")
            : EvidenceRefusals.Sealing.Problem(context);
    }
}

/// <summary>Finds certificates, and the evidence that they were issued.</summary>
internal sealed class CertificateRecords(AppDb db, IEvidence evidence, IClock clock, CallerBox box, HostSettings node)
{
    public static readonly string IssuedKind = new CertificateIssued("", default, default, default, [], default, null, "", "", "").Kind;

    /// <param name="number">Its number, or its identifier where the pack gives it one.</param>
    public async Task<Certificate?> Find(string number, CancellationToken ct)
    {
        if (ObjectIdentifier.Read(number) is not { } named)
            return await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct);
        var id = new CertificateId(named.Id);
        // The same number under another arc is another object.
        return await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } found
            && found.Facts.Oid == number ? found : null;
    }

    public Task<FactCard?> IssueFact(Certificate certificate, CancellationToken ct)
        => evidence.Newest(node.Urn("certificate", certificate.Id.Value), IssuedKind, ct);

    /// <summary>Whoever presents the certificate, its holder, the registry's staff; anybody where nothing in it is private.</summary>
    public bool MaySee(Certificate certificate, string? token)
        => !certificate.Facts.Anonymous && !certificate.Facts.Stated.Any(s => s.Private)
        || token == CertificateWords.Token(certificate)
        || box.Caller is { } caller && (FilingViews.Staff.Any(caller.Is) || caller.OrganizationId == certificate.HolderId.Value);

    public Task<string?> ReplacedBy(Certificate certificate, CancellationToken ct)
    {
        var number = certificate.Number;
        return db.Set<Certificate>().Where(c => c.Replaces == number).OrderBy(c => c.Id).Select(c => c.Number).FirstOrDefaultAsync(ct);
    }

    /// <summary>他项权益 — what stands today on the rights that it attests.</summary>
    public async Task<IReadOnlyList<Encumbrance>> Burdens(Certificate certificate, CancellationToken ct)
    {
        var (unit, today) = (certificate.UnitId, LegalDay.Of(clock.Now));
        return (await db.Set<Encumbrance>().AsNoTracking().Where(e => e.UnitId == unit && e.Status == EncumbranceStatus.Standing)
            .OrderBy(e => e.Id).Take(Paging.TakeMax).ToListAsync(ct))
            .FindAll(e => e.StandsOn(today) && certificate.RightIds.Any(id => e.Burdens(new(id))));
    }

    /// <summary>他项权益（授权他人使用） — what stands today in others' favour out of the rights that it attests.</summary>
    public async Task<IReadOnlyList<RegisteredRight>> Grants(Certificate certificate, CancellationToken ct)
    {
        if (!certificate.NamesGrants) return [];
        var (unit, today) = (certificate.UnitId, LegalDay.Of(clock.Now));
        var all = await db.Set<RegisteredRight>().AsNoTracking().Where(r => r.UnitId == unit).OrderBy(r => r.Id).ToListAsync(ct);
        return all.FindAll(r => r.HolderId != certificate.HolderId && r.StandsOn(today)
            && Descent.ToSource(r, all).Any(p => certificate.RightIds.Contains(p.Id.Value)));
    }

    /// <returns>Null while the log has not sealed the issue.</returns>
    public async Task<string?> Receipt(Certificate certificate, CancellationToken ct)
        => await IssueFact(certificate, ct) is { } fact ? await evidence.Receipt(fact.Id, ct) : null;
}
