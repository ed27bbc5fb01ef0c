namespace Yuanliu.Registration.Filings;

/// <summary>不予受理 — the filing does not meet the conditions and is refused with a reason.</summary>
internal static class RejectFiling
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/reject", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(RejectFiling))
        .WithSummary("不予受理");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.Reject, Actor.Registrar, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
