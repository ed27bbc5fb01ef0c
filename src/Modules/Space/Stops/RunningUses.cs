using System.Collections.Concurrent;

namespace Yuanliu.Space.Stops;

/// <summary>在途使用 — what is being worked on under each agreement, so that it can be ended at once.</summary>
internal sealed class RunningUses
{
    readonly ConcurrentDictionary<AgreementId, ConcurrentDictionary<Guid, Work>> running = new();

    /// <summary>How many uses are being worked on now.</summary>
    public int Count(AgreementId agreement) => running.TryGetValue(agreement, out var uses) ? uses.Count : 0;

    /// <summary>Of all agreements; a use under several is one under each.</summary>
    public int Total => running.Values.Sum(uses => uses.Count);

    /// <summary>Where something is being worked on now, and how much.</summary>
    public IReadOnlyList<(AgreementId Agreement, int Count)> ByAgreement
        => [.. running.Select(r => (r.Key, r.Value.Count)).Where(r => r.Count > 0).OrderByDescending(r => r.Count).ThenBy(r => r.Key)];

    /// <summary>Work under these agreements: its token ends with the caller's, or when one of them is stopped.</summary>
    public Work Begin(IEnumerable<AgreementId> agreements, Guid id, CancellationToken ct)
    {
        var work = new Work(this, [.. agreements], id, ct);
        foreach (var agreement in work.Agreements) running.GetOrAdd(agreement, _ => new())[id] = work;
        return work;
    }

    public void Stop(AgreementId agreement)
    {
        if (!running.TryGetValue(agreement, out var uses)) return;
        foreach (var work in uses.Values) work.Stop();
    }

    internal sealed class Work(RunningUses running, IReadOnlyList<AgreementId> agreements, Guid id, CancellationToken caller) : IDisposable
    {
        public IReadOnlyList<AgreementId> Agreements => agreements;
        public CancellationTokenSource Source { get; } = CancellationTokenSource.CreateLinkedTokenSource(caller);
        public CancellationToken Token => Source.Token;
        /// <summary>It was ended by a stop and not by whoever asked.</summary>
        public bool WasStopped => Source.IsCancellationRequested && !caller.IsCancellationRequested;

        /// <summary>Who does the work, and whoever is just stopping it: the last one to leave puts the source away.</summary>
        int holders = 1;

        /// <summary>Ends it. What is over already needs no end, and must not keep others from theirs.</summary>
        public void Stop()
        {
            for (var seen = Volatile.Read(ref holders); seen > 0;)
            {
                var held = Interlocked.CompareExchange(ref holders, seen + 1, seen);
                if (held != seen)
                {
                    seen = held;
                    continue;
                }
                try { Source.Cancel(); }
                finally { Leave(); }
                return;
            }
        }

        public void Dispose()
        {
            foreach (var agreement in agreements)
                if (running.running.TryGetValue(agreement, out var uses)) uses.TryRemove(id, out _);
            Leave();
        }

        void Leave()
        {
            if (Interlocked.Decrement(ref holders) == 0) Source.Dispose();
        }
    }
}
