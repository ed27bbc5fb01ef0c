using System.Collections.Concurrent;
using Yuanliu.Space.Decisions;

namespace Yuanliu.Space.Uses;

/// <summary>One of several answers of the gateway that are counted together.</summary>
/// <param name="Text">What is kept of the question: it holds no identity.</param>
/// <param name="Probes">Whom it asked about.</param>
/// <param name="IsFirst">Its plan is like no other: it was not asked before.</param>
internal sealed record OneAnswer(string Text, string PlanSha256, string ResultSha256, int Rows, int Probes = 0, bool IsFirst = false);

/// <summary>逐项计量 — what the gateway answers: several answers, or several calls, under one agreement.</summary>
internal sealed partial class UseBook
{
    /// <summary>Counts several answers under one agreement in one save: all of them, or none.</summary>
    /// <param name="beside">What else is to be saved with a use.</param>
    /// <returns>The uses in the order of the answers: those of an earlier time where the same was asked before.</returns>
    public async Task<(Batch? Batch, Denial? Denial)> CountEach(
        Decided decided, UseMode mode, IReadOnlyList<OneAnswer> answers, Action<Use>? beside, CancellationToken ct)
    {
        var only = new ToCount(decided, mode, answers) { Beside = beside };
        await CountAll([only], null, ct);
        return only.Counted!.Value;
    }

    /// <summary>Counts under one agreement, in one save, what several calls of one caller have ready: each of them whole or not at
    /// all.</summary>
    /// <param name="kept">Meters as they were last saved by whoever has the turn; null where nobody takes turns.</param>
    /// <remarks>One that asks what another of them asks is left as it was, for the next save.</remarks>
    public async Task CountAll(IReadOnlyList<ToCount> all, ConcurrentDictionary<AgreementId, KeptMeter>? kept, CancellationToken ct)
    {
        var agreement = all[0].Decided.Policy.Agreement;
        for (var tries = 0; tries < TriesMax; tries++)
        {
            db.ChangeTracker.Clear();
            foreach (var one in all)
                one.Counted = (tries > 0 || !one.IsFirst) && await Earlier(agreement.Id, one.Answers, ct) is { } known
                    ? (new(known, await Used(agreement.Id, ct), true), null) : null;
            var left = all.Where(one => one.Counted is null).DistinctBy(one => one.Answers[0].PlanSha256).ToList();
            if (left.Count == 0) return;
            var last = await Meter(agreement.Id, kept, ct);
            var (meter, now) = (last.Meter, await point.Now(agreement, ct));
            foreach (var one in left)
                if (DecisionPoint.Over(one.Decided, now) is { } over) one.Counted = (null, over);
            if (left.RemoveAll(one => one.Counted is not null) > 0 && left.Count == 0) return;
            if (!last.IsKept && await point.IsStopped(agreement.Id, ct))
            {
                left.ForEach(one => one.Counted = (null, Refusals.Stopped));
                return;
            }
            var account = last.Account ?? (left.Exists(one => one.Probes > 0)
                ? await probed.Of(agreement.Resource, agreement.Buyer, ct) : null);
            foreach (var one in left) one.Counted = Count(one, meter, account);
            if (left.TrueForAll(one => one.Counted!.Value.Denial is not null)) return;
            if (await Saved(ct))
            {
                kept?.TryAdd(agreement.Id, new(meter, account));
                return;
            }
            // What stands in the way of one must not stand in the way of all: the others count for themselves.
            foreach (var other in all.Skip(1)) other.Counted = null;
            all = [all[0]];
        }
        foreach (var one in all) one.Counted = (null, Refusals.Contended);
    }

    /// <summary>The meter as the last save left it, or as the database has it. It is looked at before the agreement is.</summary>
    /// <remarks>A stop and the end of an agreement move the meter, and a circle its accounts: who counts upon one from before it loses the
    /// save, and looks again.</remarks>
    async Task<KeptMeter> Meter(AgreementId agreement, ConcurrentDictionary<AgreementId, KeptMeter>? kept, CancellationToken ct)
    {
        if (kept is not null && kept.TryRemove(agreement, out var last))
        {
            db.Attach(last.Meter);
            if (last.Account is not null) db.Attach(last.Account);
            return last with { IsKept = true };
        }
        return new(await Meter(agreement, ct), null);
    }

    (Batch?, Denial?) Count(ToCount one, UseMeter meter, ProbeAccount? account)
    {
        var (agreement, terms) = (one.Decided.Policy.Agreement, one.Decided.Policy.Terms);
        if (meter.Used + one.Answers.Count > agreement.Policy.Uses || IsDaySpent(agreement, meter, one.Answers.Count))
            return (null, Refusals.UsesSpent(agreement.Policy.Uses));
        if (one.Probes > 0 && !probed.TryCount(account!, one.Probes, terms.ProbesPerDayMax))
            return (null, Refusals.ProbesSpent(terms.ProbesPerDayMax));
        var uses = one.Answers.Select(a => Counted(one.Decided, one.Mode, a, meter)).ToList();
        uses.ForEach(use => one.Beside?.Invoke(use));
        return (new(uses, meter.Used, false), null);
    }

    Use Counted(Decided decided, UseMode mode, OneAnswer answer, UseMeter meter)
    {
        var (agreement, number) = (decided.Policy.Agreement, meter.Count(LegalDay.Of(clock.Now)));
        var use = Of(agreement.Id, UseKind.Answered, mode, answer.Text, decided.Policy.Sha256,
            decided.Judgement.Input with { Count = number });
        use.Answer(new(number, answer.PlanSha256, answer.ResultSha256, "", answer.Rows, agreement.Policy.Uses - number, answer.Probes,
            agreement.PriceOf(mode)), node);
        db.Append(use);
        return use;
    }

    /// <returns>Null unless all of them were answered before.</returns>
    async Task<IReadOnlyList<Use>?> Earlier(AgreementId agreement, IReadOnlyList<OneAnswer> answers, CancellationToken ct)
    {
        var plans = answers.Select(a => a.PlanSha256).ToList();
        var found = await db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement && plans.Contains(u.PlanSha256!))
            .ToListAsync(ct);
        var uses = plans.Select(plan => found.Find(u => u.PlanSha256 == plan)).OfType<Use>().ToList();
        return uses.Count == plans.Count ? uses : null;
    }
}
