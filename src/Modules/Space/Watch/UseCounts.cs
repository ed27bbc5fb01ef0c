using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>使用统计 — uses and refusals by legal day and by clause, and which agreements are stopped.</summary>
internal static class UseCounts
{
    const int DaysMax = 31, DaysDefault = 14, StoppedMax = 50;

    internal sealed record DayCount(DateOnly Day, int Answered, int Denied);
    /// <param name="Clause">Of the agreement; null where the refusal rests on none.</param>
    internal sealed record ClauseCount(string? Clause, string Code, int Count);
    internal sealed record StoppedView(Guid AgreementId, string AgreementNumber, string? Reason, DateTime? At);
    /// <param name="Running">Uses that are being worked on at this moment.</param>
    internal sealed record CountsView(
        IReadOnlyList<DayCount> Days, IReadOnlyList<ClauseCount> Clauses, int Running, IReadOnlyList<StoppedView> Stopped);

    public static async Task<Ok<CountsView>> Count(
        int? days, AppDb db, IAgreements agreements, RunningUses running, IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var counted = new List<DayCount>();
        var clauses = new Dictionary<(string?, string), int>();
        for (var day = today.AddDays(1 - Math.Clamp(days ?? DaysDefault, 1, DaysMax)); day <= today; day = day.AddDays(1))
        {
            var found = await OnDay(db, day, ct);
            var denied = found.Where(f => f.Code is not null).Sum(f => f.Count);
            counted.Add(new(day, found.Sum(f => f.Count) - denied, denied));
            foreach (var f in found)
                if (f.Code is { } code) clauses[(f.Clause, code)] = clauses.GetValueOrDefault((f.Clause, code)) + f.Count;
        }
        return TypedResults.Ok(new CountsView(counted,
            [.. clauses.Select(c => new ClauseCount(c.Key.Item1, c.Key.Item2, c.Value)).OrderByDescending(c => c.Count)
                .ThenBy(c => c.Code, StringComparer.Ordinal)],
            running.Total, await Stopped(db, agreements, ct)));
    }

    sealed record Group(string? Clause, string? Code, int Count);

    static Task<List<Group>> OnDay(AppDb db, DateOnly day, CancellationToken ct)
    {
        var (from, until) = (LegalDay.Start(day), LegalDay.Start(day.AddDays(1)));
        return db.Set<Use>().Where(u => u.At >= from && u.At < until).GroupBy(u => new { u.Clause, u.Code })
            .Select(g => new Group(g.Key.Clause, g.Key.Code, g.Count())).ToListAsync(ct);
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
