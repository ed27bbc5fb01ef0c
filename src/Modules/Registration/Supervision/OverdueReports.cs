using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Reports;

namespace Yuanliu.Registration.Supervision;

/// <summary>报告逾期清单 — reports that the registry did not hand in in time, those still owed first. There are few: four a year at most for
/// each that a pack demands.</summary>
internal sealed class OverdueReports(AppDb db, PinnedPacks packs, IParties parties, WorkCalendar calendar, IClock clock)
{
    public async Task<IReadOnlyList<ListOverdue.ReportLine>> List(ListOverdue.Scope of, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var late = await db.Set<RegistryReport>().AsNoTracking().Where(r => r.DueOn >= of.Since
                && (of.Register == null || r.Register == of.Register) && (r.HandedInAt == null ? r.DueOn < today : r.DaysLate > 0))
            .OrderBy(r => r.HandedInAt != null).ThenBy(r => r.DueOn).ThenBy(r => r.Id).Take(Paging.TakeMax).ToListAsync(ct);
        var (lines, platform) = (new List<ListOverdue.ReportLine>(), (await parties.Platform(ct)).Name);
        foreach (var report in late)
        {
            var rule = (await packs.Of(report.PackId, report.PackSha256, ct)).Rules.Reports.Single(r => r.Key == report.Key);
            lines.Add(new(report.Id.Value, report.Register, rule.TitleZh, rule.TitleEn, rule.To, report.PeriodUntil, platform,
                report.DueOn, report.DaysLate ?? calendar.Between(report.DueOn, today, report.Unit), report.Unit,
                report.HandedInAt is { } at ? LegalDay.Of(at) : null, report.Basis, rule.Due.Open));
        }
        return lines;
    }
}
