namespace Yuanliu.Compute.Overlap;

/// <summary>单元归属 — whose each unit is. A unit is a row, or whatever a question can tell apart; an owner is an identity.</summary>
/// <remarks>
/// Units from <see cref="PhantomsFrom"/> on stand for rows that could be there and are not. They belong to nobody, but two sets that differ
/// in them differ in meaning: to answer when nobody stands between, and to refuse when somebody does, would tell which it is.
/// </remarks>
public sealed class Owners
{
    public const uint PhantomsFrom = 0xC000_0000;
    /// <summary>From here on a unit only tells two meanings apart, see <see cref="OverlapAuditor"/>.</summary>
    public const uint MeaningsFrom = 0xE000_0000;

    /// <summary>The owner of a unit of which nobody knows whose it is: it is there, and does not count.</summary>
    public const uint Nobody = uint.MaxValue;

    /// <summary>A prime larger than any number of units: its multiples come everywhere before they come again.</summary>
    const ulong Stride = 2_654_435_761;
    const ulong TriesForOne = 4;

    readonly List<(uint From, uint[]? Map)> stretches = [];
    ulong end;

    /// <summary>Every unit is its own owner.</summary>
    public static Owners Themselves => new(null, 0);

    /// <param name="map">The owner of unit 0, 1, 2 …</param>
    public Owners(uint[] map) : this(map, (uint)map.Length) { }

    /// <param name="map">The owner of unit 0, 1, 2 …; null when each is its own.</param>
    /// <param name="count">How many units there are.</param>
    public Owners(uint[]? map, uint count) => Append(map, count);

    /// <summary>Adds units with owners of their own: rows of an earlier version that are no longer there.</summary>
    /// <returns>The number of the first; null when there is no room for them.</returns>
    public uint? Append(uint[]? map, uint count)
    {
        if (end + count > PhantomsFrom) return null;
        stretches.Add(((uint)end, map));
        end += count;
        return stretches[^1].From;
    }

    /// <summary>Units of different owners from all over, ascending.</summary>
    internal uint[] Spread(int most)
    {
        var (spread, seen) = (new List<uint>(), new HashSet<uint>());
        for (var step = 0UL; step < (ulong)most * TriesForOne && spread.Count < most && end > 0; step++)
        {
            var unit = (uint)(step * Stride % end);
            if (Of(unit) is var owner && owner != Nobody && seen.Add(owner)) spread.Add(unit);
        }
        spread.Sort();
        return [.. spread];
    }

    public uint Of(uint unit)
    {
        for (var i = stretches.Count - 1; i >= 0; i--)
            if (unit >= stretches[i].From) return stretches[i].Map is { } map && unit - stretches[i].From < map.Length
                ? map[unit - stretches[i].From] : unit;
        return unit;
    }
}

/// <summary>Tells whether sets have enough distinct owners. Not thread-safe.</summary>
public sealed class OwnerThreshold(Owners owners, int enough)
{
    readonly OwnerCounter counter = new(owners, enough);

    public bool IsMet(UnitSet set)
    {
        counter.Begin();
        var counting = new Counting(counter);
        set.Walk(ref counting);
        return counter.HasEnough;
    }
}

/// <summary>Counts distinct owners up to a limit, over and over, without allocating.</summary>
internal sealed class OwnerCounter
{
    readonly Owners owners;
    readonly int enough;
    readonly uint[] slots;
    readonly int[] stamps;
    int stamp;

    public OwnerCounter(Owners owners, int enough)
    {
        (this.owners, this.enough) = (owners, enough);
        var size = 4;
        while (size < enough * 2) size <<= 1;
        (slots, stamps) = (new uint[size], new int[size]);
    }

    public int Distinct { get; private set; }
    /// <summary>Something was there, be it a phantom.</summary>
    public bool IsTouched { get; private set; }
    public bool HasEnough => Distinct >= enough;

    public void Begin()
    {
        (Distinct, IsTouched) = (0, false);
        if (++stamp != int.MaxValue) return;
        Array.Clear(stamps);
        stamp = 1;
    }

    /// <returns>False once there are enough.</returns>
    public bool Add(uint start, uint end)
    {
        IsTouched = true;
        for (var unit = start; unit < end && unit < Owners.PhantomsFrom; unit++)
            if (owners.Of(unit) is var owner && owner != Owners.Nobody && !Add(owner)) return false;
        return true;
    }

    bool Add(uint owner)
    {
        var mask = slots.Length - 1;
        for (var at = (int)(owner * 2654435769u >> 7) & mask; ; at = at + 1 & mask)
        {
            if (stamps[at] != stamp)
            {
                (stamps[at], slots[at]) = (stamp, owner);
                return ++Distinct < enough;
            }
            if (slots[at] == owner) return true;
        }
    }
}

/// <summary>Feeds a counter from a walk.</summary>
internal readonly struct Counting(OwnerCounter counter, uint below = uint.MaxValue) : IRunVisitor
{
    public bool Visit(uint start, uint end) => start >= below || counter.Add(start, Math.Min(end, below));
}
