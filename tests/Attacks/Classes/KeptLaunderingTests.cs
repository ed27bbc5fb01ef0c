using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>派生表洗白 — a derived table that is kept is a name for a question, and no name makes a question another.</summary>
[Trait("Keeps", "state")]
public sealed class KeptLaunderingTests(Arena arena) : IClassFixture<Arena>
{
    const string Benign = "SELECT gender, sum(cost) FROM data WHERE age < 40 GROUP BY gender";

    static async Task<(int Status, string Code, JsonObject Body)> Keep(
        Attacker by, string name, string sql, object? tighten = null, object? with = null)
    {
        using var reply = await by.Client.PostAsJsonAsync(
            $"/api/space/agreements/{by.Agreement.Value}/derived", new { name, sql, tighten, with });
        var body = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!.AsObject();
        return ((int)reply.StatusCode, body["code"]?.ToString() ?? "", body);
    }

    static async Task<JsonObject> Kept(Attacker by, string name, string sql, object? tighten = null, object? with = null)
    {
        var (status, _, body) = await Keep(by, name, sql, tighten, with);
        status.ShouldBe(201, body.ToJsonString());
        return body;
    }

    static async Task<string> Step(Attacker by, JsonObject table, string step, object? body = null)
    {
        using var reply = await by.Client.PostAsJsonAsync(
            $"/api/space/agreements/{by.Agreement.Value}/derived/{table["id"]}/{step}", body ?? new { });
        return reply.IsSuccessStatusCode ? "" : JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["code"]!.ToString();
    }

    /// <summary>Definitions, and questions of them: everything that differs by one person is put under a name.</summary>
    static readonly Dictionary<string, Func<Victim, (string[] Kept, string[] Asked)>> Ways = new()
    {
        ["table, then derived without one"] = v => ([$"SELECT cost, age FROM data WHERE age <> {v.Age}"],
            ["SELECT sum(cost) FROM data", "SELECT sum(cost) FROM t0"]),
        ["derived without one, then table"] = v => ([$"SELECT cost, age FROM data WHERE age <> {v.Age}"],
            ["SELECT sum(cost) FROM t0", "SELECT sum(cost) FROM data"]),
        ["two derived, apart by one"] = v => (["SELECT cost FROM data", $"SELECT cost FROM data WHERE NOT age = {v.Age}"],
            ["SELECT sum(cost) FROM t0", "SELECT sum(cost) FROM t1"]),
        ["narrowed step by step"] = v => ([$"SELECT cost, age, district FROM data WHERE age >= {v.Age}",
            $"SELECT cost, age FROM t0 WHERE district = '{v.District}'", $"SELECT cost FROM t1 WHERE age <= {v.Age}"],
            ["SELECT sum(cost), count(*) FROM t2", "SELECT avg(cost) FROM t2"]),
        ["excluded step by step"] = v => (["SELECT cost, age FROM data", $"SELECT cost, age FROM t0 WHERE age < {v.Age} OR age > {v.Age}",
            "SELECT cost FROM t1"], ["SELECT sum(cost) FROM t0", "SELECT sum(cost) FROM t2"]),
        ["computed to be another column"] = v => ([$"SELECT cost, CASE WHEN age = {v.Age} THEN 1 ELSE 0 END AS x FROM data"],
            ["SELECT x, sum(cost) FROM t0 GROUP BY x", "SELECT sum(cost) FROM t0 WHERE x = 0", "SELECT sum(cost) FROM data"]),
        ["one row for each person"] = v => ([$"SELECT patient, sum(cost) AS s FROM data WHERE age <> {v.Age} GROUP BY patient"],
            ["SELECT sum(s) FROM t0", "SELECT sum(cost) FROM data"]),
        ["groups kept, and their difference"] = v => (["SELECT gender, sum(cost) AS s FROM data GROUP BY gender",
            $"SELECT gender, sum(cost) AS s FROM data WHERE age <> {v.Age} GROUP BY gender"],
            ["SELECT t0.s - t1.s FROM t0 JOIN t1 USING (gender)", "SELECT sum(s) FROM t0", "SELECT sum(s) FROM t1"]),
        ["groups of one, added up"] = v => (["SELECT age, sum(cost) AS s FROM data GROUP BY age"],
            ["SELECT sum(s) FROM t0", $"SELECT s FROM t0 WHERE age = {v.Age}", "SELECT max(s) FROM t0", "SELECT sum(cost) FROM data"]),
        ["under a question's own name"] = v => ([$"SELECT cost FROM data WHERE age <> {v.Age}"],
            [$"WITH data AS (SELECT cost FROM t0) SELECT sum(cost) FROM data", "SELECT sum(cost) FROM data"]),
    };

    public static TheoryData<string> Names => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Cases(AttackClass.Laundering)]
    public async Task A_name_between_two_answers_does_not_make_them_strangers(string name)
    {
        var (victim, seen) = (Victim.Of(name.Length), new List<IReadOnlyList<Reply>>());
        var (kept, asked) = Ways[name](victim);
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world);
            for (var i = 0; i < kept.Length; i++) await Kept(attacker, $"t{i}", kept[i]);
            foreach (var sql in asked) await attacker.Ask(sql);
            seen.Add(attacker.Seen);
        }
        Trial.ShouldTellNothing(seen[0], seen[1], victim, name);
        await arena.ShouldAnswer(Benign);
    }

    public static TheoryData<string> Refused =>
    [
        "SELECT * FROM data", "SELECT phone FROM data", "SELECT max(cost) AS m FROM data", "SELECT patient FROM data WHERE patient = 'v3'",
        "SELECT cost FROM data WHERE cost > 700000", "SELECT cost + 1 AS c FROM data", "SELECT cost FROM data LIMIT 6",
        "SELECT DISTINCT age FROM data", "SELECT cost FROM t", "WITH RECURSIVE t AS (SELECT cost FROM t) SELECT cost FROM t",
        "SELECT a.cost FROM data a JOIN data b ON a.patient = b.patient", "SELECT cost FROM read_csv('/etc/passwd')",
        "SELECT cost FROM data UNION ALL SELECT cost FROM data", "SELECT row_number() OVER (ORDER BY age) AS n, cost FROM data",
        "CREATE TABLE t AS SELECT cost FROM data", "SELECT cost FROM data; SELECT age FROM data",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    [Cases(AttackClass.Laundering)]
    public async Task What_may_not_be_asked_may_not_be_kept(string sql)
    {
        var attacker = arena.Enter(World.First);
        (await Keep(attacker, "t", sql)).Status.ShouldBeInRange(400, 409, sql);
        await attacker.ShouldBeRefused("SELECT count(*) FROM t", "space.external");
        await attacker.ShouldStillAnswer(Benign);
    }

    public static TheoryData<string> OfKept =>
    [
        "SELECT * FROM t", "SELECT c FROM t", "SELECT max(c) FROM t", "SELECT p, count(*) FROM t GROUP BY p",
        "SELECT c, count(*) FROM t GROUP BY c", "SELECT count(*) FROM t WHERE c > 700000",
        "SELECT count(*) FROM t WHERE p = 'v3'", "SELECT sum(c * 2) FROM t",
        "SELECT count(*) FROM t a JOIN t b ON a.p = b.p", "SELECT count(*) FROM t JOIN data ON t.p = data.patient",
        "SELECT sum(cost) FROM t", "SELECT diagnosis, count(*) FROM t GROUP BY 1", "SELECT sum(c) FROM main.t",
        "SELECT sum(c) FROM t TABLESAMPLE 1", "SELECT count(*) FROM t LEFT JOIN data ON t.p = data.patient",
    ];

    [Theory]
    [MemberData(nameof(OfKept))]
    [Cases(AttackClass.Laundering)]
    public async Task A_column_stays_what_it_was_under_another_name(string sql)
    {
        var attacker = arena.Enter(World.First);
        await Kept(attacker, "t", "SELECT patient AS p, cost AS c, gender FROM data");
        await attacker.ShouldBeRefused(sql);
        await attacker.ShouldStillAnswer("SELECT gender, sum(c) FROM t GROUP BY gender");
    }

    /// <summary>Sums under one bound after the other would tell each value: bounds of one's own are for noise alone.</summary>
    [Theory]
    [InlineData(700_000, 734_000)]
    [InlineData(0, 735_000)]
    [InlineData(734_211, 734_212)]
    [InlineData(900_000, 1_000_000)]
    [Cases(AttackClass.Laundering)]
    public async Task A_bound_is_no_comparison_of_a_measure(int low, int high)
    {
        var attacker = arena.Enter(World.First);
        object bounds = new { bounds = new[] { new { column = "cost", low, high } } };
        (await Keep(attacker, "t", "SELECT cost, age FROM data", bounds)).Code.ShouldBe("space.derived-bounds");
        var table = await Kept(attacker, "t", "SELECT cost, gender, age FROM data");
        (await Step(attacker, table, "tighten", bounds)).ShouldBe("space.derived-bounds");
        await attacker.ShouldBeRefused("SELECT max(cost) FROM t");
        await attacker.ShouldStillAnswer("SELECT gender, sum(cost) FROM t WHERE age < 40 GROUP BY gender");
    }

    [Theory]
    [InlineData("{\"minGroup\":4}")]
    [InlineData("{\"minGroup\":1}")]
    [InlineData("{\"columns\":[\"cost\",\"patient\"]}")]
    [InlineData("{\"columns\":[\"phone\"]}")]
    [InlineData("{\"modes\":[\"Aggregate\",\"Private\"]}")]
    [InlineData("{\"bounds\":[{\"column\":\"age\",\"low\":1,\"high\":2}]}")]
    [Cases(AttackClass.Laundering)]
    public async Task What_was_tightened_is_not_loosened_nor_by_standing_on_it(string wanted)
    {
        var attacker = arena.Enter(World.First);
        var looser = JsonNode.Parse(wanted);
        var table = await Kept(attacker, "t", "SELECT cost, gender, age FROM data", new { minGroup = 8, modes = new[] { "Aggregate" } });
        (await Step(attacker, table, "tighten", looser)).ShouldBe("space.derived-looser");
        (await Keep(attacker, "u", "SELECT cost, gender FROM t", looser)).Status.ShouldBeInRange(400, 409);
        // Anew under the same name, while the old one stands.
        (await Keep(attacker, "T", "SELECT cost, gender, patient FROM data")).Code.ShouldBe("space.derived-name-taken");
        await attacker.ShouldBeRefused($"SELECT sum(cost) FROM t WHERE age = {Victim.Of(3).Age}", "space.not-released");
        await attacker.ShouldStillAnswer("SELECT gender, sum(cost) FROM t WHERE age < 40 GROUP BY gender");
    }

    /// <summary>Dropped and kept anew without one person: to the audit it is one asker and two questions.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(22)]
    [Cases(AttackClass.Laundering)]
    public async Task A_name_that_is_given_anew_is_remembered_by_what_it_meant(int number)
    {
        var (victim, attacker) = (Victim.Of(number), arena.Enter(World.First));
        var table = await Kept(attacker, "t", "SELECT cost, gender, age FROM data");
        (await attacker.Ask("SELECT sum(cost) FROM t")).IsAnswer.ShouldBeTrue();
        (await Step(attacker, table, "drop")).ShouldBe("");
        await Kept(attacker, "t", $"SELECT cost, gender, age FROM data WHERE age <> {victim.Age}");
        await attacker.ShouldBeRefused("SELECT sum(cost) FROM t", "space.not-released");
        await attacker.ShouldStillAnswer("SELECT gender, sum(cost) FROM t WHERE age < 40 GROUP BY gender");
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("narrowed")]
    [InlineData("withdrawn")]
    [InlineData("replaced")]
    [Cases(AttackClass.Laundering)]
    public async Task Nothing_outlives_what_it_was_made_of(string how)
    {
        var attacker = arena.Enter(World.First);
        await Kept(attacker, "t", "SELECT cost, gender, age FROM data");
        await Kept(attacker, "u", "SELECT cost, gender FROM t WHERE age < 60");
        arena.Change(attacker.Agreement, card => how switch
        {
            "ended" => card with { InForce = false },
            "narrowed" => card with { Policy = card.Policy with { MinGroup = 9 } },
            "withdrawn" => card with { Policy = card.Policy with { Columns = [.. card.Policy.Columns.Where(c => c.Name != "cost")] } },
            _ => card with { Policy = card.Policy with { Purpose = "统计" } },
        });
        var code = how switch { "ended" => "space.not-in-force", "withdrawn" => "space.derived-unreadable", _ => "space.derived-policy" };
        foreach (var sql in (string[])["SELECT sum(cost) FROM t", "SELECT gender, count(*) FROM u GROUP BY 1"])
            await attacker.ShouldBeRefused(sql, code);
        await arena.Sign(attacker.Buyer, arena.Resource(World.First)).ShouldStillAnswer(Benign);
    }

    /// <summary>Another buyer, and another agreement of the same buyer, know nothing of the name; the audit knows the buyer.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(11)]
    [InlineData(26)]
    [Cases(AttackClass.Laundering)]
    public async Task What_one_keeps_is_nothing_to_another_buyer_and_no_second_memory_to_the_same(int number)
    {
        var (victim, one) = (Victim.Of(number), arena.Enter(World.First));
        await Kept(one, "t", $"SELECT cost, gender, age FROM data WHERE age <> {victim.Age}");
        (await one.Ask("SELECT sum(cost) FROM t")).IsAnswer.ShouldBeTrue();
        var stranger = arena.Enter(World.First);
        await stranger.ShouldBeRefused("SELECT sum(cost) FROM t", "space.external");
        using (var foreign = await stranger.Client.GetAsync($"/api/space/agreements/{one.Agreement.Value}/derived"))
            ((int)foreign.StatusCode).ShouldBe(404);
        var second = arena.Sign(one.Buyer, arena.Resource(World.First));
        await second.ShouldBeRefused("SELECT sum(cost) FROM t", "space.external");
        await Kept(second, "t", "SELECT cost FROM data");
        await second.ShouldBeRefused("SELECT sum(cost) FROM t", "space.not-released");
        await second.ShouldStillAnswer(Benign);
    }
}
