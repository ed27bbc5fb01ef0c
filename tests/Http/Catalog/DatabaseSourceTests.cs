using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Catalog;
using Yuanliu.Catalog.Databases;
using Yuanliu.Kernel;
using Yuanliu.Tests.Registration;

namespace Yuanliu.Tests.Catalog;

/// <summary>A table of a holder's PostgreSQL database as a resource: its way in, and every way that is refused.</summary>
public sealed class DatabaseSourceTests
{
    const string Visits = """
        CREATE TABLE visits (id bigint PRIMARY KEY, district text, day date, at timestamptz, cost numeric(10,2), ok boolean, phone text);
        INSERT INTO visits SELECT i, CASE WHEN i % 2 = 0 THEN '东城' ELSE E'西"城\r\n' END, DATE '2026-01-01' + i % 30,
            TIMESTAMPTZ '2026-01-01 08:00:00+08', i * 0.25, i % 3 = 0, '1390000' || lpad(i::text, 4, '0') FROM generate_series(1, 40) i;
        INSERT INTO visits VALUES (41, '', NULL, NULL, NULL, NULL, NULL);
        """;

    [PostgresFact]
    public async Task A_table_is_profiled_where_it_lies_and_its_secret_stays_in_one_file()
    {
        await using var source = await SourceDatabase.With(Visits);
        await using var app = await Start(source);
        var steward = await app.SignIn("医院", Role.Steward);
        var connection = await Connect(steward, source);
        var tables = await steward.GetFromJsonAsync<JsonArray>($"/api/catalog/connections/{connection}/tables");
        tables!.ToJsonString().ShouldBe("""[{"schema":"trade","name":"visits"}]""");
        var of = $"/api/catalog/connections/{connection}/columns?schema=trade&table=";
        (await steward.GetFromJsonAsync<JsonArray>($"{of}visits"))!.Select(c => $"{c!["name"]} {c["native"]} {c["type"]}")
            .ShouldContain("at timestamp with time zone TIMESTAMP");
        await steward.GetAsync($"{of}nothing").ShouldBeRefused(404, "catalog.no-such-table");

        var resource = await Profiled(steward, connection, "visits");
        ((string?)resource["stage"]).ShouldBe("Proposed", resource["refusal"]?.ToJsonString());
        resource["rows"]!.GetValue<long>().ShouldBe(41);
        resource["fields"]!.AsArray().Select(f => $"{f!["name"]} {f["type"]}").ShouldBe(
            ["id BIGINT", "district VARCHAR", "day DATE", "at TIMESTAMP", "cost DOUBLE", "ok BOOLEAN", "phone VARCHAR"]);
        resource["table"]!.AsObject().Select(p => $"{p.Key} {p.Value}").ShouldBe(["connection 业务库", "schema trade", "name visits"]);
        resource.ToJsonString().ShouldNotContain(SourceDatabase.Password);

        var holding = Directory.EnumerateFiles(app.DataFolder, "*", SearchOption.AllDirectories)
            .Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(SourceDatabase.Password)) >= 0).ToList();
        holding.ShouldBe([Path.Combine(app.DataFolder, "connections", $"{Guid.Parse(connection):N}.json")]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(holding[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await app.Db(db => db.Set<JournalEntry>().Select(e => e.Kind).ToListAsync())).ShouldNotContain("catalog.connection/1");
        Directory.EnumerateFiles(Path.Combine(app.DataFolder, "scratch")).ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task A_table_that_is_larger_than_the_memory_it_may_take_is_copied_whole()
    {
        await using var source = await SourceDatabase.With(
            "CREATE TABLE wide AS SELECT i AS id, repeat(md5(i::text), 700) AS note FROM generate_series(1, 30000) i;");
        await using var app = await Start(source);
        var rules = app.Services.GetRequiredService<CatalogRules>();
        var at = source.Address;
        var secret = new ConnectionSecret(at.Host!, at.Port, source.Name, source.Reader, SourceDatabase.Password);
        await using var reader = (await DatabaseReader.Open(secret, TimeSpan.FromMinutes(2), default)).Value!;
        var seen = (await reader.See("trade", "wide", [], default)).Value!;
        var table = new SourceTable { Id = default, Connection = default, Schema = "trade", Name = "wide" };
        var copied = await new TableCopy(rules).Make(reader, table, seen, Path.Combine(app.DataFolder, "wide.parquet"), default);
        copied.Refusal?.Code.ShouldBeNull();
        copied.Value!.Seen.Rows.ShouldBe(30_000);
    }

    [PostgresFact]
    public async Task A_role_that_can_do_more_than_read_one_schema_is_refused()
    {
        await using var source = await SourceDatabase.With(
            $"{Visits} CREATE SCHEMA other; CREATE TABLE other.t (a int); CREATE SEQUENCE s;");
        await using var app = await Start(source);
        var steward = await app.SignIn("医院", Role.Steward);
        const string Reads = "GRANT USAGE ON SCHEMA trade TO {0}; GRANT SELECT ON ALL TABLES IN SCHEMA trade TO {0};";
        async Task Refused(string code, string grants, string options = "")
            => await Ask(steward, source, await source.Role(grants, options)).ShouldBeRefused(403, code);

        await Ask(steward, source, source.Address.Username!).ShouldBeRefused(403, "catalog.role-powerful");
        await Refused("catalog.role-powerful", Reads, "CREATEDB");
        await Refused("catalog.role-powerful", Reads, "BYPASSRLS");
        await Refused("catalog.role-powerful", Reads + "GRANT pg_read_all_data TO {0}");
        await Refused("catalog.role-writes", Reads + "GRANT INSERT ON trade.visits TO {0}");
        await Refused("catalog.role-writes", Reads + "GRANT UPDATE (cost) ON trade.visits TO {0}");
        await Refused("catalog.role-writes", Reads + "GRANT TRUNCATE ON trade.visits TO {0}");
        await Refused("catalog.role-writes", Reads + "GRANT CREATE ON SCHEMA trade TO {0}");
        await Refused("catalog.role-writes", Reads + "GRANT USAGE ON SEQUENCE trade.s TO {0}");
        var writer = await source.Role("GRANT DELETE ON trade.visits TO {0}");
        await Refused("catalog.role-writes", Reads + $"GRANT {writer} TO {{0}}", "NOINHERIT");  // it could become the writer
        await Refused("catalog.role-too-wide", Reads + "GRANT USAGE ON SCHEMA other TO {0}; GRANT SELECT ON other.t TO {0}");
        (await steward.GetFromJsonAsync<JsonArray>("/api/catalog/connections"))!.ShouldBeEmpty();
        Directory.Exists(Path.Combine(app.DataFolder, "connections")).ShouldBeFalse();
    }

    [PostgresFact]
    public async Task Only_the_databases_that_the_operator_opened_are_called_and_their_words_are_not_passed_on()
    {
        await using var source = await SourceDatabase.With(Visits);
        await using var app = await Start(source);
        var steward = await app.SignIn("医院", Role.Steward);
        await Ask(steward, source, source.Reader, "169.254.169.254").ShouldBeRefused(403, "catalog.database-not-open");
        await Ask(steward, source, source.Reader, port: 1).ShouldBeRefused(403, "catalog.database-not-open");
        var reply = await Ask(steward, source, "nobody_of_this_name").ShouldBeRefused(503, "catalog.source-gone");
        reply.ToJsonString().ShouldNotContain("nobody_of_this_name");

        var other = await app.SignIn("乙公司", Role.Steward);
        var connection = await Connect(steward, source);
        await other.GetAsync($"/api/catalog/connections/{connection}/tables").ShouldBeRefused(404, "catalog.no-such-connection");
        await Add(other, connection, "visits").ShouldBeRefused(404, "catalog.no-such-connection");
    }

    [PostgresFact]
    public async Task Whatever_fails_while_a_connection_is_added_its_secret_is_there_with_it_or_not_at_all()
    {
        await using var source = await SourceDatabase.With(Visits);
        var fault = new FailOn();
        await using var app = await TestApp.Start(configure: s => RegistryApp.NothingInTheBackground(
            s.AddSingleton(Reachable(source)).ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        var steward = await app.SignIn("医院", Role.Steward);
        var folder = Path.Combine(app.DataFolder, "connections");
        var made = 0;
        async Task Agree(string after)
        {
            var rows = await app.Db(db => db.Set<SourceConnection>().Select(c => c.Id).ToListAsync());
            rows.Count.ShouldBe(made, after);
            (Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(f => Path.GetFileNameWithoutExtension(f)) : [])
                .ShouldBe(rows.Select(r => r.Value.ToString("N")), ignoreOrder: true, after);
        }

        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            HttpResponseMessage? reply = null;
            await Record.ExceptionAsync(async () => reply = await Ask(steward, source, source.Reader));
            failed = fault.Disarm();
            if (reply?.StatusCode is System.Net.HttpStatusCode.Created) made++;
            await Agree($"after failing command {nth}");
        }
        made.ShouldBe(1);

        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "no folder: no secret can be kept");
        await Record.ExceptionAsync(async () => (await Ask(steward, source, source.Reader)).EnsureSuccessStatusCode());
        File.Delete(folder);
        Directory.Move(folder + ".away", folder);
        await Agree("after a secret could not be kept");
    }

    [PostgresFact]
    public async Task A_list_of_connections_is_read_by_name_and_page_by_page()
    {
        await using var source = await SourceDatabase.With(Visits);
        await using var app = await Start(source);
        var steward = await app.SignIn("医院", Role.Steward);
        for (var i = 0; i < 3; i++) await Connect(steward, source);
        async Task<List<string>> Ids(string query)
            => [.. (await steward.GetFromJsonAsync<JsonArray>($"/api/catalog/connections{query}"))!.Select(c => (string)c!["id"]!)];
        var all = await Ids("");
        all.Count.ShouldBe(3);
        var first = await Ids("?take=2");
        first.Concat(await Ids($"?take=2&after={first[^1]}")).ShouldBe(all);
        (await Ids("?q=业务")).ShouldBe(all);
        (await Ids("?q=没有")).ShouldBeEmpty();
    }

    [PostgresFact]
    public async Task What_cannot_be_kept_as_it_is_is_refused_and_named()
    {
        await using var source = await SourceDatabase.With("""
            CREATE TABLE odd (a int, b jsonb, c int[]); INSERT INTO odd VALUES (1, '{}', '{1}');
            CREATE TABLE endless (a float8); INSERT INTO endless VALUES ('NaN');
            CREATE TABLE late (a date); INSERT INTO late VALUES ('infinity');
            CREATE TABLE nothing (a int); CREATE TABLE gaps (a int); INSERT INTO gaps VALUES (1), (NULL), (NULL);
            CREATE VIEW seen AS SELECT 1 AS a;
            """);
        await using var app = await Start(source);
        var steward = await app.SignIn("医院", Role.Steward);
        var connection = await Connect(steward, source);
        async Task Fails(string code, string table, params string[] columns)
            => (await Profiled(steward, connection, table, columns))["refusal"]!["code"].ShouldBeText(code);

        await Fails("catalog.column-type", "odd");
        (await Profiled(steward, connection, "odd", "a"))["stage"].ShouldBeText("Proposed");
        await Fails("catalog.no-such-table-column", "odd", "a", "z");
        await Fails("catalog.source-unreadable", "endless");
        await Fails("catalog.source-unreadable", "late");
        await Fails("catalog.no-such-table", "seen");
        await Fails("catalog.no-such-table", "odd\"; DROP TABLE odd; --");
        (await Profiled(steward, connection, "nothing"))["rows"]!.GetValue<long>().ShouldBe(0);
        (await Profiled(steward, connection, "gaps"))["rows"]!.GetValue<long>().ShouldBe(3);
    }

    internal static Task<TestApp> Start(SourceDatabase source) => TestApp.Start(configure: s => s.AddSingleton(Reachable(source)));

    internal static ReachableDatabases Reachable(SourceDatabase source, Line? line = null)
        => new([$"{source.Address.Host}:{source.Address.Port}", $"127.0.0.1:{line?.Port}"]);

    static Task<HttpResponseMessage> Ask(HttpClient steward, SourceDatabase source, string user, string? host = null, int? port = null)
        => steward.PostAsJsonAsync("/api/catalog/connections", new
        {
            name = "业务库", host = host ?? source.Address.Host, port = port ?? source.Address.Port, database = source.Name, user,
            password = SourceDatabase.Password,
        });

    internal static async Task<string> Connect(HttpClient steward, SourceDatabase source, int? port = null)
        => (string)(await TestApp.Body(await Ask(steward, source, source.Reader, port is null ? null : "127.0.0.1", port)))["id"]!;

    static Task<HttpResponseMessage> Add(HttpClient steward, string connection, string table, params string[] columns)
        => steward.PostAsJsonAsync("/api/catalog/resources/from-database",
            new { title = "就诊", description = "说明", connectionId = connection, schema = "trade", table, columns });

    internal static async Task<JsonObject> Profiled(HttpClient steward, string connection, string table, params string[] columns)
    {
        var made = await TestApp.Body(await Add(steward, connection, table, columns));
        await TestApp.JobEnd(steward, made["jobId"]!.GetValue<Guid>());
        return await TestApp.Body(await steward.GetAsync($"/api/catalog/resources/{made["id"]}"));
    }
}
