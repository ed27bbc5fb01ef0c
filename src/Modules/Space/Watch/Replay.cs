using Yuanliu.Compute.Json;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Uses;
using Yuanliu.Space.Verification;
using RowQuery = Yuanliu.Space.Gateway.RowQuery;

namespace Yuanliu.Space.Watch;

/// <summary>重放结论 — whether the same policy and the same request give what was recorded.</summary>
internal enum ReplayOutcome
{
    Same, Differs,
    /// <summary>The policy permits and the question may be read; what refused it then rested on its pace, the source, the data or the
    /// meter.</summary>
    SameUntilData,
    /// <summary>What it rested on is not there as it was, or other tables stood in the room.</summary>
    NotReplayable,
}

/// <summary>What was decided again, from what was kept.</summary>
/// <param name="Judgement">Null when policy or request are not there as they were.</param>
/// <param name="Decision">What the policy says now; null when it says yes.</param>
/// <param name="Denial">What refuses it, now or, where that rested on the moment, then; null when nothing does.</param>
internal sealed record Replayed(ReplayOutcome Outcome, Judgement? Judgement, Denial? Decision, Denial? Denial, bool IsRead);

/// <summary>决定重放 — decides and reads one use again from the kept policy and request. Nothing is run, nothing is counted.</summary>
internal sealed class Replay(Blobs blobs, QueryReader reader, SpaceLimits limits)
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
        // Who called too fast was turned away whatever else stood in the way.
        if (use.Code is { } fast && LateRefusals.StepOf(fast) is PathStep.Requested) return Until(use, policy, judgement, decision, false);
        if (decision is not null && !judgement.LacksUsesOnly(policy.Policies))
            return new(Compare(use, decision), judgement, decision, decision, false);
        var (isRead, unread) = Read(use, policy);
        // Terms of other tables in the room are not kept with the use.
        if (unread is { Refusal.Code: "space.external" or "space.no-such-table" } && IsOfRoom(use) && use.Code != unread.Refusal.Code)
            return new(ReplayOutcome.NotReplayable, judgement, decision, null, false);
        var denial = unread ?? decision;
        return use.Code is { } code && LateRefusals.StepOf(code) is { } step && (denial is null || step is PathStep.Run)
            ? Until(use, policy, judgement, decision, isRead) : new(Compare(use, denial), judgement, decision, denial, isRead);
    }

    /// <summary>As far as can be decided again; what refused then rested on the moment, and is told as it was.</summary>
    static Replayed Until(Use use, CompiledPolicy policy, Judgement judgement, Denial? decision, bool isRead)
        => new(ReplayOutcome.SameUntilData, judgement, decision, LateRefusals.Of(use.Code!, policy), isRead);

    static bool IsOfRoom(Use use) => use.Mode is not (UseMode.Verification or UseMode.Api or UseMode.File);

    /// <summary>Reads the question again, by the terms of then. Of what was answered by the gateway no more is kept than it takes to answer
    /// it once.</summary>
    (bool IsRead, Denial? Denial) Read(Use use, CompiledPolicy policy)
    {
        if (use.Mode is UseMode.Api) return RowRequest.Read(use.Sql) is { } rows
            ? (true, RowQuery.Read(policy, limits, rows.Columns, rows.Where, rows.After, rows.Take).Denial) : (false, null);
        if (use.Mode is UseMode.Verification) return policy.Terms.Verification is not { } terms
            ? (true, Refusals.Mode(UseMode.Verification))
            : VerificationForm.Read(use.Sql) is { } form ? (true, form.Fault(terms)) : (false, null);
        return use.Mode is UseMode.File ? (false, null) : (true, InRoom(use, policy));
    }

    Denial? InRoom(Use use, CompiledPolicy policy)
    {
        var reading = reader.Read(use.Sql, [new(QueryReader.Table, policy.Terms, policy.Agreement.Policy.Columns)], null,
            use.Mode is UseMode.ListOverlap, use.Mode is UseMode.Private);
        return reading.Plan is { } plan && use.Mode is UseMode.Private
            ? Privacy.PrivateQuestion.From(plan, [policy.Terms]).Denial : reading.Denial;
    }

    static ReplayOutcome Compare(Use use, Denial? denial)
        => denial?.Refusal.Code == use.Code && denial?.ClauseNumber == use.Clause ? ReplayOutcome.Same : ReplayOutcome.Differs;
}
