using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Objections;

/// <summary>异议处理 — the registrar decides: dismissed, and publicity goes on; or upheld, and the filing ends.</summary>
internal static class DecideObjection
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/filings/{id:guid}/dismiss", Dismiss).OpenTo("registration:write", Role.Registrar).WithName("DismissObjection")
            .WithSummary("异议不成立");
        routes.MapPost("/filings/{id:guid}/uphold", Uphold).OpenTo("registration:write", Role.Registrar).WithName("UpholdObjection")
            .WithSummary("异议成立");
    }

    static Task<Results<Ok<StepReply>, ProblemHttpResult>> Dismiss(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, AppDb db, FilingViews views, CancellationToken ct)
        => Decide(id, Step.Dismiss, ObjectionOutcome.Dismissed, request, context, steps, db, views, ct);

    static Task<Results<Ok<StepReply>, ProblemHttpResult>> Uphold(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, AppDb db, FilingViews views, CancellationToken ct)
        => Decide(id, Step.Uphold, ObjectionOutcome.Upheld, request, context, steps, db, views, ct);

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Decide(
        Guid id, Step step, ObjectionOutcome outcome, ReasonRequest? request, HttpContext context, FilingSteps steps, AppDb db,
        FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, step, Actor.Registrar, request?.Reason, ct,
            (filing, _, act) => Settle(db, filing, act, outcome, ct));
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }

    /// <summary>Ends what is open; a filing whose applicant withdraws leaves its objection moot.</summary>
    public static async Task<Refusal?> Settle(AppDb db, Filing filing, FilingAct act, ObjectionOutcome outcome, CancellationToken ct)
    {
        var id = filing.Id;
        foreach (var objection in await db.Set<Objection>().Where(o => o.FilingId == id && o.Outcome == null).ToListAsync(ct))
            objection.Settle(outcome, act.Reason, act.At);
        return null;
    }
}
