using System.Collections.Concurrent;
using Yuanliu.Space.Decisions;

namespace Yuanliu.Space.Uses;

/// <summary>What one call has ready to be counted.</summary>
internal sealed class ToCount(Decided decided, UseMode mode, IReadOnlyList<OneAnswer> answers)
{
    public Decided Decided => decided;
    public UseMode Mode => mode;
    public IReadOnlyList<OneAnswer> Answers => answers;
    /// <summary>About how many it asks.</summary>
    public int Probes { get; } = answers.Sum(a => a.Probes);
    /// <summary>What else is to be saved with a use.</summary>
    public Action<Use>? Beside { get; init; }
    /// <summary>It was not asked before, as far as anybody can know: after a save that broke it may have been counted.</summary>
    public bool IsFirst { get; set; } = answers.All(a => a.IsFirst);
    /// <summary>Whoever called has left.</summary>
    public bool IsGone { get; set; }
    /// <summary>Null until it was counted, or refused.</summary>
    public (Batch? Batch, Denial? Denial)? Counted { get; set; }
}

/// <summary>A meter as the last save left it, with the account of whom it asked about.</summary>
/// <param name="IsKept">It was not read anew: whatever came since is met at the save.</param>
internal sealed record KeptMeter(UseMeter Meter, ProbeAccount? Account, bool IsKept = false);

/// <summary>Uses that were counted together, and whether they were counted at an earlier time.</summary>
internal sealed record Batch(IReadOnlyList<Use> Uses, int Used, bool IsRepeat);

/// <summary>合并计量 — calls under one agreement that are ready at the same time are counted in one save: the disk is waited for
/// once.</summary>
/// <remarks>
/// Who has the turn counts what others of the same caller have laid down meanwhile; these find it done when their turn comes. Only calls of
/// one person for one organization are counted together, because the facts of a save name who acted.
/// </remarks>
internal sealed class Tally(Turns turns)
{
    const int TogetherMax = 32, AnswersMax = 1000, MetersMax = 10_000;

    readonly ConcurrentDictionary<(AgreementId, Guid, Guid), ConcurrentQueue<ToCount>> waiting = new();
    readonly ConcurrentDictionary<AgreementId, KeptMeter> meters = new();

    public async Task<(Batch? Batch, Denial? Denial)> Count(UseBook book, Caller caller, ToCount mine, CancellationToken ct)
    {
        var agreement = mine.Decided.Policy.Agreement.Id;
        var queue = waiting.GetOrAdd((agreement, caller.PersonId, caller.OrganizationId), _ => new());
        queue.Enqueue(mine);
        using var turn = await Turn(mine, agreement, ct);
        if (mine.Counted is null) await CountWith(book, queue, mine, ct);
        return mine.Counted!.Value;
    }

    async Task<IDisposable> Turn(ToCount mine, AgreementId agreement, CancellationToken ct)
    {
        var about = mine.Decided.Policy.Agreement;
        // Two agreements on one resource meet in the receiver's account: they take turns there too.
        string[] names = mine.Probes > 0 ? [$"meter/{agreement.Value:N}", $"probes/{about.Resource.Value:N}/{about.Buyer.Value:N}"]
            : [$"meter/{agreement.Value:N}"];
        try { return await turns.Take(names, ct); }
        catch (OperationCanceledException)
        {
            mine.IsGone = true;
            throw;
        }
    }

    /// <summary>What fails together is counted by each for itself.</summary>
    async Task CountWith(UseBook book, ConcurrentQueue<ToCount> queue, ToCount mine, CancellationToken ct)
    {
        var all = new List<ToCount> { mine };
        for (var answers = mine.Answers.Count; all.Count < TogetherMax && answers < AnswersMax && queue.TryDequeue(out var next);)
        {
            if (next == mine || next.IsGone || next.Counted is not null) continue;
            all.Add(next);
            answers += next.Answers.Count;
        }
        // Others wait for it too: that one of them leaves does not break it.
        if (meters.Count > MetersMax) meters.Clear();
        try { await book.CountAll(all, meters, all.Count > 1 ? CancellationToken.None : ct); }
        catch
        {
            foreach (var one in all) (one.Counted, one.IsFirst) = (null, false);
            throw;
        }
    }
}
