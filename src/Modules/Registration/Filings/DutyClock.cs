using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>办理逾期 — puts into evidence, once for each, the duties that were not done in time. Nothing else follows from it.</summary>
internal sealed class DutyClock(AppDb db, PinnedPacks packs, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 100;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<Filing>().Where(f => f.Fires == false && !f.OverdueNoted && f.DueOn < today).OrderBy(f => f.DueOn)
            .ThenBy(f => f.Id)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var filing in due) filing.NoteOverdue((await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules, node);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}

/// <summary>到期日重算 — when a holiday plan was announced or changed, every running term is computed anew, and both dates stand in
/// evidence.</summary>
internal sealed class CalendarClock(AppDb db, PinnedPacks packs, WorkCalendar calendar, HostSettings node) : IDaily
{
    const int BatchMax = 100;
    /// <summary>The calendar that all running terms are computed with: looking for others is needless while it is today's.</summary>
    const string SettledSetting = "registration-calendar";

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var settled = await db.Set<Setting>().SingleOrDefaultAsync(s => s.Name == SettledSetting, ct);
        if (settled?.Value == calendar.Version) return 0;
        var now = calendar.Version;
        var old = await db.Set<Filing>().Where(f => f.CalendarVersion != null && f.CalendarVersion != now).OrderBy(f => f.Id)
            .Take(BatchMax).ToListAsync(ct);
        foreach (var filing in old) filing.Recompute((await packs.Of(filing.PackId, filing.PackSha256, ct)).Rules, calendar, node);
        if (old.Count == 0 && settled is null) db.Add(new Setting { Name = SettledSetting, Value = now });
        else if (old.Count == 0) settled!.Value = now;
        await db.SaveChangesAsync(ct);
        return old.Count;
    }
}
