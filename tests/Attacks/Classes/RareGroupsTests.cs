using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>罕见分组 — a group of one shows, be it by its values, by its being there, or by the word that something is missing.</summary>
public sealed class RareGroupsTests(Arena arena) : IClassFixture<Arena>
{
    static string Is(Victim v) => $"age = {v.Age} AND diagnosis = '{Victim.FirstDiagnosis}'";

    static readonly Dictionary<string, Func<Victim, string[]>> Attempts = new()
    {
        ["by age"] = v => ["SELECT age, count(*) FROM data GROUP BY age ORDER BY age"],
        ["by age and diagnosis"] = v => ["SELECT age, diagnosis, sum(cost) FROM data WHERE age >= 70 GROUP BY 1, 2"],
        ["by everything"] = v => ["SELECT district, age, gender, diagnosis, visited, sum(cost) FROM data GROUP BY ALL"],
        ["by a truth"] = v => [$"SELECT {Is(v)} AS x, count(*) FROM data GROUP BY x"],
        ["by a choice"] = v => [$"SELECT CASE WHEN {Is(v)} THEN 'v' ELSE 'r' END AS x, count(*) FROM data GROUP BY x"],
        ["by a choice, without counting"] = v => [$"SELECT CASE WHEN {Is(v)} THEN 'v' ELSE 'r' END AS x FROM data GROUP BY x"],
        ["by a choice within a crowd"] = v => [$"SELECT CASE WHEN {Is(v)} THEN '东城' ELSE district END AS x, count(*) FROM data GROUP BY x"],
        ["by a missing value"] = v => [$"SELECT nullif(age, {v.Age}) AS x, count(*) FROM data WHERE diagnosis = '肝炎' GROUP BY x"],
        ["by a remainder"] = v => [$"SELECT age % 100 AS x, count(*) FROM data WHERE diagnosis = '肝炎' AND age > 69 GROUP BY x"],
        ["by a quotient"] = v => [$"SELECT (age - {v.Age}) // 100 AS x, count(*) FROM data WHERE {Is(v)} GROUP BY x HAVING count(*) < 5"],
        ["by text of it"] = v => ["SELECT CAST(age AS VARCHAR) AS x, diagnosis, count(*) FROM data GROUP BY 1, 2"],
        ["kinds of a truth"] = v => [$"SELECT count(DISTINCT x) FROM (SELECT CASE WHEN {Is(v)} THEN 1 ELSE 0 END AS x FROM data) t"],
        ["kinds of a text"] = v => [$"SELECT count(DISTINCT x) FROM (SELECT CASE WHEN {Is(v)} THEN 'v' ELSE gender END AS x FROM data) t"],
        ["kinds of diagnoses of one"] = v => [$"SELECT count(DISTINCT x) FROM (SELECT CASE WHEN age = {v.Age} THEN diagnosis ELSE '骨折' "
            + $"END AS x FROM data) t"],
        ["kinds by group"] = v => [$"SELECT gender, count(DISTINCT x) FROM (SELECT gender, CASE WHEN {Is(v)} THEN 1 ELSE 0 END AS x "
            + $"FROM data) t GROUP BY 1"],
        ["kinds of ages"] = v => ["SELECT count(DISTINCT age) FROM data WHERE diagnosis = '肝炎' AND gender = '女'"],
        ["kinds for each person, added up"] = v => ["SELECT sum(n) FROM (SELECT patient, count(DISTINCT x) AS n FROM (SELECT patient, "
            + $"CASE WHEN {Is(v)} THEN 1 ELSE 0 END AS x FROM data) t GROUP BY patient) u"],
        ["something counted by its being there"] = v => [$"SELECT count(x) FROM (SELECT CASE WHEN {Is(v)} THEN 1 END AS x FROM data) t"],
        ["a filter that holds for one"] = v => [$"SELECT gender, count(*) FILTER (WHERE {Is(v)}) FROM data GROUP BY gender"],
        ["a filter that holds for one, without the rest"] = v => [$"SELECT count(*) FILTER (WHERE {Is(v)}), count(*) FROM data"],
        ["a sum for each person of one"] = v => [$"SELECT sum(n) FROM (SELECT patient, count(*) FILTER (WHERE {Is(v)}) AS n FROM data "
            + $"GROUP BY patient) t"],
        ["two stages"] = v => [$"WITH t AS (SELECT CASE WHEN {Is(v)} THEN 'v' ELSE 'r' END AS x, count(*) AS n FROM data GROUP BY x) "
            + $"SELECT count(*), min(x), max(x) FROM t"],
        ["only the small ones"] = v => [$"SELECT diagnosis, count(*) FROM data WHERE age = {v.Age} GROUP BY diagnosis"],
        ["the rest, then all"] = v => [$"SELECT count(*) FROM data WHERE NOT ({Is(v)})", "SELECT count(*) FROM data"],
        ["all, then the rest"] = v => ["SELECT count(*) FROM data", $"SELECT count(*) FROM data WHERE NOT ({Is(v)})"],
    };

    public static TheoryData<string> Names => [.. Attempts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Cases(AttackClass.RareGroups, Each = 2)]
    public async Task A_group_of_one_is_neither_shown_nor_missed(string name)
    {
        foreach (var number in (int[])[1, 8])
        {
            var victim = Victim.Of(number);
            await arena.ShouldLearnNothing(new(victim, Attempts[name](victim),
                "SELECT diagnosis, count(*) FROM data WHERE age < 40 GROUP BY diagnosis"));
        }
    }
}
