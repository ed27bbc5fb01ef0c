using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>权属变更声明逾期清单 — transfers that their former holders did not state in time, those still owed first.</summary>
internal sealed class OverdueStatements(AppDb db, PinnedPacks packs, PartyNames names, WorkCalendar calendar, IClock clock)
{
    readonly DateOnly today = LegalDay.Of(clock.Now);

    sealed record Found(TransferStatement Statement, Filing Filing)
    {
        public OverdueCursor Cursor => new(Statement.StatedAt is not null, Statement.DueOn, Statement.FilingId.Value);
    }

    public async Task<Page<ListOverdue.StatementLine>> Page(ListOverdue.Scope of, string? after, int size, CancellationToken ct)
    {
        var (cursor, found) = (OverdueCursor.Read(after), new List<Found>());
        if (!cursor.Done) found.AddRange(await Rows(of, cursor, size + 1, ct));
        if (found.Count <= size)
            found.AddRange(await Rows(of, cursor.Done ? cursor : new(true, DateOnly.MinValue, Guid.Empty), size + 1 - found.Count, ct));
        var page = Paging.Cut(found, size, f => f.Cursor.ToString());
        var lines = new List<ListOverdue.StatementLine>();
        foreach (var (owed, filing) in page.Items)
            lines.Add(new(filing.Id.Value, filing.Number, filing.ResourceTitle, filing.PackId,
                (await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules.Jurisdiction, owed.OwedBy.Value,
                await names.Organization(owed.OwedBy, ct), owed.DueOn, owed.DaysLate ?? calendar.Between(owed.DueOn, today, owed.Unit),
                owed.Unit, owed.StatedAt is { } at ? LegalDay.Of(at) : null, owed.Basis));
        return new(lines, page.Next);
    }

    async Task<List<Found>> Rows(ListOverdue.Scope of, OverdueCursor after, int take, CancellationToken ct)
    {
        var last = new FilingId(after.Id);
        var rows = db.Set<TransferStatement>().AsNoTracking().Where(s => s.DueOn >= of.Since
            && (s.DueOn > after.DueOn || s.DueOn == after.DueOn && s.FilingId.CompareTo(last) > 0));
        rows = after.Done ? rows.Where(s => s.DaysLate > 0) : rows.Where(s => s.StatedAt == null && s.DueOn < today);
        return (await (from s in rows
                       join f in db.Set<Filing>().AsNoTracking() on s.FilingId equals f.Id
                       where of.Register == null || of.Packs.Contains(f.PackId)
                       orderby s.DueOn, s.FilingId
                       select new { Statement = s, Filing = f }).Take(take).ToListAsync(ct))
            .ConvertAll(p => new Found(p.Statement, p.Filing));
    }
}
