namespace Yuanliu.Compute.Overlap;

/// <summary>What one answer released together: groups that may be added up.</summary>
internal sealed class Partition(IReadOnlyList<UnitSet> groups, UnitSet voids, Comparison comparison)
{
    const int UnsureMax = 8;

    public IReadOnlyList<UnitSet> Groups => groups;
    /// <summary>Made when the answer is remembered, so that no check has to wait for it.</summary>
    public UnitSet Union { get; } = UnionOf(groups);
    /// <summary>The place of its first group among all that were released.</summary>
    public int First { get; init; }

    /// <summary>
    /// Groups whose union differs from the whole by fewer owners than the threshold; null when there are none. A group that lies with
    /// enough
    /// owners both within the whole and outside it ends the search: with it or without it the difference is wide.
    /// </summary>
    public IReadOnlyList<int>? NarrowTo(UnitSet whole) => NarrowTo(whole,
        g => comparison.IsWide(groups[g], whole, Overlay.Both), g => comparison.IsWide(groups[g], whole, Overlay.OnlyFirst));

    /// <param name="isWithin">A group lies with enough owners within the whole.</param>
    /// <param name="isOutside">It lies with enough outside it.</param>
    public IReadOnlyList<int>? NarrowTo(UnitSet whole, Func<int, bool> isWithin, Func<int, bool> isOutside)
    {
        if (groups.Count < 2 || Straddles(isWithin, isOutside)) return null;
        var (sure, unsure) = (new List<int>(), new List<int>());
        for (var group = 0; group < groups.Count; group++)
        {
            var (within, outside) = (isWithin(group), isOutside(group));
            if (within) sure.Add(group);
            else if (!outside) unsure.Add(group);
        }
        // So many that straddle the whole with few owners each cannot be tried one by one: nothing is known, so they count as narrow.
        if (unsure.Count > UnsureMax) return [.. sure, .. unsure];
        for (var pick = 0; pick < 1 << unsure.Count; pick++)
        {
            List<int> parts = [.. sure, .. unsure.Where((_, i) => (pick >> i & 1) != 0)];
            if (parts.Count > 1 && comparison.IsNarrow(whole, Together(parts), UnitSet.Empty, [voids])) return parts;
        }
        return null;
    }

    /// <summary>Most answers have such a group among their first: nothing is put together for them.</summary>
    bool Straddles(Func<int, bool> isWithin, Func<int, bool> isOutside)
    {
        for (var group = 0; group < groups.Count; group++)
            if (isWithin(group) && isOutside(group)) return true;
        return false;
    }

    UnitSet Together(List<int> parts) => parts.Count == groups.Count ? Union : UnionOf([.. parts.Select(p => groups[p])]);

    static UnitSet UnionOf(IReadOnlyList<UnitSet> groups)
    {
        if (groups.Count == 1) return groups[0];
        var all = new Gathering(new());
        foreach (var group in groups) group.Walk(ref all);
        return all.Builder.Build();
    }

    readonly struct Gathering(UnitSetBuilder builder) : IRunVisitor
    {
        public UnitSetBuilder Builder => builder;

        public bool Visit(uint start, uint end)
        {
            builder.Add(start, end);
            return true;
        }
    }
}
