using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>账户事项逾期清单 — cases about accounts that the registry did not enter in time, open ones first.</summary>
internal sealed class OverdueAccounts(AppDb db, PinnedPacks packs, IParties parties, WorkCalendar calendar, IClock clock)
{
    readonly DateOnly today = LegalDay.Of(clock.Now);

    sealed record Found(AccountCase Case, Account Account)
    {
        public OverdueCursor Cursor => new(Case.MissedOn is not null, Case.MissedOn ?? Case.DueOn!.Value, Case.Id);
    }

    public async Task<Page<ListOverdue.AccountLine>> Page(ListOverdue.Scope of, string? after, int size, CancellationToken ct)
    {
        var (cursor, found) = (OverdueCursor.Read(after), new List<Found>());
        if (!cursor.Done) found.AddRange(await Rows(of, cursor, size + 1, ct));
        if (found.Count <= size)
            found.AddRange(await Rows(of, cursor.Done ? cursor : new(true, DateOnly.MinValue, Guid.Empty), size + 1 - found.Count, ct));
        var page = Paging.Cut(found, size, f => f.Cursor.ToString());
        var (lines, platform) = (new List<ListOverdue.AccountLine>(), (await parties.Platform(ct)).Name);
        foreach (var pair in page.Items) lines.Add(await Line(pair, platform, ct));
        return new(lines, page.Next);
    }

    /// <summary>Those that are open, or those that were entered late, after this one.</summary>
    async Task<List<Found>> Rows(ListOverdue.Scope of, OverdueCursor after, int take, CancellationToken ct)
    {
        var cases = db.Set<AccountCase>().AsNoTracking();
        cases = after.Done
            ? cases.Where(c => c.MissedOn >= of.Since && (c.MissedOn > after.DueOn || c.MissedOn == after.DueOn
                && c.Id.CompareTo(after.Id) > 0)).OrderBy(c => c.MissedOn).ThenBy(c => c.Id)
            : cases.Where(c => c.MissedOn == null && c.DueOn < today && c.DueOn >= of.Since && (c.DueOn > after.DueOn
                || c.DueOn == after.DueOn && c.Id.CompareTo(after.Id) > 0)).OrderBy(c => c.DueOn).ThenBy(c => c.Id);
        return (await cases.Join(db.Set<Account>().AsNoTracking(), c => c.AccountId, a => a.Id, (c, a) => new { Case = c, Account = a })
            .Where(p => of.Register == null || p.Account.Jurisdiction == of.Register).Take(take).ToListAsync(ct))
            .ConvertAll(p => new Found(p.Case, p.Account));
    }

    async Task<ListOverdue.AccountLine> Line(Found pair, string platform, CancellationToken ct)
    {
        var (late, account) = (pair.Case, pair.Account);
        var term = (await packs.Of(late.PackId, late.PackSha256, ct)).Rules.Accounts!.EntryOf(late.Kind);
        var due = pair.Cursor.DueOn;
        return new(
            late.Id, account.Number, account.SubjectName, late.PackId, account.Jurisdiction, late.Kind, Actor.Registrar, platform, due,
            late.DaysLate ?? calendar.Between(due, today, term.Unit), term.Unit, late.DoneOn, term.Basis, term.Open);
    }
}
