using Yuanliu.Space.Decisions;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>合约使用统计 — how one agreement was used, day by day and refusal by refusal, for whoever is a side of it.</summary>
internal static class CountAgreement
{
    internal sealed record View(
        IReadOnlyList<UseCounts.DayCount> Days, IReadOnlyList<UseCounts.ClauseCount> Clauses, UseCounts.BudgetView Budget);

    static readonly Role[] Readers = [Role.Analyst, Role.Steward, Role.Operator, Role.Finance, Role.ExchangeStaff, Role.Regulator];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/agreements/{id:guid}/counts", Handle)
        .OpenTo("space:read", Readers).WithName(nameof(CountAgreement)).WithSummary("合约使用统计");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid id, int? days, HttpContext context, AppDb db, CallerBox box, DecisionPoint point, Burns burns, IClock clock,
        CancellationToken ct)
    {
        var caller = box.Known;
        var isStaff = caller.Is(Role.ExchangeStaff) || caller.Is(Role.Regulator);
        if (await point.Policy(id, new(caller.OrganizationId), isStaff, ct) is not { } policy)
            return Refusals.NoSuchAgreement.Problem(context);
        var agreement = policy.Agreement.Id;
        var counted = await UseDays.Of(db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement), days, clock, ct);
        return TypedResults.Ok(new View(counted.Days, counted.Clauses, await burns.Of(policy.Agreement, counted, ct)));
    }
}
