using System.Diagnostics;
using System.Globalization;
using Yuanliu.Compute.Privacy;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Tests.Privacy;

namespace Yuanliu.Bench;

/// <summary>Exact noise from the system's generator, planning, accounting, and what bounding contributions costs the engine.</summary>
internal static class PrivacyBench
{
    const int Draws = 1_000_000, Rounds = 3, DrawsFitted = 10_000_000;
    const long Rows = 2_000_000, Identities = 250_000;

    public static Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure>();
        foreach (var (bits, name) in ((int, string)[])[(0, "1"), (10, "2^10"), (20, "2^20"), (40, "2^40"), (60, "2^60")])
        {
            var sensitivity = System.Numerics.BigInteger.One << bits;
            var goal = bits <= 20 ? "≥ 500,000/s" : "";
            var (gaussian, laplace) = (NoiseOf(NoiseKind.Gaussian, sensitivity), NoiseOf(NoiseKind.Laplace, sensitivity));
            figures.Add(new($"discrete Gaussian, σ = {name}, one core", Rate(gaussian), goal));
            figures.Add(new($"discrete Laplace, scale {name}, one core", Rate(laplace), goal));
        }
        figures.Add(new("discrete Gaussian, σ² = 2^40 + 7/1001 (not rounded to short numbers)",
            Rate(new DiscreteGaussian(new Ratio(1L << 40, 1) + new Ratio(7, 1001))), "≥ 500,000/s"));
        figures.Add(Fit("discrete Gaussian, σ² = 299.29", new DiscreteGaussian(new Ratio(29_929, 100)),
            k => Math.Exp(-(double)k * k / (2 * 299.29)), 141));
        figures.Add(Fit("discrete Laplace, scale 17.3", new DiscreteLaplace(new Ratio(173, 10)),
            k => Math.Exp(-Math.Abs(k) / 17.3), 435));
        var loss = new PrivacyLoss(new(123_456_789_012), default);
        figures.Add(new("plan and preview: count, mean and identities by group", Milliseconds(() => Preview(Query(new(1, 3))), 200), ""));
        figures.Add(new("ρ and δ to ε", Milliseconds(() => Accountant.EpsilonAt(loss, new(1_000_000_000_000)), 200), ""));
        figures.Add(Bounds("all within the bounds", 8));
        figures.Add(Bounds("all beyond the bounds", 1));
        return Task.FromResult<IReadOnlyList<Figure>>(figures);
    }

    /// <summary>ρ = 1/2 makes the scale the sensitivity.</summary>
    static Noise NoiseOf(NoiseKind kind, System.Numerics.BigInteger sensitivity) => Noise.For(kind, sensitivity, 1, new(1, 2));

    static string Rate(Noise noise)
    {
        using var words = new RandomWords(new SystemRandomBytes());
        Int128 sum = 0;
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Draws; i++) sum += noise.Draw(words);
            if (round > 0) rates.Add(Draws / watch.Elapsed.TotalSeconds);
        }
        if (sum == Int128.MaxValue) throw new InvalidOperationException("The draws are looked at, so that they are drawn.");
        return $"{Benchmarks.Rate(Benchmarks.Median(rates))} (worst {Benchmarks.Rate(rates.Min())})";
    }

    /// <summary>Draws from the system's generator against their closed form: one chance in ten thousand to lie further above.</summary>
    static Figure Fit(string name, Noise noise, Func<int, double> weight, int reach)
    {
        using var words = new RandomWords(new SystemRandomBytes());
        var deviations = Statistics.ChiSquaredDeviation(noise, words, DrawsFitted, weight, reach);
        return new(string.Create(CultureInfo.InvariantCulture, $"{name}: χ² of {DrawsFitted:N0} draws above its expectation"),
            string.Create(CultureInfo.InvariantCulture, $"{deviations:F2} standard deviations"), "≤ 3.72");
    }

    static DpQuery Query(ContributionBounds bounds) => new(GroupKeys.Selected(new(1_000_000_000_000)), bounds,
        [DpAggregate.Count, DpAggregate.Mean(Kwh), DpAggregate.Identities]);

    static ClampedColumn Kwh { get; } = new("kwh", 0, 60_000);

    static ErrorBar Preview(DpQuery query)
    {
        var plan = DpPlan.For(query, new(500_000_000_000));
        plan.Preview(query.Aggregates[0], 1000);
        plan.Preview(query.Aggregates[2], 1000);
        return plan.Preview(query.Aggregates[1], 1000);
    }

    static string Milliseconds<T>(Func<T> work, int times)
    {
        work();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++) work();
        return (watch.Elapsed.TotalMilliseconds / times).ToString("F2", CultureInfo.InvariantCulture) + " ms";
    }

    /// <summary>The bounded query against the same aggregates without bounds: identities counted, values summed, by group.</summary>
    static Figure Bounds(string name, int most)
    {
        using var database = Database.Open(new()).OrThrow();
        using var connection = database.Connect();
        connection.Execute($"""
            CREATE TABLE t AS SELECT 'P' || (i * 7919 % {Identities}) AS id, 'district-' || (i // {Identities} % 2 + i % 15) AS district,
                                     (i * 104729) % 60000 AS kwh
            FROM range({Rows}) t(i)
            """).OrThrow();
        var written = BoundsSql.Write(DpPlan.For(Query(new(most, most)), new(500_000_000_000)),
            new("t", "id", ["district"], c => c.Name), SqlDialect.DuckDb);
        var key = ContributionKey.Derive(new byte[32]);
        var (bounded, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            bounded.Add(Timed(() => connection.ReadAll(written.Text, 1000, [key.Hex]).OrThrow()));
            bare.Add(Timed(() => connection.ReadAll(
                "SELECT district, count(DISTINCT id), count(*), avg(kwh) FROM t GROUP BY district", 1000).OrThrow()));
        }
        var (ours, raw) = (Benchmarks.Median(bounded), Benchmarks.Median(bare));
        return new(string.Create(CultureInfo.InvariantCulture,
            $"bounded contributions, {Rows:N0} rows of {Identities:N0} identities, {name}: {ours:F2} s against {raw:F2} s unbounded"),
            Benchmarks.Ratio(ours / raw), "");
    }

    static double Timed<T>(Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
