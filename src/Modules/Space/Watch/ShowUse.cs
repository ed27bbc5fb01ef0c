using Yuanliu.Space.Decisions;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>使用经过的环节 — from request to receipt.</summary>
internal enum PathStep { Requested, Decided, Read, Run, Held, Metered, Recorded }

internal enum PathState { Passed, Refused, NotReached }

/// <summary>使用详情 — the way of one use from request to receipt, and the same decision taken again.</summary>
internal static class ShowUse
{
    /// <param name="Sha256">What of this station is kept and can be compared.</param>
    internal sealed record StationView(PathStep Step, PathState State, string? Sha256);
    internal sealed record View(WatchUses.Row Use, string QuerySha256, string PolicySha256, IReadOnlyList<StationView> Path);
    /// <param name="Why">What the policy says of the request.</param>
    /// <param name="At">The station that refuses it; null when none does.</param>
    /// <param name="IsRead">The query was read again as well, and not only the policy asked.</param>
    internal sealed record ReplayView(
        ReplayOutcome Outcome, UseKind Recorded, string? RecordedCode, string? RecordedClause, Words? Why, string? Term,
        AskQuestion.RefusalView? Refusal, PathStep? At, bool IsRead, string PolicySha256, string? RequestSha256, DateTime? DecidedAsOf);

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uses/{id:guid}", Show).OpenTo("space:read", Readers).WithName(nameof(ShowUse)).WithSummary("使用详情");
        routes.MapGet("/uses/{id:guid}/replay", Again).OpenTo("space:read", Readers).WithName("ReplayUse").WithSummary("决定重放");
    }

    static async Task<Results<Ok<View>, ProblemHttpResult>> Show(
        Guid id, HttpContext context, CallerBox box, Door door, Replay replay, WatchUses.Rows rows, CancellationToken ct)
    {
        if (await door.Open(id, box.Known, ct) is not var (use, agreement)) return Refusals.NoSuchUse.Problem(context);
        var replayed = await replay.Of(use, agreement, ct);
        var row = (await rows.Of([use], ct))[0];
        // Why a run released nothing tells of the data: whoever asked is not told, here as elsewhere.
        if (use.Organization.Value == box.Known.OrganizationId) row = row with { Cause = null };
        else if (!box.Known.Is(Role.ExchangeStaff) && !box.Known.Is(Role.Regulator)) row = row with { PersonName = null };
        return TypedResults.Ok(new View(row, use.QuerySha256, use.PolicySha256, Path(use, replayed, tellsCause: row.Cause is not null)));
    }

    static async Task<Results<Ok<ReplayView>, ProblemHttpResult>> Again(
        Guid id, HttpContext context, CallerBox box, Door door, Replay replay, CancellationToken ct)
    {
        if (await door.Open(id, box.Known, ct) is not var (use, agreement)) return Refusals.NoSuchUse.Problem(context);
        var again = await replay.Of(use, agreement, ct);
        // What another agreement says is for its own sides: who is neither of them nor watches all learns the code alone.
        var tells = again.By is not { } other || await door.Sees(other, box.Known, ct);
        return TypedResults.Ok(new ReplayView(
            again.Outcome, use.Kind, use.Code, use.Clause, again.Judgement is { } j ? new Words(j.Why.Zh, j.Why.En) : null,
            again.Judgement?.Why.Term, tells ? AskQuestion.View(again.Denial) : null,
            use.Code is null ? null : StoppedAt(use, again, tellsCause: false),
            again.IsRead, use.PolicySha256, again.Judgement?.Input.Sha256(), again.Judgement?.Input.Now));
    }

    /// <summary>One use, for its sides and for those who watch.</summary>
    internal sealed class Door(AppDb db, DecisionPoint point)
    {
        public async Task<(Use Use, AgreementCard Agreement)?> Open(Guid id, Caller caller, CancellationToken ct)
        {
            var wanted = new UseId(id);
            return await db.Set<Use>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == wanted, ct) is { } use
                && await point.Policy(use.Agreement.Value, new(caller.OrganizationId),
                    caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator), ct) is { } policy
                ? (use, policy.Agreement) : null;
        }

        /// <summary>Whether somebody is a side of an agreement, or watches all of them.</summary>
        public async Task<bool> Sees(AgreementId agreement, Caller caller, CancellationToken ct)
            => await point.Policy(agreement.Value, new(caller.OrganizationId),
                caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator), ct) is not null;
    }

    internal static IReadOnlyList<StationView> Path(Use use, Replayed replayed, bool tellsCause)
    {
        var stop = use.Kind is UseKind.Answered ? (PathStep?)null : StoppedAt(use, replayed, tellsCause);
        return
        [
            .. Enum.GetValues<PathStep>().Select(step => new StationView(step, State(step, stop), step switch
            {
                PathStep.Requested => use.QuerySha256,
                PathStep.Decided => use.PolicySha256,
                PathStep.Read => use.PlanSha256,
                PathStep.Metered => use.ResultSha256,
                PathStep.Run or PathStep.Held or PathStep.Recorded => null,
            })),
        ];
    }

    /// <summary>A refusal is recorded like an answer: the last station is reached whatever happened before.</summary>
    static PathState State(PathStep step, PathStep? stop)
        => stop is null || step < stop || step is PathStep.Recorded ? PathState.Passed
            : step == stop ? PathState.Refused : PathState.NotReached;

    static PathStep StoppedAt(Use use, Replayed replayed, bool tellsCause)
    {
        if (LateRefusals.StepOf(use.Code!) is not { } late) return replayed.Decision is not null ? PathStep.Decided : PathStep.Read;
        if (replayed.Decision is { } decision && decision.Refusal.Code == use.Code) return PathStep.Decided;
        return use.Code is "space.not-released" && tellsCause
            && use.Cause is not (Rooms.Cause.GroupsTooSmall or Rooms.Cause.TooCloseToEarlier) ? PathStep.Run : late;
    }
}
