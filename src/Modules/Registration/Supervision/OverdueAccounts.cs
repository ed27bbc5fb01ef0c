using Yuanliu.Registration.Accounts;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Supervision;

/// <summary>账户事项逾期清单 — cases about accounts that the registry did not enter in time, open ones first.</summary>
internal sealed class OverdueAccounts(AppDb db, PinnedPacks packs, IParties parties, WorkCalendar calendar, IClock clock)
{
    public async Task<IReadOnlyList<ListOverdue.AccountLine>> Since(DateOnly from, string? register, int max, CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var found = await (from c in db.Set<AccountCase>().AsNoTracking()
                           where c.DueOn < today && c.DueOn >= @from || c.MissedOn >= @from
                           join a in db.Set<Account>().AsNoTracking() on c.AccountId equals a.Id
                           where register == null || a.Jurisdiction == register
                           orderby c.MissedOn ?? c.DueOn, c.Id
                           select new { Case = c, Account = a }).Take(max).ToListAsync(ct);
        var (lines, platform) = (new List<ListOverdue.AccountLine>(), (await parties.Platform(ct)).Name);
        foreach (var pair in found)
        {
            var term = (await packs.Of(pair.Case.PackId, pair.Case.PackSha256, ct)).Rules.Accounts!.Change!;
            var due = pair.Case.MissedOn ?? pair.Case.DueOn!.Value;
            lines.Add(new(
                pair.Case.Id, pair.Account.Number, pair.Account.SubjectName, pair.Case.PackId, pair.Account.Jurisdiction, pair.Case.Kind,
                Actor.Registrar, platform, due, pair.Case.DaysLate ?? calendar.Between(due, today, term.Unit), term.Unit,
                pair.Case.DoneOn, term.Basis, term.Open));
        }
        return [.. lines.OrderBy(l => l.DoneOn is not null).ThenBy(l => l.DueOn)];
    }
}
