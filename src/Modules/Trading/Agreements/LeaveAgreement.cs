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

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Decline(
        Guid id, Request request, HttpContext context, CallerBox box, AgreementSteps steps, HostSettings node, CancellationToken ct)
        => Bargain.Answer(await steps.Act(id, box.Known,
            (agreement, by) => Task.FromResult(agreement.Leave(Step.Decline, request.Reason.Trim(), by, node)), ct), context);

    static async Task<Results<Ok<AgreementView>, ProblemHttpResult>> Terminate(
        Guid id, Request request, HttpContext context, CallerBox box, AppDb db, AgreementSteps steps, IUses uses, HostSettings node,
        CancellationToken ct)
    {
        await using var writing = await Writing.Begin(db, ct);
        var ended = await steps.Act(id, box.Known, async (agreement, by) =>
        {
            var left = agreement.Leave(Step.Terminate, request.Reason.Trim(), by, node);
            // A use that is about to be counted meets the end at the meter: it is counted before, or not at all.
            if (left.Refusal is null) await uses.Close(agreement.Id, ct);
            return left;
        }, ct);
        if (ended.Refusal is null) await writing.Commit(ct);
        return Bargain.Answer(ended, context);
    }
}
