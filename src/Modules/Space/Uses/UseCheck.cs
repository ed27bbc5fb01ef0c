namespace Yuanliu.Space.Uses;

/// <summary>计量核对 — every meter stands at its uses, these are numbered without gaps, and every answer is kept.</summary>
internal sealed class UseCheck(AppDb db, Blobs blobs) : IIntegrity
{
    const int FindingsMax = 1000, AnswersMax = 10_000;

    public string Name => "uses";

    public async Task<IReadOnlyList<IntegrityFinding>> Check(CancellationToken ct)
    {
        var answered = db.Set<Use>().Where(u => u.Kind == UseKind.Answered);
        var meters = await db.Set<UseMeter>().AsNoTracking().Select(m => new
        {
            m.Agreement, m.Used,
            Count = answered.Count(u => u.Agreement == m.Agreement),
            Highest = answered.Where(u => u.Agreement == m.Agreement).Max(u => u.Number) ?? 0,
        }).Where(m => m.Used != m.Count || m.Used != m.Highest).OrderBy(m => m.Agreement).Take(FindingsMax).ToListAsync(ct);
        var strays = await answered.Where(u => !db.Set<UseMeter>().Any(m => m.Agreement == u.Agreement))
            .OrderBy(u => u.Id).Select(u => u.Id).Take(FindingsMax).ToListAsync(ct);
        var answers = await answered.OrderByDescending(u => u.Id).Select(u => new { u.Id, u.ResultSha256 }).Take(AnswersMax)
            .ToListAsync(ct);
        return
        [
            .. meters.Select(m => new IntegrityFinding(Name,
                $"The meter of agreement {m.Agreement.Value} stands at {m.Used}; {m.Count} uses, the highest numbered {m.Highest}.")),
            .. strays.Select(id => new IntegrityFinding(Name, $"Use {id.Value} stands on no meter.")),
            .. answers.Where(a => a.ResultSha256 is not { } sha256 || !File.Exists(blobs.PathOf(sha256)))
                .Select(a => new IntegrityFinding(Name, $"The answer of use {a.Id.Value} is missing.")).Take(FindingsMax),
        ];
    }
}
