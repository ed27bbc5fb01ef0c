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

    readonly List<(uint From, uint[]? Map)> stretches = [];

    /// <summary>Every unit is its own owner.</summary>
    public static Owners Themselves { get; } = new(Array.Empty<uint>());

    /// <param name="map">The owner of unit 0, 1, 2 …; units beyond are their own owners.</param>
    public Owners(uint[] map)
    {
        if (map.Length > 0) stretches.Add((0, map));
        stretches.Add(((uint)map.Length, null));
    }

    Owners(IEnumerable<(uint, uint[]?)> stretches) => this.stretches.AddRange(stretches);

    /// <summary>The same, with other owners for the units from a number on: rows of an earlier version that are no longer there.</summary>
    public Owners With(uint from, uint[] map)
        => new([.. stretches.Where(s => s.From < from), (from, map), (from + (uint)map.Length, null)]);

    public uint Of(uint unit)
    {
        for (var i = stretches.Count - 1; i > 0; i--)
            if (unit >= stretches[i].From) return stretches[i].Map is { } map ? map[unit - stretches[i].From] : unit;
        return stretches[0].Map is { } first ? first[unit] : unit;
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
            if (!Add(owners.Of(unit))) return false;
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
