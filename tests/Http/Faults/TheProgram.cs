using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Npgsql;
using Shouldly;

namespace Yuanliu.Tests.Faults;

/// <summary>The program as an operator runs it: a process of its own, with a data folder and a database of its own.</summary>
internal sealed class TheProgram : IAsyncDisposable
{
    public static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "yuanliu");
    readonly string db;

    TheProgram(string db) => this.db = db;

    public string Data { get; } = Directory.CreateTempSubdirectory("yuanliu-program-").FullName;

    public static async Task<TheProgram> Prepare(bool hasCity = true)
    {
        if (Server is not { } server) return new("") { HasCity = hasCity };
        var name = "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        await Execute(server, $"CREATE DATABASE {name}");
        return new($"{server};Database={name}") { HasCity = hasCity };
    }

    /// <summary>Whether the demo city stands there.</summary>
    public bool HasCity { get; init; } = true;

    /// <summary>What else the operator put into the environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public Process Start(params string[] arguments) => Start(Path, arguments);

    /// <param name="program">The program itself, or something that starts it.</param>
    public Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.Environment["YUANLIU_DATA"], start.Environment["YUANLIU_DB"]) = (Data, db);
        (start.Environment["YUANLIU_DEMO"], start.Environment["YUANLIU_URLS"]) = (HasCity ? "on" : "off", "http://127.0.0.1:0");
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Task<(int Code, string Output)> Run(params string[] arguments) => Run(Path, arguments);

    async Task<(int Code, string Output)> Run(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await error + await output);
    }

    /// <param name="beside">A server in a namespace of its own, which the check shares.</param>
    public async Task ShouldBeWhole(string because, Process? beside = null)
    {
        var (code, told) = beside is null ? await Run("fsck")
            : await Run("nsenter", ["-t", beside.Id.ToString(), "-U", "-m", "--preserve-credentials", Path, "fsck"]);
        code.ShouldBe(0, $"{because}: {told}");
    }

    /// <summary>Reads until the server says where it listens and, unless it stands empty, that the demo's people are there.</summary>
    public async Task<Uri> Ready(Process server)
    {
        Uri? address = null;
        var told = new List<string>();
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            told.Add(line);
            if (line.Contains("is ready: ", StringComparison.Ordinal)) address = new(line.Split("is ready: ")[1].Split(' ')[0]);
            if (!HasCity && address is not null) return address;
            if (line.Contains("the demo city is ready", StringComparison.Ordinal)) return address!;
        }
        throw new ShouldAssertException($"the server ended: {string.Join('\n', told)} {await server.StandardError.ReadToEndAsync()}");
    }

    public static async Task<HttpClient> SignIn(Uri server, string login)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = server };
        await TestApp.Done(await client.PostAsJsonAsync("/api/session", new { login, password = "yuanliu-demo-2026" }));
        return client;
    }

    /// <summary>To its database, beside it.</summary>
    public async Task<System.Data.Common.DbConnection> Connect()
    {
        System.Data.Common.DbConnection connection = db.Length > 0 ? new NpgsqlConnection($"{db};Pooling=false")
            : new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={System.IO.Path.Combine(Data, "yuanliu.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Data, recursive: true);
        if (Server is { } server)
            await Execute(server, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(db).Database} WITH (FORCE)");
    }

    static string? Server => System.Environment.GetEnvironmentVariable("TEST_DB") == "postgres"
        ? TestDatabase.Server
        : null;

    static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
