using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>重复行 — few people with thousands of rows: the threshold counts people.</summary>
public sealed class DuplicateRowsTests(DuplicateRowsTests.Hoarders arena) : IClassFixture<DuplicateRowsTests.Hoarders>
{
    /// <summary>Four people of 房山, each with 2,500 rows, whose costs differ between the worlds.</summary>
    public sealed class Hoarders : Arena
    {
        protected override string Csv(World world) => Patients.Csv(world) + string.Concat(Enumerable.Range(0,
            world is World.Without ? 0 : 10_000)
            .Select(i => $"房山,{60 + i % 2},女,罕见,2026-05-0{1 + i % 3},{(world is World.First ? 7777 : 3333)},{i % 5},h{i % 4},x\n"));
    }

    public static TheoryData<string> Questions =>
    [
        .. new[] { "count(*)", "sum(cost)", "avg(cost)", "stddev(cost)", "count(days), avg(days)", "count(DISTINCT patient)" }
            .SelectMany(measure => new[]
            {
                $"SELECT {measure} FROM data WHERE district = '房山'",
                $"SELECT diagnosis, {measure} FROM data WHERE age >= 60 AND age < 62 GROUP BY diagnosis",
                $"SELECT district, {measure} FROM data WHERE age < 62 GROUP BY district ORDER BY 1",
            }),
        "SELECT visited, count(*) FROM data WHERE visited > '2026-04-30' GROUP BY visited",
        "SELECT sum(n) FROM (SELECT patient, count(*) AS n FROM data WHERE district = '房山' GROUP BY patient) t",
        "SELECT avg(s) FROM (SELECT patient, sum(cost) AS s FROM data WHERE diagnosis = '罕见' GROUP BY patient) t",
        "SELECT district, sum(cost) FROM data WHERE age < 62 GROUP BY district HAVING count(*) > 1000",
        "SELECT count(*) FILTER (WHERE district = '房山') FROM data",
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    [Cases(AttackClass.DuplicateRows)]
    public async Task Ten_thousand_rows_of_four_people_stay_hidden(string sql)
    {
        await arena.ShouldSeeTheSame([sql], World.First, World.Second);
        await arena.ShouldSeeTheSame([sql], World.First, World.Without);
        await arena.ShouldAnswer("SELECT district, count(*), avg(cost) FROM data WHERE age < 40 GROUP BY district");
    }
}
