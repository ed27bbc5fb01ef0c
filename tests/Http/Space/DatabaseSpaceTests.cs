using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Yuanliu.Catalog.Resources;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Tests.Catalog;

namespace Yuanliu.Tests.Space;

/// <summary>The clean room over a table of a holder's PostgreSQL database: the same answers as over a file, or none.</summary>
public sealed class DatabaseSpaceTests
{
    static readonly string[] Questions =
    [
        "SELECT count(*) FROM data",
        "SELECT district, count(*), count(DISTINCT owner), sum(price), avg(area) FROM data GROUP BY district ORDER BY district",
        "SELECT rooms, sum(price) AS s, stddev(price), count(area) FROM data GROUP BY rooms ORDER BY s DESC",
        "SELECT avg(price) FROM data WHERE district = '海淀' AND rooms IN (1, 2)",
        "SELECT CASE WHEN rooms < 2 THEN '小' ELSE '大' END AS g, count(*) FROM data GROUP BY g ORDER BY g",
        "WITH t AS (SELECT district, avg(price) AS p FROM data GROUP BY district) SELECT max(p), min(p) FROM t",
        "SELECT avg(total) FROM (SELECT owner, sum(price) AS total FROM data GROUP BY owner) o",
        "SELECT count(*) FROM data WHERE district = '=西城'",
        "SELECT district, avg(area) FROM data GROUP BY district ORDER BY district",
        "SELECT phone, count(*) FROM data GROUP BY phone",
        "SELECT owner FROM data",
    ];

    [PostgresFact]
    public async Task A_table_in_a_database_answers_as_the_same_table_in_a_file()
    {
        await using var source = await Sales();
        await using var inFile = await SpaceTest.Start(uses: 100);
        await using var inTable = await Over(source);
        foreach (var sql in Questions)
        {
            var (one, other) = (await inFile.Ask(sql), await inTable.Ask(sql));
            other.StatusCode.ShouldBe(one.StatusCode, sql);
            (await Told(other)).ShouldBe(await Told(one), sql);
        }
        (await inTable.Findings()).ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task Any_change_of_the_table_closes_it_and_nothing_is_counted()
    {
        foreach (var change in (string[])
        [
            "UPDATE sales SET price = price + 1 WHERE owner = 'h0'", "DELETE FROM sales WHERE owner = 'h1'",
            "INSERT INTO sales (owner) VALUES ('n')", "UPDATE sales SET price = price", "TRUNCATE sales",
            "ALTER TABLE sales ALTER price TYPE integer", "ALTER TABLE sales RENAME price TO fee", "DROP TABLE sales",
            "CREATE TABLE s2 AS SELECT * FROM sales; DROP TABLE sales; ALTER TABLE s2 RENAME TO sales; GRANT SELECT ON sales TO {0}",
        ])
        {
            await using var source = await Sales();
            await using var space = await Over(source);
            await space.Answer(Questions[1]);
            await source.Run($"SET search_path = trade; {change.Replace("{0}", source.Reader, StringComparison.Ordinal)}");
            var before = await space.Used();
            await space.Ask(Questions[2]).ShouldBeRefused(409, "catalog.source-changed");
            await space.Ask(Questions[1]).ShouldBeRefused(409, "catalog.source-changed");     // not even what was answered before
            (await space.Used()).ShouldBe(before, change);
            await space.App.ShouldAgree();
        }
    }

    [PostgresFact]
    public async Task What_others_write_beside_the_table_changes_nothing()
    {
        await using var source = await Sales();
        await using var space = await Over(source);
        await space.Answer(Questions[1]);
        await source.Run("CREATE TABLE trade.beside (a int); INSERT INTO trade.beside VALUES (1);"
            + "ALTER TABLE trade.sales ADD COLUMN later int");
        await space.Answer(Questions[2]);
        await source.Run("VACUUM FULL trade.sales");
        await space.Answer("SELECT district, count(*) FROM data GROUP BY district");
    }

    [PostgresFact]
    public async Task A_database_that_vanishes_midway_is_a_clear_refusal_and_nothing_is_counted()
    {
        await using var source = await Sales(rows: 3000);
        using var line = new Line(source.Address.Host!, source.Address.Port);
        await using var space = await Over(source, line, new() { SourceFailuresMax = 100 });
        foreach (var bytes in (long[])[0, 100, 3_000, 40_000])
        {
            line.BytesMax = bytes;
            var refusal = await space.Ask(Questions[1]).ShouldBeRefused(503, "catalog.source-gone");
            refusal.ToJsonString().ShouldNotContain(source.Address.Host!);
        }
        (await space.Used()).ShouldBe(0);
        Directory.EnumerateFiles(space.App.DataFolder, "*.csv", SearchOption.AllDirectories).Select(Path.GetFileName)
            .ShouldBe(["sales.csv"]);
        line.BytesMax = long.MaxValue;
        await space.Answer(Questions[1]);
        line.BytesMax = 0;
        await space.Ask(Questions[2]).ShouldBeRefused(503, "catalog.source-gone");          // prepared or not: without its source no answer
        (await space.Used()).ShouldBe(1);
        await space.App.ShouldAgree();
    }

    [PostgresFact]
    public async Task A_database_that_says_nothing_is_slow_then_left_alone_then_asked_again()
    {
        await using var source = await Sales();
        using var line = new Line(source.Address.Host!, source.Address.Port);
        await using var space = await Over(source, line, new() { SourceTimeMax = TimeSpan.FromMilliseconds(200) });
        var flow = new TaskCompletionSource();
        line.Flowing = flow.Task;
        for (var i = 0; i < 3; i++) await space.Ask(Questions[1]).ShouldBeRefused(503, "space.source-slow");
        await space.Ask(Questions[1]).ShouldBeRefused(503, "space.source-resting");
        (await space.Used()).ShouldBe(0);

        flow.SetResult();
        space.App.Clock.Advance(TimeSpan.FromSeconds(31));
        // The look that was begun goes on to its end without anybody waiting for it; then the table is there.
        while ((await space.Ask(Questions[1])).StatusCode is System.Net.HttpStatusCode.ServiceUnavailable)
            space.App.Clock.Advance(TimeSpan.FromSeconds(31));
        (await space.Used()).ShouldBe(1);
        await space.App.ShouldAgree();
    }

    [PostgresFact]
    public async Task A_connection_that_its_holder_took_away_answers_nobody()
    {
        await using var source = await Sales();
        await using var space = await Over(source);
        await space.Answer(Questions[1]);
        var steward = await space.App.SignIn("卖方", Role.Steward);
        var connection = (await steward.GetFromJsonAsync<JsonArray>("/api/catalog/connections"))![0]!["id"];
        await TestApp.Done(await steward.PostAsync($"/api/catalog/connections/{connection}/remove", null));
        await space.Ask(Questions[2]).ShouldBeRefused(503, "catalog.source-gone");
        Directory.EnumerateFiles(Path.Combine(space.App.DataFolder, "connections")).ShouldBeEmpty();
    }

    /// <summary>The file of sales as a table, with more rows of one owner each where they are wanted.</summary>
    static Task<SourceDatabase> Sales(int rows = 0)
    {
        var values = SpaceTest.Sales().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(','))
            .Select(c => $"('{c[0]}', {c[1]}, {c[2]}, {(c[3].Length == 0 ? "NULL" : c[3])}, '{c[4]}', '{c[5]}')");
        return SourceDatabase.With(
            "CREATE TABLE sales (district text, rooms int, price bigint, area float8, owner varchar(20), phone char(11));"
            + $"INSERT INTO sales VALUES {string.Join(", ", values)};"
            + $"INSERT INTO sales SELECT '丰台', 2, 3000 + i, 80, 'f' || i, '13600000000' FROM generate_series(1, {rows}) i;");
    }

    static async Task<SpaceTest> Over(SourceDatabase source, Line? line = null, SpaceLimits? limits = null)
    {
        var space = await SpaceTest.Start(uses: 100, limits: limits,
            configure: s => s.AddSingleton(DatabaseSourceTests.Reachable(source, line)));
        var steward = await space.App.SignIn("卖方", Role.Steward);
        var connection = await DatabaseSourceTests.Connect(steward, source, line?.Port);
        var resource = await DatabaseSourceTests.Profiled(steward, connection, "sales");
        var fields = resource["fields"]!.AsArray().Select(f => new
        {
            name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = f["level"]!.GetValue<int>(),
        });
        await TestApp.Done(await steward.PostAsJsonAsync($"/api/catalog/resources/{resource["id"]}/confirm",
            new { title = "成交", description = "说明", classification = "住房", fields }));
        var id = new ResourceId(resource["id"]!.GetValue<Guid>());
        space.Source = async ct =>
        {
            await using var scope = space.App.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ResourceDirectory>().Data(id, ct);
        };
        return space;
    }

    static async Task<string> Told(HttpResponseMessage answer)
    {
        var reply = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return reply["rows"]?.ToJsonString() + reply["suppressedGroups"]?.ToJsonString() + reply["code"]?.ToJsonString();
    }
}
