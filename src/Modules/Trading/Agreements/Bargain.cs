using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>议价 — a counter-offer by the side whose turn it is, or yes to what is on the table.</summary>
internal static class Bargain
{
    internal sealed record CounterRequest(Asked Terms);

    internal sealed class CounterShape : AbstractValidator<CounterRequest>
    {
        public CounterShape() => RuleFor(r => r.Terms).NotNull().SetValidator(new AskedShape());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/trading/agreements/{id:guid}/counter", Counter).OpenTo("trading:write", Role.Analyst, Role.Steward, Role.Operator)
            .WithName("CounterAgreement").WithSummary("还价");
        routes.MapPost("/trading/agreements/{id:guid}/accept", Accept).OpenTo("trading:write", Role.Analyst, Role.Steward, Role.Operator)
            .WithName("AcceptAgreement").WithSummary("接受合约");
    }

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Counter(
        Guid id, CounterRequest request, HttpContext context, CallerBox box, AgreementSteps steps, CancellationToken ct)
        => Answer(await steps.Act(id, box.Known, (agreement, by) => steps.Counter(agreement, request.Terms, by, ct), ct), context);

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Accept(
        Guid id, HttpContext context, CallerBox box, AgreementSteps steps, CancellationToken ct)
        => Answer(await steps.Act(id, box.Known, (agreement, by) => steps.Accept(agreement, by, ct), ct), context);

    internal static Results<Ok<AgreementView>, ProblemHttpResult> Answer(Result<AgreementView> result, HttpContext context)
        => result.Refusal is { } refusal ? refusal.Problem(context) : TypedResults.Ok(result.Value!);
}
