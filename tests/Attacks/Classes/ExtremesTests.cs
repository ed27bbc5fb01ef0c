using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>极值 — the largest, the smallest, the middle, and outliers that rule a sum.</summary>
public sealed class ExtremesTests(Arena arena) : IClassFixture<Arena>
{
    public static TheoryData<string> Single => [.. new[]
    {
        "max(cost)", "min(cost)", "median(cost)", "quantile_cont(cost, 0.999)", "quantile_disc(cost, 1.0)", "mode(cost)", "first(cost)",
        "last(cost)", "any_value(cost)",
        "arg_max(diagnosis, cost)", "arg_min(age, cost)", "max_by(district, cost)", "list(cost)", "string_agg(diagnosis, ',')",
        "histogram(cost)", "approx_quantile(cost, 0.99)",
        "mad(cost)", "kurtosis(cost)", "skewness(cost)", "entropy(cost)", "max(cost, 3)", "approx_top_k(cost, 3)", "bit_or(cost)",
        "bool_or(age > 90)", "max(age)", "min(visited)", "sum_no_overflow(cost)",
    }];

    [Theory]
    [MemberData(nameof(Single))]
    [Cases(AttackClass.Extremes)]
    public async Task No_aggregate_shows_a_single_value(string aggregate)
    {
        using (var gate = new Gate())
            foreach (var sql in (string[])[$"SELECT {aggregate} FROM data", $"SELECT district, {aggregate} FROM data GROUP BY district",
                $"SELECT count(*) FROM data HAVING {aggregate} IS NOT NULL",
                $"SELECT district FROM data GROUP BY district ORDER BY {aggregate}"])
                gate.ShouldRefuse(sql, "space.function", "space.column");
        await arena.Enter(World.First).ShouldBeRefused($"SELECT {aggregate} FROM data WHERE age > 60");
        await arena.ShouldAnswer("SELECT avg(cost), stddev(cost) FROM data WHERE age < 40");
    }

    /// <summary>The owner says that a visit costs between 0 and 5,000: more than that is not told, by whatever aggregate.</summary>
    static readonly Terms Bounded = new()
    {
        Columns = [.. Patients.Columns.Select(c => c.Name == "cost" ? c with { Control = new() { Low = 0, High = 5000 } } : c)],
    };

    public static TheoryData<string> Outliers => [.. new[] { "sum(cost)", "avg(cost)", "stddev(cost)", "var_pop(cost)",
        "sum(cost), count(*)" }
        .SelectMany(m => new[]
        {
            $"SELECT {m} FROM data", $"SELECT district, {m} FROM data GROUP BY district ORDER BY 1", $"SELECT {m} FROM data WHERE age > 69",
            $"SELECT gender, {m} FROM data WHERE age > 60 GROUP BY gender ORDER BY 1",
        }).Append("SELECT avg(c) FROM (SELECT patient, max(cost) AS c FROM data GROUP BY patient) t")
        .Append("SELECT sum(c) FROM (SELECT patient, min(cost) AS c FROM data WHERE age > 69 GROUP BY patient) t")];

    [Theory]
    [MemberData(nameof(Outliers))]
    [Cases(AttackClass.Extremes)]
    public async Task Beyond_its_bounds_a_value_moves_nothing(string sql)
    {
        await arena.ShouldSeeTheSame([sql], World.First, World.Second, Bounded);
        await arena.ShouldAnswer("SELECT district, sum(cost), avg(cost) FROM data WHERE age < 40 GROUP BY district", Bounded);
    }

    [Theory]
    [InlineData("sum(days)")]
    [InlineData("avg(days)")]
    [InlineData("stddev(days)")]
    [InlineData("count(days)")]
    public async Task A_missing_value_is_not_taken_as_the_bound(string aggregate)
    {
        var bounded = new Terms
        {
            Columns = [.. Patients.Columns.Select(c => c.Name == "days" ? c with { Control = new() { Low = 0, High = 1000 } } : c)],
        };
        await arena.ShouldAnswer($"SELECT gender, {aggregate} FROM data GROUP BY gender", bounded);
    }
}
