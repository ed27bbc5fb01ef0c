using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Space.Workers;

/// <summary>备用进程 — starts workers, and keeps as many fresh ones ready as may be needed at once, so that starting them costs nobody
/// time.</summary>
internal sealed class SpareWorkers(SpaceLimits limits, Confinement confinement, ILogger<SpareWorkers> log) : IDisposable
{
    readonly ConcurrentQueue<Worker> spares = new();
    readonly CancellationTokenSource closing = new();
    int told, warming;

    public Worker Take()
    {
        while (spares.TryDequeue(out var ready))
        {
            if (!ready.HasEnded) return ready;
            ready.Dispose();
        }
        return Start(mayWrite: false);
    }

    public Worker Start(bool mayWrite)
    {
        if ((!confinement.HasNoNetwork || !confinement.HasLimits) && Interlocked.Exchange(ref told, 1) == 0)
            log.LogWarning("Workers run with the engine's lock-down alone: no network {NoNetwork}, limits {Limits}",
                confinement.HasNoNetwork, confinement.HasLimits);
        return Worker.Start(confinement.Command(limits, mayWrite));
    }

    /// <summary>Sees to it, while nobody waits, that the next questions find their workers.</summary>
    public void Refill()
    {
        if (Interlocked.Exchange(ref warming, 1) == 0) _ = Task.Run(Prepare, CancellationToken.None);
    }

    void Prepare()
    {
        try
        {
            while (spares.Count < limits.WorkersMax && !closing.IsCancellationRequested) spares.Enqueue(Start(mayWrite: false));
        }
        finally { Volatile.Write(ref warming, 0); }
        if (closing.IsCancellationRequested) Clear();
    }

    void Clear()
    {
        while (spares.TryDequeue(out var spare)) spare.Dispose();
    }

    public void Dispose()
    {
        closing.Cancel();
        Clear();
    }
}
