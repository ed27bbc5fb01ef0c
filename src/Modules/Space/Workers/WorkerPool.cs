using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Space.Workers;

/// <summary>
/// Runs questions in processes of their own, a few at a time, and keeps as many fresh processes ready so that starting them costs nobody
/// time.
/// </summary>
internal sealed class WorkerPool(SpaceLimits limits, Confinement confinement, ILogger<WorkerPool> log) : IWorkers, IDisposable
{
    /// <summary>How much longer than the command itself its process may take, to start and to answer.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    readonly int bytesMax = limits.MessageBytesMax;
    /// <summary>Preparing has a turn of its own: a question that waits for it holds a worker already.</summary>
    readonly SemaphoreSlim turns = new(limits.WorkersMax), preparing = new(1);
    readonly ConcurrentDictionary<int, Worker> running = new();
    readonly ConcurrentQueue<Worker> spares = new();
    readonly CancellationTokenSource closing = new();
    int told, warming;

    /// <summary>Process ids of the workers that have a question now.</summary>
    public IReadOnlyCollection<int> Running => [.. running.Keys];

    public async Task<IWorkSession> Open(WorkOpening opening, CancellationToken ct)
    {
        var gate = opening.Folder is null ? turns : preparing;
        await gate.WaitAsync(ct);
        Worker? worker = null;
        try
        {
            worker = opening.Folder is null ? Take() : Start(mayWrite: true);
            running[worker.ProcessId] = worker;
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timer.CancelAfter(Grace);
            await worker.Open(opening, bytesMax, timer.Token);
            return new Session(this, worker, gate);
        }
        catch
        {
            End(worker, gate);
            throw;
        }
    }

    void End(Worker? worker, SemaphoreSlim gate)
    {
        if (worker is not null)
        {
            running.TryRemove(worker.ProcessId, out _);
            worker.Dispose();
        }
        gate.Release();
        if (Interlocked.Exchange(ref warming, 1) == 0) _ = Task.Run(Prepare, CancellationToken.None);
    }

    Worker Take()
    {
        while (spares.TryDequeue(out var ready))
        {
            if (!ready.HasEnded) return ready;
            ready.Dispose();
        }
        return Start(mayWrite: false);
    }

    Worker Start(bool mayWrite)
    {
        if ((!confinement.HasNoNetwork || !confinement.HasLimits) && Interlocked.Exchange(ref told, 1) == 0)
            log.LogWarning("Workers run with the engine's lock-down alone: no network {NoNetwork}, limits {Limits}",
                confinement.HasNoNetwork, confinement.HasLimits);
        return Worker.Start(confinement.Command(limits, mayWrite));
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
        foreach (var worker in running.Values) worker.Kill();
    }

    sealed class Session(WorkerPool pool, Worker worker, SemaphoreSlim gate) : IWorkSession
    {
        int isOver;

        public Task<WorkReply?> Do(WorkCommand command, CancellationToken ct) => worker.Do(command, Grace, pool.bytesMax, ct);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0) pool.End(worker, gate);
        }
    }
}
