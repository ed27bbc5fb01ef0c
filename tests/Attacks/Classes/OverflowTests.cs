using System.Globalization;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>溢出与浮点 — a value so large that an aggregate runs over, or so small that it is lost, must not be told from any other.</summary>
public sealed class OverflowTests(OverflowTests.Giants arena) : IClassFixture<OverflowTests.Giants>
{
    /// <summary>One victim's cost is at the end of its type in one world and ordinary in the other.</summary>
    public sealed class Giants : Arena
    {
        protected override string Csv(World world)
        {
            var (cost, days) = world is World.First ? (long.MaxValue, long.MinValue + 1) : (1000, 3);
            return Patients.Header + Patients.Crowd()
                + (world is World.Without ? ""
                    : string.Create(CultureInfo.InvariantCulture, $"东城,99,女,肝炎,2026-01-15,{cost},{days},v0,x\n"));
        }
    }

    public static TheoryData<string> Questions => [.. new[]
    {
        "sum(cost)", "avg(cost)", "stddev(cost)", "var_pop(cost)", "variance(cost)", "stddev_pop(cost)", "sum(days)", "avg(days)",
        "stddev(days)", "sum(cost), sum(days)",
    }.SelectMany(m => new[]
    {
        $"SELECT {m} FROM data", $"SELECT district, {m} FROM data GROUP BY district ORDER BY district",
        $"SELECT gender, {m} FROM data WHERE age > 25 GROUP BY gender ORDER BY gender",
    }).Append("SELECT sum(s) FROM (SELECT patient, sum(cost) AS s FROM data GROUP BY patient) t").Append("SELECT sum(cost) * "
        + "9223372036854775807 FROM data")
        .Append("SELECT round(sum(cost) * 1e300, 400) FROM data").Append("SELECT CAST(sum(cost) AS INTEGER) FROM data")];

    [Theory]
    [MemberData(nameof(Questions))]
    [Cases(AttackClass.Overflow)]
    public async Task What_runs_over_looks_like_what_does_not(string sql)
    {
        await arena.ShouldLookTheSame([sql], World.First, World.Second);
        await arena.ShouldAnswer("SELECT sum(cost), avg(cost), stddev(cost) FROM data WHERE age < 40");
    }

    static readonly Terms Noisy = new()
    {
        Mode = UseMode.Private,
        Controls = new() { RefusalsPerDayMax = 1_000_000, Modes = [UseMode.Private], Privacy = new(1_000_000, 250_000, 2) },
        Columns = [.. Patients.Columns.Select(c => c.Name is "cost" or "days" ? c with { Control = new() { Low = 0, High = 9_000 } } : c)],
    };

    /// <summary>The last digits of noise that is no whole number tell what it was added to.</summary>
    [Theory]
    [InlineData("sum(cost)")]
    [InlineData("sum(days)")]
    [InlineData("count(*)")]
    [InlineData("count(DISTINCT patient)")]
    [Cases(AttackClass.Overflow)]
    public async Task Noise_is_of_whole_numbers_and_no_giant_shows_in_it(string output)
    {
        var sql = $"SELECT {output} FROM data";
        await arena.ShouldLookTheSame([sql], World.First, World.Second, Noisy);
        var attacker = arena.Enter(World.First, Noisy);
        await attacker.Ask(sql, UseMode.Private);
        attacker.Seen[0].First!.Value.ShouldBeInRange(-1_000_000, 4_000_000);
        attacker.Seen[0].Cells.Select(c => long.TryParse(c, CultureInfo.InvariantCulture, out _)).ShouldBe([true]);
        await attacker.ShouldStillAnswer("SELECT count(*) FROM data WHERE age < 40", UseMode.Private);
    }

    [Fact]
    public async Task Whole_numbers_are_added_up_exactly()
    {
        var reply = await arena.Enter(World.First).Ask("SELECT sum(cost) FROM data");
        var plain = arena.Plain(World.First).Rows("SELECT sum(cost::HUGEINT)::VARCHAR FROM data")[0][0];
        reply.Rows[0][0]!.ToString().ShouldBe(plain!.ToString());
    }
}
