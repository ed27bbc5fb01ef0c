namespace Yuanliu.Compute.Overlap;

/// <summary>How a new group lies beside each that was released: what either has alone, and what they share. Each is walked once, and only
/// when somebody asks: pairs, answers, covers and unions ask for the same again and again.</summary>
internal sealed class Beside(ReleasedGroup group, List<ReleasedGroup> released, Comparison comparison)
{
    const byte Beyond = 1, Left = 2, Shared = 4;

    readonly byte[] known = new byte[released.Count], wide = new byte[released.Count];

    public UnitSet Group => group.Set;

    /// <summary>The new group has enough owners that the earlier one lacks.</summary>
    public bool IsBeyond(int earlier) => Is(earlier, Beyond);

    /// <summary>The earlier group has enough owners that the new one lacks.</summary>
    public bool IsLeft(int earlier) => Is(earlier, Left);

    /// <summary>Both have enough owners together.</summary>
    public bool IsShared(int earlier) => Is(earlier, Shared);

    public bool DiffersNarrowly(int earlier) => !IsBeyond(earlier) && !IsLeft(earlier)
        && comparison.DifferNarrowly(group.Set, released[earlier].Set, released[earlier].IsComparable);

    bool Is(int earlier, byte what)
    {
        if ((known[earlier] & what) == 0)
        {
            known[earlier] |= what;
            if (IsWide(released[earlier], what)) wide[earlier] |= what;
        }
        return (wide[earlier] & what) != 0;
    }

    bool IsWide(in ReleasedGroup earlier, byte what) => what switch
    {
        Beyond => comparison.IsWide(group, earlier, Overlay.OnlyFirst),
        Left => comparison.IsWide(earlier, group, Overlay.OnlyFirst),
        _ => comparison.IsWide(group, earlier, Overlay.Both),
    };
}
