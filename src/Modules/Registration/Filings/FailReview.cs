namespace Yuanliu.Registration.Filings;

/// <summary>审查不通过 — review found against it; registration is refused with a reason.</summary>
internal static class FailReview
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/fail-review", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(FailReview))
        .WithSummary("审查不通过");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.FailReview, Actor.Registrar, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
