namespace Yuanliu.Registration.Filings;

/// <summary>审查通过 — review found nothing against it; the publicity term starts to run.</summary>
internal static class PassReview
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/pass-review", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(PassReview))
        .WithSummary("审查通过");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.PassReview, Actor.Registrar, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
