using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>点名与罕见值 — a person named by number, or by a value that only that person has.</summary>
public sealed class LiteralTests(Arena arena) : IClassFixture<Arena>
{
    /// <summary>Here a diagnosis may be grouped by and not asked for, and an age asked for by ranges alone.</summary>
    static readonly Terms Narrow = new()
    {
        Columns = [.. Patients.Columns.Select(c => c.Name switch
        {
            "diagnosis" => c with { Control = new() { Comparisons = [] } },
            "age" => c with { Control = new() { Comparisons = [Comparing.Range] } },
            _ => c,
        })],
    };

    public static TheoryData<string> ByName =>
    [
        "SELECT count(*) FROM data WHERE patient = 'v7'",
        "SELECT sum(cost) FROM data WHERE patient IN ('v7', 'p1', 'p2', 'p3', 'p4', 'p5')",
        "SELECT count(*) FROM data WHERE patient LIKE 'v%'", "SELECT count(*) FROM data WHERE patient BETWEEN 'v6' AND 'v8'",
        "SELECT count(*) FROM data WHERE patient > 'v'",
        "SELECT count(*) FROM data WHERE NOT patient <> 'v7'", "SELECT count(*) FROM data WHERE length(patient) = 2",
        "SELECT count(*) FROM data WHERE left(patient, 1) = 'v'",
        "SELECT count(*) FROM data WHERE coalesce(patient, 'v7') = 'v7'", "SELECT count(*) FROM data WHERE nullif(patient, 'v7') IS NULL",
        "SELECT count(*) FROM data WHERE CASE patient WHEN 'v7' THEN true ELSE false END",
        "SELECT count(*) FROM data WHERE CAST(patient AS VARCHAR) = 'v7'",
        "SELECT patient, count(*) FROM data GROUP BY patient", "SELECT left(patient, 2) AS x, count(*) FROM data GROUP BY x",
        "SELECT count(*) FILTER (WHERE patient = 'v7') FROM data",
        "SELECT count(*) FROM (SELECT patient AS d, age FROM data) t WHERE d = 'v7'",
        "SELECT count(*) FROM data WHERE phone = 'x'", "SELECT count(phone) FROM data", "SELECT count(*) FROM data WHERE cost = 734211",
        "SELECT count(*) FROM data WHERE cost > 700000",
        "SELECT cost, count(*) FROM data GROUP BY cost", "SELECT count(*) FROM data WHERE patient IS NULL",
        "SELECT max(patient) FROM data", "SELECT count(patient) FROM data",
    ];

    [Theory]
    [MemberData(nameof(ByName))]
    [Cases(AttackClass.Literal)]
    public async Task Nobody_is_named(string sql)
    {
        using (var gate = new Gate()) gate.ShouldRefuse(sql, "space.column", "space.function");
        await arena.Enter(World.First).ShouldBeRefused(sql);
        await arena.ShouldAnswer("SELECT count(DISTINCT patient) FROM data WHERE diagnosis = '流感' AND age < 40");
    }

    public static TheoryData<string> Compared =>
    [
        "diagnosis = '肝炎'", "diagnosis <> '肝炎'", "'肝炎' = diagnosis", "diagnosis IN ('肝炎', '流感')", "diagnosis > '肝'",
        "diagnosis LIKE '肝%'", "NOT diagnosis = '肝炎'",
        "lower(diagnosis) = '肝炎'", "left(diagnosis, 1) = '肝'", "nullif(diagnosis, '肝炎') IS NULL", "coalesce(diagnosis, '') = '肝炎'",
        "length(diagnosis) = 2",
        "CASE WHEN diagnosis = '肝炎' THEN true ELSE false END", "CASE diagnosis WHEN '肝炎' THEN 1 ELSE 0 END = 1",
        "diagnosis IS NOT DISTINCT FROM '肝炎'", "age = 77", "age IN (77, 78)",
        "age <> 77", "CAST(age AS VARCHAR) LIKE '77'", "diagnosis = district", "age % 100 = 77", "nullif(age, 77) IS NULL",
    ];

    [Theory]
    [MemberData(nameof(Compared))]
    [Cases(AttackClass.Literal)]
    public async Task A_column_is_compared_in_no_way_that_its_owner_did_not_allow(string condition)
    {
        foreach (var sql in (string[])[$"SELECT count(*) FROM data WHERE {condition}",
            $"SELECT count(*) FILTER (WHERE {condition}) FROM data",
            $"SELECT count(*) FROM (SELECT district, age, diagnosis FROM data) t WHERE {condition}",
            $"SELECT {condition} AS x, count(*) FROM data GROUP BY x"])
        {
            using (var gate = new Gate(Narrow.Columns)) gate.ShouldRefuse(sql, "space.comparison");
            await arena.Enter(World.First, Narrow).ShouldBeRefused(sql);
        }
        await arena.ShouldAnswer("SELECT diagnosis, count(*) FROM data WHERE age < 40 GROUP BY diagnosis", Narrow);
    }

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Numbers))]
    [Cases(AttackClass.Literal)]
    public async Task A_value_that_one_person_has_finds_nobody(int number)
    {
        var v = Victim.Of(number);
        foreach (var sql in (string[])[$"SELECT count(*), sum(cost) FROM data WHERE age = {v.Age}",
            $"SELECT sum(cost) FROM data WHERE age > {v.Age - 1} AND age < {v.Age + 1}",
            $"SELECT district, sum(cost) FROM data WHERE age = {v.Age} GROUP BY district"])
        {
            await arena.ShouldSeeTheSame([sql], World.First, World.Second);
            await arena.ShouldSeeTheSame([sql], World.First, World.Without);
        }
        await arena.ShouldAnswer($"SELECT count(*), sum(cost) FROM data WHERE age = {20 + number}");
    }
}
