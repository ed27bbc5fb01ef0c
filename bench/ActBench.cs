using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Yuanliu.Compute.Identifiers;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Host.Verbs;

namespace Yuanliu.Bench;

/// <summary>One act through HTTP (state, journal, reply) against a bare endpoint that writes the same two rows to the same kind of
/// database.</summary>
internal static class ActBench
{
    const int Warmup = 1_500, Requests = 1_500, Clients = 8, Rounds = 5;
    const string Password = "bench bench bench";

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var figures = new List<Figure> { await On("SQLite", "") };
        if (Environment.GetEnvironmentVariable("BENCH_PG") is { Length: > 0 } server) figures.Add(await On("PostgreSQL", server));
        else figures.Add(new("act through HTTP, PostgreSQL", "BENCH_PG not set", "≥ 50 %"));
        return figures;
    }

    static Task<Figure> On(string name, string server) => Benchmarks.InFolder(async folder =>
    {
        var db = NewDatabase(server);
        try { return await Compare(name, folder, db); }
        finally { if (server.Length > 0) await Drop(server, db); }
    });

    /// <returns>A connection to a database that is made at the first start; empty for SQLite.</returns>
    internal static string NewDatabase(string server)
        => server.Length == 0 ? "" : $"{server};Database=bench{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    static async Task<Figure> Compare(string name, string folder, string db)
    {
        await using var app = await Serve.Build(
            new AppSettings("http://127.0.0.1:0", folder, db, false, "http://localhost", "bench.example"), CancellationToken.None);
        await app.StartAsync();
        await using var bare = await Bare(app.Services.GetRequiredService<AppSettings>().Connection);
        using var ours = await SignIn(app);
        using var theirs = new HttpClient { BaseAddress = new Uri(bare.Urls.First()) };

        var number = 0;
        await Fire(ours, "/api/parties/organizations", Warmup, () => Interlocked.Increment(ref number));
        await Fire(theirs, "/bare", Warmup, () => Interlocked.Increment(ref number));
        var (act, baseline) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            act.Add(await Fire(ours, "/api/parties/organizations", Requests, () => Interlocked.Increment(ref number)));
            baseline.Add(await Fire(theirs, "/bare", Requests, () => Interlocked.Increment(ref number)));
        }
        await app.StopAsync();
        var (a, b) = (Benchmarks.Median(act), Benchmarks.Median(baseline));
        return new Figure($"act through HTTP, {name}: {Benchmarks.Rate(a)} of a bare endpoint's {Benchmarks.Rate(b)}",
            Benchmarks.Percent(Benchmarks.Median(act.Zip(baseline, (ours, bare) => ours / bare))), "≥ 50 %");
    }

    static async Task<HttpClient> SignIn(WebApplication app)
    {
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>()
                .Found("平台", Code(9_999_999), "admin", "管理员", Password, CancellationToken.None);
        var cookies = new SocketsHttpHandler { UseCookies = true, CookieContainer = new() };
        var client = new HttpClient(cookies) { BaseAddress = new Uri(app.Urls.First()) };
        (await client.PostAsJsonAsync("/api/session", new { login = "admin", password = Password })).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Each client and round comes from an address of its own, as through a proxy: no limit is raised for it.</summary>
    /// <returns>Requests a second.</returns>
    static async Task<double> Fire(HttpClient client, string path, int requests, Func<int> next)
    {
        var (left, round) = (requests, next());
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async worker =>
        {
            var address = $"10.{round >> 8 & 255}.{round & 255}.{worker}";
            while (Interlocked.Decrement(ref left) >= 0) await Post(client, path, address, next());
        }));
        return requests / watch.Elapsed.TotalSeconds;
    }

    static async Task Post(HttpClient client, string path, string address, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(new { name = $"单位{number}", code = Code(number), kind = "Enterprise" }),
            Headers = { { "X-Forwarded-For", address } },
        };
        using var reply = await client.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }

    internal static string Code(int number)
    {
        var body = $"91110108MA{number:D7}";
        return body + UnifiedCreditCode.CheckCharacter(body);
    }

    internal sealed record Body(string Name, string Code, string Kind);

    /// <summary>Kestrel, one endpoint, the same two rows by plain ADO.NET in one transaction.</summary>
    static async Task<WebApplication> Bare(string connection)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/bare", async (Body body) =>
        {
            var id = Guid.CreateVersion7();
            await Insert(connection, id, body);
            return Results.Created($"/bare/{id}", new { id, body.Name, body.Code, body.Kind });
        });
        await app.StartAsync();
        return app;
    }

    const string Organization =
        """INSERT INTO parties_organization ("Id", "Name", "Code", "Kind", "RegisteredOn") VALUES (@id, @name, @code, @kind, @on)""";
    const string Journal = """
        INSERT INTO kernel_journal ("FactId", "Kind", "Subject", "At", "PersonId", "OrganizationId", "Envelope", "Salt", "Commitment")
        VALUES (@fact, @what, @subject, @at, @fact, @fact, @envelope, @salt, @salt)
        """;

    static async Task Insert(string connection, Guid id, Body body)
    {
        // The program's contexts keep their connections; a plain endpoint would leave that to the driver's pool.
        connection = connection.Replace("Pooling=False", "Pooling=True", StringComparison.Ordinal);
        await using System.Data.Common.DbConnection db = connection.StartsWith("Host=", StringComparison.Ordinal)
            ? new NpgsqlConnection(connection) : new SqliteConnection(connection);
        await db.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        var at = TimeProvider.System.GetUtcNow().UtcDateTime;
        await Execute(db, transaction, Organization, ("id", id), ("name", body.Name), ("code", body.Code), ("kind", body.Kind),
            ("on", DateOnly.FromDateTime(at)));
        var envelope = $$"""{"at":"{{at:O}}","body":{"organization":"{{id}}","organizationKind":"{{body.Kind}}"},"by":null"""
            + $$""","id":"{{id}}","kind":"bare","subject":"urn:bare:{{id}}"}""";
        await Execute(
            db, transaction, Journal, ("fact", Guid.CreateVersion7()), ("what", "bare"), ("subject", $"urn:bare:{id}"), ("at", at),
            ("envelope", envelope), ("salt", RandomNumberGenerator.GetBytes(32)));
        await transaction.CommitAsync();
    }

    static async Task Execute(System.Data.Common.DbConnection db, System.Data.Common.DbTransaction transaction, string sql,
        params (string Name, object Value)[] values)
    {
        await using var command = db.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task Drop(string server, string db)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync();
        var name = new NpgsqlConnectionStringBuilder(db).Database;
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
