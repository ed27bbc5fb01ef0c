using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Entries;

/// <summary>声明权属变更 — the former holder puts the statement on the log.</summary>
internal static class StateTransfer
{
    /// <param name="StatedOn">Null while it is owed.</param>
    /// <param name="DaysLate">In the unit of the term: as of today, or of the day on which it was stated.</param>
    internal sealed record View(
        Guid OwedBy, string OwedByName, DateOnly DueOn, string Text, DateOnly? StatedOn, int DaysLate, TermUnit Unit, string Basis);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/filings/{id:guid}/state-transfer", Handle).OpenTo("registration:write", Role.Steward).WithName(nameof(StateTransfer))
        .WithSummary("声明权属变更");

    static async Task<Results<Ok<View>, ProblemHttpResult>> Handle(
        Guid id, HttpContext context, AppDb db, TransferStatements statements, WorkCalendar calendar, IClock clock, HostSettings node,
        CallerBox box, CancellationToken ct)
    {
        var (wanted, own) = (new FilingId(id), new OrganizationId(box.Known.OrganizationId));
        if (await db.Set<TransferStatement>().SingleOrDefaultAsync(s => s.FilingId == wanted && s.OwedBy == own, ct) is not { } owed)
            return Refusals.NoStatementOwed.Problem(context);
        if (owed.StatedAt is not null) return Refusals.TransferStatedAlready(owed.Basis).Problem(context);
        owed.State(new(box.Known.PersonId), clock.Now, calendar, node);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await statements.View(owed, ct));
    }
}

/// <summary>Lets a transfer owe its statement, and tells what is owed.</summary>
internal sealed class TransferStatements(AppDb db, PartyNames parties, WorkCalendar calendar, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 100;

    /// <summary>A holder who is no more states nothing; otherwise whoever held the rights before the entry does.</summary>
    public async Task Owe(Matter matter, OrganizationId? former, CancellationToken ct)
    {
        if (former is not { } owes || Succession.IsWhole(matter) || matter.Touched.All(r => r.HolderId == owes)) return;
        if (matter.OfKind.Within.Find(t => t.AfterRegistration
            && (t.When.Count == 0 || t.When.Exists(matter.Content.Circumstances.Contains))) is not { } term) return;
        var to = matter.Touched.First(r => r.HolderId != owes).HolderId;
        db.Add(new TransferStatement
        {
            FilingId = matter.Filing.Id, OwedBy = owes, Unit = term.Unit, Basis = term.Basis,
            DueOn = calendar.DueOn(matter.Today, new() { Length = term.Length, Unit = term.Unit, Basis = term.Basis }),
            Text = Wording.TransferStatement(matter.Unit.Number!, matter.Filing.Number, await parties.Organization(to, ct)),
        });
    }

    public async Task<StateTransfer.View?> Of(FilingId filing, CancellationToken ct)
        => await db.Set<TransferStatement>().AsNoTracking().SingleOrDefaultAsync(s => s.FilingId == filing, ct) is { } owed
            ? await View(owed, ct) : null;

    public async Task<StateTransfer.View> View(TransferStatement s, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        return new(
            s.OwedBy.Value, await parties.Organization(s.OwedBy, ct), s.DueOn, s.Text, s.StatedAt is { } at ? LegalDay.Of(at) : null,
            s.DaysLate ?? (today > s.DueOn ? calendar.Between(s.DueOn, today, s.Unit) : 0), s.Unit, s.Basis);
    }

    /// <summary>Puts into evidence, once for each, the statements that were not made in time. Nothing else follows from it.</summary>
    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<TransferStatement>().Where(s => !s.OverdueNoted && s.StatedAt == null && s.DueOn < today)
            .OrderBy(s => s.DueOn).ThenBy(s => s.FilingId).Take(BatchMax).ToListAsync(ct);
        foreach (var late in due) late.NoteOverdue(node);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
