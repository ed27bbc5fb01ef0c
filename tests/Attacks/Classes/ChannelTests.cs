using Shouldly;
using Xunit;
using Yuanliu.Space.Uses;
using Yuanliu.Tests.Attacks.Counting;

namespace Yuanliu.Tests.Attacks.Classes;

/// <summary>时间、大小与计划通道 — how long, how much and how it was done say nothing of who is there.</summary>
public sealed class ChannelTests(Arena arena) : IClassFixture<Arena>
{
    public static TheoryData<string> Looks =>
    [
        "EXPLAIN SELECT count(*) FROM data", "EXPLAIN ANALYZE SELECT sum(cost) FROM data WHERE age = 77", "SUMMARIZE data",
        "DESCRIBE data", "SHOW TABLES", "SHOW ALL TABLES",
        "PRAGMA storage_info('data')", "PRAGMA table_info('data')", "PRAGMA enable_profiling", "SET threads = 1",
        "SELECT count(*) FROM duckdb_tables()", "SELECT estimated_size FROM duckdb_tables()",
        "SELECT count(*) FROM pragma_storage_info('data')", "SELECT stats(cost) FROM data", "SELECT count(*) FROM data USING SAMPLE 10",
        "SELECT count(*) FROM data TABLESAMPLE 5%",
        "SELECT rowid, count(*) FROM data GROUP BY rowid", "SELECT count(*) FROM duckdb_temporary_files()",
        "SELECT count(*) FROM pragma_database_size()", "SELECT now(), count(*) FROM data",
        "SELECT current_timestamp, count(*) FROM data", "SELECT pg_backend_pid(), count(*) FROM data",
        "SELECT txid_current(), count(*) FROM data", "CHECKPOINT", "ANALYZE data",
    ];

    [Theory]
    [MemberData(nameof(Looks))]
    [Cases(AttackClass.Channels)]
    public async Task No_plan_no_statistics_no_clock(string sql)
    {
        using (var gate = new Gate()) gate.ShouldRefuse(sql);
        await arena.ShouldLookTheSame([sql], World.First, World.Without);
        await arena.ShouldAnswer("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
    }

    /// <summary>Work that the victim's row alone would make heavy.</summary>
    public static TheoryData<string> Heavy =>
    [
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN repeat(diagnosis, 1000000) ELSE '' END <> 'x'",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN regexp_matches(diagnosis, '(a+)+$') ELSE true END",
        "SELECT count(*) FROM data WHERE {p} AND (SELECT count(*) FROM range(100000000)) > 0",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN sleep_ms(5000) ELSE 1 END = 1",
        "SELECT count(*) FROM data, range(CASE WHEN {p} THEN 100000000 ELSE 1 END)",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN generate_series(1, 10000000) ELSE [1] END IS NOT NULL",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN list_sum(range(10000000)) ELSE 1 END > 0",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN levenshtein(diagnosis, diagnosis) ELSE 1 END > 0",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN sha256(diagnosis) ELSE '' END <> ''",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN rpad(diagnosis, 1000000000, 'x') ELSE '' END <> ''",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN factorial(30) ELSE 1 END > 0",
        "SELECT count(*) FROM data WHERE CASE WHEN {p} THEN error(diagnosis) ELSE 'x' END <> ''",
    ];

    [Theory]
    [MemberData(nameof(Heavy))]
    [Cases(AttackClass.Channels)]
    public async Task Nothing_heavy_can_be_hung_on_one_row(string sql)
    {
        using var gate = new Gate();
        gate.ShouldRefuse(sql.Replace("{p}", "age = 77 AND diagnosis = '肝炎'", StringComparison.Ordinal), "space.function",
            "space.external");
        await arena.ShouldAnswer("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
    }

    public static TheoryData<int> Victims => [.. Enumerable.Range(0, 20)];

    /// <summary>The bodies of refusals are the same to the byte, and those of answers as long, but for ids and hashes.</summary>
    [Theory]
    [MemberData(nameof(Victims))]
    [Cases(AttackClass.Channels)]
    public async Task Bodies_are_as_long_with_and_without_the_victim(int number)
    {
        var (v, lengths) = (Victim.Of(number), new List<string>());
        foreach (var world in (World[])[World.First, World.Second])
        {
            var attacker = arena.Enter(world);
            await attacker.Ask($"SELECT sum(cost) FROM data WHERE age = {v.Age} AND diagnosis = '肝炎'");
            await attacker.Ask($"SELECT district, count(*) FROM data WHERE age < 40 OR age = {v.Age} AND diagnosis = '肝炎' GROUP BY "
                + $"district ORDER BY 1");
            lengths.Add(string.Join(' ', attacker.Seen.Select(r => r.Body.Where(m => m.Key is not ("elapsedMs" or "traceId"))
                .Sum(m => m.Value?.ToJsonString().Length ?? 4))));
        }
        lengths.ShouldBeAlike();
        await arena.ShouldAnswer("SELECT gender, count(*) FROM data WHERE age < 40 GROUP BY gender");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(850)]
    public void Told_times_are_rounded_up(int milliseconds)
    {
        (Slots.Rounded(TimeSpan.FromMilliseconds(milliseconds), 0) % 100).ShouldBe(0);
        (Slots.Rounded(TimeSpan.FromMilliseconds(milliseconds), 2) % 2000).ShouldBe(0);
        Slots.Rounded(TimeSpan.FromMilliseconds(milliseconds), 2).ShouldBe(2000);
    }
}
