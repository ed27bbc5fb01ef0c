using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>差分 — two answers that differ by one person: 28 ways to write the pair, 20 victims each, 560 pairs.</summary>
public sealed class DifferencingTests(Arena arena) : IClassFixture<Arena>
{
    const int VictimsEach = 20;

    static readonly Dictionary<string, Func<Victim, string[]>> Pairs = new()
    {
        ["all and all but one"] = v => [Sum("true"), Sum($"age <> {v.Age}")],
        ["all but one and all"] = v => [Sum($"age <> {v.Age}"), Sum("true")],
        ["a district with and without"] = v => [Sum($"district = '{v.District}'"), Sum($"district = '{v.District}' AND age <> {v.Age}")],
        ["a range and a shorter one"] = v => [Sum($"age <= {v.Age}"), Sum($"age < {v.Age}")],
        ["a range from below and from above"] = v => [Sum("true"), Sum($"age < {v.Age}"), Sum($"age > {v.Age}")],
        ["a list and a shorter one"] = v => [Sum($"age IN (20, 21, 22, 23, {v.Age})"), Sum("age IN (20, 21, 22, 23)")],
        ["padding by OR"] = v => [Sum($"district = '东城' OR age = {v.Age} AND gender = '{v.Gender}'"),
            Sum($"district = '东城' AND (age <> {v.Age} OR age IS NULL)")],
        ["a complement"] = v => [Sum($"NOT (age = {v.Age} AND district = '{v.District}')"), Sum("age > 0")],
        ["means and counts"] = v => ["SELECT avg(cost), count(cost) FROM data",
            $"SELECT avg(cost), count(cost) FROM data WHERE age <> {v.Age}"],
        ["a filter in one answer"] = v => [$"SELECT sum(cost), sum(cost) FILTER (WHERE age <> {v.Age}) FROM data"],
        ["a filter that is small"] = v => [$"SELECT count(*), sum(cost) FILTER (WHERE age = {v.Age}) FROM data"],
        ["groups by another cut"] = v => [Cut("age < 40"), Cut($"age < 40 OR age = {v.Age}")],
        ["groups with and without"] = v => ["SELECT district, sum(cost) FROM data GROUP BY district ORDER BY 1",
            $"SELECT district, sum(cost) FROM data WHERE age <> {v.Age} GROUP BY district ORDER BY 1"],
        ["finer groups added up"] = v => ["SELECT gender, sum(cost) FROM data GROUP BY gender ORDER BY 1",
            $"SELECT gender, age = {v.Age} AS x, sum(cost) FROM data GROUP BY 1, 2 ORDER BY 1, 2"],
        ["two parts of one answer"] = v => [$"WITH a AS (SELECT sum(cost) s FROM data), b AS (SELECT sum(cost) s FROM data WHERE age <> "
            + $"{v.Age}) "
            + "SELECT a.s - b.s FROM a, b"],
        ["a sub-query of rows"] = v => [Sum("true"), $"SELECT sum(cost) FROM (SELECT cost, age FROM data WHERE NOT age = {v.Age}) t"],
        ["arithmetic instead of names"] = v => [Sum("age * 2 > 0"), Sum($"age * 2 + 1 <> {v.Age * 2 + 1}")],
        ["a missing value made"] = v => [Sum("true"), Sum($"nullif(age, {v.Age}) IS NOT NULL")],
        ["a missing value filled"] = v => [Sum("true"), Sum($"coalesce(nullif(age, {v.Age}), 0) > 0")],
        ["a choice"] = v => [Sum("true"), Sum($"CASE WHEN age = {v.Age} THEN false ELSE true END")],
        ["a conversion"] = v => [Sum("true"), Sum($"CAST(age AS VARCHAR) <> '{v.Age}'")],
        ["a pattern"] = v => [Sum("true"), Sum($"CAST(age AS VARCHAR) NOT LIKE '{v.Age}'")],
        ["a day and a district"] = v => [Sum("visited >= '2026-01-01'"),
            Sum($"visited >= '2026-01-01' AND NOT (visited = '2026-01-15' AND district = '{v.District}' AND age = {v.Age})")],
        ["one row per person"] = v => ["SELECT sum(c) FROM (SELECT patient, sum(cost) c FROM data GROUP BY patient) t",
            $"SELECT sum(c) FROM (SELECT patient, sum(cost) c FROM data WHERE age <> {v.Age} GROUP BY patient) t"],
        ["answers below each other"] = v => [$"{Sum("true")} UNION ALL {Sum($"age <> {v.Age}")}"],
        ["texts put together"] = v => [Sum("true"), Sum($"district || CAST(age AS VARCHAR) <> '{v.District}{v.Age}'")],
        ["texts put together by name"] = v => [Sum("true"), Sum($"concat(gender, district, CAST(age AS VARCHAR)) NOT LIKE '%{v.Age}'")],
        ["three steps"] = v => [Sum("age < 30"), Sum("age >= 30"), Sum($"age <> {v.Age}")],
    };

    public static TheoryData<string> Names => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Cases(AttackClass.Differencing, Each = VictimsEach)]
    public async Task No_pair_of_answers_differs_by_one_person(string name)
    {
        for (var number = 0; number < VictimsEach; number++)
        {
            var victim = Victim.Of(number);
            await arena.ShouldLearnNothing(new(victim, Pairs[name](victim), Neighbours[(number + name.Length) % Neighbours.Length]));
        }
    }

    static readonly string[] Neighbours =
    [
        "SELECT sum(cost), count(*) FROM data WHERE age < 40", "SELECT gender, avg(cost) FROM data GROUP BY gender",
        "SELECT district, count(DISTINCT patient) FROM data GROUP BY district",
        "SELECT count(days), sum(days) FROM data WHERE age BETWEEN 20 AND 39",
    ];

    static string Sum(string condition) => $"SELECT sum(cost) FROM data WHERE {condition}";

    static string Cut(string condition) => $"SELECT CASE WHEN {condition} THEN 1 ELSE 2 END AS part, sum(cost) FROM data GROUP BY part "
        + $"ORDER BY 1";
}
