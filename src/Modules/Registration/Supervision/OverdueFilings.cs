using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>登记申请逾期 — duties in filings that are not done, and those that were done late: open ones first, by the day they fell
/// due.</summary>
internal sealed class OverdueFilings(AppDb db, OverdueLines lines, PinnedPacks packs, IClock clock)
{
    /// <summary>Kinds of duty that are told apart; beyond that only the most frequent.</summary>
    const int GroupsMax = 500;

    /// <summary>Procedures that an organization runs for itself: it owes their duties, whoever in it does.</summary>
    static readonly List<ProcedureName> Internal =
        [.. Procedures.All.Where(p => p.Steps.Any(r => r.By is Actor.BusinessDepartment)).Select(p => p.Name)];

    readonly DateOnly today = LegalDay.Of(clock.Now);

    sealed record Found(Filing Filing, FilingAct? Act)
    {
        public OverdueCursor Cursor => Act is { } act ? new(true, act.DutyDueOn!.Value, act.Id)
            : new(false, Filing.DueOn!.Value, Filing.Id.Value);
    }

    public async Task<Page<ListOverdue.Line>> Page(ListOverdue.Scope of, string? after, int size, CancellationToken ct)
    {
        var (cursor, found) = (OverdueCursor.Read(after), new List<Found>());
        if (!cursor.Done) found.AddRange(await Running(of, cursor, size + 1, ct));
        if (found.Count <= size)
            found.AddRange(await DoneLate(of, cursor.Done ? cursor : new(true, DateOnly.MinValue, Guid.Empty), size + 1 - found.Count, ct));
        var page = Paging.Cut(found, size, f => f.Cursor.ToString());
        var shown = new List<ListOverdue.Line>();
        foreach (var (filing, act) in page.Items)
            shown.Add(act is null ? await lines.Open(filing, today, ct) : await lines.Done(filing, act, ct));
        return new(shown, page.Next);
    }

    IQueryable<Filing> Open(ListOverdue.Scope of)
    {
        var rows = db.Set<Filing>().AsNoTracking().Where(f => f.Fires == false && f.DueOn < today && f.DueOn >= of.Since);
        return of.Register is null ? rows : rows.Where(f => of.Packs.Contains(f.PackId));
    }

    IQueryable<Filing> Filings(ListOverdue.Scope of)
        => of.Register is null ? db.Set<Filing>().AsNoTracking() : db.Set<Filing>().AsNoTracking().Where(f => of.Packs.Contains(f.PackId));

    async Task<List<Found>> Running(ListOverdue.Scope of, OverdueCursor after, int take, CancellationToken ct)
    {
        var last = new FilingId(after.Id);
        return [.. (await Open(of).Where(f => f.DueOn > after.DueOn || f.DueOn == after.DueOn && f.Id.CompareTo(last) > 0)
            .OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(take).ToListAsync(ct)).Select(f => new Found(f, null))];
    }

    async Task<List<Found>> DoneLate(ListOverdue.Scope of, OverdueCursor after, int take, CancellationToken ct)
    {
        var found = await (from a in db.Set<FilingAct>().AsNoTracking()
                           where a.DutyLate > 0 && a.DutyDueOn >= of.Since
                               && (a.DutyDueOn > after.DueOn || a.DutyDueOn == after.DueOn && a.Id.CompareTo(after.Id) > 0)
                           join f in Filings(of) on a.FilingId equals f.Id
                           orderby a.DutyDueOn, a.Id
                           select new { Filing = f, Act = a }).Take(take).ToListAsync(ct);
        return found.ConvertAll(p => new Found(p.Filing, p.Act));
    }

    /// <summary>What of one duty has one owner, counted in the database.</summary>
    sealed record Group(string Pack, string Sha256, FilingKind Kind, ProcedureName Procedure, Stage Stage, Deadline Duty,
        OrganizationId? Reviewer, OrganizationId? Applicant, Actor? By, int Count);

    /// <summary>All of them by who owes or owed them, also those on no page yet.</summary>
    public async Task<IReadOnlyList<ListOverdue.Sum>> Sums(ListOverdue.Scope of, CancellationToken ct)
    {
        List<Group> groups = [.. await OpenGroups(of, ct), .. await LateGroups(of, ct)];
        var owed = new List<(Group Group, ListOverdue.Sum Sum)>();
        foreach (var g in groups)
        {
            var by = g.By ?? Procedure.Of(g.Procedure).Owes(g.Stage);
            var (body, name) = await lines.Body(by, g.Reviewer, g.Applicant, ct);
            var term = (await packs.Of(g.Pack, g.Sha256, ct)).Rules.TermOf(g.Kind, g.Procedure, g.Duty);
            owed.Add((g, new(body, name, by, g.Duty, g.By is null ? g.Count : 0, g.By is null ? 0 : g.Count, term.Basis)));
        }
        return [.. owed.GroupBy(o => (o.Sum.BodyId, o.Sum.OwedBy, o.Sum.Duty), o => o.Sum).Select(s => s.First() with
        {
            Open = s.Sum(x => x.Open), DoneLate = s.Sum(x => x.DoneLate),
        }).OrderByDescending(s => s.Open).ThenBy(s => s.BodyName, StringComparer.Ordinal).ThenBy(s => s.Duty)];
    }

    async Task<List<Group>> OpenGroups(ListOverdue.Scope of, CancellationToken ct)
    {
        var office = await Open(of).Where(f => !Internal.Contains(f.Procedure))
            .GroupBy(f => new { f.PackId, f.PackSha256, f.Kind, f.Procedure, f.Stage, f.Running, f.ReviewerId })
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).Take(GroupsMax).ToListAsync(ct);
        var own = await Open(of).Where(f => Internal.Contains(f.Procedure))
            .GroupBy(f => new { f.PackId, f.PackSha256, f.Kind, f.Procedure, f.Stage, f.Running, f.ApplicantId })
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).Take(GroupsMax).ToListAsync(ct);
        return [.. office.Select(g => new Group(g.Key.PackId, g.Key.PackSha256, g.Key.Kind, g.Key.Procedure, g.Key.Stage,
                g.Key.Running!.Value, g.Key.ReviewerId, null, null, g.Count)),
            .. own.Select(g => new Group(g.Key.PackId, g.Key.PackSha256, g.Key.Kind, g.Key.Procedure, g.Key.Stage, g.Key.Running!.Value,
                null, g.Key.ApplicantId, null, g.Count))];
    }

    async Task<List<Group>> LateGroups(ListOverdue.Scope of, CancellationToken ct)
    {
        var acts = from a in db.Set<FilingAct>().AsNoTracking()
                   where a.DutyLate > 0 && a.DutyDueOn >= of.Since
                   join f in Filings(of) on a.FilingId equals f.Id
                   select new { f.PackId, f.PackSha256, f.Kind, f.Procedure, f.Stage, a.Duty, a.By, f.ReviewerId, f.ApplicantId };
        var office = await acts.Where(a => !Internal.Contains(a.Procedure))
            .GroupBy(a => new { a.PackId, a.PackSha256, a.Kind, a.Procedure, a.Duty, a.By, a.ReviewerId })
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).Take(GroupsMax).ToListAsync(ct);
        var own = await acts.Where(a => Internal.Contains(a.Procedure))
            .GroupBy(a => new { a.PackId, a.PackSha256, a.Kind, a.Procedure, a.Duty, a.By, a.ApplicantId })
            .Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).Take(GroupsMax).ToListAsync(ct);
        return [.. office.Select(g => new Group(g.Key.PackId, g.Key.PackSha256, g.Key.Kind, g.Key.Procedure, default, g.Key.Duty!.Value,
                g.Key.ReviewerId, null, g.Key.By, g.Count)),
            .. own.Select(g => new Group(g.Key.PackId, g.Key.PackSha256, g.Key.Kind, g.Key.Procedure, default, g.Key.Duty!.Value, null,
                g.Key.ApplicantId, g.Key.By, g.Count))];
    }
}

/// <summary>Says whose fault a late duty is.</summary>
internal sealed class OverdueLines(PinnedPacks packs, IParties parties, PartyNames names, WorkCalendar calendar)
{
    public async Task<ListOverdue.Line> Open(Filing filing, DateOnly today, CancellationToken ct)
    {
        var term = await Term(filing, filing.Running!.Value, ct);
        return await Line(filing, filing.Running.Value, filing.Table.Owes(filing.Stage), filing.DueOn!.Value,
            calendar.Between(filing.DueOn.Value, today, term.Unit), null, term, ct);
    }

    public async Task<ListOverdue.Line> Done(Filing filing, FilingAct act, CancellationToken ct)
        => await Line(filing, act.Duty!.Value, act.By, act.DutyDueOn!.Value, act.DutyLate!.Value, LegalDay.Of(act.At),
            await Term(filing, act.Duty.Value, ct), ct);

    async Task<Term> Term(Filing filing, Deadline duty, CancellationToken ct)
        => (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules.TermOf(filing.Kind, filing.Procedure, duty);

    async Task<ListOverdue.Line> Line(
        Filing filing, Deadline duty, Actor owes, DateOnly due, int late, DateOnly? done, Term term, CancellationToken ct)
    {
        var (body, name) = await Body(owes, filing.ReviewerId, filing.ApplicantId, ct);
        var rules = (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules;
        return new(filing.Id.Value, filing.Number, filing.ResourceTitle, filing.PackId, rules.Jurisdiction, filing.Stage, duty, owes,
            body, name, due, late, term.Unit, done, term.Basis, term.Open);
    }

    /// <summary>The registry's duties, its committee's, and a review that it gave to nobody are its own.</summary>
    /// <param name="applicant">Null where applicants are not told apart.</param>
    public async Task<(Guid Id, string Name)> Body(Actor owes, OrganizationId? reviewer, OrganizationId? applicant, CancellationToken ct)
    {
        var platform = await parties.Platform(ct);
        var body = owes switch
        {
            Actor.Reviewer => reviewer ?? platform.Id,
            Actor.Registrar or Actor.Committee => platform.Id,
            _ => applicant,
        };
        return body is not { } id ? (Guid.Empty, Wording.Zh(owes)) : (id.Value, id == platform.Id ? platform.Name
            : await names.Organization(id, ct));
    }
}
