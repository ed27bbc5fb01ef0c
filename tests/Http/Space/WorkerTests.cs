using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Space;
using Yuanliu.Space.Workers;

namespace Yuanliu.Tests.Space;

public sealed class WorkerTests
{
    const string Count = "SELECT count(*) FROM data";
    const string Endless = "CREATE TEMP TABLE endless AS SELECT count(*) FROM range(1000000000000)";

    /// <summary>The first question never ends; those after it are left alone.</summary>
    static Func<WorkOpening, WorkCommand, WorkCommand> Hang(Action? reached = null)
    {
        var isFirst = 1;
        return (opening, command) =>
        {
            if (opening.Folder is not null || Interlocked.Exchange(ref isFirst, 0) == 0) return command;
            reached?.Invoke();
            return command with { Sql = Endless };
        };
    }

    [Fact]
    public async Task A_worker_that_is_killed_means_no_answer_and_no_count_and_the_next_question_is_answered()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var test = await SpaceTest.Start(meddle: Hang(reached.SetResult));
        var asked = test.Ask(Count);
        await reached.Task;
        Process.GetProcessById(await test.RunningWorker()).Kill();
        await asked.ShouldBeRefused(403, "space.not-released");
        (await test.Used()).ShouldBe(0);
        (await test.Cause()).ShouldBe("WorkerDied");
        Rows.Of(await test.Answer(Count)).ShouldBe(["36"]);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_query_beyond_its_time_ends_with_its_process()
    {
        await using var test = await SpaceTest.Start(limits: new() { TimeMax = TimeSpan.FromMilliseconds(300) }, meddle: Hang());
        await test.Ask(Count).ShouldBeRefused(403, "space.not-released");
        (await test.Cause()).ShouldBe("TooLong");
        (await test.Used()).ShouldBe(0);
        test.App.Services.GetRequiredService<WorkerPool>().Running.ShouldBeEmpty();
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task A_query_beyond_its_memory_is_refused_and_says_no_more_than_any_other()
    {
        await using var test = await SpaceTest.Start(limits: new() { MemoryBytesMax = 64 << 20, Threads = 1 },
            meddle: (opening, command) => opening.Folder is not null || command.Kind is not WorkVerb.Run ? command
                : command with { Sql = "CREATE TEMP TABLE wide AS SELECT list(i || repeat('x', 200)) FROM range(3000000) r(i)" });
        var refusal = await test.Ask(Count).ShouldBeRefused(403, "space.not-released");
        (await test.Cause()).ShouldBe("TooMuchMemory");
        var small = await test.Ask("SELECT count(*) FROM data WHERE district = '没有'").ShouldBeRefused(403, "space.not-released");
        Without(refusal).ShouldBe(Without(small));
        (await test.Used()).ShouldBe(0);
        await test.App.ShouldAgree();

        static string Without(System.Text.Json.Nodes.JsonObject problem)
        {
            problem.Remove("traceId");
            problem.Remove("instance");
            return problem.ToJsonString();
        }
    }

    [Fact]
    public async Task An_answer_of_too_many_rows_is_refused_not_cut()
    {
        const string many = "(SELECT i % 50 || '' AS district, 1 AS rooms, i AS price, 1.0 AS area, i AS owner FROM range(1000) r(i))";
        await using var test = await SpaceTest.Start(relationSql: many, limits: new() { RowsMax = 49 });
        await test.Ask("SELECT district, count(*) FROM data GROUP BY district").ShouldBeRefused(403, "space.not-released");
        (await test.Cause()).ShouldBe("TooLarge");
        Rows.Of(await test.Answer("SELECT district, count(*) FROM data GROUP BY district ORDER BY 1 LIMIT 2")).Count().ShouldBe(2);
        await test.App.ShouldAgree();
    }

    [Fact]
    public async Task What_fails_on_a_value_has_no_value_there_and_tells_nothing()
    {
        await using var test = await SpaceTest.Start();
        Rows.Of(await test.Answer("SELECT count(*) FROM data WHERE abs(rooms * 9223372036854775807) > 5 OR rooms < 100")).ShouldBe(["36"]);
        // Only one room can be multiplied so: those of the others have no value, and no error says so.
        Rows.Of(await test.Answer("SELECT count(*) FROM data WHERE abs(rooms * 9223372036854775807) > 5")).ShouldBe(["5"]);
        Rows.Of(await test.Answer("SELECT count(*) FROM data WHERE rooms = 1")).ShouldBe(["5"]);
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_worker_along()
    {
        using var pool = new WorkerPool(new(), TestAppOnce.Spares(new()));
        using var gone = new CancellationTokenSource();
        using var session = await pool.Open(Nothing, CancellationToken.None);
        var worker = Process.GetProcessById(pool.Running.Single());
        var asked = session.Do(Reading("SELECT count(*) FROM range(1000000000000)"), gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asked);
        session.Dispose();
        await worker.WaitForExitAsync();
    }

    [Theory]
    [InlineData("SELECT count(*) FROM read_csv('{other}')")]
    [InlineData("SELECT count(*) FROM read_text('/etc/passwd')")]
    [InlineData("SELECT count(*) FROM glob('/*')")]
    [InlineData("SELECT count(*) FROM read_parquet('http://127.0.0.1:9/x.parquet')")]
    public async Task A_worker_opens_no_file_but_the_holders(string sql)
    {
        using var scratch = new TemporaryFile("a,b\n1,2\n");
        using var pool = new WorkerPool(new(), TestAppOnce.Spares(new()));
        (await Do(pool, Nothing, Reading(sql.Replace("{other}", scratch.Path, StringComparison.Ordinal)))).ShouldBe(WorkStatus.Failed);
        (await Do(pool, Nothing with { Files = [scratch.Path] }, Reading($"SELECT count(*) FROM read_csv('{scratch.Path}')")))
            .ShouldBe(WorkStatus.Done);
    }

    [Fact]
    public async Task A_worker_writes_no_file_and_changes_no_setting()
    {
        var target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var pool = new WorkerPool(new(), TestAppOnce.Spares(new()));
        using var session = await pool.Open(Nothing, CancellationToken.None);
        foreach (var sql in new[]
        {
            $"COPY (SELECT 1) TO '{target}'", $"ATTACH '{target}'", "INSTALL httpfs", "LOAD httpfs",
            "SET enable_external_access = true", "SET memory_limit = '100GB'", "RESET lock_configuration",
        })
            (await session.Do(new(WorkVerb.Run, sql, 20_000),
                CancellationToken.None)).ShouldNotBeNull().Status.ShouldBe(WorkStatus.Failed, sql);
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task No_worker_serves_two_questions()
    {
        using var pool = new WorkerPool(new(), TestAppOnce.Spares(new()));
        var seen = new HashSet<int>();
        for (var i = 0; i < 3; i++)
            using (var session = await pool.Open(Nothing, CancellationToken.None))
            {
                (await session.Do(new(WorkVerb.Run, "CREATE TEMP TABLE left_behind AS SELECT 1", 20_000), CancellationToken.None))
                    .ShouldNotBeNull().Status.ShouldBe(WorkStatus.Done);
                seen.Add(pool.Running.Single()).ShouldBeTrue();
            }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_whose_server_is_gone_ends_by_itself(bool hasQuery)
    {
        using var worker = Process.Start(new Confinement().Command(new())).ShouldNotBeNull();
        await Messages.Read<WorkReply>(worker.StandardOutput.BaseStream, 1 << 20, CancellationToken.None);
        await Messages.Write(worker.StandardInput.BaseStream, Nothing, CancellationToken.None);
        if (hasQuery)
            await Messages.Write(worker.StandardInput.BaseStream, Reading("SELECT count(*) FROM range(1000000000000)"),
                CancellationToken.None);
        worker.StandardInput.Close();
        await worker.WaitForExitAsync();
    }

    [Fact]
    public void A_worker_inherits_nothing_of_the_servers_environment()
    {
        var command = new Confinement().Command(new());
        command.Environment.Keys.ShouldAllBe(name => name == "PATH" || name.StartsWith("DOTNET_", StringComparison.Ordinal));
    }

    static readonly WorkOpening Nothing = new([], 256 << 20, 1);

    static WorkCommand Reading(string sql) => new(WorkVerb.Read, sql, 20_000, 100);

    static async Task<WorkStatus> Do(WorkerPool pool, WorkOpening opening, WorkCommand command)
    {
        using var session = await pool.Open(opening, CancellationToken.None);
        return (await session.Do(command, CancellationToken.None)).ShouldNotBeNull().Status;
    }

    sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);
        public string Path { get; } = System.IO.Path.GetTempFileName();
        public void Dispose() => File.Delete(Path);
    }
}
