namespace Yuanliu.Compute.Overlap;

/// <summary>Looks for two groups, or a chain of groups without overlap, that nearly make up a whole.</summary>
internal sealed class Cover(UnitSet whole, List<ReleasedGroup> groups, Comparison comparison, Work work)
{
    /// <summary>Whether earlier groups make up the whole.</summary>
    /// <param name="beside">How the whole lies beside them.</param>
    public OverlapKind? Find(Beside beside)
    {
        var parts = Parts(beside.IsLeft);
        for (var i = 0; i < parts.Count; i++)
            if (HasPair(parts[i], parts, i + 1)) return OverlapKind.PairUnion;
        return parts.Count > 2 && HasChain([], parts) ? OverlapKind.Chain : null;
    }

    /// <summary>Whether earlier groups together with a new one make up the whole.</summary>
    /// <param name="older">The whole, as it was released.</param>
    public OverlapKind? FindWith(ReleasedGroup added, ReleasedGroup older)
    {
        var parts = Parts(i => comparison.IsWide(groups[i], older, Overlay.OnlyFirst));
        if (HasPair(Of(added), parts, 0)) return OverlapKind.PairUnion;
        return parts.Count > 1 && HasChain([added], parts) ? OverlapKind.Chain : null;
    }

    /// <summary>Groups that lie within the whole but for fewer owners than the threshold, largest first.</summary>
    List<Part> Parts(Func<int, bool> isOutside)
    {
        var parts = new List<Part>();
        for (var i = 0; i < groups.Count; i++)
            if (work.Step() && !isOutside(i) && !groups[i].Set.Equals(whole)) parts.Add(Of(groups[i]));
        parts.Sort((a, b) => b.Group.Set.Count.CompareTo(a.Group.Set.Count));
        return parts;
    }

    Part Of(ReleasedGroup group) => new(group, whole.Except(group.Set), group.Set.Except(whole));

    /// <remarks>Two groups of one answer are looked at with all others of it.</remarks>
    bool HasPair(Part first, List<Part> parts, int from)
    {
        for (var j = from; j < parts.Count && work.Step(); j++)
            if (parts[j].Group.Release != first.Group.Release && comparison.LeaveLittle(first, parts[j])
                && comparison.IsNarrow(whole, first.Group.Set.Or(parts[j].Group.Set), first.Group.Set.And(parts[j].Group.Set),
                    [first.Group.Voids, parts[j].Group.Voids]))
                return true;
        return false;
    }

    /// <summary>Adds part after part that does not overlap what is there, and looks after each how much is missing.</summary>
    bool HasChain(List<ReleasedGroup> chain, List<Part> parts)
    {
        var (covered, twice) = (chain.Count > 0 ? chain[0].Set : UnitSet.Empty, UnitSet.Empty);
        foreach (var part in parts)
        {
            if (!work.Step() || comparison.IsWide(part.Group.Set, covered, Overlay.Both)
                || !comparison.IsWide(part.Group.Set, covered, Overlay.OnlyFirst)) continue;
            chain.Add(part.Group);
            twice = twice.Or(covered.And(part.Group.Set));
            covered = covered.Or(part.Group.Set);
            if (comparison.IsNarrow(whole, covered, twice, chain.Select(g => g.Voids))) return true;
        }
        return false;
    }
}
