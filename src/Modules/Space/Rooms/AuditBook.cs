using System.Collections.Concurrent;
using Yuanliu.Compute.Overlap;

namespace Yuanliu.Space.Rooms;

/// <summary>What a question would release of one table: sets of units and the group each belongs to.</summary>
internal sealed record Candidate(IReadOnlyList<UnitSet> Sets, IReadOnlyList<int> Groups, UnitSet Voids);

/// <summary>Of which table and to whom something is to be released.</summary>
/// <param name="Circle">The receiver, or the circle in which it is looked at.</param>
/// <param name="Columns">Those that the agreement opens.</param>
/// <param name="Strata">Whose phantoms are meant.</param>
internal sealed record Audited(
    ResourceId Resource, Guid Circle, PreparedTable Table, string Lineage, string Identity, IReadOnlyList<string> Columns, int MinGroup,
    string Strata);

/// <summary>审计账 — remembers what was released to whom, in memory as far as the database tells, and holds new groups against it.</summary>
internal sealed class AuditBook(Translation translation)
{
    const int BooksMax = 32, ReleasesMax = 20_000;

    /// <summary>The auditor of one table and circle, and the releases it has heard of.</summary>
    sealed class Page(Owners owners, int threshold)
    {
        public OverlapAuditor Auditor { get; } = new(owners, threshold);
        public Owners Owners => owners;
        public Dictionary<string, uint> Ghosts { get; } = [];
        public HashSet<Guid> Heard { get; } = [];
        public SemaphoreSlim Gate { get; } = new(1);
    }

    readonly ConcurrentDictionary<string, Page> pages = new();

    /// <summary>Groups of each stage that may not be released beside what the circle knows.</summary>
    /// <returns>Null when what was released before cannot be compared any more.</returns>
    public async Task<IReadOnlyList<IReadOnlySet<int>>?> Hold(AppDb db, Audited about, IReadOnlyList<Candidate> stages,
        CancellationToken ct)
    {
        var page = PageOf(about);
        await page.Gate.WaitAsync(ct);
        try
        {
            if (!await Read(db, about, page, ct)) return null;
            var before = page.Auditor.Releases;
            var held = stages.Select(stage => Hold(page.Auditor, stage)).ToList();
            page.Auditor.Forget(before);
            return held;
        }
        finally { page.Gate.Release(); }
    }

    static HashSet<int> Hold(OverlapAuditor auditor, Candidate stage)
    {
        var held = auditor.Check(stage.Sets, stage.Voids).Select(f => stage.Groups[f.Group]).ToHashSet();
        auditor.Add([.. stage.Sets.Where((_, i) => !held.Contains(stage.Groups[i]))], stage.Voids);
        return held;
    }

    Page PageOf(Audited about)
    {
        if (pages.Count >= BooksMax) pages.Clear();
        var columns = Gate.Plan.Short(string.Join('\n', about.Columns));
        var key = $"{about.Lineage}|{about.Table.Version}|{about.Circle}|{about.MinGroup}|{about.Strata}|{columns}";
        return pages.GetOrAdd(key, _ => new(new(about.Table.OwnerMap, (uint)about.Table.Rows), about.MinGroup));
    }

    /// <summary>Hears of what was released since. Ids are looked at one by one: two who release at once may end in another order.</summary>
    async Task<bool> Read(AppDb db, Audited about, Page page, CancellationToken ct)
    {
        var receivers = await Receivers(db, about.Circle, ct);
        var rows = db.Set<Release>().AsNoTracking().Where(r => r.Resource == about.Resource && receivers.Contains(r.Receiver));
        var ids = await rows.OrderBy(r => r.Id).Select(r => r.Id).Take(ReleasesMax + 1).ToListAsync(ct);
        if (ids.Count > ReleasesMax) return false;
        foreach (var news in ids.Where(id => !page.Heard.Contains(id)).Chunk(100))
            foreach (var release in await rows.Where(r => news.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct))
            {
                if (await translation.Of(release, about, page.Owners, page.Ghosts, ct) is not { } sets) return false;
                page.Auditor.Add([.. sets.Skip(1)], sets[0], IsComparable(release, about));
                page.Heard.Add(release.Id);
            }
        return true;
    }

    /// <summary>
    /// Phantoms of another version are others. Those of other strata differ too, and shall: beside a question under other columns the same
    /// rows count as nearly the same, or it would tell whether anybody stands between.
    /// </summary>
    static bool IsComparable(Release release, Audited about) => release.DataSha256 == about.Table.Version;

    /// <summary>
    /// Holds the receiver as it is until the save: a circle that is changed meanwhile makes that save fail, or fails itself.
    /// </summary>
    /// <returns>Whether it is audited in this circle still.</returns>
    public static async Task<bool> Hold(AppDb db, OrganizationId receiver, Guid circle, bool spends, CancellationToken ct)
    {
        var held = await Receiver(db, receiver, ct);
        if (spends) held.Change();
        // Written as it was: who is told at the same time stands in nobody's way.
        else if (db.Entry(held) is { State: EntityState.Unchanged } entry) entry.Property(r => r.Version).IsModified = true;
        return await CircleOf(db, receiver, ct) == circle;
    }

    public static async Task<AuditedReceiver> Receiver(AppDb db, OrganizationId receiver, CancellationToken ct)
    {
        var found = await db.FindAsync<AuditedReceiver>([receiver], ct);
        if (found is null) db.Add(found = new() { Organization = receiver });
        return found;
    }

    /// <summary>All who are looked at together.</summary>
    public static async Task<List<OrganizationId>> Receivers(AppDb db, Guid circle, CancellationToken ct)
    {
        var members = await db.Set<CircleMember>().AsNoTracking().Where(m => m.Circle == circle).Select(m => m.Organization)
            .Order().Take(1000).ToListAsync(ct);
        return members.Count > 0 ? members : [new(circle)];
    }

    /// <summary>The circle of a receiver: itself where nobody named one.</summary>
    public static async Task<Guid> CircleOf(AppDb db, OrganizationId receiver, CancellationToken ct)
        => await db.Set<CircleMember>().AsNoTracking().Where(m => m.Organization == receiver).Select(m => (Guid?)m.Circle)
            .SingleOrDefaultAsync(ct) ?? receiver.Value;
}
