using System.Diagnostics;
using System.Globalization;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Bench;

/// <summary>One decision by a compiled policy: time and allocation. And the check of a query, from its text to plan and decision.</summary>
internal static class PolicyBench
{
    const int Decisions = 20_000_000, Checks = 4_000;

    static readonly string[] Queries =
    [
        "SELECT district, month, count(*) AS n, avg(kwh) AS mean, sum(fee) AS total FROM data GROUP BY district, month",
        "SELECT count(*) FROM data WHERE district IN ('a', 'b', 'c') AND month BETWEEN 1 AND 6",
        "WITH t AS (SELECT district, month, sum(fee) AS s FROM data GROUP BY 1, 2) SELECT district, max(s) - min(s) FROM t GROUP BY 1",
        "SELECT month, count(*) * 100.0 / sum(count(*)) OVER () AS share FROM data WHERE district LIKE 'a%' GROUP BY month ORDER BY 2",
        "SELECT lower(district), count(*) FILTER (WHERE month > 6), stddev(kwh) FROM data GROUP BY 1 HAVING count(*) > 100 LIMIT 10",
        "SELECT fee FROM data",
        "SELECT sum(CASE WHEN month = 3 THEN fee END) FROM data",
    ];

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var policy = CompiledPolicy.Of(Agreement());
        var request = Input(policy).Request;
        var allowed = 0;
        for (var i = 0; i < 100_000; i++) policy.Policies.Decide(request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Decisions; i++)
            if (policy.Policies.Decide(request).IsPermitted) allowed++;
        var (nanoseconds, bytes) = (watch.Elapsed.TotalNanoseconds / Decisions, GC.GetAllocatedBytesForCurrentThread() - before);
        if (allowed != Decisions) throw new InvalidOperationException("Decisions did not allow what is agreed.");
        var (median, high) = Check(policy);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new("policy decision",
                nanoseconds.ToString("F1", CultureInfo.InvariantCulture) + $" ns, {bytes} bytes in {Decisions:N0}", "≤ 2 µs, none"),
            new($"check of a query, {Queries.Length} kinds: median {median:F2} ms", $"p99 {high:F2} ms", "p99 ≤ 5 ms"),
        ]);
    }

    /// <summary>From text to plan and decision with its words, as before every answer.</summary>
    static (double Median, double High) Check(CompiledPolicy policy)
    {
        using var parser = new SqlParser();
        var reader = new QueryReader(parser, new SpaceLimits());
        IReadOnlyList<RoomTable> tables = [new(QueryReader.Table, policy.Terms, policy.Agreement.Policy.Columns)];
        var (times, input) = (new List<double>(), Input(policy));
        for (var i = 0; i < Checks + 200; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var judgement = Judgement.Of(policy.Policies, input);
            var reading = reader.Read(Queries[i % Queries.Length], tables);
            if (!judgement.IsPermitted || reading.Plan is null
                && reading.Denial is null) throw new InvalidOperationException("Not checked.");
            if (i >= 200) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return (Benchmarks.Median(times), times.Order().ElementAt(times.Count * 99 / 100));
    }

    static DecisionInput Input(CompiledPolicy policy) => new(
        "use", Urn(policy.Agreement.Buyer), new(2026, 6, 1, 4, 0, 0, DateTimeKind.Utc), 7, new DateTime(2026, 1, 1, 0, 0, 0,
            DateTimeKind.Utc),
        3, 1, policy.Agreement.Policy.Purpose, "110000", "aggregate", Wanted.CleanRoom, true, false, policy.Sha256);

    static string Urn(OrganizationId organization) => $"urn:organization:{organization.Value:D}";

    /// <summary>Two dimensions, two measures, groups of 20, 100 uses.</summary>
    /// <param name="identity">The column that tells whose a row is, where there is one.</param>
    internal static AgreementCard Agreement(string? identity = null)
    {
        ProductColumn Column(string name, string type, ColumnUse use) => new(name, name, type, use);
        var policy = new UsagePolicy("bench", 100, new(2026, 1, 1), new(2026, 12, 31), 20,
        [
            Column("district", "VARCHAR", ColumnUse.Dimension), Column("month", "BIGINT", ColumnUse.Dimension),
            Column("kwh", "BIGINT", ColumnUse.Measure), Column("fee", "DOUBLE", ColumnUse.Measure),
            .. identity is null ? [] : new[] { Column(identity, "BIGINT", ColumnUse.Identity) },
        ]);
        Guid Id(byte last) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last);
        var card = new AgreementCard(new(Id(1)), "HT-1", new(Id(2)), new(Id(3)), new(Id(4)), new(Id(5)), new(Id(6)), policy, new Fen(100),
            new SplitTerms(6000, 3000, 1000, "-"), true, "");
        return card with
        {
            Odrl = Odrl.Agreement(new("urn:agreement", "urn:product", "urn:resource", Urn(card.Buyer), Urn(card.Seller), Urn(card.Holder)),
                policy, card.PricePerUse).ToJsonString(),
        };
    }
}
