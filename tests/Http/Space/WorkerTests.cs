using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using Yuanliu.Space;
using Yuanliu.Space.Workers;

namespace Yuanliu.Tests.Space;

public sealed class WorkerTests
{
    const string Endless = "(SELECT i % 7 || 'x' AS district, i % 3 AS rooms, i AS price, 1.0 AS area, i % 1000 || 'o' AS owner "
        + "FROM range(1000000000000) r(i))";

    [Fact]
    public async Task A_worker_that_is_killed_means_no_answer_and_no_count_and_the_next_question_is_answered()
    {
        await using var test = await SpaceTest.Start(relationSql: Endless);
        var asked = test.Ask("SELECT count(*) FROM data");
        Process.GetProcessById(await test.RunningWorker()).Kill();
        await asked.ShouldBeRefused(503, "space.worker-died");
        (await test.Used()).ShouldBe(0);
    }

    [Fact]
    public async Task A_query_beyond_its_time_ends_with_its_process()
    {
        await using var test = await SpaceTest.Start(relationSql: Endless, limits: new() { TimeMax = TimeSpan.FromMilliseconds(300) });
        await test.Ask("SELECT count(*) FROM data").ShouldBeRefused(503, "space.timeout");
        (await test.Used()).ShouldBe(0);
        test.App.Services.GetRequiredService<WorkerPool>().Running.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_beyond_its_memory_is_refused()
    {
        const string wide = "(SELECT i || repeat('x', 200) AS district, 1 AS rooms, i AS price, 1.0 AS area, i AS owner "
            + "FROM range(3000000) r(i))";
        await using var test = await SpaceTest.Start(relationSql: wide, limits: new() { MemoryBytesMax = 64 << 20, Threads = 1 });
        await test.Ask("SELECT district, count(*) FROM data GROUP BY district").ShouldBeRefused(503, "space.memory");
    }

    [Fact]
    public async Task An_answer_of_too_many_rows_is_refused_not_cut()
    {
        const string many = "(SELECT i % 50 || '' AS district, 1 AS rooms, i AS price, 1.0 AS area, i AS owner FROM range(1000) r(i))";
        await using var test = await SpaceTest.Start(relationSql: many, limits: new() { RowsMax = 49 });
        await test.Ask("SELECT district, count(*) FROM data GROUP BY district").ShouldBeRefused(403, "space.too-many-rows");
        Rows.Of(await test.Answer("SELECT district, count(*) FROM data GROUP BY district LIMIT 2")).Count().ShouldBe(2);
    }

    [Fact]
    public async Task An_error_of_the_engine_tells_nothing_of_the_data()
    {
        await using var test = await SpaceTest.Start();
        var refusal = await test.Ask("SELECT count(*) FROM data WHERE abs(rooms * 9223372036854775807) > 5")
            .ShouldBeRefused(400, "space.failed");
        refusal.ToString().ShouldNotContain("9223372036854775807");
        refusal.ToString().ShouldNotContain("sales.csv");
    }

    [Fact]
    public async Task A_client_that_goes_away_takes_its_worker_along()
    {
        await using var test = await SpaceTest.Start(relationSql: Endless);
        using var gone = new CancellationTokenSource();
        var pool = test.App.Services.GetRequiredService<WorkerPool>();
        var asked = pool.Run(Request("SELECT count(*) AS support FROM range(1000000000000)"), gone.Token);
        var worker = Process.GetProcessById(await test.RunningWorker());
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asked);
        await worker.WaitForExitAsync();
        (await test.Used()).ShouldBe(0);
    }

    [Theory]
    [InlineData("SELECT count(*) AS support FROM read_csv('{other}')")]
    [InlineData("SELECT count(*) AS support FROM read_text('/etc/passwd')")]
    [InlineData("SELECT count(*) AS support FROM glob('/*')")]
    [InlineData("SELECT count(*) AS support FROM read_parquet('http://127.0.0.1:9/x.parquet')")]
    public async Task A_worker_opens_no_file_but_the_holders(string sql)
    {
        using var scratch = new TemporaryFile("a,b\n1,2\n");
        using var pool = new WorkerPool(new(), new(), NullLogger<WorkerPool>.Instance);
        var reply = await pool.Run(Request(sql.Replace("{other}", scratch.Path, StringComparison.Ordinal)), CancellationToken.None);
        reply.ShouldNotBeNull().Status.ShouldBe(WorkStatus.Failed);

        var own = Request($"SELECT count(*) AS support FROM read_csv('{scratch.Path}')") with { Files = [scratch.Path] };
        (await pool.Run(own, CancellationToken.None)).ShouldNotBeNull().Status.ShouldBe(WorkStatus.Done);
    }

    [Fact]
    public async Task A_worker_writes_no_file_and_changes_no_setting()
    {
        var target = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var pool = new WorkerPool(new(), new(), NullLogger<WorkerPool>.Instance);
        foreach (var sql in new[] { $"COPY (SELECT 1) TO '{target}'", $"ATTACH '{target}'", "INSTALL httpfs", "LOAD httpfs" })
            (await pool.Run(Request("SELECT 1 AS support") with { Count = sql }, CancellationToken.None)).ShouldNotBeNull()
                .Status.ShouldBe(WorkStatus.Failed, sql);
        foreach (var sql in new[] { "SET enable_external_access = true", "SET memory_limit = '100GB'", "RESET lock_configuration" })
            (await pool.Run(Request("SELECT 1 AS support") with { Count = sql }, CancellationToken.None)).ShouldNotBeNull()
                .Status.ShouldBe(WorkStatus.Failed, sql);
        File.Exists(target).ShouldBeFalse();
    }

    [Fact]
    public async Task No_worker_is_asked_twice()
    {
        using var pool = new WorkerPool(new(), new(), NullLogger<WorkerPool>.Instance);
        (await pool.Run(Request("SELECT 1 AS support"), CancellationToken.None)).ShouldNotBeNull().Status.ShouldBe(WorkStatus.Done);
        (await pool.Run(Request("SELECT 1 AS support"), CancellationToken.None)).ShouldNotBeNull().Status.ShouldBe(WorkStatus.Done);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_whose_server_is_gone_ends_by_itself(bool hasQuery)
    {
        using var worker = Process.Start(new Confinement().Command(new())).ShouldNotBeNull();
        await Messages.Read<WorkReply>(worker.StandardOutput.BaseStream, 1 << 20, CancellationToken.None);
        if (hasQuery)
            await Messages.Write(worker.StandardInput.BaseStream, Request("SELECT count(*) AS support FROM range(1000000000000)"),
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

    static WorkRequest Request(string sql) => new(
        $"CREATE TEMP TABLE released_groups AS {sql}", "SELECT count(*), count(*) FROM released_groups", "SELECT * FROM released_groups",
        [], 256 << 20, 1, 20_000, 100);

    sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);
        public string Path { get; } = System.IO.Path.GetTempFileName();
        public void Dispose() => File.Delete(Path);
    }
}
