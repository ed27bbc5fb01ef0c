using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Tests.DuckDb;

public sealed class QueryTests : IDisposable
{
    const string Endless = "SELECT count(*) FROM range(9000000000000000000) t(i) WHERE i % 7 = 3";

    readonly Memory db = new();

    [Fact]
    public void Columns_are_read_in_place_chunk_by_chunk()
    {
        using var result = db.Connection.Query("""
            SELECT i::INTEGER AS n, i / 2.0 AS half, CASE WHEN i % 3 = 0 THEN NULL ELSE 'row number ' || i END AS text
            FROM range(100000) t(i) ORDER BY i
            """).OrThrow();
        long sum = 0, rows = 0, nulls = 0;
        double halves = 0;
        while (result.Next().OrThrow() is { } chunk)
        {
            chunk.Rows.ShouldBeInRange(1, 2048);
            foreach (var n in chunk.Column(0).Span<int>()) sum += n;
            foreach (var half in chunk.Column(1).Span<double>()) halves += half;
            var text = chunk.Column(2);
            for (var row = 0; row < chunk.Rows; row++, rows++)
                if (!text.IsValid(row)) nulls++;
                else System.Text.Encoding.UTF8.GetString(text.Utf8(row)).ShouldBe($"row number {rows}");
        }
        (rows, sum, halves, nulls).ShouldBe((100000, 4999950000, 4999950000 / 2.0, 33334));
    }

    [Fact]
    public void Reading_a_column_as_another_width_throws_before_it_reads()
    {
        using var result = db.Connection.Query("SELECT 1::INTEGER AS n").OrThrow();
        var chunk = result.Next().OrThrow()!;
        Should.Throw<InvalidOperationException>(() => { chunk.Column(0).Span<long>(); });
        Should.Throw<InvalidOperationException>(() => { chunk.Column(0).Utf8(0); });
        Should.Throw<ArgumentOutOfRangeException>(() => { chunk.Column(0).IsValid(1); });
    }

    [Fact]
    public void A_stream_is_worked_off_only_as_far_as_it_is_read()
    {
        using var result = db.Connection.Query("SELECT i FROM range(100000000000) t(i)").OrThrow();
        result.Next().OrThrow()!.Column(0).Span<long>()[1].ShouldBe(1);
    }

    [Fact]
    public void Errors_carry_their_kind_whenever_they_come()
    {
        db.Error("SELEC 1").Kind.ShouldBe(ErrorKind.Parser);
        db.Error("SELECT a").Kind.ShouldBe(ErrorKind.Binder);
        db.Error("SELECT * FROM nowhere").Kind.ShouldBe(ErrorKind.Catalog);
        db.Error("SELECT 'x'::INTEGER").Kind.ShouldBe(ErrorKind.Conversion);
        db.Error("SELECT error('no') FROM range(3)").Kind.ShouldBe(ErrorKind.InvalidInput);
        db.Error("SELECT CASE WHEN i = 99999 THEN 'x' ELSE '1' END::INTEGER FROM range(100000) t(i)").Kind.ShouldBe(ErrorKind.Conversion);
        db.Connection.Execute("INSERT INTO nowhere VALUES (1)").Error!.Kind.ShouldBe(ErrorKind.Catalog);
        db.Error("SELECT ?::INTEGER").Kind.ShouldBe(ErrorKind.InvalidInput);
        db.Error("SELECT 1", 5).Kind.ShouldBe(ErrorKind.InvalidInput);
        db.Error("SELECT 1; SELECT 2").Kind.ShouldNotBe(ErrorKind.Unknown);
        db.One("SELECT 42").ShouldBe(42);
    }

    [Fact]
    public void A_script_runs_whole_and_a_statement_alone()
    {
        db.Connection.Execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2), (3)").OrThrow().ShouldBe(3);
        db.One("SELECT sum(a)::INTEGER FROM t").ShouldBe(6);
        Should.Throw<ArgumentException>(() => db.Connection.Execute("SELECT 1\0; DROP TABLE t"));
    }

    [Fact]
    public void A_statement_runs_again_with_other_values()
    {
        using var statement = db.Connection.Prepare("SELECT $1::BIGINT * $2::BIGINT").OrThrow();
        statement.ParameterCount.ShouldBe(2);
        foreach (var n in (long[])[2, 3, 4])
        {
            statement.Bind(1, n).IsOk.ShouldBeTrue();
            statement.Bind(2, n).IsOk.ShouldBeTrue();
            using var result = statement.Query().OrThrow();
            result.Next().OrThrow()!.Column(0).Span<long>()[0].ShouldBe(n * n);
        }
    }

    [Fact]
    public async Task A_cancelled_query_stops_and_the_connection_goes_on()
    {
        using var source = new CancellationTokenSource();
        var progress = new Steps(() => source.Cancel());
        await Should.ThrowAsync<OperationCanceledException>(Task.Run(
            () => db.Connection.ReadAll(Endless, 1, options: new() { Progress = progress }, ct: source.Token)));
        db.One("SELECT 42").ShouldBe(42);
    }

    [Fact]
    public void A_query_is_not_begun_for_a_caller_who_has_left()
        => Should.Throw<OperationCanceledException>(() => db.Connection.Query("SELECT 1", ct: new(canceled: true)));

    [Fact]
    public void A_query_over_its_time_limit_says_so()
        => db.Connection.ReadAll(Endless, 1, options: new() { TimeLimit = TimeSpan.FromMilliseconds(50) })
            .Error.ShouldBe(new DuckDbError(ErrorKind.TimeLimit, "The query ran longer than its time limit"));

    [Fact]
    public void The_syntax_tree_of_a_query_can_be_taken_and_run()
    {
        var json = (string)db.One("SELECT json_serialize_sql(?::VARCHAR)", "SELECT 40 + 2 AS answer")!;
        json.ShouldContain("\"SELECT_NODE\"");
        db.One("SELECT * FROM json_execute_serialized_sql(?::VARCHAR)", json).ShouldBe(42);
        db.One("SELECT json_serialize_sql(?::VARCHAR)", "DROP TABLE t").ShouldBeOfType<string>().ShouldContain("\"error\":true");
    }

    public void Dispose() => db.Dispose();

    /// <summary>Acts at the first report, on the reporting thread.</summary>
    sealed class Steps(Action act) : IProgress<double>
    {
        public void Report(double value) => act();
    }
}
