using System.Numerics;

namespace Yuanliu.Compute.Overlap;

/// <summary>抽样 — a few thousand units of different owners. Where enough of them lie between two sets, enough owners do, and neither set
/// is walked.</summary>
/// <remarks>It only ever shows that a difference is wide: where it does not, the sets themselves are looked at.</remarks>
internal sealed class Sample(Owners owners, int enough)
{
    const int UnitsMax = 4096;

    readonly uint[] units = owners.Spread(UnitsMax);

    /// <summary>One bit for each unit of the sample: whether it lies in the set.</summary>
    public ulong[] Of(UnitSet set)
    {
        var marking = new Marking(units, new ulong[(units.Length + 63) / 64]);
        set.Walk(ref marking);
        return marking.Marks;
    }

    /// <summary>The overlay holds enough owners for certain.</summary>
    public bool ShowsWide(ulong[] first, ulong[] second, Overlay overlay)
    {
        var (count, flip) = (0, overlay is Overlay.OnlyFirst ? ulong.MaxValue : 0);
        for (var word = 0; word < first.Length && word < second.Length; word++)
        {
            count += BitOperations.PopCount(first[word] & (second[word] ^ flip));
            if (count >= enough) return true;
        }
        return false;
    }

    struct Marking(uint[] units, ulong[] marks) : IRunVisitor
    {
        int next;

        public readonly ulong[] Marks => marks;

        public bool Visit(uint start, uint end)
        {
            if (next < units.Length && units[next] < start)
            {
                var found = Array.BinarySearch(units, next, units.Length - next, start);
                next = found < 0 ? ~found : found;
            }
            for (; next < units.Length && units[next] < end; next++) marks[next >> 6] |= 1UL << (next & 63);
            return next < units.Length;
        }
    }
}
