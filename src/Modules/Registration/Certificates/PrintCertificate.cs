using System.Text;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Registration.Certificates;

/// <summary>登记证书（打印件） — the certificate as a sealed PDF with its credential and receipts inside, made once when the log has sealed the
/// issue.</summary>
internal static class PrintCertificate
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/certificates/{number}/certificate.pdf", Handle).OpenToAnyone().WithName(nameof(PrintCertificate)).WithSummary("下载登记证书");

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> Handle(
        string number, string? h, HttpContext context, CertificatePrinter printer, Blobs blobs, CancellationToken ct)
    {
        var printed = await printer.Print(number, h, ct);
        return printed.Refusal is { } refusal ? refusal.Problem(context)
            : TypedResults.Stream(blobs.Open(printed.Value!)!, "application/pdf", $"{number}.pdf");
    }
}

/// <summary>打印一次 — one certificate is set at a time: setting costs a processor, and two renderings of one must not meet.</summary>
internal sealed class PrintTurn : IDisposable
{
    readonly SemaphoreSlim turn = new(1, 1);

    public async Task<T> Take<T>(Func<Task<T>> print, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try { return await print(); }
        finally { turn.Release(); }
    }

    public void Dispose() => turn.Dispose();
}

/// <summary>Renders a certificate and remembers the rendering; the credential stays the certificate.</summary>
internal sealed class CertificatePrinter(
    AppDb db, CertificateRecords records, IEvidence evidence, INodeSeal seal, CertificateFonts fonts, Blobs blobs, PrintTurn turn,
    IClock clock, HostSettings node)
{
    const string KeysKind = "evidence.keys-published/1";

    /// <returns>SHA-256 of the stored PDF.</returns>
    public async Task<Result<string>> Print(string number, string? token, CancellationToken ct)
    {
        if (await records.Find(number, ct) is not { } found) return Refusals.NoSuchCertificate;
        if (!records.MaySee(found, token)) return Refusals.CertificateWithheld;
        return found.PdfSha256 is { } ready ? ready : await turn.Take(() => PrintOnce(found.Number, ct), ct);
    }

    async Task<Result<string>> PrintOnce(string number, CancellationToken ct)
    {
        var certificate = await db.Set<Certificate>().SingleAsync(c => c.Number == number, ct);
        if (certificate.PdfSha256 is { } ready) return ready;
        if (await records.IssueFact(certificate, ct) is not { LeafIndex: { } index }
            || await records.Receipt(certificate, ct) is not { } receipt)
            return EvidenceRefusals.Sealing;
        if (await evidence.Newest(seal.Subject, KeysKind, ct) is not { } published
            || await evidence.Receipt(published.Id, ct) is not { } keys)
            return EvidenceRefusals.Sealing;

        var stored = await blobs.Store(await Render(certificate, index, receipt, keys, ct), ct);
        certificate.Printed(stored.Sha256, node);
        await db.SaveChangesAsync(ct);
        return stored.Sha256;
    }

    async Task<byte[]> Render(Certificate certificate, long leafIndex, string receipt, string keys, CancellationToken ct)
    {
        var at = certificate.IssuedAt;
        PdfAttachment[] attachments =
        [
            new("credential.json", "application/vc", Encoding.UTF8.GetBytes(certificate.Credential), AttachmentRelationship.Source, at,
            "登记凭证"),
            Proof("certificate.tlog-proof", receipt, "登记的存证凭据"),
            Proof("keys.tlog-proof", keys, "签章密钥公布的存证凭据"),
        ];
        var (burdens, grants) = (await records.Burdens(certificate, ct), await records.Grants(certificate, ct));
        var words = CertificateWords.Of(certificate, leafIndex, burdens, grants, LegalDay.Of(clock.Now), node);
        var unsigned = CertificateSheet.Render(words, fonts, attachments, at);
        using var signer = await seal.Certificate(ct);
        return PdfSigner.Sign(unsigned, signer, new(at, $"{certificate.Facts.Title} {certificate.Number}", certificate.Facts.IssuerName,
            CertificateSheet.SignatureArea));

        PdfAttachment Proof(string name, string text, string what)
            => new(name, "text/plain", Encoding.UTF8.GetBytes(text), AttachmentRelationship.Supplement, at, what);
    }
}
