namespace Yuanliu.Compute.Overlap;

/// <summary>Tells whether what lies between sets is enough owners, few, or nothing.</summary>
internal sealed class Comparison(Owners owners, int threshold)
{
    readonly OwnerCounter counter = new(owners, threshold);
    readonly Sample sample = new(owners, threshold);

    public ulong[] Marks(UnitSet set) => sample.Of(set);

    /// <summary>The two differ, and by fewer owners than the threshold.</summary>
    /// <param name="withPhantoms">Phantoms tell them apart too.</param>
    public bool DifferNarrowly(UnitSet first, UnitSet second, bool withPhantoms)
    {
        Count(first, second, Overlay.EitherNotBoth, withPhantoms ? uint.MaxValue : Overlap.Owners.PhantomsFrom);
        return counter.IsTouched && !counter.HasEnough;
    }

    /// <summary>The overlay holds at least as many owners as the threshold.</summary>
    public bool IsWide(UnitSet first, UnitSet second, Overlay overlay)
    {
        Count(first, second, overlay);
        return counter.HasEnough;
    }

    /// <summary>The same of two groups, whose marks mostly show it already.</summary>
    public bool IsWide(in ReleasedGroup first, in ReleasedGroup second, Overlay overlay)
        => sample.ShowsWide(first.Marks, second.Marks, overlay) || IsWide(first.Set, second.Set, overlay);

    /// <summary>Owners in the overlay, counted no further than the threshold.</summary>
    public int Owners(UnitSet first, UnitSet second, Overlay overlay)
    {
        Count(first, second, overlay);
        return counter.Distinct;
    }

    /// <summary>
    /// What the remainders of both share, what both spill, and what both hold, is fewer owners than the threshold. What both hold is in the
    /// sum of the two twice.
    /// </summary>
    public bool LeaveLittle(in Part first, in Part second)
    {
        counter.Begin();
        var counting = new Counting(counter);
        _ = first.Remainder.Walk(second.Remainder, Overlay.Both, ref counting) && first.Spill.Walk(ref counting)
            && second.Spill.Walk(ref counting) && first.Group.Set.Walk(second.Group.Set, Overlay.Both, ref counting);
        return !counter.HasEnough;
    }

    /// <summary>
    /// A whole and what was put together to make it differ narrowly. Phantoms for which an answer had no group do not count, nor do
    /// meanings: to add up all groups of an answer is no secret.
    /// </summary>
    /// <param name="twice">What lies in several of the parts that were put together.</param>
    public bool IsNarrow(UnitSet whole, UnitSet together, UnitSet twice, IEnumerable<UnitSet> voids)
    {
        if (IsWide(whole, together, Overlay.EitherNotBoth)) return false;
        var between = whole.Except(together).Or(together.Except(whole)).Or(twice);
        if (IsWide(between, UnitSet.Empty, Overlay.Any)) return false;
        foreach (var missing in voids) between = between.Except(missing);
        return between.Units().Any(unit => unit < Overlap.Owners.MeaningsFrom);
    }

    void Count(UnitSet first, UnitSet second, Overlay overlay, uint below = uint.MaxValue)
    {
        counter.Begin();
        var counting = new Counting(counter, below);
        first.Walk(second, overlay, ref counting);
    }
}

/// <summary>One group as it was released.</summary>
/// <param name="Marks">What lies in it of the <see cref="Sample"/>.</param>
/// <param name="Voids">Phantoms that its question reached and for which there was no group.</param>
internal readonly record struct ReleasedGroup(UnitSet Set, ulong[] Marks, UnitSet Voids, int Release, bool IsComparable = true);

/// <summary>A group beside a whole: what it lacks of it, and what it has beyond.</summary>
internal readonly record struct Part(ReleasedGroup Group, UnitSet Remainder, UnitSet Spill);
