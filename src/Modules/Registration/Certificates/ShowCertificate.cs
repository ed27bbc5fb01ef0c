using System.Text;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书核验 — what anyone may see of a certificate: whether it stands, what it attests, and how to check it without us.</summary>
internal static class ShowCertificate
{
    internal sealed record FieldView(string Title, string Class, int Level);
    /// <param name="Fields">How many; <paramref name="FieldList"/> says which.</param>
    internal sealed record View(
        string Number, CertificateStatus Status, string? StatusReason, string Title, string HolderName, string HolderCode,
        string ResourceTitle, string ResourceUrn, string Summary, IReadOnlyList<ClaimedRight> Rights,
        long Rows, int Fields, IReadOnlyList<FieldView> FieldList, int Level, long SizeBytes, string DataSha256,
        DateOnly IssuedOn, DateOnly? ValidUntil, string IssuerName, string IssuerDid, string Basis, string CredentialSha256,
        string? PdfSha256,
        Guid? FactId, long? LeafIndex, string FilingNumber, DateOnly? PublicFrom, DateOnly? PublicUntil, string Pack, string PackTitle,
        string PackSha256);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/certificates/{number}", Handle).OpenToAnyone().WithName(nameof(ShowCertificate)).WithSummary("证书核验");
        routes.MapGet("/certificates/{number}/credential.json", Credential).OpenToAnyone().WithName("DownloadCredential")
            .WithSummary("下载登记凭证");
        routes.MapGet("/certificates/{number}/receipt.tlog-proof", Receipt).OpenToAnyone().WithName("DownloadCertificateReceipt")
            .WithSummary("下载存证回执");
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        string number, HttpContext context, CertificateRecords records, CertificateCredential credentials, IClock clock,
        CancellationToken ct)
    {
        if (await records.Find(number, ct) is not { } certificate) return Refusals.NoSuchCertificate.Problem(context);
        var (facts, fact) = (certificate.Facts, await records.IssueFact(certificate, ct));
        var resource = facts.Resource;
        return TypedResults.Ok(new View(
            certificate.Number, certificate.On(LegalDay.Of(clock.Now)), certificate.StatusReason, facts.Title, facts.HolderName,
            facts.HolderCode, resource.Title, facts.ResourceUrn, resource.Description, facts.Rights,
            resource.Rows, resource.Fields.Count, [.. resource.Fields.Select(f => new FieldView(f.Title, f.Class, f.Level))],
            resource.Level,
            resource.SizeBytes, resource.Sha256, certificate.IssuedOn, certificate.ValidUntil, facts.IssuerName, credentials.Issuer,
            facts.Basis,
            certificate.CredentialSha256, certificate.PdfSha256, fact?.Id, fact?.LeafIndex, facts.FilingNumber, facts.PublicFrom,
            facts.PublicUntil, certificate.PackId, facts.PackTitle, certificate.PackSha256));
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Credential(
        string number, HttpContext context, CertificateRecords records, CancellationToken ct)
        => await records.Find(number, ct) is { } certificate
            ? TypedResults.File(Encoding.UTF8.GetBytes(certificate.Credential), "application/vc", $"{number}.vc.json")
            : Refusals.NoSuchCertificate.Problem(context);

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
internal sealed class CertificateRecords(AppDb db, IEvidence evidence, HostSettings node)
{
    public static readonly string IssuedKind = new CertificateIssued("", default, default, default, [], default, null, "", "", "").Kind;

    public Task<Certificate?> Find(string number, CancellationToken ct)
        => db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct);

    public Task<FactCard?> IssueFact(Certificate certificate, CancellationToken ct)
        => evidence.Newest(node.Urn("certificate", certificate.Id.Value), IssuedKind, ct);

    /// <returns>Null while the log has not sealed the issue.</returns>
    public async Task<string?> Receipt(Certificate certificate, CancellationToken ct)
        => await IssueFact(certificate, ct) is { } fact ? await evidence.Receipt(fact.Id, ct) : null;
}
