using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Reports;

/// <summary>应报送的报告 — what a registry has to report, to whom and until when, with the form that its pack asks to be filled in; and what
/// it has handed in.</summary>
internal static class ListReports
{
    const int KeptMax = 100;

    /// <param name="Id">Null where nothing is owed: nobody had an account in the register in that period.</param>
    /// <param name="DaysLate">In the unit of the term: as of today, or of the day on which it was handed in.</param>
    /// <param name="Said">What its form says, once it is handed in.</param>
    internal sealed record ReportView(
        Guid? Id, string Register, string Pack, string Key, string TitleZh, string TitleEn, FilingParty By, string To,
        DateOnly PeriodFrom, DateOnly PeriodUntil, DateOnly DueOn, IReadOnlyList<ShowForm.FieldView> Fields, DateOnly? HandedInOn,
        int DaysLate, TermUnit Unit, IReadOnlyDictionary<string, string> Said, string? FiguresHref, string? FiguresSha256, string Basis,
        bool Open, string? Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/reports", Handle).OpenTo("registration:read", Role.Registrar, Role.Regulator).WithName("ListRegistryReports")
        .WithSummary("应报送的报告");

    static async Task<Ok<List<ReportView>>> Handle(AppDb db, ReportViews views, RegistrationPacks packs, IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var kept = await db.Set<RegistryReport>().AsNoTracking().OrderByDescending(r => r.PeriodUntil).ThenBy(r => r.Register)
            .Take(KeptMax).ToListAsync(ct);
        var found = new List<ReportView>();
        foreach (var report in kept) found.Add(await views.Of(report, ct));
        foreach (var pack in packs.All.Where(p => p.Rules.IsEffective(today)))
            foreach (var rule in pack.Rules.Reports)
                if (ReportPeriod.Last(rule.Due.From, today) is var period && !kept.Exists(r => r.Register == pack.Rules.Jurisdiction
                    && r.Key == rule.Key && r.PeriodUntil == period.Until)) found.Add(views.NotOwed(pack, rule, period));
        return TypedResults.Ok(found.OrderBy(r => r.HandedInOn is not null).ThenBy(r => r.Id is null).ThenBy(r => r.DueOn).ToList());
    }
}

/// <summary>Shows reports, each under the rules that it was owed under.</summary>
internal sealed class ReportViews(PinnedPacks pinned, ReportDesk desk, WorkCalendar calendar, IClock clock)
{
    public async Task<ListReports.ReportView> Of(RegistryReport report, CancellationToken ct)
    {
        var pack = await pinned.Of(report.PackId, report.PackSha256, ct);
        var today = LegalDay.Of(clock.Now);
        var late = report.DaysLate ?? (today > report.DueOn ? calendar.Between(report.DueOn, today, report.Unit) : 0);
        return View(pack, pack.Rules.Reports.Single(r => r.Key == report.Key), new(report.PeriodFrom, report.PeriodUntil)) with
        {
            Id = report.Id.Value, DueOn = report.DueOn, HandedInOn = report.HandedInAt is { } at ? LegalDay.Of(at) : null,
            DaysLate = late, Said = report.Fields, FiguresSha256 = report.FiguresSha256,
            FiguresHref = report.FiguresSha256 is null ? null : $"/api/registration/reports/{report.Id.Value}/figures.csv",
        };
    }

    public ListReports.ReportView NotOwed(RegistrationPack pack, ReportRule rule, ReportPeriod period) => View(pack, rule, period);

    ListReports.ReportView View(RegistrationPack pack, ReportRule rule, ReportPeriod period) => new(
        null, pack.Rules.Jurisdiction, pack.Id, rule.Key, rule.TitleZh, rule.TitleEn, rule.By, rule.To, period.From, period.Until,
        desk.DueOn(rule, period), [.. rule.Fields.Select(ShowForm.Of)], null, 0, rule.Due.Unit, new Dictionary<string, string>(), null,
        null, rule.Due.Basis, rule.Due.Open, rule.Due.Reason);
}

/// <summary>报告待办 — reports that wait for a registrar.</summary>
internal sealed class ReportWork(AppDb db, PinnedPacks pinned, WorkCalendar calendar, IClock clock) : IWorkList
{
    const int ItemsMax = 20;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Registrar)) return [];
        var items = new List<WorkItem>();
        foreach (var report in await db.Set<RegistryReport>().AsNoTracking().Where(r => r.HandedInAt == null).OrderBy(r => r.DueOn)
            .ThenBy(r => r.Id).Take(ItemsMax).ToListAsync(ct))
        {
            var rule = (await pinned.Of(report.PackId, report.PackSha256, ct)).Rules.Reports.Single(r => r.Key == report.Key);
            var term = new Term
            {
                Length = rule.Due.Length, Unit = rule.Due.Unit, Basis = rule.Due.Basis, Open = rule.Due.Open, Reason = rule.Due.Reason,
            };
            items.Add(new("registration", "report", report.Id.Value, $"{rule.TitleZh} {report.PeriodUntil:yyyy-MM-dd}", "Owed",
                RunningClock.Of("Report", report.PeriodUntil, report.DueOn, term, LegalDay.Of(clock.Now), calendar),
                [new(nameof(HandInReport), nameof(Actor.Registrar), $"/api/registration/reports/{report.Id.Value}/hand-in", rule.Due.Basis,
                    false, true)],
                "/console/statistics#reports", report.Register));
        }
        return items;
    }
}
