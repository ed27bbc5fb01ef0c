using Yuanliu.Space.Decisions;
using Yuanliu.Space.Derived;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Gateway;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
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
    /// <summary>What it rested on is not there as it was.</summary>
    NotReplayable,
}

/// <summary>What was decided again, from what was kept.</summary>
/// <param name="Judgement">Null when policy or request are not there as they were.</param>
/// <param name="Decision">What a policy says now; null when all say yes.</param>
/// <param name="Denial">What refuses it, now or, where that rested on the moment, then; null when nothing does.</param>
internal sealed record Replayed(ReplayOutcome Outcome, Judgement? Judgement, Denial? Decision, Denial? Denial, bool IsRead)
{
    /// <summary>The agreement whose policy refuses it, where it is another than that of the use.</summary>
    public AgreementId? By { get; init; }
}

/// <summary>决定重放 — decides and reads one use again from the kept policies and request. Nothing is run, nothing is counted.</summary>
internal sealed class Replay(DecisionShelf shelf, RoomReplay rooms, QueryReader reader, SpaceLimits limits)
{
    static readonly Replayed Lost = new(ReplayOutcome.NotReplayable, null, null, null, false);

    public async Task<Replayed> Of(Use use, AgreementCard agreement, CancellationToken ct)
    {
        if (use.InputJson is not { } json || await shelf.Policy(use.PolicySha256, agreement, ct) is not { } policy) return Lost;
        var input = DecisionInput.Of(json);
        if (input.PolicySha256 != use.PolicySha256 || UseBook.Sha256(use.Sql) != use.QuerySha256) return Lost;
        var judgement = Judgement.Of(policy.Policies, input);
        if (await rooms.Of(use, policy, judgement, ct) is not { } room) return Lost;
        return Of(use, policy, judgement, room);
    }

    Replayed Of(Use use, CompiledPolicy policy, Judgement judgement, ReplayedRoom room)
    {
        var (decision, by) = (room.Spent?.Denial, room.Spent?.Policy!.Agreement.Id);
        // Who called too fast was turned away whatever else stood in the way.
        if (use.Code is { } fast && LateRefusals.StepOf(fast) is PathStep.Requested) return Until(use, policy, judgement, decision, false);
        if (use.Mode is UseMode.Template && AskTemplate.Written(use.Sql) is { } written) return Template(use, policy, judgement, written);
        if (room.Misnamed is { } misnamed) return Told(misnamed, null);
        if (room.Closed is { } closed)
            return new(Compare(use, closed.Closed!), judgement, closed.Denial, closed.Closed, false)
            {
                By = Other(closed.Policy?.Agreement.Id),
            };
        if (room.IsWhole && room.Names is { Kept: var kept }
            && Fallen.Of(kept, room.PolicyOf, room.Tables, use.Mode is UseMode.Private, reader) is { } fallen)
            return Told(fallen.Denial, new(fallen.By));
        var (isRead, unread) = room.IsWhole ? Read(use, policy, room) : (false, null);
        var denial = unread ?? decision;
        return use.Code is { } code && LateRefusals.StepOf(code) is { } step && (denial is null || step is PathStep.Run)
            ? Until(use, policy, judgement, decision, isRead)
            : new(Compare(use, denial), judgement, decision, denial, isRead) { By = unread is null ? Other(by) : null };

        Replayed Told(Denial? said, AgreementId? of)
            => new(Compare(use, said), judgement, null, said, true) { By = Other(of) };
        AgreementId? Other(AgreementId? of) => of == use.Agreement ? null : of;
    }

    /// <summary>A template that is not the signed one is not even put to the policy; of one that is, the values were none.</summary>
    static Replayed Template(Use use, CompiledPolicy policy, Judgement judgement, string written)
    {
        if (!policy.Holds(written)) return new(Compare(use, Refusals.TemplateChanged), judgement, null, Refusals.TemplateChanged, true);
        var decision = judgement.Denial(policy.Agreement);
        var parameters = policy.Agreement.Policy.Controls.Templates.Where(t => t.ToSigned() == written)
            .SelectMany(t => t.Parameters).Select(p => p.Title);
        var denial = decision ?? Refusals.Parameter(string.Join("、", parameters));
        return new(Compare(use, denial), judgement, decision, denial, true);
    }

    /// <summary>As far as can be decided again; what refused then rested on the moment, and is told as it was.</summary>
    static Replayed Until(Use use, CompiledPolicy policy, Judgement judgement, Denial? decision, bool isRead)
        => new(ReplayOutcome.SameUntilData, judgement, decision, LateRefusals.Of(use.Code!, policy), isRead);

    /// <summary>Reads the question again, by the terms of then. Of what was answered by the gateway no more is kept than it takes to answer
    /// it once.</summary>
    (bool IsRead, Denial? Denial) Read(Use use, CompiledPolicy policy, ReplayedRoom room)
    {
        if (use.Mode is UseMode.Api) return RowRequest.Read(use.Sql) is { } rows
            ? (true, RowQuery.Read(policy, limits, rows.Columns, rows.Where, rows.After, rows.Take).Denial) : (false, null);
        if (use.Mode is UseMode.Verification) return policy.Terms.Verification is not { } terms
            ? (true, Refusals.Mode(UseMode.Verification))
            : VerificationForm.Read(use.Sql) is { } form ? (true, form.Fault(terms)) : (false, null);
        return use.Mode is UseMode.File ? (false, null) : (true, InRoom(use, room.Tables, room.Names));
    }

    Denial? InRoom(Use use, IReadOnlyList<RoomTable> tables, RoomNames? names)
    {
        var reading = reader.Read(use.Sql, tables, null, use.Mode is UseMode.ListOverlap, use.Mode is UseMode.Private, names);
        return reading.Plan is not { } plan ? reading.Denial
            : reading.Kept.FirstOrDefault(k => !k.Tight.Allows(use.Mode)) is { } shut ? Refusals.DerivedMode(shut.Name, use.Mode)
            : plan.Idle is { } idle ? Refusals.UnusedTable(idle.Name)
            : use.Mode is UseMode.Private ? Privacy.PrivateQuestion.From(plan, [.. tables.Select(t => t.Terms)]).Denial : null;
    }

    static ReplayOutcome Compare(Use use, Denial? denial)
        => denial?.Refusal.Code == use.Code && denial?.ClauseNumber == use.Clause ? ReplayOutcome.Same : ReplayOutcome.Differs;
}
