using System.Collections.Concurrent;

namespace Yuanliu.Space.Uses;

/// <summary>预留 — a use that is being made holds its place before it runs, so that no more run than can be counted.</summary>
/// <remarks>
/// Held in memory only: a server that is killed leaves nothing to release. The meter in the database is the limit; this keeps work that
/// could not be counted from being done. Whoever finds all places held waits until one is free or the uses are spent.
/// </remarks>
internal sealed class Reservations
{
    sealed class Places
    {
        public int Held;
        public TaskCompletionSource Change = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    readonly ConcurrentDictionary<AgreementId, Places> places = new();

    /// <summary>So far from the limit nothing that is under way can reach it, and the database need not be asked again.</summary>
    const int Ample = 20_000;

    /// <param name="known">Uses counted when the call was decided.</param>
    /// <param name="used">Uses counted so far, as the database says.</param>
    /// <returns>To be disposed of once the use is counted or given up; null when the uses are spent.</returns>
    public async Task<IDisposable?> Take(AgreementId agreement, int limit, int known, Func<Task<int>> used, CancellationToken ct)
    {
        var held = places.GetOrAdd(agreement, _ => new());
        while (true)
        {
            Task changed;
            lock (held) changed = held.Change.Task;
            var counted = limit - known > Ample ? known : await used();
            if (counted >= limit) return null;
            lock (held)
                if (counted + held.Held < limit)
                {
                    held.Held++;
                    return new Place(held);
                }
            await changed.WaitAsync(ct);
        }
    }

    sealed class Place(Places places) : IDisposable
    {
        int isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isFree, 1) != 0) return;
            TaskCompletionSource change;
            lock (places)
            {
                places.Held--;
                change = places.Change;
                places.Change = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            change.SetResult();
        }
    }
}

/// <summary>Lets one at a time go on for each of some names. Names are taken in order, so that nobody waits in a ring.</summary>
internal sealed class Turns
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    public async Task<IDisposable> Take(IEnumerable<string> names, CancellationToken ct)
    {
        var taken = new Taken();
        try
        {
            foreach (var name in names.Distinct().Order(StringComparer.Ordinal))
            {
                var gate = gates.GetOrAdd(name, _ => new(1));
                await gate.WaitAsync(ct);
                taken.Gates.Push(gate);
            }
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    sealed class Taken : IDisposable
    {
        public Stack<SemaphoreSlim> Gates { get; } = new();

        public void Dispose()
        {
            while (Gates.TryPop(out var gate)) gate.Release();
        }
    }
}
