namespace Yuanliu.Compute.Overlap;

/// <summary>Collects runs, in any order, into a set. Ascending order is fastest.</summary>
public sealed class UnitSetBuilder
{
    readonly List<(uint Start, uint End)> runs = [];
    bool isOrdered = true;

    /// <param name="end">The unit after the last; nothing is added when it is not above <paramref name="start"/>.</param>
    public void Add(uint start, uint end)
    {
        if (end <= start) return;
        if (runs.Count > 0)
        {
            var (lastStart, lastEnd) = runs[^1];
            if (start >= lastStart && start <= lastEnd)
            {
                runs[^1] = (lastStart, Math.Max(lastEnd, end));
                return;
            }
            isOrdered &= start > lastEnd;
        }
        runs.Add((start, end));
    }

    public UnitSet Build()
    {
        if (runs.Count == 0) return UnitSet.Empty;
        if (!isOrdered) Order();
        var containers = new List<Container>();
        var block = new List<(int Start, int End)>();
        uint key = runs[0].Start >> 16;
        foreach (var (start, end) in runs)
            for (var from = start; from < end;)
            {
                if (from >> 16 != key)
                {
                    containers.Add(Of((ushort)key, block));
                    block.Clear();
                    key = from >> 16;
                }
                var length = Math.Min(end - from, Container.Places - (from & 0xFFFF));
                block.Add(((int)(from & 0xFFFF), (int)((from & 0xFFFF) + length)));
                from += length;
            }
        containers.Add(Of((ushort)key, block));
        return new([.. containers]);
    }

    void Order()
    {
        runs.Sort();
        var kept = 0;
        for (var i = 1; i < runs.Count; i++)
            if (runs[i].Start <= runs[kept].End) runs[kept] = (runs[kept].Start, Math.Max(runs[kept].End, runs[i].End));
            else runs[++kept] = runs[i];
        runs.RemoveRange(kept + 1, runs.Count - kept - 1);
        isOrdered = true;
    }

    static Container Of(ushort key, List<(int Start, int End)> block)
    {
        var count = block.Sum(r => r.End - r.Start);
        if (block.Count * 2 < Math.Min(count, Container.ListedMax))
            return new(key, IsRuns: true, [.. block.SelectMany(r => new[] { (ushort)r.Start, (ushort)(r.End - 1) })], null, count);
        if (count <= Container.ListedMax)
            return new(key, IsRuns: false,
                [.. block.SelectMany(r => Enumerable.Range(r.Start, r.End - r.Start).Select(p => (ushort)p))], null, count);

        var bits = new ulong[Container.Words];
        foreach (var (start, end) in block) Fill(bits, start, end);
        return new(key, IsRuns: false, null, bits, count);
    }

    static void Fill(ulong[] bits, int start, int end)
    {
        for (var place = start; place < end;)
        {
            var (word, within) = (place >> 6, place & 63);
            var length = Math.Min(64 - within, end - place);
            bits[word] |= (length == 64 ? ulong.MaxValue : (1UL << length) - 1) << within;
            place += length;
        }
    }
}
