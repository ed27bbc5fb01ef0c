namespace Yuanliu.Registration.Filings;

/// <summary>容缺补正 — the applicant hands in the papers that were missing when the filing was taken on; its review begins.</summary>
internal static class SupplementFiling
{
    internal sealed record Request(IReadOnlyList<FormMaterial> Materials);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Materials).NotEmpty().Must(m => m.Count <= FilingForm.Shape.ItemsMax
            && m.All(x => x.Key is { Length: > 0 and <= 60 }
            && x.Text is null or { Length: <= FilingForm.Shape.TextMax } && m.DistinctBy(y => y.Key).Count() == m.Count));
    }

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/supplement", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(SupplementFiling))
        .WithSummary("补交容缺材料");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, Request request, HttpContext context, FilingSteps steps, FilingDesk desk, FilingViews views, CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.Supplement, null, ct, (filing, pack, _)
            => desk.Supplement(filing, request.Materials, pack, ct));
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
