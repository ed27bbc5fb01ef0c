using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;

namespace Yuanliu.Trading.Agreements;

/// <summary>合约核对 — every signed agreement has its document, the document holds what both sides signed, and evidence names it.</summary>
internal sealed class AgreementCheck(AppDb db, Blobs blobs, NodeKeys keys, HostSettings node) : IIntegrity
{
    const int FindingsMax = 1000, BatchMax = 200;

    public string Name => "agreements";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var findings = new List<IntegrityFinding>();
        for (AgreementId? last = null; findings.Count < FindingsMax;)
        {
            var rows = db.Set<Agreement>().AsNoTracking().Where(a => a.DocumentSha256 != null);
            if (last is { } after) rows = rows.Where(a => a.Id.CompareTo(after) > 0);
            var batch = await rows.OrderBy(a => a.Id).Take(BatchMax).Include(a => a.Signatures).ToListAsync(ct);
            foreach (var agreement in batch)
                if (await Fault(agreement, ct) is { } fault) findings.Add(new(Name, $"Agreement {agreement.Number} {fault}."));
            if (batch.Count < BatchMax) break;
            last = batch[^1].Id;
        }
        return [.. findings.Take(FindingsMax)];
    }

    async Task<string?> Fault(Agreement agreement, CancellationToken ct)
    {
        if (await Document(agreement.DocumentSha256!, ct) is not { } document) return "has lost its document, or it was altered";
        if (DataIntegrity.Verify(document, keys.Registry.PublicKey.Span, agreement.At) is not null)
            return "has a document that the venue did not seal";
        var agreed = Convert.ToHexStringLower(CanonicalJson.Hash(document["agreement"]));
        if (agreed != agreement.TermsSha256) return "has a document that holds another text than the one agreed";
        if (agreement.Signatures.Count != 2 || agreement.Signatures.Any(s => s.TermsSha256 != agreed))
            return "is not signed by both sides under its text";
        return await Witnessed(agreement, ct) ? null : "came into force without evidence of this document";
    }

    async Task<JsonObject?> Document(string sha256, CancellationToken ct)
    {
        if (!File.Exists(blobs.PathOf(sha256))) return null;
        var bytes = await blobs.Read(sha256, ct);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 && CanonicalJson.TryParse(bytes, out var node)
            ? node as JsonObject : null;
    }

    async Task<bool> Witnessed(Agreement agreement, CancellationToken ct)
    {
        var (subject, hash) = (agreement.Urn(node), agreement.DocumentSha256!);
        return await db.Set<JournalEntry>().AnyAsync(
            e => e.Subject == subject && e.Kind == ReadAgreements.Sealed.SignedKind && e.Envelope.Contains(hash), ct);
    }
}
