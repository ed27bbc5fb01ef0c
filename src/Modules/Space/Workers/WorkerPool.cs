using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Space.Workers;

/// <summary>
/// Runs queries in processes of their own, a few at a time, and keeps one fresh process ready so that starting it costs nobody time.
/// </summary>
internal sealed class WorkerPool(SpaceLimits limits, Confinement confinement, ILogger<WorkerPool> log) : IDisposable
{
    /// <summary>How much longer than the query itself its process may take, to start and to answer.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim turns = new(limits.WorkersMax);
    readonly ConcurrentDictionary<int, Worker> running = new();
    readonly CancellationTokenSource closing = new();
    Worker? spare;
    int told;

    /// <summary>Process ids of the workers that have a query now.</summary>
    public IReadOnlyCollection<int> Running => [.. running.Keys];

    /// <returns>Null when the worker died.</returns>
    public async Task<WorkReply?> Run(WorkRequest request, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            using var worker = Take();
            running[worker.ProcessId] = worker;
            try { return await worker.Ask(request, limits.TimeMax + Grace, limits.MessageBytesMax, ct); }
            finally { running.TryRemove(worker.ProcessId, out _); }
        }
        finally
        {
            turns.Release();
            _ = Task.Run(Prepare, CancellationToken.None);
        }
    }

    Worker Take()
    {
        if (Interlocked.Exchange(ref spare, null) is { } ready)
        {
            if (!ready.HasEnded) return ready;
            ready.Dispose();
        }
        return Start();
    }

    Worker Start()
    {
        if ((!confinement.HasNoNetwork || !confinement.HasLimits) && Interlocked.Exchange(ref told, 1) == 0)
            log.LogWarning("Workers run with the engine's lock-down alone: no network {NoNetwork}, limits {Limits}",
                confinement.HasNoNetwork, confinement.HasLimits);
        return Worker.Start(confinement.Command(limits));
    }

    void Prepare()
    {
        if (closing.IsCancellationRequested || Volatile.Read(ref spare) is not null) return;
        var made = Start();
        if (Interlocked.CompareExchange(ref spare, made, null) is not null) made.Dispose();
        if (closing.IsCancellationRequested) Interlocked.Exchange(ref spare, null)?.Dispose();
    }

    public void Dispose()
    {
        closing.Cancel();
        Interlocked.Exchange(ref spare, null)?.Dispose();
        foreach (var worker in running.Values) worker.Kill();
    }
}
