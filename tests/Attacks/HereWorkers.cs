using Yuanliu.Space.Workers;

namespace Yuanliu.Tests.Attacks;

/// <summary>
/// The real workbench in this process: thousands of questions need no thousands of processes. Classes that attack the process itself use
/// the real one.
/// </summary>
internal sealed class HereWorkers : IWorkers
{
    readonly SemaphoreSlim turns = new(2), preparing = new(1);

    public async Task<IWorkSession> Open(WorkOpening opening, CancellationToken ct)
    {
        var gate = opening.Folder is null ? turns : preparing;
        await gate.WaitAsync(ct);
        return new Session(Workbench.Open(opening with { Threads = 1 }), gate);
    }

    sealed class Session(Workbench? bench, SemaphoreSlim gate) : IWorkSession
    {
        int isOver;

        public Task<WorkReply?> Do(WorkCommand command, CancellationToken ct)
            => Task.Run<WorkReply?>(() => bench?.Do(command) ?? WorkReply.Of(WorkStatus.Failed), ct);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) != 0) return;
            bench?.Dispose();
            gate.Release();
        }
    }
}
