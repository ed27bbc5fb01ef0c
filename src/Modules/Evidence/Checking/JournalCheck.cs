using System.Text;
using Yuanliu.Compute.Merkle;
using Yuanliu.Evidence.Sealing;

namespace Yuanliu.Evidence.Checking;

/// <summary>日志核对 — rebuilds the log from its entries, the commitments from the journal, and compares the two one by one.</summary>
internal sealed class JournalCheck(AppDb db, EvidenceLog evidence) : IIntegrity
{
    const int FindingsMax = 1000, PageSize = 2000;

    public string Name => "log";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var findings = new List<IntegrityFinding>();
        var logged = new List<byte[]>();
        var report = Fsck.Run(new DiskFiles(evidence.Folder), evidence.Key, (_, entry) => logged.Add(entry.ToArray()));
        findings.AddRange(report.Findings.Select(f => new IntegrityFinding(Name, $"{f.Path}: {f.Message}")));
        await Compare(logged, findings, ct);
        return findings.Count > FindingsMax ? findings[..FindingsMax] : findings;
    }

    async Task Compare(List<byte[]> logged, List<IntegrityFinding> findings, CancellationToken ct)
    {
        var expected = 0L;
        for (var page = -1L; findings.Count < FindingsMax;)
        {
            var from = page;
            var entries = await db.Set<JournalEntry>().AsNoTracking().Where(e => e.LeafIndex > from).OrderBy(e => e.LeafIndex)
                .Take(PageSize)
                .ToListAsync(ct);
            if (entries.Count == 0) break;
            page = entries[^1].LeafIndex!.Value;
            foreach (var entry in entries)
            {
                if (entry.LeafIndex != expected) findings.Add(new(Name, $"The journal has no fact for index {expected}."));
                expected = entry.LeafIndex!.Value + 1;
                if (Wrong(entry, logged) is { } wrong) findings.Add(new(Name, $"Fact {entry.FactId} at index {entry.LeafIndex}: {wrong}"));
            }
        }
        if (logged.Count > expected) findings.Add(
            new(Name, $"The log holds {logged.Count} entries, the journal only {expected}: the database is older than the log."));
    }

    static string? Wrong(JournalEntry entry, List<byte[]> logged)
    {
        if (!JournalEntry.Commit(entry.Salt, Encoding.UTF8.GetBytes(entry.Envelope)).AsSpan().SequenceEqual(entry.Commitment))
            return "its text is not what was committed to.";
        if (entry.LeafIndex < logged.Count && !logged[(int)entry.LeafIndex].AsSpan().SequenceEqual(entry.LogEntry()))
            return "the log holds another commitment.";
        return null;
    }
}
