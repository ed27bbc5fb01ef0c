using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>A database for each test, copied from one that was migrated once: migrating took longer than most tests.</summary>
public static class TestDatabase
{
    static readonly bool Postgres = Environment.GetEnvironmentVariable("TEST_DB") == "postgres";
    static readonly Lazy<Task<string>> Template = new(Migrate);

    /// <summary>PostgreSQL on which databases may be made: TEST_PG, or the machine's own.</summary>
    public static string Server => Environment.GetEnvironmentVariable("TEST_PG") ?? "Host=localhost;Username=postgres";

    /// <summary>Makes the database of that name, with the schema and no rows, and says how to connect to it.</summary>
    public static async Task<string> Make(string name, string folder)
    {
        var template = await Template.Value;
        if (Postgres)
            await Administer($"CREATE DATABASE {name} TEMPLATE {template}");
        else
        {
            PrivateFolder.Make(folder);
            File.Copy(FileOf(TemplateFolder(template), template), FileOf(folder, name));
        }
        return ConnectionTo(name, folder);
    }

    /// <summary>Ends what <see cref="Make"/> made on a server; a file goes with its folder.</summary>
    public static async Task Drop(string connectionTo)
    {
        if (!Postgres) return;
        await using var any = new NpgsqlConnection(connectionTo);
        NpgsqlConnection.ClearPool(any);
        await Administer($"DROP DATABASE {any.Database} WITH (FORCE)");
    }

    static async Task<string> Migrate()
    {
        var name = "template" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var folder = TemplateFolder(name);
        var settings = new AppSettings("http://127.0.0.1:0", folder, ConnectionTo(name, folder) + (Postgres ? ";Pooling=false" : ""), false,
            "http://localhost:5080", "test.example");
        await using var app = TestApp.Builder(settings).Build();
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AppDb>().Database.MigrateAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Postgres) Administer($"DROP DATABASE {name}").Wait();
            else Directory.Delete(folder, recursive: true);
        };
        return name;
    }

    static string TemplateFolder(string name) => Path.Combine(Path.GetTempPath(), "yuanliu-tests", name);
    static string FileOf(string folder, string name) => Path.Combine(folder, name + ".db");

    // Two tests run at a time: both pools together stay below what a server lets in.
    static string ConnectionTo(string name, string folder) => Postgres
        ? $"{Server};Database={name};Maximum Pool Size=60"
        : $"Data Source={FileOf(folder, name)};Pooling=false";

    static async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
