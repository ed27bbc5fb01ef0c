using Yuanliu.Registration.Objections;

namespace Yuanliu.Registration.Filings;

/// <summary>撤回申请 — the applicant takes the filing back; what it asked for is free again, and an open objection is moot.</summary>
internal static class WithdrawFiling
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/withdraw", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(WithdrawFiling))
        .WithSummary("撤回申请");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, AppDb db, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.Withdraw, Actor.Applicant, request?.Reason, ct,
            (filing, _, act) => DecideObjection.Settle(db, filing, act, ObjectionOutcome.Moot, ct));
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
