using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Workers;

namespace Yuanliu.Bench;

/// <summary>A clean-room query in its locked-down process against the same SQL in bare DuckDB; starting a worker is told apart.</summary>
internal static class CleanRoomBench
{
    const long Rows = 20_000_000;
    const int Rounds = 5;
    const string Asked = "SELECT district, month, count(*) AS n, avg(kwh) AS mean, sum(fee) AS total FROM data GROUP BY district, month";

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(async folder =>
    {
        var file = Path.Combine(folder, "rows.parquet");
        MakeRows(file);
        var relation = $"read_parquet({Sql.Text(file)})";
        var (limits, policy) = (new SpaceLimits(), new CompiledPolicy(PolicyBench.Agreement()));
        using var parser = new SqlParser();
        var query = new QueryReader(parser, limits).Read(Asked, policy).Query!;
        var written = SqlWriter.Write(query, policy, relation);
        var request = new WorkRequest(
            written.Group, written.Count, written.Release, [file], limits.MemoryBytesMax, limits.Threads, 60_000, limits.RowsMax);

        using var pool = new WorkerPool(limits, new Confinement(), NullLogger<WorkerPool>.Instance);
        await pool.Run(request, CancellationToken.None);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));     // the next worker starts meanwhile, as it does between people's queries
            ours.Add(await Timed(async () => (await pool.Run(request, CancellationToken.None))!.Released.ToString()));
            bare.Add(await Timed(() => Task.FromResult(Bare(file, relation))));
        }
        var (clean, raw) = (Benchmarks.Median(ours), Benchmarks.Median(bare));
        return
        [
            new($"clean-room query, {Rows:N0} rows: {clean:F3} s against bare DuckDB's {raw:F3} s",
                Benchmarks.Ratio(clean / raw), "≤ 1.15 ×"),
            new("clean room: starting a worker process (done ahead)", Benchmarks.Seconds(TimeSpan.FromSeconds(await Start(limits))), ""),
        ];
    });

    static async Task<double> Timed(Func<Task<string>> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    static void MakeRows(string file)
    {
        using var database = Database.Open(new() { ExternalAccess = true }).OrThrow();
        using var connection = database.Connect();
        connection.Execute($"""
            COPY (SELECT 'district-' || (i % 16) AS district, (i % 12) + 1 AS month, (i * 7919) % 60000 AS kwh,
                         ((i * 104729) % 1000000) / 100.0 AS fee
                  FROM range({Rows}) t(i)) TO {Sql.Text(file)} (FORMAT parquet)
            """).OrThrow();
    }

    static string Bare(string file, string relation)
    {
        using var database = Database.Open(new() { AllowedFiles = [file] }).OrThrow();
        using var connection = database.Connect();
        var sql = Asked.Replace("FROM data", $"FROM {relation}", StringComparison.Ordinal);
        return connection.ReadAll(sql, 10_000).OrThrow().Rows.Count.ToString();
    }

    static async Task<double> Start(SpaceLimits limits)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var worker = Worker.Start(new Confinement().Command(limits));
            var request = new WorkRequest("SELECT 1", "SELECT 0::BIGINT, 0::BIGINT", "SELECT 1", [], 64 << 20, 1, 10_000, 1);
            times.Add(await Timed(async ()
                => (await worker.Ask(request, TimeSpan.FromMinutes(1), limits.MessageBytesMax, default))!.Status.ToString()));
        }
        return Benchmarks.Median(times);
    }
}
