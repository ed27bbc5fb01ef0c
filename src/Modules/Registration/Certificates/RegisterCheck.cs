using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;

namespace Yuanliu.Registration.Certificates;

/// <summary>登记簿核对 — every certificate is what its evidence says, signed by the registry, with its rendering in place.</summary>
internal sealed class RegisterCheck(AppDb db, Blobs blobs, NodeKeys keys, HostSettings node) : IIntegrity
{
    const int FindingsMax = 1000, BatchMax = 500;

    public string Name => "register";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var findings = new List<IntegrityFinding>();
        for (CertificateId? last = null; findings.Count < FindingsMax;)
        {
            var rows = db.Set<Certificate>().AsNoTracking();
            if (last is { } after) rows = rows.Where(c => c.Id.CompareTo(after) > 0);
            var batch = await rows.OrderBy(c => c.Id).Take(BatchMax).ToListAsync(ct);
            foreach (var certificate in batch)
                if ((Fault(certificate) ?? await Unwitnessed(certificate, ct)) is { } fault)
                    findings.Add(new(Name, $"Certificate {certificate.Number} {fault}."));
            if (batch.Count < BatchMax) break;
            last = batch[^1].Id;
        }
        return [.. findings.Take(FindingsMax)];
    }

    string? Fault(Certificate certificate)
    {
        var bytes = Encoding.UTF8.GetBytes(certificate.Credential);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != certificate.CredentialSha256) return "does not have its credential's hash";
        if (!CanonicalJson.TryParse(bytes, out var document) || document is not JsonObject credential
            || DataIntegrity.Verify(credential, keys.Registry.PublicKey.Span, certificate.IssuedAt) is not null)
            return "has a credential that the registry did not sign";
        return certificate.PdfSha256 is { } pdf && !File.Exists(blobs.PathOf(pdf)) ? "has lost its rendering" : null;
    }

    async Task<string?> Unwitnessed(Certificate certificate, CancellationToken ct)
    {
        var (subject, hash) = (node.Urn("certificate", certificate.Id.Value), certificate.CredentialSha256);
        return await db.Set<JournalEntry>().AnyAsync(e => e.Subject == subject && e.Kind == CertificateRecords.IssuedKind
            && e.Envelope.Contains(hash), ct)
            ? null : "was issued without evidence of this credential";
    }
}
