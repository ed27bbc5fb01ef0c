using Shouldly;
using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>派生表洗白 — a sub-query is as narrow as what it is made of; no name, no stage and no copy widens it.</summary>
public sealed class LaunderingTests(Arena arena) : IClassFixture<Arena>
{
    const int VictimsEach = 3;

    public static TheoryData<string> Refused =>
    [
        "SELECT * FROM (SELECT * FROM data) t", "WITH t AS (SELECT * FROM data) SELECT * FROM t",
        "WITH t AS (SELECT cost AS x FROM data) SELECT x, count(*) FROM t GROUP BY x",
        "WITH t AS (SELECT cost AS x FROM data) SELECT max(x) FROM t",
        "WITH t AS (SELECT cost AS x FROM data) SELECT count(*) FROM t WHERE x > 100000",
        "WITH t AS (SELECT patient AS x FROM data) SELECT x, count(*) FROM t GROUP BY x",
        "WITH t AS (SELECT patient AS x, cost FROM data) SELECT sum(cost) FROM t WHERE x = 'v3'",
        "WITH t AS (SELECT patient, sum(cost) s FROM data GROUP BY patient) SELECT * FROM t",
        "WITH t AS (SELECT patient, sum(cost) s FROM data GROUP BY patient) SELECT s, count(*) FROM t GROUP BY s",
        "WITH t AS (SELECT patient, sum(cost) s FROM data GROUP BY patient) SELECT count(*) FROM t WHERE s > 700000",
        "WITH t AS (SELECT patient, max(cost) s FROM data GROUP BY patient) SELECT max(s) FROM t",
        "WITH t AS (SELECT patient, sum(cost) s FROM data GROUP BY patient), u AS (SELECT s AS d FROM t) SELECT d, count(*) FROM u "
            + "GROUP BY d",
        "WITH t AS (SELECT patient, age, count(*) n FROM data GROUP BY 1, 2) SELECT n, count(*) FROM t GROUP BY n",
        "SELECT count(*) FROM (SELECT age, sum(cost) s FROM data GROUP BY age) a JOIN data b ON a.age = b.age",
        "SELECT a.cost FROM data a, (SELECT max(age) m FROM data) b WHERE a.age = b.m",
        "SELECT (SELECT sum(cost) FROM data WHERE age = 77) FROM data GROUP BY ALL",
        "SELECT count(*) FROM data WHERE age = (SELECT max(age) FROM data)",
        "SELECT count(*) FROM data WHERE EXISTS (SELECT 1 FROM data d WHERE d.age = 77 AND d.diagnosis = '肝炎')",
        "SELECT count(*) FROM data WHERE cost IN (SELECT cost FROM data WHERE age = 77)",
        "WITH t AS (SELECT cost FROM data WHERE age = 77 LIMIT 1) SELECT sum(cost) FROM t",
        "WITH t AS (SELECT DISTINCT cost FROM data) SELECT sum(cost) FROM t",
        "WITH t AS (SELECT district, cost FROM data ORDER BY cost DESC LIMIT 6) SELECT sum(cost) FROM t",
        "WITH t AS (SELECT sum(cost) OVER (PARTITION BY age) AS x FROM data) SELECT avg(x) FROM t",
        "WITH t AS (SELECT cost, row_number() OVER (ORDER BY age DESC) AS n FROM data) SELECT sum(cost) FROM t WHERE n > 1",
        "SELECT sum(cost) FROM (SELECT unnest([cost]) AS cost FROM data) t",
        "WITH RECURSIVE t AS (SELECT cost FROM data UNION SELECT cost FROM t) SELECT count(*) FROM t",
        "SELECT count(*) FROM data a JOIN data b ON a.patient = b.patient AND b.age = 77",
        "SELECT count(*) FROM (SELECT patient, age FROM data) a JOIN (SELECT patient FROM data WHERE age = 77) b ON a.patient = b.patient",
        "WITH t(x) AS (SELECT cost FROM data) SELECT sum(x) FROM t",
        "WITH data AS (SELECT cost AS district, district AS cost FROM data) SELECT district, count(*) FROM data GROUP BY 1",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    [Cases(AttackClass.Laundering)]
    public async Task Nothing_is_opened_by_being_derived(string sql)
    {
        using (var gate = new Gate()) gate.ShouldRefuse(sql);
        await arena.Enter(World.First).ShouldBeRefused(sql);
        await arena.ShouldAnswer("SELECT avg(s) FROM (SELECT patient, sum(cost) AS s FROM data WHERE age < 40 GROUP BY patient) t");
    }

    static readonly Dictionary<string, Func<Victim, string[]>> Released = new()
    {
        ["stages apart by one"] = v => [$"WITH a AS (SELECT sum(cost) s FROM data), b AS (SELECT sum(cost) s FROM data WHERE age <> "
            + $"{v.Age}) SELECT a.s, b.s FROM a, b"],
        ["stages apart by one, in groups"] = v => ["WITH a AS (SELECT gender, sum(cost) s FROM data GROUP BY 1), "
            + $"b AS (SELECT gender, sum(cost) s FROM data WHERE age <> {v.Age} GROUP BY 1) SELECT gender, a.s - b.s FROM a JOIN b "
                + $"USING (gender) ORDER BY 1"],
        ["finer stage added up"] = v => [$"SELECT sum(s) FROM (SELECT age = {v.Age} AS x, sum(cost) AS s FROM data GROUP BY x) t",
            "SELECT sum(cost) FROM data"],
        ["rows of rows of rows"] = v => ["SELECT sum(cost) FROM (SELECT cost, age FROM (SELECT cost, age, district FROM data) a) b",
            $"SELECT sum(cost) FROM (SELECT cost, age FROM (SELECT cost, age, district FROM data) a WHERE age <> {v.Age}) b"],
        ["the same under another name"] = v => ["SELECT sum(c) FROM (SELECT cost AS c FROM data) t",
            $"SELECT sum(cost) FROM data WHERE NOT age = {v.Age}"],
        ["sums of people"] = v => ["SELECT sum(s), count(*) FROM (SELECT patient, sum(cost) s FROM data GROUP BY patient) t",
            $"SELECT sum(cost) FROM data WHERE age <> {v.Age}"],
        ["an outer join of groups"] = v => ["WITH a AS (SELECT age, count(*) n FROM data GROUP BY 1), b AS (SELECT age, sum(cost) s "
            + "FROM data WHERE diagnosis = '肝炎' GROUP BY 1) "
            + $"SELECT a.age, b.s FROM a LEFT JOIN b USING (age) WHERE a.age = {v.Age}"],
    };

    public static TheoryData<string> Names => [.. Released.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Cases(AttackClass.Laundering, Each = VictimsEach)]
    public async Task Stages_of_one_answer_are_held_against_each_other(string name)
    {
        for (var number = 0; number < VictimsEach; number++)
            await arena.ShouldLearnNothing(new(Victim.Of(number * 5), Released[name](Victim.Of(number * 5)),
                "WITH t AS (SELECT gender, count(*) n FROM data GROUP BY 1) SELECT max(n) FROM t"));
    }
}
