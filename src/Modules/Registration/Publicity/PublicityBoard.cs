using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Registers;

namespace Yuanliu.Registration.Publicity;

/// <summary>公示栏 — what the public may see of filings that are or were publicised, and find among them; the pack says which
/// fields.</summary>
internal static class PublicityBoard
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/publicity", List).OpenToAnyone().WithName("ListPublicity").WithSummary("公示栏");
        routes.MapGet("/publicity/{id:guid}", Get).OpenToAnyone().WithName("GetPublicity").WithSummary("公示详情");
    }

    static async Task<Results<Ok<Page<PublicityView.View>>, ProblemHttpResult>> List(
        string? term, string? register, Stage? stage, string? after, int? take, HttpContext context, AppDb db, RegistrationPacks known,
        PinnedPacks packs, PartyNames parties, WorkCalendar calendar, IClock clock, CancellationToken ct)
    {
        var (size, rows) = (Paging.Size(take), Publicised(db));
        if (register is not null)
        {
            List<string> ids = [.. known.All.Where(p => p.Rules.Jurisdiction == register).Select(p => p.Id)];
            rows = rows.Where(f => ids.Contains(f.PackId));
        }
        if (stage is { } wanted) rows = rows.Where(f => f.Stage == wanted);
        var (hits, refusal) = await Find(rows, db, term, ct);
        if (refusal is not null) return refusal.Problem(context);
        if (Paging.After<FilingId>(after) is { } cursor) hits = hits!.Where(h => h.Id.CompareTo(cursor) < 0);
        var found = Paging.Cut(await hits!.OrderByDescending(h => h.Id).Select(h => h.Filing).Take(size + 1).ToListAsync(ct), size,
            f => f.Id.Value.ToString());
        var (names, today) = (await parties.Organizations(found.Items.SelectMany(f => f.Sides()), ct), LegalDay.Of(clock.Now));
        var views = new List<PublicityView.View>();
        foreach (var filing in found.Items)
            views.Add(PublicityView.Of(filing, await packs.Of(filing.PackId, filing.PackSha256, ct), names, calendar, today));
        return TypedResults.Ok(new Page<PublicityView.View>(views, found.Next));
    }

    static async Task<Results<Ok<PublicityView.View>, ProblemHttpResult>> Get(
        Guid id, HttpContext context, AppDb db, PinnedPacks packs, PartyNames parties, WorkCalendar calendar, IClock clock,
        CancellationToken ct)
    {
        var wanted = new FilingId(id);
        if (await Publicised(db).SingleOrDefaultAsync(f => f.Id == wanted, ct) is not { } filing)
            return Refusals.NotPublicised.Problem(context);
        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        return TypedResults.Ok(PublicityView.Of(filing, pack, await parties.Organizations(filing.Sides(), ct), calendar,
            LegalDay.Of(clock.Now)));
    }

    static IQueryable<Filing> Publicised(AppDb db) => db.Set<Filing>().AsNoTracking().Where(f => f.PublicisedOn != null);

    /// <summary>A filing, and the key of whatever led to it: answers are in its order, so that reading may stop after a page.</summary>
    sealed class Hit
    {
        public required FilingId Id { get; init; }
        public required Filing Filing { get; init; }
    }

    static IQueryable<Hit> Each(IQueryable<Filing> rows) => rows.Select(f => new Hit { Id = f.Id, Filing = f });

    /// <summary>A number finds its filing; words find those in whose shown title or names they stand.</summary>
    static async Task<(IQueryable<Hit>? Hits, Refusal? Refusal)> Find(
        IQueryable<Filing> rows, AppDb db, string? term, CancellationToken ct)
    {
        if (term?.Trim() is not { Length: > 0 } wanted) return (Each(rows), null);
        var exact = rows.Where(f => f.Number == wanted);
        if (await exact.AnyAsync(ct)) return (Each(exact), null);
        var pairs = await WordPairs.RarestFirst(wanted, (pair, max)
            => db.Set<PublicityWord>().Where(w => w.Word == pair).OrderBy(w => w.FilingId).Take(max).CountAsync(ct));
        if (pairs.Count == 0) return (null, Refusals.TermTooShort);
        var first = pairs[0];
        var led = db.Set<PublicityWord>().Where(w => w.Word == first);
        foreach (var pair in pairs.Skip(1))
            led = led.Where(w => db.Set<PublicityWord>().Any(o => o.Word == pair && o.FilingId == w.FilingId));
        var lines = db.Set<PublicityLine>().Where(l => l.Title.Contains(wanted) || l.Parties.Contains(wanted));
        return (from w in led
                join l in lines on w.FilingId equals l.FilingId
                join f in rows on w.FilingId equals f.Id
                select new Hit { Id = w.FilingId, Filing = f }, null);
    }
}
