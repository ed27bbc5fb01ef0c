using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Evidence.Sealing;

/// <summary>定序 — gives facts their places in the log, batch by batch, and publishes a checkpoint over each batch.</summary>
/// <remarks>
/// The database numbers, the log follows: indices are durable before the first byte is appended, so after a crash anywhere the same entries
/// are appended again under the same indices. A receipt exists only once the published checkpoint covers its index.
/// </remarks>
internal sealed class Sequencer(IServiceScopeFactory scopes, EvidenceLog evidence, GuardedClock clock, ILogger<Sequencer> log)
    : BackgroundService, ISealing
{
    const int BatchMax = 4096;
    static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200), LongestPause = TimeSpan.FromSeconds(2);
    /// <summary>Sealing takes at most this part of the time while facts keep coming: each batch costs as much for a few as for
    /// many.</summary>
    const int Share = 20;
    readonly SemaphoreSlim turn = new(1, 1);
    bool keysPublished;

    /// <summary>Seals whatever waits. Returns how many facts it appended.</summary>
    public async Task<int> Seal(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            keysPublished = keysPublished || await scope.ServiceProvider.GetRequiredService<PublishedKeys>().Publish(ct);
            // A batch that was not full took all that waited; what came meanwhile would cost as much again for a handful.
            var sealedNow = 0;
            for (var appended = BatchMax; appended == BatchMax; sealedNow += appended) appended = await SealBatch(db, ct);
            return sealedNow;
        }
        catch (IOException)
        {
            evidence.Reopen();
            throw;
        }
        finally { turn.Release(); }
    }

    async Task<int> SealBatch(AppDb db, CancellationToken ct)
    {
        await using (var writing = await Writing.Begin(db, ct))
        {
            await Number(db, ct);
            await writing.Commit(ct);
        }
        var size = evidence.Current.Size;
        var batch = await db.Set<JournalEntry>().AsNoTracking().Where(e => e.LeafIndex >= size)
            .OrderBy(e => e.LeafIndex).Take(BatchMax).Select(e => new { e.LeafIndex, e.Commitment, e.At }).ToListAsync(ct);
        if (batch.Count == 0) return 0;
        if (batch[0].LeafIndex != size || batch[^1].LeafIndex != size + batch.Count - 1)
            throw new InvalidOperationException($"The journal has a gap at index {size}.");

        evidence.Current.Append(size, batch.ConvertAll(e => (ReadOnlyMemory<byte>)JournalEntry.LogEntryOf(e.Commitment)));
        Instruments.Sealed(batch.Count, clock.Now - batch[0].At);
        return batch.Count;
    }

    /// <remarks>One statement for the batch: it writes nothing but the places, which the log itself witnesses.</remarks>
    static Task<int> Number(AppDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE kernel_journal SET "LeafIndex" = (SELECT COALESCE(MAX("LeafIndex") + 1, 0) FROM kernel_journal) + waiting.place
        FROM (SELECT "Seq" AS seq, ROW_NUMBER() OVER (ORDER BY "Seq") - 1 AS place FROM kernel_journal
              WHERE "LeafIndex" IS NULL ORDER BY "Seq" LIMIT {BatchMax}) AS waiting
        WHERE kernel_journal."Seq" = waiting.seq
        """, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = Period; ; )
        {
            await Task.Delay(pause, stoppingToken);
            var began = Stopwatch.GetTimestamp();
            try { await Seal(stoppingToken); }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Sealing failed; it is tried again");
            }
            var longer = Stopwatch.GetElapsedTime(began) * Share;
            pause = longer < Period ? Period : longer < LongestPause ? longer : LongestPause;
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }
}
