using System.Diagnostics;
using Npgsql;
using Yuanliu.Catalog;
using Yuanliu.Catalog.Databases;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Kernel;

namespace Yuanliu.Bench;

/// <summary>
/// A clean-room question, with all that stands behind its groups and the audit, against the same SQL in the bare engine; starting a worker
/// and preparing the table are told apart.
/// </summary>
internal static class CleanRoomBench
{
    const long Rows = 20_000_000, DatabaseRows = 10_000_000, Households = 1_000_000;
    const int Rounds = 7;
    const string Identity = "household";
    const string Asked = "SELECT district, month, count(*) AS n, avg(kwh) AS mean, sum(fee) AS total FROM data GROUP BY district, month";

    /// <summary>What the buyer knows already: sums by district of ever more months, and of months by ever more use.</summary>
    static readonly IReadOnlyList<string> Earlier =
    [
        .. Enumerable.Range(1, 12)
            .Select(m => $"SELECT district, count(*) AS n, sum(fee) AS f FROM data WHERE month <= {m} GROUP BY district"),
        .. Enumerable.Range(1, 12).Select(m => $"SELECT month, avg(kwh) AS k FROM data WHERE district <> 'district-{m}' GROUP BY month"),
    ];

    public static async Task<IReadOnlyList<Figure>> Run() =>
    [
        .. await Benchmarks.InFolder(Plain),
        .. await Benchmarks.InFolder(WithIdentity),
        .. Environment.GetEnvironmentVariable("BENCH_PG") is { Length: > 0 } server
            ? await Benchmarks.InFolder(folder => OfDatabase(folder, server))
            : [new Figure("clean-room query on a table of PostgreSQL", "BENCH_PG not set", "≤ 1.15 ×")],
    ];

    static async Task<IReadOnlyList<Figure>> Plain(string folder)
    {
        var file = MakeRows(folder);
        using var room = new BenchRoom(folder, file, PolicyBench.Agreement(), Rows);
        var plan = room.Read(Asked);
        var preparing = await Timed(() => room.Prepare(plan));
        var prepared = await room.Prepare(plan);
        var (ours, bare, same) = await Compare(() => room.Ask(plan), () => Bare(file), () => Bare(prepared));
        var starts = new List<double>();
        for (var round = 0; round < Rounds; round++) starts.Add(await room.StartWorker());
        return
        [
            new($"clean-room query, {Rows:N0} rows: {ours:F3} s against bare DuckDB's {bare:F3} s", Benchmarks.Ratio(ours / bare),
                "≤ 1.15 ×"),
            new($"the same against bare DuckDB on the prepared rows, {same:F3} s", Benchmarks.Ratio(ours / same), ""),
            new("clean room: preparing the table (once for each version)", Benchmarks.Seconds(TimeSpan.FromSeconds(preparing)), ""),
            new("clean room: starting a worker process (done ahead)",
                Benchmarks.Seconds(TimeSpan.FromSeconds(Benchmarks.Median(starts))), ""),
        ];
    }

    static async Task<IReadOnlyList<Figure>> WithIdentity(string folder)
    {
        var file = MakeRows(folder);
        using var room = new BenchRoom(folder, file, PolicyBench.Agreement(Identity), Rows);
        var plan = room.Read(Asked);
        var preparing = await Timed(() => room.Prepare(plan));
        foreach (var sql in Earlier) await room.Ask(room.Read(sql), isReleased: true);
        if (await room.Ask(plan) == 0) throw new InvalidOperationException("Nothing was released.");
        var (ours, bare, _) = await Compare(() => room.Ask(plan), () => Bare(file), () => 0);
        return
        [
            new($"clean-room query, {Rows:N0} rows of {Households:N0} households, after {Earlier.Count} answers: {ours:F3} s against bare "
                + $"DuckDB's {bare:F3} s", Benchmarks.Ratio(ours / bare), "≤ 1.15 ×"),
            new("clean room: preparing this table", Benchmarks.Seconds(TimeSpan.FromSeconds(preparing)), ""),
        ];
    }

    /// <summary>A table of a database is copied into the holder's domain once for each version, and asked there.</summary>
    static async Task<IReadOnlyList<Figure>> OfDatabase(string folder, string server)
    {
        var db = ActBench.NewDatabase(server);
        try
        {
            await MakeTable(server, db);
            await using var connection = new NpgsqlConnection(db);
            await connection.OpenAsync();
            var file = Path.Combine(folder, "copied.parquet");
            var copying = await Timed(() => Copy(db, file));
            using var room = new BenchRoom(folder, file, PolicyBench.Agreement(Identity), DatabaseRows);
            var plan = room.Read(Asked);
            await room.Prepare(plan);
            var (ours, bare, _) = await Compare(() => room.Ask(plan), () => Bare(connection), () => 0);
            return
            [
                new($"clean-room query on a table of PostgreSQL, {DatabaseRows:N0} rows: {ours:F3} s against {bare:F3} s of its own",
                    Benchmarks.Ratio(ours / bare), "≤ 1.15 ×"),
                new("clean room: copying that table into the domain (once for each version)",
                    Benchmarks.Seconds(TimeSpan.FromSeconds(copying)), ""),
            ];
        }
        finally
        {
            await ActBench.Drop(server, db);
            await Execute(server + ";Database=postgres", $"DROP ROLE IF EXISTS {Reader(db)}");
        }
    }

    static async Task MakeTable(string server, string db)
    {
        var name = new NpgsqlConnectionStringBuilder(db).Database;
        await Execute(server + ";Database=postgres", $"CREATE DATABASE \"{name}\"");
        await Execute(db, $"""
            CREATE TABLE meter_reading AS SELECT 'district-' || (i % 16) AS district, (i % 12) + 1 AS month, (i * 7919) % 60000 AS kwh,
                ((i * 104729) % 1000000) / 100.0::float8 AS fee, (i * 31) % {Households} AS {Identity}
            FROM generate_series(0::bigint, {DatabaseRows - 1}) i
            """);
        await Execute(db, $"ANALYZE meter_reading; CREATE ROLE {Reader(db)} LOGIN; GRANT SELECT ON meter_reading TO {Reader(db)}");
    }

    /// <summary>A role that may read and nothing else: data is taken over by no other.</summary>
    static string Reader(string db) => new NpgsqlConnectionStringBuilder(db).Database + "_reader";

    static async Task Execute(string db, string sql)
    {
        await using var connection = new NpgsqlConnection(db);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    static async Task<long> Copy(string db, string parquet)
    {
        var at = new NpgsqlConnectionStringBuilder(db);
        var secret = new ConnectionSecret(at.Host!, at.Port, at.Database!, Reader(db), at.Password ?? "");
        var rules = RulePacks<CatalogRules>.Load(Path.Combine(AppContext.BaseDirectory, "rules", "catalog")).For("grading")!.Rules;
        await using var reader = Must(await DatabaseReader.Open(secret, TimeSpan.FromMinutes(10), default));
        var seen = Must(await reader.See("public", "meter_reading", [], default));
        return Must(await new TableCopy(rules).Make(reader, Table, seen, parquet, default)).Seen.Rows;
    }

    static T Must<T>(Result<T> result) => result.Value ?? throw new InvalidOperationException(result.Refusal!.Code);

    static SourceTable Table => new() { Id = default, Connection = default, Schema = "public", Name = "meter_reading" };

    /// <summary>In turns; the next worker starts meanwhile, as it does between people's questions.</summary>
    /// <returns>Medians, in seconds.</returns>
    static async Task<(double Ours, double Bare, double Same)> Compare(Func<Task<int>> ask, Func<int> bare, Func<int> same)
    {
        var (first, second, third) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            first.Add(await Timed(ask));
            second.Add(await Timed(() => Task.FromResult(bare())));
            third.Add(await Timed(() => Task.FromResult(same())));
        }
        return (Benchmarks.Median(first), Benchmarks.Median(second), Benchmarks.Median(third));
    }

    static async Task<double> Timed<T>(Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    static string MakeRows(string folder)
    {
        var file = Path.Combine(folder, "rows.parquet");
        using var database = Database.Open(new() { ExternalAccess = true }).OrThrow();
        using var connection = database.Connect();
        connection.Execute($"""
            COPY (SELECT 'district-' || (i % 16) AS district, (i % 12) + 1 AS month, (i * 7919) % 60000 AS kwh,
                         ((i * 104729) % 1000000) / 100.0 AS fee, (i * 31) % {Households} AS {Identity}
                  FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)
            """).OrThrow();
        return file;
    }

    static int Bare(string file)
    {
        using var database = Database.Open(new() { AllowedFiles = [file] }).OrThrow();
        using var connection = database.Connect();
        var sql = Asked.Replace("FROM data", $"FROM read_parquet({Sql.Text(file)})", StringComparison.Ordinal);
        return connection.ReadAll(sql, 10_000).OrThrow().Rows.Count;
    }

    static int Bare(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Asked.Replace("FROM data", "FROM meter_reading", StringComparison.Ordinal), connection)
        {
            CommandTimeout = 600,
        };
        using var rows = command.ExecuteReader();
        var count = 0;
        while (rows.Read()) count++;
        return count;
    }
}
