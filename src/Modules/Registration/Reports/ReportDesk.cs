using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reports;

/// <summary>报告期 — the quarter or the year that a report is about.</summary>
internal readonly record struct ReportPeriod(DateOnly From, DateOnly Until)
{
    /// <summary>The one of its kind that ended last.</summary>
    public static ReportPeriod Last(FilingEvent end, DateOnly today)
    {
        if (end is not FilingEvent.QuarterEnd) return new(new(today.Year - 1, 1, 1), new(today.Year - 1, 12, 31));
        var start = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        return new(start.AddMonths(-3), start.AddDays(-1));
    }
}

/// <summary>Lets a registry owe its reports, and puts into evidence those that were not handed in.</summary>
internal sealed class ReportDesk(
    AppDb db, RegistrationPacks packs, PinnedPacks pinned, WorkCalendar calendar, Mint mint, IClock clock, HostSettings node) : IDaily
{
    /// <summary>A node that was down for longer than this owes what ended since; nobody asks for older reports.</summary>
    const int PeriodsMax = 4, BatchMax = 100;

    public DateOnly DueOn(ReportRule report, ReportPeriod period)
        => calendar.DueOn(period.Until, new() { Length = report.Due.Length, Unit = report.Due.Unit, Basis = report.Due.Basis });

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var owed = await Owe(today, ct);
        var due = await db.Set<RegistryReport>().Where(r => !r.OverdueNoted && r.HandedInAt == null && r.DueOn < today)
            .OrderBy(r => r.DueOn).ThenBy(r => r.Id).Take(BatchMax).ToListAsync(ct);
        foreach (var late in due) late.NoteOverdue(node);
        await db.SaveChangesAsync(ct);
        return owed + due.Count;
    }

    /// <summary>A register that nobody had an account in has nothing to report.</summary>
    async Task<int> Owe(DateOnly today, CancellationToken ct)
    {
        var owed = 0;
        foreach (var pack in packs.All.Where(p => p.Rules.Reports.Count > 0 && p.Rules.IsEffective(today)))
        {
            var register = pack.Rules.Jurisdiction;
            if (await db.Set<Account>().AsNoTracking().Where(a => a.Jurisdiction == register
                && a.Status != AccountStatus.Applied && a.Status != AccountStatus.NotOpened).OrderBy(a => a.OpenedOn)
                .Select(a => (DateOnly?)a.OpenedOn).FirstOrDefaultAsync(ct) is not { } since) continue;
            foreach (var report in pack.Rules.Reports)
                foreach (var period in Ended(report, since, today))
                    if (!await db.Set<RegistryReport>().AnyAsync(r => r.Register == register && r.Key == report.Key
                        && r.PeriodUntil == period.Until, ct))
                    {
                        await Add(pack, report, period, ct);
                        owed++;
                    }
        }
        await db.SaveChangesAsync(ct);
        return owed;
    }

    static IEnumerable<ReportPeriod> Ended(ReportRule report, DateOnly since, DateOnly today)
    {
        var period = ReportPeriod.Last(report.Due.From, today);
        for (var i = 0; i < PeriodsMax && period.Until >= since; i++)
        {
            yield return period;
            period = ReportPeriod.Last(report.Due.From, period.From);
        }
    }

    async Task Add(RegistrationPack pack, ReportRule report, ReportPeriod period, CancellationToken ct)
    {
        await pinned.Pin(pack, ct);
        var owed = new RegistryReport
        {
            Id = mint.Id<ReportId>(), Register = pack.Rules.Jurisdiction, Key = report.Key, PeriodFrom = period.From,
            PeriodUntil = period.Until, DueOn = DueOn(report, period), Unit = report.Due.Unit, Basis = report.Due.Basis,
            PackId = pack.Id, PackSha256 = pack.Sha256,
        };
        owed.Owe(node);
        db.Add(owed);
    }
}
