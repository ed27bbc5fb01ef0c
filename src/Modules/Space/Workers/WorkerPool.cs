using System.Collections.Concurrent;

namespace Yuanliu.Space.Workers;

/// <summary>查询进程池 — runs questions in processes of their own, a few at a time.</summary>
internal sealed class WorkerPool(SpaceLimits limits, SpareWorkers spares) : IWorkers, IDisposable
{
    /// <summary>How much longer than the command itself its process may take, to start and to answer.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    readonly int bytesMax = limits.MessageBytesMax;
    /// <summary>Preparing has a turn of its own: a question that waits for it holds a worker already.</summary>
    readonly SemaphoreSlim turns = new(limits.WorkersMax), preparing = new(1);
    readonly ConcurrentDictionary<int, Worker> running = new();

    /// <summary>Process ids of the workers that have a question now.</summary>
    public IReadOnlyCollection<int> Running => [.. running.Keys];

    public async Task<IWorkSession> Open(WorkOpening opening, CancellationToken ct)
    {
        var gate = opening.Folder is null ? turns : preparing;
        await gate.WaitAsync(ct);
        Worker? worker = null;
        try
        {
            worker = opening.Folder is null ? spares.Take() : spares.Start(mayWrite: true);
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
        spares.Refill();
    }

    public void Dispose()
    {
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
