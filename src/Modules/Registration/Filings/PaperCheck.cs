namespace Yuanliu.Registration.Filings;

/// <summary>原始凭证核对 — every paper that was handed in is still there, byte for byte.</summary>
internal sealed class PaperCheck(AppDb db, Blobs blobs) : IIntegrity
{
    const int FindingsMax = 1000, BatchMax = 500;

    public string Name => "papers";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var findings = new List<IntegrityFinding>();
        for (Guid? last = null; findings.Count < FindingsMax;)
        {
            var rows = db.Set<MaterialUpload>().AsNoTracking();
            if (last is { } after) rows = rows.Where(m => m.Id.CompareTo(after) > 0);
            var batch = await rows.OrderBy(m => m.Id).Take(BatchMax).ToListAsync(ct);
            foreach (var paper in batch)
                if (!await blobs.IsIntact(paper.Sha256, ct))
                    findings.Add(new(Name, $"The paper {paper.Name} was {Fate(paper.Sha256)} where it is kept."));
            if (batch.Count < BatchMax) break;
            last = batch[^1].Id;
        }
        return [.. findings.Take(FindingsMax)];
    }

    string Fate(string sha256) => File.Exists(blobs.PathOf(sha256)) ? "changed" : "lost";
}
