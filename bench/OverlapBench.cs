using System.Diagnostics;
using System.Globalization;
using Yuanliu.Compute.Overlap;

namespace Yuanliu.Bench;

/// <summary>What is to be released next, held against 1,000 earlier answers about 10⁶ identities.</summary>
internal static class OverlapBench
{
    const uint Identities = 1_000_000;
    /// <summary>Ten answers of each size until nothing is left to be compiled.</summary>
    const int Warmup = 120;
    const int Releases = 1_000, GroupsMax = 12, Rounds = 24, Threshold = 10;

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var map = new uint[Identities];
        for (var unit = 0u; unit < Identities; unit++) map[unit] = (uint)(unit * 2654435761UL % Identities);
        var auditor = new OverlapAuditor(new(map), Threshold);
        for (var release = 0; release < Releases; release++) auditor.Add(Answer(release));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var (times, held) = (new List<double>(), 0);
        for (var round = -Warmup; round < Rounds; round++)
        {
            var next = Answer(Releases + Warmup + round);
            var watch = Stopwatch.StartNew();
            held += auditor.Check(next).Count;
            if (round >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        GC.KeepAlive(map);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"overlap check, {Identities:N0} identities, {Releases:N0} releases of {auditor.Groups:N0} groups: median, worst",
                string.Create(CultureInfo.InvariantCulture, $"{Benchmarks.Median(times):F1} ms, {times.Max():F1} ms"), "≤ 50 ms"),
            new("overlap check: memory", $"{bytes >> 20} MB", "≤ 200 MB"),
        ]);
    }

    /// <summary>Rows lie sorted: a group is a few runs, or many where the question chooses by what rows are not sorted by.</summary>
    static UnitSet[] Answer(int number)
    {
        var groups = 1 + number % GroupsMax;
        var (stride, length) = (500u + (uint)(number * 37 % 4000), 40u + (uint)(number * 11 % 300));
        var builders = Enumerable.Range(0, groups).Select(_ => new UnitSetBuilder()).ToArray();
        var at = (uint)(number * 7919 % 10_000);
        for (var run = 0; at + length < Identities; run++, at += stride) builders[run % groups].Add(at, at + length);
        return [.. builders.Select(b => b.Build())];
    }
}
