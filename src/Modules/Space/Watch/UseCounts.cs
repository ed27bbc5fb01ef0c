using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>使用统计 — uses and refusals by legal day and by clause, and which agreements are stopped.</summary>
internal static class UseCounts
{
    const int DaysMax = 31, DaysDefault = 14, StoppedMax = 50, BudgetsMax = 8;

    internal sealed record DayCount(DateOnly Day, int Answered, int Denied);
    /// <param name="Clause">Of the agreement; null where the refusal rests on none.</param>
    internal sealed record ClauseCount(string? Clause, string Code, int Count);
    internal sealed record StoppedView(Guid AgreementId, string AgreementNumber, string? Reason, DateTime? At);
    /// <param name="LeftByDay">What was left of the agreed uses when each of the days ended.</param>
    internal sealed record BudgetView(Guid AgreementId, string AgreementNumber, string ProductName, int Uses, IReadOnlyList<int> LeftByDay);
    /// <param name="Budgets">Of the agreements that were used on these days, those of which the least is left.</param>
    /// <param name="Running">Uses that are being worked on at this moment.</param>
    internal sealed record CountsView(
        IReadOnlyList<DayCount> Days, IReadOnlyList<ClauseCount> Clauses, int Running, IReadOnlyList<StoppedView> Stopped,
        IReadOnlyList<BudgetView> Budgets);

    public static async Task<Ok<CountsView>> Count(
        int? days, AppDb db, IAgreements agreements, IProducts products, RunningUses running, IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var counted = new List<DayCount>();
        var clauses = new Dictionary<(string?, string), int>();
        var burnt = new List<List<Group>>();
        for (var day = today.AddDays(1 - Math.Clamp(days ?? DaysDefault, 1, DaysMax)); day <= today; day = day.AddDays(1))
        {
            var found = await OnDay(db, day, ct);
            burnt.Add(found);
            var denied = found.Where(f => f.Code is not null).Sum(f => f.Count);
            counted.Add(new(day, found.Sum(f => f.Count) - denied, denied));
            foreach (var f in found)
                if (f.Code is { } code) clauses[(f.Clause, code)] = clauses.GetValueOrDefault((f.Clause, code)) + f.Count;
        }
        return TypedResults.Ok(new CountsView(counted,
            [.. clauses.Select(c => new ClauseCount(c.Key.Item1, c.Key.Item2, c.Value)).OrderByDescending(c => c.Count)
                .ThenBy(c => c.Code, StringComparer.Ordinal)],
            running.Total, await Stopped(db, agreements, ct), await Budgets(burnt, agreements, products, ct)));
    }

    /// <summary>Answered uses are numbered without gaps, so the numbers of a day tell what was left before and after it.</summary>
    static async Task<List<BudgetView>> Budgets(
        List<List<Group>> days, IAgreements agreements, IProducts products, CancellationToken ct)
    {
        var views = new List<BudgetView>();
        foreach (var id in days.SelectMany(d => d).Where(g => g.Most is not null).Select(g => g.Agreement).Distinct())
        {
            if (await agreements.Find(id, ct) is not { } agreement) continue;
            var used = days.SelectMany(d => d).Where(g => g.Agreement == id).Min(g => g.Least) - 1 ?? 0;
            var left = days.ConvertAll(day => agreement.Policy.Uses
                - (used = Math.Max(used, day.Where(g => g.Agreement == id).Max(g => g.Most) ?? 0)));
            var product = await products.Find(agreement.Product, ct);
            views.Add(new(id.Value, agreement.Number, product?.Name ?? "", agreement.Policy.Uses, left));
        }
        return [.. views.OrderBy(v => (double)v.LeftByDay[^1] / v.Uses).ThenBy(v => v.AgreementNumber, StringComparer.Ordinal)
            .Take(BudgetsMax)];
    }

    sealed record Group(AgreementId Agreement, string? Clause, string? Code, int Count, int? Least, int? Most);

    static Task<List<Group>> OnDay(AppDb db, DateOnly day, CancellationToken ct)
    {
        var (from, until) = (LegalDay.Start(day), LegalDay.Start(day.AddDays(1)));
        return db.Set<Use>().Where(u => u.At >= from && u.At < until).GroupBy(u => new { u.Agreement, u.Clause, u.Code })
            .Select(g => new Group(g.Key.Agreement, g.Key.Clause, g.Key.Code, g.Count(), g.Min(u => u.Number), g.Max(u => u.Number)))
            .ToListAsync(ct);
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
