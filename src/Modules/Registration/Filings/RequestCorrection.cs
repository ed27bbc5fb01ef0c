namespace Yuanliu.Registration.Filings;

/// <summary>要求补正 — the filing lacks something; the applicant has a term to mend it.</summary>
internal static class RequestCorrection
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/request-correction", Handle).OpenTo("registration:write", Role.Registrar)
        .WithName(nameof(RequestCorrection)).WithSummary("要求补正");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.RequestCorrection, Actor.Registrar, request?.Reason, ct);
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
