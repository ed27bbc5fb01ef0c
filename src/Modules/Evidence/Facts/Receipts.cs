using System.Text;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Evidence.Sealing;

namespace Yuanliu.Evidence.Facts;

/// <summary>凭据 — makes offline receipts of facts and answers other modules about evidence.</summary>
internal sealed class Receipts(AppDb db, EvidenceLog evidence) : IEvidence
{
    public async Task<string?> Receipt(Guid factId, CancellationToken ct)
        => await db.Set<JournalEntry>().AsNoTracking().SingleOrDefaultAsync(e => e.FactId == factId, ct) is { } entry ? Of(entry) : null;

    /// <summary>The receipt of a fact, which carries the fact itself and its salt; null while no published checkpoint covers it.</summary>
    public string? Of(JournalEntry entry)
    {
        var log = evidence.Current;
        if (entry.LeafIndex is not { } index || index >= log.Size) return null;
        var extra = CanonicalJson.Utf8(new JsonObject
        {
            ["fact"] = JsonNode.Parse(entry.Envelope),
            ["salt"] = Convert.ToHexStringLower(entry.Salt),
        });
        return Encoding.UTF8.GetString(log.Receipt(index, extra).ToBytes());
    }

    public async Task<FactCard?> Newest(string subject, string kind, CancellationToken ct)
        => await db.Set<JournalEntry>().AsNoTracking().Where(e => e.Subject == subject && e.Kind == kind).OrderByDescending(e => e.Seq)
            .Select(e => new FactCard(e.FactId, e.Kind, e.Subject, e.At, e.LeafIndex)).FirstOrDefaultAsync(ct);
}
