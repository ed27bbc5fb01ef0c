using Yuanliu.Registration.Trades;

namespace Yuanliu.Registration.Filings;

/// <summary>补正 — the applicant hands the whole form in again; the acceptance term starts anew.</summary>
internal static class CorrectFiling
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/correct", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(CorrectFiling))
        .WithSummary("补正");

    static async Task<Results<Ok<StepReply>, ProblemHttpResult>> Handle(
        Guid id, FilingForm request, HttpContext context, FilingSteps steps, FilingDesk desk, TradesByHand trades, FilingViews views,
        CancellationToken ct)
    {
        var taken = await steps.Take(id, Step.Correct, null, ct,
            async (filing, pack, _) => await desk.Correct(filing, request, pack, ct) ?? await trades.Claim(filing, pack, ct));
        return taken.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(views.Reply(taken.Value!));
    }
}
