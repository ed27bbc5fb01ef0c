using System.Diagnostics;
using System.Globalization;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Policies;

namespace Yuanliu.Bench;

/// <summary>One decision by a compiled policy: time and allocation.</summary>
internal static class PolicyBench
{
    const int Decisions = 20_000_000;

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var agreement = Agreement();
        var policy = new CompiledPolicy(agreement);
        var (today, allowed) = (new DateOnly(2026, 6, 1), 0);
        for (var i = 0; i < 100_000; i++) policy.Decide(agreement.Buyer, null, today, i & 127);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Decisions; i++)
            if (policy.Decide(agreement.Buyer, agreement.Policy.Purpose, today, i & 127) is Verdict.Allowed) allowed++;
        var (nanoseconds, bytes) = (watch.Elapsed.TotalNanoseconds / Decisions, GC.GetAllocatedBytesForCurrentThread() - before);
        if (allowed == 0) throw new InvalidOperationException("No decision allowed anything.");
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new("policy decision",
                nanoseconds.ToString("F1", CultureInfo.InvariantCulture) + $" ns, {bytes} bytes in {Decisions:N0}", "≤ 2 µs, none"),
        ]);
    }

    /// <summary>Two dimensions, two measures, groups of 20, 100 uses.</summary>
    internal static AgreementCard Agreement()
    {
        ProductColumn Column(string name, string type, ColumnUse use) => new(name, name, type, use);
        var policy = new UsagePolicy("bench", 100, new(2026, 1, 1), new(2026, 12, 31), 20,
        [
            Column("district", "VARCHAR", ColumnUse.Dimension), Column("month", "BIGINT", ColumnUse.Dimension),
            Column("kwh", "BIGINT", ColumnUse.Measure), Column("fee", "DOUBLE", ColumnUse.Measure),
        ]);
        Guid Id(byte last) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last);
        return new(new(Id(1)), "HT-1", new(Id(2)), new(Id(3)), new(Id(4)), new(Id(5)), new(Id(6)), policy, new Fen(100),
            new SplitTerms(6000, 3000, 1000, "-"), true, "");
    }
}
