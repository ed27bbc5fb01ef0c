using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Tests.DuckDb;

/// <summary>Connections that are closed, and callers that go away, while something runs: nobody else is harmed.</summary>
public sealed class ClosedMeanwhileTests
{
    const string Endless = "SELECT count(*) FROM range(1000000000000)", Rows = "SELECT i FROM range(1000000000) r(i)";

    [Fact]
    public void A_caller_who_leaves_after_the_connection_was_closed_is_no_failure()
    {
        using var database = Database.Open(new() { Threads = 1 }).OrThrow();
        using var left = new CancellationTokenSource();
        var connection = database.Connect();
        using var result = connection.Query(Rows, ct: left.Token).OrThrow();
        result.Next().Value.ShouldNotBeNull();
        connection.Dispose();
        Should.NotThrow(left.Cancel);
        Should.Throw<OperationCanceledException>(() =>
        {
            while (result.Next().Value is not null) ;
        });
    }

    /// <summary>A limit comes on a thread that is nobody's: what it threw there would end the process.</summary>
    [Fact]
    public async Task A_time_limit_that_ends_after_the_connection_was_closed_is_no_failure()
    {
        using var database = Database.Open(new() { Threads = 1 }).OrThrow();
        var connection = database.Connect();
        var limit = TimeSpan.FromMilliseconds(50);
        using var result = connection.Query(Rows, options: new() { TimeLimit = limit }).OrThrow();
        connection.Dispose();
        using var later = new CancellationTokenSource(limit * 4);
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        later.Token.Register(passed.SetResult);
        await passed.Task;
        Outcome<Chunk?> next;
        do next = result.Next();
        while (next.Value is not null);
        next.Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.TimeLimit);
    }

    [Fact]
    public async Task Of_many_queries_that_are_left_and_closed_at_once_each_ends_and_the_database_answers()
    {
        using var database = Database.Open(new() { Threads = 2 }).OrThrow();
        for (var round = 0; round < 30; round++)
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Leave(database, i)));
        using var connection = database.Connect();
        connection.ReadAll("SELECT 42", 1).OrThrow().Rows[0][0].ShouldBe(42);
    }

    static async Task Leave(Database database, int number)
    {
        using var left = new CancellationTokenSource();
        var connection = database.Connect();
        var runs = Task.Run(() => connection.ReadAll(number % 2 == 0 ? Endless : Rows, 100_000,
            options: new() { TimeLimit = TimeSpan.FromSeconds(20) }, ct: left.Token));
        if (number % 3 == 0) await Task.Yield();
        var ends = Task.Run(left.Cancel);
        if (number % 4 == 0) connection.Dispose();
        await ends;
        var failure = await Record.ExceptionAsync(() => runs);
        (failure is null or OperationCanceledException or ObjectDisposedException).ShouldBeTrue(failure?.ToString());
        connection.Dispose();
    }
}
