using Yuanliu.Compute.Similarity;

namespace Yuanliu.Registration.Similarity;

/// <param name="Percent">The estimated share of rows in common.</param>
/// <param name="SameSchema">Whether columns and types are the same too.</param>
internal sealed record Similar(ResourceId Resource, OrganizationId Holder, int Percent, bool SameSchema);

/// <summary>重复登记发现 — which resources that the register knows are much like another one.</summary>
internal sealed class Similars(AppDb db, ICatalog catalog)
{
    /// <summary>From here on a registrar is told; below it, tables of one kind resemble each other by nature.</summary>
    public const int PercentMin = 50;

    /// <summary>A table with so few distinct rows is like many others.</summary>
    const int FilledMin = 32;

    /// <summary>Looked at of one band, and compared in full: tables that thousands resemble are known to be like others long
    /// before.</summary>
    const int OfBandMax = 2000, CandidatesMax = 200, FoundMax = 20;

    /// <summary>Makes the register know a resource, in the caller's transaction. A version of the same resource takes the place of the
    /// last.</summary>
    /// <returns>Null where there is no fingerprint of it.</returns>
    public async Task<ResourceFingerprint?> Enter(ResourceId resource, OrganizationId holder, CancellationToken ct)
    {
        if (await catalog.Fingerprint(resource, ct) is not { } print) return null;
        db.RemoveRange(await db.Set<KnownPrint>().Where(p => p.ResourceId == resource).ToListAsync(ct));
        var keys = Sketch.Read(print.Rows, print.Filled).BandKeys().ToHashSet();
        var held = await db.Set<PrintBand>().Where(b => b.ResourceId == resource).ToListAsync(ct);
        db.RemoveRange(held.Where(b => !keys.Contains(b.Key)));
        db.AddRange(keys.Except(held.Select(b => b.Key)).Select(k => new PrintBand { Key = k, ResourceId = resource }));
        db.Add(new KnownPrint
        {
            ResourceId = resource, HolderId = holder, Method = print.Method, Rows = print.Rows, Filled = print.Filled,
                Schema = print.Schema,
        });
        return print;
    }

    /// <summary>The most similar first.</summary>
    public async Task<IReadOnlyList<Similar>> Find(ResourceId resource, CancellationToken ct)
    {
        if (await catalog.Fingerprint(resource, ct) is not { Filled: >= FilledMin } print) return [];
        var sketch = Sketch.Read(print.Rows, print.Filled);
        var ids = await MostBandsFirst(sketch, resource, ct);
        var candidates = await db.Set<KnownPrint>().AsNoTracking()
            .Where(p => ids.Contains(p.ResourceId) && p.Method == print.Method && p.Filled >= FilledMin).ToListAsync(ct);
        return [.. candidates
            .Select(p => new Similar(p.ResourceId, p.HolderId, (int)Math.Round(sketch.Likeness(p.Sketch()) * 100),
                p.Schema == print.Schema))
            .Where(s => s.Percent >= PercentMin).OrderByDescending(s => s.Percent).ThenBy(s => s.Resource.Value).Take(FoundMax)];
    }

    /// <summary>The more bands two fingerprints share, the more alike they are: only the first are read whole.</summary>
    async Task<List<ResourceId>> MostBandsFirst(Sketch sketch, ResourceId resource, CancellationToken ct)
    {
        var shared = new Dictionary<ResourceId, int>();
        foreach (var key in sketch.BandKeys())
            foreach (var id in await db.Set<PrintBand>().Where(b => b.Key == key).OrderBy(b => b.ResourceId).Select(b => b.ResourceId)
                .Take(OfBandMax).ToListAsync(ct))
                shared[id] = shared.GetValueOrDefault(id) + 1;
        shared.Remove(resource);
        return [.. shared.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Value).Take(CandidatesMax).Select(s => s.Key)];
    }
}
