using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Xunit;

namespace Yuanliu.Tests.Faults;

/// <summary>The program is killed between an answer and its count, and again at the count: it is counted once, or not at all.</summary>
public sealed class KilledUseTests
{
    const string Question = "SELECT count(*) AS n FROM data";

    [Fact]
    public async Task Whenever_the_server_dies_around_the_count_a_use_is_counted_once_or_not_at_all()
    {
        await using var program = await TheProgram.Prepare();
        using var running = new Running();
        var (analyst, path) = await running.Begin(program);
        var before = await Uses(program);

        // The meter is held by somebody else: the answer lies ready and is not counted when the program dies.
        var answers = Answers(program);
        await using (await Held(program))
        {
            var asked = Ask(analyst, path);
            while (Answers(program).Count == answers.Count && !asked.IsCompleted) await Task.Yield();
            asked.IsCompleted.ShouldBeFalse("it was answered without being counted");
            running.Die();
            await Should.ThrowAsync<HttpRequestException>(asked);
        }
        (await Uses(program)).ShouldBe(before);
        await ShouldAgree(program, "after dying before the count");

        (analyst, path) = await running.Begin(program);
        var second = Ask(analyst, path);
        while (await Uses(program) == before && !second.IsCompleted) await Task.Yield();
        running.Die();
        await Task.WhenAny(second);
        (await Uses(program)).ShouldBe(before + 1);
        await ShouldAgree(program, "after dying at the count");

        (analyst, path) = await running.Begin(program);
        var again = await TestApp.Body(await Ask(analyst, path));
        (again["repeat"]!.GetValue<bool>(), again["number"]!.GetValue<int>(), again["priceFen"]!.GetValue<long>()).ShouldBe((true, 1, 0L));
        (await Uses(program)).ShouldBe(before + 1);
        running.Die();
        await ShouldAgree(program, "after reading it again");
    }

    static Task<HttpResponseMessage> Ask(HttpClient analyst, string path) => analyst.PostAsJsonAsync(path, new { sql = Question });

    /// <summary>Answers that lie among the kept files, counted or not.</summary>
    static List<string> Answers(TheProgram program) => [.. Directory.EnumerateFiles(Path.Combine(program.Data, "blobs"), "*",
        SearchOption.AllDirectories).Where(f => !f.Contains("incoming", StringComparison.Ordinal) && IsAnswer(f))];

    static bool IsAnswer(string file) => new FileInfo(file).Length < 4096 && File.ReadAllText(file).Contains("\"suppressedGroups\"");

    /// <summary>State and log are whole, and there is one line to bill and one fact for each use that the meters count.</summary>
    static async Task ShouldAgree(TheProgram program, string when)
    {
        await program.ShouldBeWhole(when);
        var used = await Uses(program);
        (await Number(program, """SELECT count(*) FROM space_use WHERE "Kind" = 'Answered'""")).ShouldBe(used, when);
        (await Number(program, """SELECT count(*) FROM space_use WHERE "Number" IS NOT NULL""")).ShouldBe(used, when);
        (await Number(program, """SELECT count(*) FROM kernel_journal WHERE "Kind" = 'space.use-metered/1'""")).ShouldBe(used, when);
    }

    static Task<long> Uses(TheProgram program) => Number(program, """SELECT coalesce(sum("Used"), 0) FROM space_use_meter""");

    static async Task<long> Number(TheProgram program, string sql)
    {
        await using var connection = await program.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Nobody else writes what is counted until this is let go.</summary>
    static async Task<DbConnection> Held(TheProgram program)
    {
        var connection = await program.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? "BEGIN; LOCK TABLE space_use_meter IN EXCLUSIVE MODE" : "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>The server, and an analyst at an agreement under which nothing was asked yet.</summary>
    sealed class Running : IDisposable
    {
        Process? server;

        public async Task<(HttpClient Analyst, string Path)> Begin(TheProgram program)
        {
            server = program.Start("serve");
            _ = server.StandardError.ReadToEndAsync();
            var address = await program.Ready(server);
            _ = server.StandardOutput.ReadToEndAsync();
            var analyst = await TheProgram.SignIn(address, "analyst");
            var agreements = (await analyst.GetFromJsonAsync<JsonObject>("/api/trading/agreements?stage=InForce&take=100"))!["items"]!;
            var fresh = agreements.AsArray().Single(a => ((string)a!["productName"]!).Contains("三季度", StringComparison.Ordinal))!;
            return (analyst, $"/api/space/agreements/{fresh["id"]}/queries");
        }

        public void Die()
        {
            server!.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
            server = null;
        }

        public void Dispose()
        {
            if (server is not null) Die();
        }
    }
}
