namespace Yuanliu.Compute.Overlap;

/// <summary>What would let a difference be computed.</summary>
public enum OverlapKind
{
    /// <summary>The group and one that was released before.</summary>
    Pair,
    /// <summary>One group, and two others put together.</summary>
    PairUnion,
    /// <summary>One group, and several groups of one answer put together.</summary>
    Partition,
    /// <summary>One group, and a chain of groups of different answers that do not overlap.</summary>
    Chain,
    /// <summary>There is more to compare than a check may take: nothing is known, so nothing is released.</summary>
    TooMuch,
}

/// <param name="Group">Which of the new groups.</param>
public sealed record OverlapFinding(int Group, OverlapKind Kind);

/// <summary>
/// 查询重叠审计 — holds back each new group whose units differ from those of earlier groups, or of unions of them, by fewer owners than
/// the threshold: the difference of the two answers would be an answer about those few.
/// </summary>
/// <remarks>
/// Looked at are single groups, unions of any two, unions of any groups of one answer, and chains of groups without overlap, with the new
/// groups on either side. Two sets that are the same differ by nothing: the same statistic again. What only phantoms tell apart counts as a
/// difference by fewer than the threshold. Not thread-safe.
/// </remarks>
public sealed class OverlapAuditor(Owners owners, int threshold, long stepsMax = OverlapAuditor.StepsDefault)
{
    public const long StepsDefault = 5_000_000;

    readonly List<Partition> past = [];
    readonly List<ReleasedGroup> sets = [];
    readonly Comparison comparison = new(owners, threshold);

    public int Releases => past.Count;
    public int Groups => sets.Count;
    public long Bytes => sets.Sum(s => s.Set.Bytes + s.Marks.Length * sizeof(ulong));

    /// <summary>Remembers what was released together.</summary>
    /// <param name="voids">Phantoms that the question reached and for which there was no group.</param>
    /// <param name="isComparable">Its phantoms are those of the sets to come; else, as in another version, only its rows are
    /// compared.</param>
    public void Add(IReadOnlyList<UnitSet> groups, UnitSet? voids = null, bool isComparable = true)
    {
        var (release, missing) = (past.Count, isComparable ? voids ?? UnitSet.Empty : AllPhantoms);
        var kept = isComparable ? groups : [.. groups.Select(g => g.Except(AllPhantoms))];
        past.Add(new(kept, missing, comparison) { First = sets.Count });
        sets.AddRange(kept.Select(g => new ReleasedGroup(g, comparison.Marks(g), missing, release, isComparable)));
    }

    static readonly UnitSet AllPhantoms = UnitSet.Range(Owners.PhantomsFrom, uint.MaxValue);

    /// <summary>Forgets what was remembered after the first so many releases: they were not released after all.</summary>
    public void Forget(int releases)
    {
        past.RemoveRange(releases, past.Count - releases);
        sets.RemoveAll(s => s.Release >= releases);
    }

    /// <summary>Which of the new groups must be held back so that the others may be released together.</summary>
    /// <param name="voids">Phantoms that the question reaches and for which there is no group.</param>
    public IReadOnlyList<OverlapFinding> Check(IReadOnlyList<UnitSet> groups, UnitSet? voids = null)
    {
        var (found, kept, missing) = (new List<OverlapFinding>(), new List<(int Group, Beside Beside)>(), voids ?? UnitSet.Empty);
        var work = new Work(stepsMax);
        for (var group = 0; group < groups.Count; group++)
        {
            var released = new ReleasedGroup(groups[group], comparison.Marks(groups[group]), missing, past.Count);
            var beside = new Beside(released, sets, comparison);
            if (Against(released, beside, kept, work) is { } kind) found.Add(new(group, kind));
            else kept.Add((group, beside));
        }
        HoldBackFromUnions(kept, missing, found, work);
        return work.IsSpent ? [.. Enumerable.Range(0, groups.Count).Select(g => new OverlapFinding(g, OverlapKind.TooMuch))] : found;
    }

    OverlapKind? Against(ReleasedGroup group, Beside beside, List<(int Group, Beside Beside)> kept, Work work)
    {
        for (var i = 0; i < sets.Count; i++)
            if (work.Step() && beside.DiffersNarrowly(i)) return OverlapKind.Pair;
        foreach (var (_, other) in kept)
            if (work.Step() && comparison.DifferNarrowly(group.Set, other.Group, true)) return OverlapKind.Pair;
        foreach (var answer in past)
            if (work.Step() && answer.NarrowTo(group.Set, g => beside.IsShared(answer.First + g), g => beside.IsLeft(answer.First + g))
                is not null) return OverlapKind.Partition;
        // The group as a whole that others make up, then as a part that completes an older whole.
        if (new Cover(group.Set, sets, comparison, work).Find(beside) is { } made) return made;
        for (var i = 0; i < sets.Count; i++)
            if (work.Step() && !beside.IsBeyond(i) && !group.Set.Equals(sets[i].Set)
                && new Cover(sets[i].Set, sets, comparison, work).FindWith(group, sets[i]) is { } completed) return completed;
        return null;
    }

    /// <summary>
    /// Several of the new groups together may make up an older one, or all of them several of an older answer: the smallest of them are
    /// held back until they do not.
    /// </summary>
    void HoldBackFromUnions(List<(int Group, Beside Beside)> kept, UnitSet voids, List<OverlapFinding> found, Work work)
    {
        var unions = past.Where(p => p.Groups.Count > 1).Select(p => p.Union).ToList();
        while (kept.Count > 1 && work.Step(kept.Count))
        {
            var together = new Partition([.. kept.Select(k => k.Beside.Group)], voids, comparison);
            var parts = OfOlder(together, kept, work)
                ?? unions.Select(whole => work.Step(kept.Count) ? together.NarrowTo(whole) : null).FirstOrDefault(p => p is not null)
                ?? (past.Exists(p => work.Step() && p.NarrowTo(together.Union) is not null) ? [.. Enumerable.Range(0, kept.Count)] : null);
            if (parts is null) return;
            var smallest = kept[parts.MinBy(p => kept[p].Beside.Group.Count)];
            found.Add(new(smallest.Group, OverlapKind.Partition));
            kept.Remove(smallest);
        }
    }

    /// <summary>Which of the new groups make up one older group.</summary>
    IReadOnlyList<int>? OfOlder(Partition together, List<(int Group, Beside Beside)> kept, Work work)
    {
        for (var i = 0; i < sets.Count; i++)
            if (work.Step(kept.Count)
                && together.NarrowTo(sets[i].Set, g => kept[g].Beside.IsShared(i), g => kept[g].Beside.IsBeyond(i)) is { } parts)
                return parts;
        return null;
    }
}

/// <summary>How much comparing a check may still do.</summary>
internal sealed class Work(long steps)
{
    long left = steps;

    public bool IsSpent => left <= 0;

    public bool Step(long count = 1) => (left -= count) > 0;
}
