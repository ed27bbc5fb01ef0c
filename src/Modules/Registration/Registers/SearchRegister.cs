using Yuanliu.Compute.Identifiers;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;
using Yuanliu.Registration.Units;

namespace Yuanliu.Registration.Registers;

/// <summary>登记簿查询 — who holds what, over which resource, since when, subject to what. The public sees what the pack lets be
/// shown.</summary>
internal static class SearchRegister
{
    internal sealed record Line(
        string Register, string Number, Guid ResourceId, string Title, string Holders, IReadOnlyList<RightKind> Rights,
        DateOnly RegisteredOn, DateOnly ChangedOn, bool Standing, bool Pledged, bool Frozen, bool Objected, string? CertificateNumber,
        string Pack, string PackTitle, string PackTitleEn, bool Draft);
    /// <param name="Open">Whether it takes filings today.</param>
    internal sealed record RegisterView(
        string Id, string Title, string TitleEn, string Pack, PackStatus Status, IReadOnlyList<string> Drafts, bool Open);
    internal sealed record PublicLine(
        string Register, string Number, string? Title, string? Holders, IReadOnlyList<RightKind>? Rights, DateOnly RegisteredOn,
        bool Standing, bool Burdened, string? CertificateNumber, string Pack, string PackTitle, string PackTitleEn, bool Draft);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/register", Handle).OpenToSignedIn("registration:read").WithName(nameof(SearchRegister)).WithSummary("登记簿查询");

    public static void MapPublic(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/register", HandlePublic).OpenToAnyone().WithName("SearchPublicRegister").WithSummary("公开登记簿查询");
        routes.MapGet("/registers", Registers).OpenToAnyone().WithName("ListRegisters").WithSummary("登记簿目录");
    }

    /// <summary>Every register that this node keeps, under the rules it has now or had last.</summary>
    static Ok<List<RegisterView>> Registers(RegistrationPacks packs, LawIndex law, IClock clock)
    {
        var today = LegalDay.Of(clock.Now);
        return TypedResults.Ok(packs.All.GroupBy(p => p.Rules.Jurisdiction).Select(g => packs.InForce(g.Key, today)
            ?? g.MaxBy(p => p.Rules.EffectiveFrom)!).Select(p => new RegisterView(
                p.Rules.Jurisdiction, p.Rules.Title, p.Rules.TitleEn, p.Id, p.Rules.Status, law.DraftsIn(PackTree.FileOf(p.Id)),
                p.Rules.IsEffective(today))).ToList());
    }

    /// <summary>The registry's staff see every unit; others those in which their organization holds or held a right.</summary>
    static async Task<Results<Ok<Page<Line>>, ProblemHttpResult>> Handle(
        string? register, string? term, Guid? holder, RightKind? right, bool? burdened, bool? standing, string? after, int? take,
        HttpContext context, AppDb db, RegistrationPacks packs, CallerBox box, CancellationToken ct)
    {
        var rows = db.Set<RegisterLine>().AsNoTracking();
        if (!FilingViews.Staff.Any(box.Known.Is)) rows = HeldBy(rows, db, box.Known.OrganizationId);
        if (holder is { } who) rows = HeldBy(rows, db, who);
        if (burdened is { } yes)
            rows = yes ? rows.Where(l => l.Pledged || l.Frozen || l.Objected) : rows.Where(l => !l.Pledged && !l.Frozen && !l.Objected);
        if (standing is { } stands) rows = rows.Where(l => l.Standing == stands);
        // A holder's few units, or those with some words, are looked at one by one; else the rights of the kind lead to theirs.
        var leads = holder is null && term is null && FilingViews.Staff.Any(box.Known.Is);
        if (right is { } kind && !leads)
            rows = rows.Where(l => db.Set<RegisteredRight>().Any(r => r.UnitId == l.UnitId && r.Kind == kind
                && r.Status == RightStatus.Standing));
        var found = await Find(rows, db, register, term, leads ? right : null, null, after, Paging.Size(take), ct);
        return found.Refusal is { } refusal ? refusal.Problem(context)
            : TypedResults.Ok(new Page<Line>([.. found.Value!.Items.Select(l => Of(l, packs))], found.Value.Next));
    }

    static async Task<Results<Ok<Page<PublicLine>>, ProblemHttpResult>> HandlePublic(
        string? register, string? term, string? after, int? take, HttpContext context, AppDb db, RegistrationPacks packs,
            CancellationToken ct)
    {
        var (rows, size) = (db.Set<RegisterLine>().AsNoTracking(), Paging.Size(take));
        var found = await Find(rows, db, register, term, null, Searchable.By(packs), after, size, ct);
        return found.Refusal is { } refusal ? refusal.Problem(context)
            : TypedResults.Ok(new Page<PublicLine>([.. found.Value!.Items.Select(l => Public(l, packs))], found.Value.Next));
    }

    static IQueryable<RegisterLine> HeldBy(IQueryable<RegisterLine> rows, AppDb db, Guid organization)
    {
        var holder = new OrganizationId(organization);
        // By the holder's few units, not by asking each of the register's many who holds it.
        return rows.Where(l => db.Set<RegisteredRight>().Where(r => r.HolderId == holder).Select(r => r.UnitId).Contains(l.UnitId));
    }

    /// <summary>What is not shown is not found by either: the packs whose titles, and whose holders, the public may search.</summary>
    sealed record Searchable(List<string> Titles, List<string> Holders)
    {
        public static Searchable By(RegistrationPacks packs) => new(Showing(packs, PublicityField.ResourceTitle),
            Showing(packs, PublicityField.Applicant));

        static List<string> Showing(RegistrationPacks packs, PublicityField field)
            => [.. packs.All.Where(p => p.Rules.PublicityFields.Value.Contains(field)).Select(p => p.Id)];
    }

    /// <summary>A line, and the key of whatever led to it: answers are in its order, so that reading may stop after a page.</summary>
    sealed class Hit
    {
        public required UnitId Unit { get; init; }
        public required RegisterLine Line { get; init; }
    }

    /// <summary>A number finds its unit; words find units in whose title or holders they stand, newest first.</summary>
    /// <param name="leading">Only units on which such a right stands.</param>
    /// <param name="shown">Null: everything.</param>
    static async Task<Result<Page<RegisterLine>>> Find(
        IQueryable<RegisterLine> rows, AppDb db, string? register, string? term, RightKind? leading, Searchable? shown, string? after,
        int size, CancellationToken ct)
    {
        if (register is not null) rows = rows.Where(l => l.Register == register);
        IQueryable<Hit> hits;
        if (term?.Trim() is { Length: > 0 } wanted)
        {
            var exactly = await UnitOf(wanted, db, ct) is { } unit ? rows.Where(l => l.UnitId == unit)
                : rows.Where(l => l.Number == wanted || l.CertificateNumber == wanted);
            if (await exactly.FirstOrDefaultAsync(ct) is { } exact) return new Page<RegisterLine>([exact], null);
            var pairs = await WordPairs.RarestFirst(wanted, (pair, max)
                => db.Set<RegisterWord>().Where(w => w.Word == pair).OrderBy(w => w.UnitId).Take(max).CountAsync(ct));
            if (pairs.Count == 0) return Refusals.TermTooShort;
            rows = shown is null ? rows.Where(l => l.Title.Contains(wanted) || l.Holders.Contains(wanted))
                : rows.Where(l => shown.Titles.Contains(l.PackId) && l.Title.Contains(wanted)
                    || shown.Holders.Contains(l.PackId) && l.Holders.Contains(wanted));
            hits = Containing(rows, db, pairs);
        }
        else hits = leading is { } kind ? WithRight(rows, db, kind) : rows.Select(l => new Hit { Unit = l.UnitId, Line = l });
        if (Paging.After<UnitId>(after) is { } last) hits = hits.Where(h => h.Unit.CompareTo(last) < 0);
        return Paging.Cut(await hits.OrderByDescending(h => h.Unit).Select(h => h.Line).Take(size + 1).ToListAsync(ct), size,
            l => l.UnitId.Value.ToString());
    }

    /// <summary>An identifier of a certificate leads to its unit; everything else is a number as it stands.</summary>
    static async Task<UnitId?> UnitOf(string wanted, AppDb db, CancellationToken ct)
    {
        if (ObjectIdentifier.Read(wanted) is not { } named) return null;
        var id = new CertificateId(named.Id);
        return await db.Set<Certificate>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } found
            && found.Facts.Oid == wanted ? found.UnitId : null;
    }

    /// <remarks>The rarest pair leads, read in the order of its key; the others only confirm. So a search costs what its rarest pair
    /// costs.</remarks>
    static IQueryable<Hit> Containing(IQueryable<RegisterLine> rows, AppDb db, List<string> pairs)
    {
        var first = pairs[0];
        var led = db.Set<RegisterWord>().Where(w => w.Word == first);
        foreach (var pair in pairs.Skip(1))
            led = led.Where(w => db.Set<RegisterWord>().Any(o => o.Word == pair && o.UnitId == w.UnitId));
        return from w in led join l in rows on w.UnitId equals l.UnitId select new Hit { Unit = w.UnitId, Line = l };
    }

    /// <summary>By the rights of a kind, of each unit the first: a rare kind is not looked for in the whole register.</summary>
    static IQueryable<Hit> WithRight(IQueryable<RegisterLine> rows, AppDb db, RightKind kind)
    {
        var standing = db.Set<RegisteredRight>().Where(r => r.Kind == kind && r.Status == RightStatus.Standing);
        return from r in standing.Where(r => !standing.Any(o => o.UnitId == r.UnitId && o.Id.CompareTo(r.Id) < 0))
               join l in rows on r.UnitId equals l.UnitId
               select new Hit { Unit = r.UnitId, Line = l };
    }

    static Line Of(RegisterLine l, RegistrationPacks packs)
    {
        var rules = packs.For(l.PackId)?.Rules;
        return new(
            l.Register, l.Number, l.ResourceId.Value, l.Title, l.Holders, l.Rights, l.RegisteredOn, l.ChangedOn, l.Standing, l.Pledged,
            l.Frozen, l.Objected, l.CertificateNumber, l.PackId, rules?.Title ?? l.PackId, rules?.TitleEn ?? l.PackId,
            rules?.Status is PackStatus.Draft);
    }

    static PublicLine Public(RegisterLine l, RegistrationPacks packs)
    {
        var rules = packs.For(l.PackId)?.Rules;
        var shown = rules?.PublicityFields.Value ?? [];
        return new(
            l.Register, l.Number, shown.Contains(PublicityField.ResourceTitle) ? l.Title : null,
            shown.Contains(PublicityField.Applicant) ? l.Holders : null, shown.Contains(PublicityField.Rights) ? l.Rights : null,
            l.RegisteredOn, l.Standing, l.Pledged || l.Frozen || l.Objected, l.CertificateNumber, l.PackId, rules?.Title ?? l.PackId,
            rules?.TitleEn ?? l.PackId, rules?.Status is PackStatus.Draft);
    }
}
