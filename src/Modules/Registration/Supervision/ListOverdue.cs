using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>办理逾期清单 — duties that were not done in time, by whoever owes or owed them, with the article: for those who supervise.</summary>
internal static class ListOverdue
{
    /// <param name="OwedBy">The capacity in the procedure.</param>
    /// <param name="DaysLate">In the unit of the term; as of today, or of the day on which it was done.</param>
    internal sealed record Line(
        Guid Filing, string Number, string ResourceTitle, string Pack, string Jurisdiction, Stage Stage, Deadline Duty, Actor OwedBy,
            Guid BodyId,
        string BodyName, DateOnly DueOn, int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis, bool Open);
    internal sealed record Sum(Guid BodyId, string BodyName, Actor OwedBy, Deadline Duty, int Open, int DoneLate, string Basis);
    /// <summary>A case about an account that was not entered in time, or was entered late.</summary>
    internal sealed record AccountLine(
        Guid Case, string AccountNumber, string SubjectName, string Pack, string Jurisdiction, AccountCaseKind Kind, Actor OwedBy,
        string BodyName, DateOnly DueOn, int DaysLate, TermUnit Unit, DateOnly? DoneOn, string Basis, bool Open);
    internal sealed record Response(IReadOnlyList<Sum> Sums, IReadOnlyList<Line> Lines, IReadOnlyList<AccountLine> Accounts);

    const int LinesMax = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/supervision/overdue", Handle).OpenTo("registration:read", Role.Regulator, Role.Registrar).WithName(nameof(ListOverdue))
        .WithSummary("办理逾期清单");

    /// <param name="pack">Any pack of the register; none = all registers.</param>
    /// <param name="since">Duties that fell due on this day or later.</param>
    static async Task<Ok<Response>> Handle(
        string? pack, DateOnly? since, AppDb db, RegistrationPacks packs, OverdueLines lines, OverdueAccounts accounts, IClock clock,
            CancellationToken ct)
    {
        var (today, register) = (LegalDay.Of(clock.Now), pack is null ? null : packs.For(pack)?.Rules.Jurisdiction ?? pack);
        var from = since ?? DateOnly.MinValue;
        var open = await db.Set<Filing>().AsNoTracking().Where(f => f.Fires == false && f.DueOn < today && f.DueOn >= from)
            .OrderBy(f => f.DueOn).ThenBy(f => f.Id).Take(LinesMax).ToListAsync(ct);
        var late = await (from a in db.Set<FilingAct>().AsNoTracking()
                          where a.DutyLate > 0 && a.DutyDueOn >= @from
                          join f in db.Set<Filing>().AsNoTracking() on a.FilingId equals f.Id
                          orderby a.DutyDueOn, a.Id
                          select new { Act = a, Filing = f }).Take(LinesMax).ToListAsync(ct);
        var found = new List<Line>();
        foreach (var filing in open) found.Add(await lines.Open(filing, today, ct));
        foreach (var pair in late) found.Add(await lines.Done(pair.Filing, pair.Act, ct));
        if (register is not null) found.RemoveAll(l => l.Jurisdiction != register);
        return TypedResults.Ok(new Response(
            [.. found.GroupBy(l => (l.BodyId, l.BodyName, l.OwedBy, l.Duty)).Select(g => new Sum(g.Key.BodyId, g.Key.BodyName, g.Key.OwedBy,
                g.Key.Duty, g.Count(l => l.DoneOn is null), g.Count(l => l.DoneOn is not null), g.First().Basis))
                .OrderByDescending(s => s.Open).ThenBy(s => s.BodyName, StringComparer.Ordinal).ThenBy(s => s.Duty)],
            [.. found.OrderBy(l => l.DoneOn is not null).ThenBy(l => l.DueOn)],
            await accounts.Since(from, register, LinesMax, ct)));
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
        var platform = await parties.Platform(ct);
        var body = owes switch
        {
            Actor.Reviewer => filing.ReviewerId ?? platform.Id,
            Actor.Registrar or Actor.Committee => platform.Id,
            _ => filing.ApplicantId,
        };
        var rules = (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules;
        return new(filing.Id.Value, filing.Number, filing.ResourceTitle, filing.PackId, rules.Jurisdiction, filing.Stage, duty, owes,
            body.Value,
            body == platform.Id ? platform.Name : await names.Organization(body, ct), due, late, term.Unit, done, term.Basis, term.Open);
    }
}
