using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Objections;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Registers;

/// <summary>登记统计 — what the papers ask a registry to report: filings and their outcome, lead times, objections, certificates, rights,
/// duties overdue.</summary>
internal static class RegisterStatistics
{
    /// <param name="Basis">Of one register: the provision that knows the kind; over all registers each has its own.</param>
    internal sealed record Outcome(FilingKind Kind, int Filed, int Registered, int Refused, int Withdrawn, int Open, string? Basis);
    internal sealed record Counted(string Name, int Count);
    /// <summary>依据 — on which provisions of the register each group of figures rests.</summary>
    internal sealed record RestsOn(
        string Title, string TitleEn, IReadOnlyList<string> Drafts, string LeadDays, string Objections, string? Certificates,
        string Rights, string? Encumbrances);
    internal sealed record KindBasis(FilingKind Kind, string Basis, bool Open, string? Reason);
    /// <summary>各登记簿的依据 — what the figures of one register rest on; where its paper is silent, why the register counts so.</summary>
    /// <param name="LeadDaysOpen">The paper sets no length for the review.</param>
    internal sealed record RegimeBasis(
        string Register, RestsOn Bases, bool LeadDaysOpen, string? LeadDaysReason, IReadOnlyList<KindBasis> Kinds);
    /// <param name="Filings">Of what was filed in the period: how it stands today.</param>
    /// <param name="RegisteredInPeriod">What was registered in the period, whenever it was filed: of this the lead times are told.</param>
    /// <param name="LeadDaysMean">Calendar days from filing to registration; null when nothing was registered.</param>
    /// <param name="Overdue">Filings whose duty has run out today.</param>
    internal sealed record View(
        string? Register, DateOnly From, DateOnly Until, IReadOnlyList<Outcome> Filings, int RegisteredInPeriod,
            double? LeadDaysMean, int? LeadDaysMax, int Overdue,
        IReadOnlyList<Counted> Objections, IReadOnlyList<Counted> Certificates, IReadOnlyList<Counted> Rights,
            IReadOnlyList<Counted> Encumbrances, RestsOn? Bases, IReadOnlyList<RegimeBasis> Regimes);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/statistics", Handle).OpenTo("registration:read", Role.Registrar, Role.Regulator)
            .WithName(nameof(RegisterStatistics))
            .WithSummary("登记统计");
    }

    /// <param name="format"><c>csv</c> for a file to keep; else JSON.</param>
    static async Task<Results<Ok<View>, FileContentHttpResult, ProblemHttpResult>> Handle(
        string? register, DateOnly? from, DateOnly? until, string? format, HttpContext context, RegisterFigures figures,
        IClock clock, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var (first, last) = (from ?? new DateOnly(today.Year, 1, 1), until ?? today);
        if (last < first) return Refusals.BadPeriod.Problem(context);
        var view = await figures.Of(register, first, last, ct);
        return format is "csv"
            ? TypedResults.File(StatisticsFile.Of(view), "text/csv; charset=utf-8", $"{register ?? "all"}-{last:yyyyMMdd}.csv")
            : TypedResults.Ok(view);
    }

    internal static async Task<View> Of(
        string? register, DateOnly first, DateOnly last, AppDb db, RegistrationPacks packs, LawIndex law, DateOnly today,
        CancellationToken ct)
    {
        var ids = packs.All.Where(p => register is null || p.Rules.Jurisdiction == register).Select(p => p.Id).ToList();
        var pack = register is null ? null : packs.InForce(register, today) ?? packs.For(register);
        var regimes = packs.All.Where(p => ids.Contains(p.Id)).GroupBy(p => p.Rules.Jurisdiction)
            .Select(g => packs.InForce(g.Key, today) ?? g.MaxBy(p => p.Rules.EffectiveFrom)!)
            .OrderBy(p => p.Rules.Jurisdiction, StringComparer.Ordinal).Select(p => Regime(p, law)).ToList();
        return await new Counting(db, ids, pack, LegalDay.Start(first), LegalDay.Start(last.AddDays(1)), today)
            .View(register, first, last, regimes, ct);
    }

    static RegimeBasis Regime(RegistrationPack pack, LawIndex law)
    {
        var review = Review(pack.Rules);
        return new(
            pack.Rules.Jurisdiction, Of(pack, law), review is null or { Open: true },
            review is null ? "程序没有审查期限；办理天数照实计算。" : review.Reason,
            [.. pack.Rules.Filings.OrderBy(f => f.Key).Select(f => new KindBasis(f.Key, f.Value.Basis, f.Value.Open, f.Value.Reason))]);
    }

    /// <summary>The review's term: the pack's own, else that of the first kind or route which has one.</summary>
    static Term? Review(RegistrationRules rules) => rules.Filings.OrderBy(f => f.Key).Select(f => f.Value)
        .SelectMany(f => f.Procedure.Select(r => r.Deadlines).Prepend(f.Deadlines)).Prepend(rules.Deadlines)
        .Select(d => d.GetValueOrDefault(Deadline.Review)).FirstOrDefault(t => t is not null);

    static RestsOn Of(RegistrationPack pack, LawIndex law)
    {
        var rules = pack.Rules;
        var burdens = rules.Filings
            .Where(f => f.Key is FilingKind.Pledge or FilingKind.Encumbrance or FilingKind.Freeze or FilingKind.Trust)
            .Select(f => f.Value.Basis).ToList();
        return new(
            rules.Title, rules.TitleEn, law.DraftsIn(PackTree.FileOf(pack.Id)),
            Review(rules)?.Basis ?? rules.Source, rules.Objections.DuringPublicity.Basis,
            rules.Certificates.Count == 0 ? null : Joined(rules.Certificates.Values.Select(c => c.Basis)),
            Joined(rules.Rights.Select(r => r.Basis)), burdens.Count == 0 ? null : Joined(burdens));

        static string Joined(IEnumerable<string> bases) => string.Join("; ", bases.SelectMany(b => b.Split("; ")).Distinct());
    }

    /// <summary>The counts of one period, each one grouped query.</summary>
    sealed class Counting(AppDb db, List<string> packs, RegistrationPack? pack, DateTime begin, DateTime until, DateOnly today)
    {
        IQueryable<Filing> Filings => db.Set<Filing>().Where(f => packs.Contains(f.PackId));

        public async Task<View> View(
            string? register, DateOnly first, DateOnly last, IReadOnlyList<RegimeBasis> regimes, CancellationToken ct)
        {
            var leads = await Leads(ct);
            return new(
                register, first, last, await Outcomes(ct), leads.Count, leads.Count == 0 ? null : Math.Round(leads.Average(), 1),
                leads.Count == 0 ? null : leads.Max(),
                await Filings.CountAsync(f => f.DueOn < today && f.Running != null && !Procedure.Firing.Contains(f.Running.Value), ct),
                await Objections(ct), await Certificates(ct), await Rights(ct), await Encumbrances(ct),
                register is null ? null : regimes.SingleOrDefault()?.Bases, regimes);
        }

        async Task<List<Outcome>> Outcomes(CancellationToken ct)
        {
            var rows = await (
                from f in Filings
                where f.Acts.Any(a => (a.Step == Step.Submit || a.Step == Step.Propose) && a.At >= begin && a.At < until)
                group f by new { f.Kind, f.Stage } into g
                select new { g.Key.Kind, g.Key.Stage, Count = g.Count() }).ToListAsync(ct);
            return [.. rows.GroupBy(r => r.Kind, r => (r.Stage, r.Count)).OrderBy(g => g.Key).Select(g => new Outcome(
                g.Key, Sum(g, _ => true), Sum(g, s => s is Stage.Registered), Sum(g, s => s is Stage.Refused or Stage.Terminated),
                Sum(g, s => s is Stage.Withdrawn or Stage.Lapsed), Sum(g, s => !Procedure.IsFinal(s)),
                pack?.Rules.Filings.GetValueOrDefault(g.Key)?.Basis))];

            static int Sum(IEnumerable<(Stage Stage, int Count)> all, Func<Stage, bool> which) => all.Where(r => which(r.Stage))
                .Sum(r => r.Count);
        }

        async Task<List<int>> Leads(CancellationToken ct)
        {
            var ends = await (
                from f in Filings
                where f.Stage == Stage.Registered
                let ended = f.Acts.Max(a => a.At)
                where ended >= begin && ended < until
                orderby f.Id
                select new { Begin = f.Acts.Min(a => a.At), End = ended }).Take(100_000).ToListAsync(ct);
            return ends.ConvertAll(e => LegalDay.Of(e.End).DayNumber - LegalDay.Of(e.Begin).DayNumber);
        }

        async Task<List<Counted>> Objections(CancellationToken ct) => (await (
            from o in db.Set<Objection>()
            where o.At >= begin && o.At < until && Filings.Any(f => f.Id == o.FilingId)
            group o by o.Outcome into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct)).ConvertAll(r => new Counted(r.Key?.ToString() ?? "Open", r.Count));

        async Task<List<Counted>> Certificates(CancellationToken ct) => (await (
            from c in db.Set<Certificate>()
            where packs.Contains(c.PackId)
            group c by c.Status into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct)).ConvertAll(r => new Counted(r.Key.ToString(), r.Count));

        async Task<List<Counted>> Rights(CancellationToken ct) => (await (
            from r in db.Set<RegisteredRight>()
            where r.Status == RightStatus.Standing && db.Set<RegisterLine>().Any(l => l.UnitId == r.UnitId && packs.Contains(l.PackId))
            group r by r.Kind into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct)).ConvertAll(r => new Counted(r.Key.ToString(), r.Count));

        async Task<List<Counted>> Encumbrances(CancellationToken ct) => (await (
            from e in db.Set<Encumbrance>()
            where e.Status == EncumbranceStatus.Standing && db.Set<RegisterLine>().Any(l => l.UnitId == e.UnitId
                && packs.Contains(l.PackId))
            group e by e.Kind into g
            select new { g.Key, Count = g.Count() }).ToListAsync(ct)).ConvertAll(r => new Counted(r.Key.ToString(), r.Count));
    }
}

/// <summary>统计数字 — the figures of one period, for the page, its file and the reports that a registry hands in.</summary>
internal sealed class RegisterFigures(AppDb db, RegistrationPacks packs, LawIndex law, IClock clock)
{
    public Task<RegisterStatistics.View> Of(string? register, DateOnly first, DateOnly last, CancellationToken ct)
        => RegisterStatistics.Of(register, first, last, db, packs, law, LegalDay.Of(clock.Now), ct);
}
