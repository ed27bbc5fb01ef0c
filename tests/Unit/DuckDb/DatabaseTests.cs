using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Tests.DuckDb;

public sealed class DatabaseTests : IDisposable
{
    readonly Scratch scratch = new();

    [Fact]
    public void The_library_is_the_pinned_one() => Database.Version.ShouldBe("v1.5.5");

    [Fact]
    public void Nothing_outside_is_reachable_by_default()
    {
        var file = scratch.Write("a.csv", "x\n1\n");
        using var db = new Memory();
        db.Error($"SELECT * FROM read_csv({Sql.Text(file)})").Kind.ShouldBe(ErrorKind.Permission);
        db.Error($"SELECT * FROM read_text({Sql.Text(file)})").Kind.ShouldBe(ErrorKind.Permission);
        db.Error($"COPY (SELECT 1) TO {Sql.Text(scratch.Path("b.csv"))}").Kind.ShouldBe(ErrorKind.Permission);
        db.Error($"ATTACH {Sql.Text(scratch.Path("c.db"))}").Kind.ShouldBe(ErrorKind.Permission);
        db.Error("LOAD httpfs").Kind.ShouldBe(ErrorKind.Permission);
        db.Error("INSTALL httpfs").Kind.ShouldBe(ErrorKind.Permission);
    }

    [Fact]
    public void A_locked_configuration_cannot_be_unlocked_by_SQL()
    {
        using var db = new Memory();
        string[] settings =
        [
            "enable_external_access = true", "memory_limit = '100GB'", "threads = 64", "lock_configuration = false",
            "allowed_paths = ['/']",
        ];
        foreach (var setting in settings)
            db.Connection.Execute($"SET {setting}").Error!.Kind.ShouldBe(ErrorKind.InvalidInput, setting);
    }

    [Fact]
    public void Named_files_are_reachable_and_their_neighbours_are_not()
    {
        var (mine, other) = (scratch.Write("it's [1]*.csv", "x\n7\n"), scratch.Write("other.csv", "x\n8\n"));
        using var db = new Memory(new() { AllowedFiles = [mine] });
        db.One($"SELECT x::INTEGER FROM read_csv({Sql.Text(mine)})").ShouldBe(7);
        db.Error($"SELECT * FROM read_csv({Sql.Text(other)})").Kind.ShouldBe(ErrorKind.Permission);
    }

    [Fact]
    public void A_query_that_needs_more_memory_than_it_may_spills_or_is_refused()
    {
        const string Wide = "SELECT count(*) FROM (SELECT i, repeat('x', 100) || i AS t FROM range(3000000) r(i) ORDER BY t DESC, i)";
        using (var tight = new Memory(new() { MemoryBytesMax = 64 << 20, Threads = 1 }))
            tight.Error(Wide).Kind.ShouldBe(ErrorKind.OutOfMemory);
        using var spilling = new Memory(new() { MemoryBytesMax = 64 << 20, Threads = 1, TempFolder = scratch.Path("spill") });
        spilling.One(Wide).ShouldBe(3000000L);
    }

    [Fact]
    public void A_database_file_keeps_its_rows_and_can_be_opened_for_reading_only()
    {
        var path = scratch.Path("rows.db");
        using (var db = new Memory(new() { Path = path })) db.Connection.Execute("CREATE TABLE t AS SELECT 5 AS a").OrThrow();
        using var again = new Memory(new() { Path = path, ReadOnly = true });
        again.One("SELECT a FROM t").ShouldBe(5);
        again.Connection.Execute("DROP TABLE t").IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_file_of_another_format_does_not_open()
        => Database.Open(new() { Path = scratch.Write("no.db", new string('x', 20000)) }).Error!.Kind.ShouldBe(ErrorKind.Io);

    [Fact]
    public void Connections_work_at_the_same_time()
    {
        using var db = new Memory();
        db.Connection.Execute("CREATE TABLE t AS SELECT range AS a FROM range(1000)").OrThrow();
        var sums = new object?[8];
        Parallel.For(0, sums.Length, i =>
        {
            using var own = db.Another();
            sums[i] = own.ReadAll("SELECT sum(a + ?)::BIGINT FROM t", 1, [i]).OrThrow().Rows[0][0];
        });
        sums.ShouldBe([.. Enumerable.Range(0, 8).Select(i => (object)(499500L + 1000 * i))]);
    }

    public void Dispose() => scratch.Dispose();
}
