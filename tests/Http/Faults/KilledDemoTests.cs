using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Faults;

/// <summary>The demo is killed while each of its stations is at work; afterwards the books, the journal and the log must agree,
/// and the demo must play again.</summary>
public sealed class KilledDemoTests
{
    static readonly string[] Stations = ["Catalog", "Register", "Product", "Agreement", "Use", "Money"];

    [Fact]
    public async Task Wherever_the_process_dies_fsck_is_clean_and_the_next_demo_runs_to_its_end()
    {
        if (Server is not null) return;      // a killed process leaves the server's transactions to the server; the files are the same
        var data = Directory.CreateTempSubdirectory("yuanliu-killed-").FullName;
        var db = await NewDatabase();
        try
        {
            foreach (var station in Stations)
            {
                await Demo(data, db, killAfter: station);
                var (code, output) = await Run(data, db, "fsck");
                code.ShouldBe(0, $"after dying in {station}: {output}");
            }
            var (end, told) = await Run(data, db, "demo");
            end.ShouldBe(0, told);
            var folder = told.TrimEnd().Split('\n')[^1].Trim();
            (await Run(data, db, "verify", folder)).Code.ShouldBe(0);
            await EveryChangedFileIsFound(data, db, folder);
            (await Run(data, db, "fsck")).Code.ShouldBe(0);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
            await Drop(db);
        }
    }

    /// <summary>One byte in the middle of each file of the proof folder.</summary>
    static async Task EveryChangedFileIsFound(string data, string db, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
            var (code, told) = await Run(data, db, "verify", folder);
            code.ShouldBe(1, $"a byte of {file} was changed: {told}");
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    /// <summary>Kills the process as soon as it says that the station has begun.</summary>
    static async Task Demo(string data, string db, string killAfter)
    {
        using var process = Start(data, db, "demo");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains("── ", StringComparison.Ordinal) && line.Contains(killAfter, StringComparison.Ordinal)) break;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    static async Task<(int Code, string Output)> Run(string data, string db, params string[] arguments)
    {
        using var process = Start(data, db, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await error + await output);
    }

    static Process Start(string data, string db, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "yuanliu");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        (start.Environment["YUANLIU_DATA"], start.Environment["YUANLIU_DB"], start.Environment["YUANLIU_DEMO"]) = (data, db, "on");
        return Process.Start(start)!;
    }

    static string? Server => Environment.GetEnvironmentVariable("TEST_DB") == "postgres"
        ? Environment.GetEnvironmentVariable("TEST_PG") ?? "Host=localhost;Username=postgres"
        : null;

    static async Task<string> NewDatabase()
    {
        if (Server is not { } server) return "";
        var name = "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        await Execute(server, $"CREATE DATABASE {name}");
        return $"{server};Database={name}";
    }

    static async Task Drop(string db)
    {
        if (Server is { } server)
            await Execute(server, $"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(db).Database} WITH (FORCE)");
    }

    static async Task Execute(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
