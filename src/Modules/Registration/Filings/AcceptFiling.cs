namespace Yuanliu.Registration.Filings;

/// <summary>受理 — the registrar takes the filing on, if the resource still is what was filed; the review term starts to run.</summary>
internal static class AcceptFiling
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/accept", Handle).OpenTo("registration:write", Role.Registrar).WithName(nameof(AcceptFiling))
        .WithSummary("受理");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, ReasonRequest? request, HttpContext context, FilingSteps steps, FilingChecks checks, FilingViews views,
        CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.Accept, Actor.Registrar, request?.Reason, ct,
            (filing, pack, _) => checks.IsUnchanged(filing, pack.Rules, ct));
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
