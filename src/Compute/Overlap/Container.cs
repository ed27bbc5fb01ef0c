using System.Numerics;

namespace Yuanliu.Compute.Overlap;

/// <summary>The units of one block of 65,536, in whichever of three forms is smallest.</summary>
/// <param name="Values">Single places, or pairs of first and last place of each run; null when <paramref name="Bits"/> hold them.</param>
/// <param name="Bits">1,024 words, one bit for each place.</param>
internal readonly record struct Container(ushort Key, bool IsRuns, ushort[]? Values, ulong[]? Bits, int Count)
{
    public const int Places = 1 << 16, Words = Places / 64;
    /// <summary>Above this many places the bits are smaller than a list.</summary>
    public const int ListedMax = 4096;

    public int Bytes => (Values?.Length ?? 0) * 2 + (Bits is null ? 0 : Words * 8);

    public bool Contains(int place)
    {
        if (Bits is { } bits) return (bits[place >> 6] >> (place & 63) & 1) != 0;
        if (!IsRuns) return Array.BinarySearch(Values!, (ushort)place) >= 0;
        for (var runs = new Runs(this); runs.Next();)
            if (place < runs.End) return place >= runs.Start;
        return false;
    }

    /// <summary>Reads the units as runs, whatever the form.</summary>
    public struct Runs(Container container)
    {
        int at;

        public int Start { get; private set; }
        /// <summary>The place after the last.</summary>
        public int End { get; private set; }

        public bool Next()
        {
            if (container.Bits is { } bits) return NextBits(bits);
            var values = container.Values!;
            if (at >= values.Length) return Over();
            Start = values[at++];
            if (container.IsRuns)
            {
                End = values[at++] + 1;
                return true;
            }
            for (End = Start + 1; at < values.Length && values[at] == End; at++) End++;
            return true;
        }

        bool NextBits(ulong[] bits)
        {
            Start = Find(bits, at, set: true);
            if (Start == Places) return Over();
            at = End = Find(bits, Start, set: false);
            return true;
        }

        bool Over()
        {
            Start = End = Places;
            return false;
        }

        /// <summary>The first place from <paramref name="from"/> on whose bit is, or is not, set.</summary>
        static int Find(ulong[] bits, int from, bool set)
        {
            if (from >= Places) return Places;
            var word = from >> 6;
            var wanted = (set ? bits[word] : ~bits[word]) & ulong.MaxValue << (from & 63);
            while (wanted == 0)
            {
                if (++word == Words) return Places;
                wanted = set ? bits[word] : ~bits[word];
            }
            return (word << 6) + BitOperations.TrailingZeroCount(wanted);
        }
    }
}
