using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Watch;

/// <summary>逐日使用 — what was answered and denied on each of the last legal days.</summary>
internal sealed class UseDays
{
    const int DaysMax = 31, DaysDefault = 14;

    internal sealed record Group(AgreementId Agreement, string? Clause, string? Code, int Count, int? Least, int? Most);

    readonly List<(DateOnly Day, List<Group> Groups)> days = [];

    public DateOnly First => days[0].Day;
    public IReadOnlyList<DateOnly> Dates => [.. days.Select(d => d.Day)];
    /// <summary>Those that were answered.</summary>
    public IEnumerable<AgreementId> Agreements => days.SelectMany(d => d.Groups).Where(g => g.Most is not null).Select(g => g.Agreement)
        .Distinct();

    public IReadOnlyList<UseCounts.DayCount> Days => [.. days.Select(d => new UseCounts.DayCount(d.Day,
        d.Groups.Where(g => g.Code is null).Sum(g => g.Count), d.Groups.Where(g => g.Code is not null).Sum(g => g.Count)))];

    public IReadOnlyList<UseCounts.ClauseCount> Clauses => [.. days.SelectMany(d => d.Groups).Where(g => g.Code is not null)
        .GroupBy(g => (g.Clause, g.Code)).Select(g => new UseCounts.ClauseCount(g.Key.Clause, g.Key.Code!, g.Sum(x => x.Count)))
        .OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)];

    public static async Task<UseDays> Of(IQueryable<Use> uses, int? wanted, IClock clock, CancellationToken ct)
    {
        var (found, today) = (new UseDays(), LegalDay.Of(clock.Now));
        for (var day = today.AddDays(1 - Math.Clamp(wanted ?? DaysDefault, 1, DaysMax)); day <= today; day = day.AddDays(1))
            found.days.Add((day, await OnDay(uses, day, ct)));
        return found;
    }

    /// <summary>Answered uses are numbered without gaps, so the numbers of a day tell what was left before and after it.</summary>
    /// <param name="used">In all, up to now: it tells where the days begin when none of them saw a use.</param>
    public IReadOnlyList<int> Left(AgreementId agreement, int uses, int used)
    {
        var own = days.ConvertAll(d => d.Groups.Where(g => g.Agreement == agreement).ToList());
        var before = own.SelectMany(g => g).Min(g => g.Least) - 1 ?? used;
        return own.ConvertAll(groups => uses - (before = Math.Max(before, groups.Max(g => g.Most) ?? 0)));
    }

    static Task<List<Group>> OnDay(IQueryable<Use> uses, DateOnly day, CancellationToken ct)
    {
        var (from, until) = (LegalDay.Start(day), LegalDay.Start(day.AddDays(1)));
        return uses.Where(u => u.At >= from && u.At < until).GroupBy(u => new { u.Agreement, u.Clause, u.Code })
            .Select(g => new Group(g.Key.Agreement, g.Key.Clause, g.Key.Code, g.Count(), g.Min(u => u.Number), g.Max(u => u.Number)))
            .ToListAsync(ct);
    }
}

/// <summary>额度消耗 — how an agreement's uses and its privacy budget burnt down over the days.</summary>
internal sealed class Burns(AppDb db, IProducts products, UseBook book)
{
    const int NoisyMax = 5_000;

    public async Task<UseCounts.BudgetView> Of(AgreementCard agreement, UseDays days, CancellationToken ct)
    {
        var (uses, product) = (agreement.Policy.Uses, await products.Find(agreement.Product, ct));
        return new(agreement.Id.Value, agreement.Number, product?.Name ?? "", uses,
            days.Left(agreement.Id, uses, await book.Used(agreement.Id, ct)),
            agreement.Policy.Controls.Privacy is { } privacy ? await Spent(agreement.Id, privacy, days, ct) : null);
    }

    async Task<UseCounts.PrivacyBurn> Spent(AgreementId agreement, PrivacyTerms privacy, UseDays days, CancellationToken ct)
    {
        var start = LegalDay.Start(new DateOnly(days.First.Year, days.First.Month, 1));
        var asked = await db.Set<Use>().AsNoTracking()
            .Where(u => u.Agreement == agreement && u.At >= start && u.Kind == UseKind.Answered && u.Mode == UseMode.Private)
            .OrderBy(u => u.At).Take(NoisyMax).Select(u => u.At).ToListAsync(ct);
        var on = asked.ConvertAll(LegalDay.Of);
        return new(privacy.PerMonth, [.. days.Dates.Select(day
            => (long)privacy.PerUse * on.Count(d => d <= day && d.Year == day.Year && d.Month == day.Month))]);
    }
}
