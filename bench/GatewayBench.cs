using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Bench;

/// <summary>
/// Pages of rows through the gateway (key, pace, policy, conditions, meter with its fact, the page kept) against a bare Kestrel endpoint
/// that reads the same rows of the same kind of table and writes them as JSON.
/// </summary>
internal static class GatewayBench
{
    const int Rows = 1_000_000, Page = 1_000, Warmup = 4_000, Requests = 400, Clients = 4, Rounds = 5;

    static readonly ProductColumn[] Columns =
    [
        new("id_no", "标识", "VARCHAR", ColumnUse.Identity), .. from name in (string[])["district", "trade", "opened"]
                                                        select new ProductColumn(name, name, "VARCHAR", ColumnUse.Dimension),
        new("kwh", "kwh", "BIGINT", ColumnUse.Measure), new("fee", "fee", "DOUBLE", ColumnUse.Measure),
        new("area", "area", "DOUBLE", ColumnUse.Measure), new("score", "score", "BIGINT", ColumnUse.Measure),
    ];

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(async folder =>
    {
        var file = Path.Combine(folder, "rows.parquet");
        Make(file);
        await using var host = new GatewayHost { Source = new($"read_parquet({Sql.Text(file)})", [file]), Rows = Rows };
        using var ours = await host.Start(folder, Columns);
        using var database = Bare(folder, file);
        await using var bare = await Serve(database);
        using var theirs = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };
        var page = 0;
        string Next() => $"after={Interlocked.Increment(ref page) * 97L % (Rows - Page)}&take={Page}";
        var path = $"/api/space/agreements/{host.Agreement}/rows?";
        await Fire(ours, path, Warmup, Next);
        await Fire(theirs, "/rows?", Warmup, Next);
        var (metered, plain, work, plainWork) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var began = Benchmarks.ProcessorMilliseconds;
            metered.Add(await Fire(ours, path, Requests, Next));
            var between = Benchmarks.ProcessorMilliseconds;
            plain.Add(await Fire(theirs, "/rows?", Requests, Next));
            work.Add((between - began) / Requests);
            plainWork.Add((Benchmarks.ProcessorMilliseconds - between) / Requests);
        }
        await bare.StopAsync();
        var (a, b) = (Benchmarks.Median(metered), Benchmarks.Median(plain));
        return
        [
            new($"gateway: pages of {Page:N0} rows, each counted and kept: {Benchmarks.Rate(a)} of a bare endpoint's {Benchmarks.Rate(b)}",
                Benchmarks.Percent(Benchmarks.Median(metered.Zip(plain, (x, y) => x / y))), "≥ 50 %"),
            new("gateway: processor time of a request with its client, ours and the bare one's",
                $"{Benchmarks.Milliseconds(Benchmarks.Median(work))}, {Benchmarks.Milliseconds(Benchmarks.Median(plainWork))}", ""),
        ];
    });

    static async Task<double> Fire(HttpClient client, string path, int requests, Func<string> next)
    {
        var left = requests;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await client.GetByteArrayAsync(path + next());
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }

    static void Make(string file)
    {
        using var database = Database.Open(new() { ExternalAccess = true }).OrThrow();
        using var connection = database.Connect();
        connection.Execute($"""
            COPY (SELECT '1101011990' || lpad(i::VARCHAR, 8, '0') AS id_no, 'district-' || (i % 16) AS district, 'trade-'
                || (i % 97) AS trade,
                         '2025-0' || (i % 9 + 1) AS opened, (i * 7919) % 60000 AS kwh, ((i * 104729) % 1000000) / 100.0::DOUBLE AS fee,
                         (i % 977) / 10.0::DOUBLE AS area, i % 800 AS score
                  FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)
            """).OrThrow();
    }

    static Database Bare(string folder, string file)
    {
        var path = Path.Combine(folder, "bare.duckdb");
        using (var made = Database.Open(new() { Path = path, AllowedFiles = [file] }).OrThrow())
        using (var connection = made.Connect())
            connection.Execute(
                $"CREATE TABLE served AS SELECT row_number() OVER () AS n, * FROM read_parquet({Sql.Text(file)}); CHECKPOINT;").OrThrow();
        return Database.Open(new() { Path = path, ReadOnly = true }).OrThrow();
    }

    static async Task<WebApplication> Serve(Database database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/rows", (long after, int take) =>
        {
            using var connection = database.Connect();
            var rows = connection.ReadAll(
                $"SELECT n, district, trade, opened, kwh, fee, area, score FROM served WHERE n > {after} LIMIT {take + 1}", take + 1)
                    .OrThrow();
            return Results.Json(rows.Rows);
        });
        await app.StartAsync();
        return app;
    }
}
