namespace Yuanliu.Trading.Agreements;

/// <summary>签署合约 — a person binds one side to the agreed text by its hash; the second signature brings it into force.</summary>
internal static class SignAgreement
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/trading/agreements/{id:guid}/sign", Handle).OpenTo("trading:sign", Role.Analyst, Role.Steward, Role.Operator)
        .WithName(nameof(SignAgreement)).WithSummary("签署合约");

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, CallerBox box, AgreementSteps steps, CancellationToken ct)
        => Bargain.Answer(await steps.Act(id, box.Known, (agreement, by) => steps.Sign(agreement, by, ct), ct), context);
}
