using Yuanliu.Compute.Json;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>重放结论 — whether the same policy and the same request give what was recorded.</summary>
internal enum ReplayOutcome
{
    Same, Differs,
    /// <summary>The policy permits and the query may be read; that nothing was released depended on the data.</summary>
    SameUntilData,
    /// <summary>What it rested on is not there as it was, or other tables stood in the room.</summary>
    NotReplayable,
}

/// <summary>What was decided again, from what was kept.</summary>
/// <param name="Judgement">Null when policy or request are not there as they were.</param>
/// <param name="Denial">What policy and gate say now; null when they say yes.</param>
internal sealed record Replayed(ReplayOutcome Outcome, Judgement? Judgement, Denial? Decision, Denial? Denial, bool IsRead);

/// <summary>决定重放 — decides and reads one use again from the kept policy and request. Nothing is run, nothing is counted.</summary>
internal sealed class Replay(Blobs blobs, QueryReader reader)
{
    static readonly Replayed Lost = new(ReplayOutcome.NotReplayable, null, null, null, false);

    public async Task<Replayed> Of(Use use, AgreementCard agreement, CancellationToken ct)
    {
        if (use.InputJson is not { } json || use.PolicySha256.Length == 0 || !File.Exists(blobs.PathOf(use.PolicySha256))) return Lost;
        var text = System.Text.Encoding.UTF8.GetString(await blobs.Read(use.PolicySha256, ct));
        var policy = CompiledPolicy.Of(agreement with { Odrl = text });
        var input = DecisionInput.Of(json);
        if (policy.Sha256 != use.PolicySha256 || input.PolicySha256 != use.PolicySha256 || UseBook.Sha256(use.Sql) != use.QuerySha256)
            return Lost;

        var judgement = Judgement.Of(policy.Policies, input);
        var decision = judgement.Denial(agreement);
        if (decision is not null && !judgement.LacksUsesOnly(policy.Policies))
            return new(Compare(use, decision), judgement, decision, decision, false);
        // Of what came in by the gateway no question is kept that could be read again: the decision is all there is.
        if (use.Mode is UseMode.Verification or UseMode.Api or UseMode.File)
            return new(use.Kind is UseKind.Answered || decision is not null || Late.Contains(use.Code!) ? Compare(use, decision)
                : ReplayOutcome.NotReplayable, judgement, decision, decision, false);
        var reading = Read(use, policy);
        // Terms of other tables in the room are not kept with the use.
        if (reading.Plan is null && reading.Denial!.Refusal.Code is "space.external" or "space.no-such-table"
            && use.Code != reading.Denial.Refusal.Code)
            return new(ReplayOutcome.NotReplayable, judgement, decision, null, false);
        var denial = reading.Denial ?? decision;
        return new(Compare(use, denial), judgement, decision, denial, true);
    }

    Reading Read(Use use, CompiledPolicy policy) => reader.Read(
        use.Sql, [new(QueryReader.Table, policy.Terms, policy.Agreement.Policy.Columns)], null, use.Mode is UseMode.ListOverlap,
        use.Mode is UseMode.Private);

    static ReplayOutcome Compare(Use use, Denial? denial)
    {
        if (use.Kind is UseKind.Answered) return denial is null ? ReplayOutcome.Same : ReplayOutcome.Differs;
        if (denial is null) return Late.Contains(use.Code!) ? ReplayOutcome.SameUntilData : ReplayOutcome.Differs;
        return denial.Refusal.Code == use.Code && denial.ClauseNumber == use.Clause ? ReplayOutcome.Same : ReplayOutcome.Differs;
    }

    /// <summary>Refusals that only come after policy and gate have said yes.</summary>
    public static readonly HashSet<string> Late =
    [
        "space.not-released", "space.contended", "space.uses-spent", "space.stopped", "space.list-too-small", "space.list-not-unique",
        "space.probes-spent", "space.no-data",
    ];
}
