using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>使用统计 — uses and refusals by legal day and by clause, and which agreements are stopped.</summary>
internal static class UseCounts
{
    const int StoppedMax = 50, BudgetsMax = 8, RunningMax = 20;

    internal sealed record DayCount(DateOnly Day, int Answered, int Denied);
    /// <param name="Clause">Of the agreement; null where the refusal rests on none.</param>
    internal sealed record ClauseCount(string? Clause, string Code, int Count);
    internal sealed record StoppedView(Guid AgreementId, string AgreementNumber, string? Reason, DateTime? At);
    internal sealed record RunningView(Guid AgreementId, string AgreementNumber, int Count);
    /// <param name="PerMonthMicroRho">In 10⁻⁶ of ρ, of a calendar month.</param>
    /// <param name="SpentByDay">What the agreement's own answers with noise had cost of the day's month when each of the days ended. Others
    /// on the same data may have spent from the same budget.</param>
    internal sealed record PrivacyBurn(long PerMonthMicroRho, IReadOnlyList<long> SpentByDay);
    /// <param name="LeftByDay">What was left of the agreed uses when each of the days ended.</param>
    /// <param name="Privacy">Null where no answers with noise were agreed.</param>
    internal sealed record BudgetView(
        Guid AgreementId, string AgreementNumber, string ProductName, int Uses, IReadOnlyList<int> LeftByDay, PrivacyBurn? Privacy);
    /// <param name="Budgets">Of the agreements that were used on these days, those of which the least is left.</param>
    /// <param name="Running">Uses that are being worked on at this moment; <paramref name="RunningIn"/> under which agreements, those with
    /// the most first: each can be stopped.</param>
    internal sealed record CountsView(
        IReadOnlyList<DayCount> Days, IReadOnlyList<ClauseCount> Clauses, int Running, IReadOnlyList<RunningView> RunningIn,
        IReadOnlyList<StoppedView> Stopped, IReadOnlyList<BudgetView> Budgets);

    public static async Task<Ok<CountsView>> Count(
        int? days, AppDb db, IAgreements agreements, Burns burns, RunningUses running, IClock clock, CancellationToken ct)
    {
        var counted = await UseDays.Of(db.Set<Use>().AsNoTracking(), days, clock, ct);
        var budgets = new List<BudgetView>();
        foreach (var id in counted.Agreements)
            if (await agreements.Find(id, ct) is { } agreement) budgets.Add(await burns.Of(agreement, counted, ct));
        return TypedResults.Ok(new CountsView(
            counted.Days, counted.Clauses, running.Total, await Running(running, agreements, ct), await Stopped(db, agreements, ct),
            [.. budgets.OrderBy(v => (double)v.LeftByDay[^1] / v.Uses).ThenBy(v => v.AgreementNumber, StringComparer.Ordinal)
                .Take(BudgetsMax)]));
    }

    static async Task<List<RunningView>> Running(RunningUses running, IAgreements agreements, CancellationToken ct)
    {
        var views = new List<RunningView>();
        foreach (var (agreement, count) in running.ByAgreement.Take(RunningMax))
            views.Add(new(agreement.Value, (await agreements.Find(agreement, ct))?.Number ?? "", count));
        return views;
    }

    static async Task<List<StoppedView>> Stopped(AppDb db, IAgreements agreements, CancellationToken ct)
    {
        var stops = await db.Set<UseStop>().AsNoTracking().Where(s => s.Stage == Stage.Stopped).OrderByDescending(s => s.At)
            .Take(StoppedMax).ToListAsync(ct);
        var views = new List<StoppedView>();
        foreach (var stop in stops)
            views.Add(new(stop.Agreement.Value, (await agreements.Find(stop.Agreement, ct))?.Number ?? "", stop.Reason, stop.At));
        return views;
    }
}
