using Xunit;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>结果条件 — HAVING, ORDER BY, LIMIT, DISTINCT and windows see what was released and nothing else.</summary>
public sealed class OracleTests(Arena arena) : IClassFixture<Arena>
{
    static readonly Dictionary<string, Func<Victim, string>> Attempts = new()
    {
        ["HAVING on a small group"] = v => $"SELECT age FROM data GROUP BY age HAVING count(*) = 1 AND age = {v.Age}",
        ["HAVING on a sum"] = v => $"SELECT age FROM data GROUP BY age HAVING sum(cost) > {v.Cost(World.First) + 1}",
        ["HAVING on a filter"] = v => $"SELECT gender FROM data GROUP BY gender HAVING sum(cost) FILTER (WHERE age = {v.Age}) > 800000",
        ["HAVING on the largest"] = v => "SELECT gender FROM data GROUP BY gender HAVING max(cost) > 800000",
        ["HAVING on the smallest"] = v => "SELECT gender FROM data GROUP BY gender HAVING min(cost) < 900",
        ["ORDER BY a small group's sum"] = v => "SELECT age FROM data GROUP BY age ORDER BY sum(cost) DESC",
        ["ORDER BY a filtered sum"] = v => $"SELECT gender FROM data GROUP BY gender ORDER BY sum(cost) FILTER (WHERE age = {v.Age} AND "
            + $"diagnosis = '肝炎')",
        ["LIMIT to the largest"] = v => "SELECT age, sum(cost) FROM data GROUP BY age ORDER BY 2 DESC LIMIT 1",
        ["OFFSET to the one"] = v => "SELECT age, sum(cost) FROM data GROUP BY age ORDER BY 1 DESC LIMIT 1 OFFSET 3",
        ["DISTINCT values"] = v => $"SELECT DISTINCT diagnosis FROM data WHERE age = {v.Age}",
        ["DISTINCT ON"] = v => "SELECT DISTINCT ON (age) age, diagnosis FROM data",
        ["rank among all"] = v => "SELECT age, rank() OVER (ORDER BY sum(cost) DESC) FROM data WHERE age > 60 GROUP BY age",
        ["rank of rows"] = v => "SELECT rank() OVER (ORDER BY cost) FROM data",
        ["a window over rows"] = v => "SELECT sum(cost) OVER (PARTITION BY age) FROM data",
        ["a share of the whole"] = v => "SELECT age, sum(cost) * 1.0 / sum(sum(cost)) OVER () FROM data WHERE age > 69 GROUP BY age",
        ["the neighbour by lag"] = v => "SELECT age, lag(sum(cost)) OVER (ORDER BY age) FROM data WHERE age > 69 GROUP BY age",
        ["the first by a window"] = v => "SELECT first_value(sum(cost)) OVER (ORDER BY age DESC) FROM data GROUP BY age LIMIT 1",
        ["QUALIFY"] = v => "SELECT age, sum(cost) FROM data GROUP BY age QUALIFY row_number() OVER (ORDER BY age DESC) = 1",
        ["how many groups there are"] = v => "SELECT count(*) FROM (SELECT age, diagnosis, count(*) n FROM data WHERE age > 69 GROUP BY "
            + "1, 2) t",
        ["the smallest group's size"] = v => "SELECT min(n) FROM (SELECT age, count(*) n FROM data GROUP BY age) t",
        ["whether a group is there"] = v => $"SELECT count(*) FROM (SELECT age, diagnosis, count(*) n FROM data GROUP BY 1, 2) t WHERE "
            + $"age = {v.Age} AND diagnosis = '肝炎'",
        ["a choice over a hidden group"] = v => $"SELECT gender, CASE WHEN sum(cost) FILTER (WHERE age = {v.Age}) > 800000 THEN 1 ELSE "
            + $"0 END FROM data GROUP BY gender",
        ["coalesce over a hidden group"] = v => $"SELECT coalesce(sum(cost) FILTER (WHERE age = {v.Age} AND diagnosis = '肝炎'), 0) FROM "
            + $"data",
    };

    public static TheoryData<string> Names => [.. Attempts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Cases(AttackClass.Oracle, Each = 2)]
    public async Task Conditions_on_results_tell_of_no_hidden_group(string name)
    {
        foreach (var number in (int[])[2, 9])
        {
            var victim = Victim.Of(number);
            await arena.ShouldLearnNothing(new(victim, [Attempts[name](victim)],
                "SELECT district, count(*) AS n FROM data WHERE age < 40 GROUP BY district HAVING n > 20 ORDER BY n DESC LIMIT 3"));
        }
    }
}
