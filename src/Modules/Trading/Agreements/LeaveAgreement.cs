namespace Yuanliu.Trading.Agreements;

/// <summary>谢绝与终止 — a side leaves, before the agreement is in force or after, and says why.</summary>
internal static class LeaveAgreement
{
    internal sealed record Request(string Reason);

    internal sealed class Shape : AbstractValidator<Request>
    {
        public Shape() => RuleFor(r => r.Reason).NotEmpty().MaximumLength(1000);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/trading/agreements/{id:guid}/decline", Decline)
            .OpenTo("trading:write", Role.Analyst, Role.Steward, Role.Operator).WithName("DeclineAgreement").WithSummary("谢绝合约");
        routes.MapPost("/trading/agreements/{id:guid}/terminate", Terminate)
            .OpenTo("trading:write", Role.Analyst, Role.Steward, Role.Operator).WithName("TerminateAgreement").WithSummary("终止合约");
    }

    static Task<Results<Ok<AgreementView>, ProblemHttpResult>> Decline(
        Guid id, Request request, HttpContext context, CallerBox box, AgreementSteps steps, HostSettings node, CancellationToken ct)
        => Leave(Step.Decline, id, request, context, box, steps, node, ct);

    static Task<Results<Ok<AgreementView>, ProblemHttpResult>> Terminate(
        Guid id, Request request, HttpContext context, CallerBox box, AgreementSteps steps, HostSettings node, CancellationToken ct)
        => Leave(Step.Terminate, id, request, context, box, steps, node, ct);

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Leave(
        Step step, Guid id, Request request, HttpContext context, CallerBox box, AgreementSteps steps, HostSettings node,
        CancellationToken ct)
        => Bargain.Answer(await steps.Act(
            id, box.Known, (agreement, by) => Task.FromResult(agreement.Leave(step, request.Reason.Trim(), by, node)), ct), context);
}
