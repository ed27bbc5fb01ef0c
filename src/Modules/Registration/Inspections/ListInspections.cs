using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Reports;

namespace Yuanliu.Registration.Inspections;

/// <summary>检查情况公开 — what anybody may read of inspections of a register, newest first; and, for the authority, what the packs let it
/// publish.</summary>
internal static class ListInspections
{
    /// <summary>Older years are nobody's business any more.</summary>
    const int YearsMax = 3;

    internal sealed record SaidView(string Zh, string En, string Text);
    /// <summary>年度报告 — whether the register handed in the report that the inspection is about.</summary>
    internal sealed record ReportView(string TitleZh, string TitleEn, DateOnly DueOn, DateOnly? HandedInOn, int? DaysLate, TermUnit Unit,
        string Basis);
    /// <param name="Number">The year of a yearly one, else the how manieth of the register.</param>
    /// <param name="Reason">Of the correction, where it is one.</param>
    internal sealed record View(
        Guid Id, string Register, string PackTitle, string PackTitleEn, PackStatus Status, string Key, string TitleZh, string TitleEn,
        string By, bool Yearly, int Number, int Edition, DateOnly From, DateOnly Until, DateOnly PublishedOn, DateOnly? CorrectedOn,
        string? Reason, IReadOnlyList<SaidView> Said, ReportView? Report, string Basis, bool Open, string? OpenReason,
        IReadOnlyDictionary<string, string> Fields);
    /// <param name="Years">Those that ended and of which nothing is published yet, where it is a yearly one.</param>
    internal sealed record OfferView(
        string Pack, string PackTitle, string PackTitleEn, string Key, string TitleZh, string TitleEn, string By, bool Yearly,
        IReadOnlyList<int> Years, IReadOnlyList<ShowForm.FieldView> Fields, string Basis, bool Open, string? Reason);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/inspections", Offers).OpenTo("registration:read", Role.Regulator).WithName("ListInspectionsToPublish")
        .WithSummary("可公开的检查");

    public static void MapPublic(IEndpointRouteBuilder routes) => routes
        .MapGet("/inspections", Handle).OpenToAnyone().WithName(nameof(ListInspections)).WithSummary("检查情况公开");

    static async Task<Ok<Page<View>>> Handle(
        string? register, string? after, int? take, AppDb db, InspectionViews views, CancellationToken ct)
    {
        var size = Paging.Size(take);
        var rows = db.Set<Inspection>().AsNoTracking();
        if (register is not null) rows = rows.Where(i => i.Register == register);
        if (Paging.After<InspectionId>(after) is { } cursor) rows = rows.Where(i => i.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await rows.OrderByDescending(i => i.Id).Take(size + 1).ToListAsync(ct), size, i => i.Id.Value.ToString());
        var told = new List<View>();
        foreach (var inspection in found.Items) told.Add(await views.Of(inspection, ct));
        return TypedResults.Ok(new Page<View>(told, found.Next));
    }

    static async Task<Ok<List<OfferView>>> Offers(AppDb db, RegistrationPacks packs, IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var offers = new List<OfferView>();
        foreach (var pack in packs.All.Where(p => p.Rules.IsEffective(today)))
            foreach (var rule in pack.Rules.Inspections)
            {
                var (register, key, since) = (pack.Rules.Jurisdiction, rule.Key, today.Year - YearsMax);
                var told = await db.Set<Inspection>().AsNoTracking()
                    .Where(i => i.Register == register && i.Key == key && i.Number >= since && i.Edition == 1).Select(i => i.Number).Order()
                    .Take(YearsMax).ToListAsync(ct);
                var years = rule.Yearly ? Enumerable.Range(1, YearsMax).Select(y => today.Year - y)
                    .Where(y => y >= pack.Rules.EffectiveFrom.Year && !told.Contains(y)).ToList() : [];
                offers.Add(new(pack.Id, pack.Rules.Title, pack.Rules.TitleEn, key, rule.TitleZh, rule.TitleEn, rule.By, rule.Yearly, years,
                    [.. rule.Fields.Select(ShowForm.Of)], rule.Basis, rule.Open, rule.Reason));
            }
        return TypedResults.Ok(offers);
    }
}

/// <summary>Shows inspections, each under the rules that it was published under.</summary>
internal sealed class InspectionViews(AppDb db, PinnedPacks pinned)
{
    public async Task<ListInspections.View> Of(Inspection of, CancellationToken ct)
    {
        var rules = (await pinned.Of(of.PackId, of.PackSha256, ct)).Rules;
        var rule = rules.Inspections.Single(i => i.Key == of.Key);
        var said = from field in rule.Fields
                   where of.Fields.ContainsKey(field.Key)
                   select new ListInspections.SaidView(field.TitleZh, field.TitleEn, of.Fields[field.Key]);
        return new(
            of.Id.Value, of.Register, rules.Title, rules.TitleEn, rules.Status, of.Key, rule.TitleZh, rule.TitleEn, rule.By,
            rule.Yearly, of.Number, of.Edition, of.From, of.Until, LegalDay.Of(of.PublishedAt),
            of.CorrectedAt is { } at ? LegalDay.Of(at) : null, of.Reason, [.. said], await Report(of, rule, rules, ct), rule.Basis,
            rule.Open, rule.Reason, of.Fields);
    }

    /// <summary>What the node knows by itself nobody has to tell: when the report of the year came in.</summary>
    async Task<ListInspections.ReportView?> Report(Inspection of, InspectionRule rule, RegistrationRules rules, CancellationToken ct)
    {
        if (rule.Report is not { } key) return null;
        var (register, until) = (of.Register, of.Until);
        var owed = await db.Set<RegistryReport>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.Register == register && r.Key == key && r.PeriodUntil == until, ct);
        var asked = rules.Reports.Single(r => r.Key == key);
        return owed is null ? null : new(asked.TitleZh, asked.TitleEn, owed.DueOn,
            owed.HandedInAt is { } at ? LegalDay.Of(at) : null, owed.DaysLate, owed.Unit, owed.Basis);
    }
}
