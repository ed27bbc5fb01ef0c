using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>逃避审计 — whatever is asked leaves its fact, answered or refused, and what was written is not written over.</summary>
[Trait("Keeps", "state")]
public sealed class EvasionTests(Arena arena) : IClassFixture<Arena>
{
    public static TheoryData<string, string> Attempts => new()
    {
        { "SELECT gender, count(*) FROM data GROUP BY gender", "space.use-metered/1" },
        { "SELECT sum(cost) FROM data", "space.use-metered/1" }, { "SELECT avg(days) FROM data WHERE age < 40", "space.use-metered/1" },
        { "SELECT age, sum(cost) FROM data WHERE age < 40 GROUP BY age", "space.use-metered/1" },
        { "SELECT count(*) FROM data /* patient = 'v7' */", "space.use-metered/1" },
        { "SELECT * FROM data", "space.use-denied/1" }, { "SELECT max(cost) FROM data", "space.use-denied/1" },
        { "SELECT count(*) FROM data WHERE age = 77", "space.use-denied/1" },
        { "not a question", "space.use-denied/1" }, { "SELECT count(*) FROM read_text('/etc/passwd')", "space.use-denied/1" },
        { "DROP TABLE data", "space.use-denied/1" }, { ";", "space.use-denied/1" },
        { "SELECT count(*) FROM data WHERE patient = 'v7'", "space.use-denied/1" }, { "PRAGMA database_list", "space.use-denied/1" },
        { "EXPLAIN SELECT count(*) FROM data", "space.use-denied/1" },
        { "SELECT count(*) FROM data; SELECT 1", "space.use-denied/1" }, { "ATTACH 'x'", "space.use-denied/1" },
        { "SELECT count(*) FROM \u0000", "space.use-denied/1" }, { "-- nothing", "space.use-denied/1" },
        { "SELECT sum(cost) FILTER (WHERE age = 77) FROM data", "space.use-denied/1" },
        { "WITH RECURSIVE t AS (SELECT 1) SELECT * FROM t", "space.use-denied/1" },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    [Cases(AttackClass.Evasion)]
    public async Task Every_attempt_leaves_its_fact(string sql, string kind)
    {
        var attacker = arena.Enter(World.First);
        await attacker.Ask(sql);
        var uses = await Uses(attacker);
        uses.Count.ShouldBe(1);
        var factId = uses[0]!["factId"]!.GetValue<Guid>();
        var fact = await arena.App.Db(db => db.Set<JournalEntry>().SingleAsync(e => e.FactId == factId));
        fact.Kind.ShouldBe(kind);
        JsonNode.Parse(fact.Envelope)!["body"]!["querySha256"]!.ToString().ShouldBe(uses[0]!["querySha256"]!.ToString());
        fact.Envelope.ShouldNotContain("v7");
        fact.Envelope.ShouldNotContain("海淀");
        Proof.Tried();
        await attacker.ShouldStillAnswer("SELECT district, avg(cost) FROM data WHERE age < 40 GROUP BY district");
        (await Uses(attacker)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_repeated_refusal_is_counted_each_time_and_ends_at_the_days_limit()
    {
        var attacker = arena.Enter(World.First, new() { Controls = new() { RefusalsPerDayMax = 5 } });
        for (var i = 0; i < 5; i++) (await attacker.Ask("SELECT * FROM data")).Code.ShouldBe("space.raw-rows");
        (await attacker.Ask("SELECT * FROM data")).Code.ShouldBe("space.refusals-spent");
        (await attacker.Ask("SELECT count(*) FROM data")).Code.ShouldBe("space.refusals-spent");
    }

    [Fact]
    public async Task Of_ten_uses_raced_by_a_hundred_callers_ten_are_answered_and_written()
    {
        var attacker = arena.Enter(World.First, new(Uses: 10));
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => attacker.Client.PostAsJsonAsync(
            $"/api/space/agreements/{attacker.Agreement.Value}/queries", new { sql = $"SELECT count(*) AS n{i}, {i} FROM data" })));
        replies.Count(r => r.IsSuccessStatusCode).ShouldBe(10);
        var numbers = await arena.App.Db(db => db.Database.SqlQueryRaw<int>(
            $"SELECT \"Number\" AS \"Value\" FROM space_use WHERE \"Agreement\" = {{0}} AND \"Number\" IS NOT NULL",
            attacker.Agreement.Value).ToListAsync());
        numbers.Order().ShouldBe(Enumerable.Range(1, 10));
    }

    [Fact]
    public async Task The_log_agrees_with_the_journal_and_the_meter_with_the_uses()
    {
        var attacker = arena.Enter(World.First);
        await attacker.Ask("SELECT gender, sum(cost) FROM data GROUP BY gender");
        await attacker.Ask("SELECT * FROM data");
        await arena.App.ShouldBeWhole();
    }

    static async Task<JsonArray> Uses(Attacker attacker)
        => (await TestApp.Body(await attacker.Client.GetAsync(
            $"/api/space/agreements/{attacker.Agreement.Value}/uses")))["items"]!.AsArray();
}
