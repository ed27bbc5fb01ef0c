namespace Yuanliu.Compute.Overlap;

/// <summary>Sets as bytes: a version byte, how many sets, and for each its runs as gaps and lengths in variable-length numbers.</summary>
/// <remarks>The form is canonical: the same sets are the same bytes.</remarks>
public static class UnitSetCodec
{
    const byte Version = 1;
    const uint SetsMax = 1 << 20;

    public static byte[] Write(IReadOnlyList<UnitSet> sets)
    {
        var bytes = new List<byte> { Version };
        Number(bytes, (uint)sets.Count);
        foreach (var set in sets)
        {
            var runs = Runs(set);
            Number(bytes, (uint)runs.Count);
            var before = 0u;
            foreach (var (start, end) in runs)
            {
                Number(bytes, start - before);
                Number(bytes, end - start);
                before = end;
            }
        }
        return [.. bytes];
    }

    /// <returns>Null when these are not the bytes of sets.</returns>
    public static IReadOnlyList<UnitSet>? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes[0] != Version) return null;
        bytes = bytes[1..];
        if (!Number(ref bytes, out var count) || count > SetsMax) return null;
        var sets = new List<UnitSet>();
        for (var i = 0; i < count; i++)
            if (One(ref bytes) is { } set) sets.Add(set);
            else return null;
        return bytes.IsEmpty ? sets : null;
    }

    static UnitSet? One(ref ReadOnlySpan<byte> bytes)
    {
        // Each run takes at least two bytes, so that a false count cannot cost memory.
        if (!Number(ref bytes, out var runs) || runs > bytes.Length / 2) return null;
        var builder = new UnitSetBuilder();
        ulong at = 0;
        for (var i = 0u; i < runs; i++)
        {
            if (!Number(ref bytes, out var gap) || !Number(ref bytes, out var length)) return null;
            var start = at + gap;
            at = start + length;
            if (length == 0 || at > uint.MaxValue || gap == 0 && i > 0) return null;
            builder.Add((uint)start, (uint)at);
        }
        return builder.Build();
    }

    static List<(uint Start, uint End)> Runs(UnitSet set)
    {
        var listing = new Listing([]);
        set.Walk(ref listing);
        return listing.Runs;
    }

    static void Number(List<byte> bytes, uint value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
    }

    static bool Number(ref ReadOnlySpan<byte> bytes, out uint value)
    {
        value = 0;
        for (var shift = 0; shift < 35 && !bytes.IsEmpty; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            if (shift == 28 && next > 0x0F) return false;
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return next != 0 || shift == 0;
        }
        return false;
    }

    /// <summary>Runs that touch are one: blocks end where the form wants it, not where the set does.</summary>
    readonly struct Listing(List<(uint Start, uint End)> runs) : IRunVisitor
    {
        public List<(uint Start, uint End)> Runs => runs;

        public bool Visit(uint start, uint end)
        {
            if (runs.Count > 0 && runs[^1].End == start) runs[^1] = (runs[^1].Start, end);
            else runs.Add((start, end));
            return true;
        }
    }
}
