using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Accounts;

/// <summary>账户事项办理逾期 — puts into evidence, once for each, the account cases that were not entered in time. Nothing else follows
/// from it.</summary>
internal sealed class AccountDutyClock(AppDb db, PinnedPacks packs, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 100;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<AccountCase>().Where(c => !c.OverdueNoted && c.DueOn < today).OrderBy(c => c.DueOn).ThenBy(c => c.Id)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var late in due)
            late.NoteOverdue((await packs.Of(late.PackId, late.PackSha256, ct)).Rules.Accounts!.EntryOf(late.Kind).Basis, node);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
