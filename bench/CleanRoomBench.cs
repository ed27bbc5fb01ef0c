using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Yuanliu.Compute.Overlap;
using Yuanliu.Contracts;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Workers;
using Part = Yuanliu.Space.Rooms.Part;

namespace Yuanliu.Bench;

/// <summary>
/// A clean-room question, with all that stands behind its groups and the audit, against the same SQL in bare DuckDB; starting a worker and
/// preparing the table are told apart.
/// </summary>
internal static class CleanRoomBench
{
    const long Rows = 20_000_000;
    const int Rounds = 7;
    const string Asked = "SELECT district, month, count(*) AS n, avg(kwh) AS mean, sum(fee) AS total FROM data GROUP BY district, month";

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(async folder =>
    {
        var file = Path.Combine(folder, "rows.parquet");
        MakeRows(file);
        var relation = $"read_parquet({Sql.Text(file)})";
        var (limits, policy) = (new SpaceLimits(), CompiledPolicy.Of(PolicyBench.Agreement()));
        using var parser = new SqlParser();
        var table = new RoomTable(QueryReader.Table, policy.Terms, policy.Agreement.Policy.Columns);
        var part = new Part(table, Resource(), new(relation, [file]), policy.Agreement, Guid.Empty);
        var plan = new QueryReader(parser, limits).Read(Asked, [table]).Plan!;
        using var pool = new WorkerPool(limits, new Confinement(), NullLogger<WorkerPool>.Instance);
        var footings = new Footings(new(pool, limits, new HostSettings(folder, "bench", "http://bench", false)), new(pool, limits), pool,
            limits);

        var preparing = await Timed(async () => (await footings.Of(plan, [part], default)).Files.Count.ToString());
        var prepared = (await footings.Of(plan, [part], default)).Table(0).RowsFile;
        var (ours, bare, same) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));     // the next worker starts meanwhile, as it does between people's queries
            ours.Add(await Timed(() => Ask(footings, plan, part)));
            bare.Add(await Timed(() => Task.FromResult(Bare(file))));
            same.Add(await Timed(() => Task.FromResult(Bare(prepared))));
        }
        var (clean, raw) = (Benchmarks.Median(ours), Benchmarks.Median(bare));
        return
        [
            new($"clean-room query, {Rows:N0} rows: {clean:F3} s against bare DuckDB's {raw:F3} s",
                Benchmarks.Ratio(clean / raw), "≤ 1.15 ×"),
            new($"the same against bare DuckDB on the prepared rows, {Benchmarks.Median(same):F3} s",
                Benchmarks.Ratio(clean / Benchmarks.Median(same)), ""),
            new("clean room: preparing the table (once for each version)", Benchmarks.Seconds(TimeSpan.FromSeconds(preparing)), ""),
            new("clean room: starting a worker process (done ahead)", Benchmarks.Seconds(TimeSpan.FromSeconds(await Start(limits))), ""),
        ];
    });

    /// <summary>From the plan to an answer that may leave: grouped, gathered, held against earlier answers, read.</summary>
    static async Task<string> Ask(Footings footings, Plan plan, Part part)
    {
        var footing = await footings.Of(plan, [part], default);
        using var run = await footings.Run(plan, [part], footing, default);
        await run.Group();
        var auditor = new OverlapAuditor(footing.Owners(0), part.Terms!.MinGroup);
        await run.Hold((_, stages) => Task.FromResult<IReadOnlyList<IReadOnlySet<int>>?>(
            [.. stages.Select(s => auditor.Check(s.Sets, s.Voids).Select(f => s.Groups[f.Group]).ToHashSet())]));
        return (await run.Answer(0)).Answer.Rows.Count.ToString();
    }

    static ResourceCard Resource()
        => new(PolicyBench.Agreement().Resource, default, "bench", "", true, Rows, 1, new string('b', 64), 2, []);

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

    static string Bare(string file)
    {
        using var database = Database.Open(new() { AllowedFiles = [file] }).OrThrow();
        using var connection = database.Connect();
        var sql = Asked.Replace("FROM data", $"FROM read_parquet({Sql.Text(file)})", StringComparison.Ordinal);
        return connection.ReadAll(sql, 10_000).OrThrow().Rows.Count.ToString();
    }

    static async Task<double> Start(SpaceLimits limits)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            using var worker = Worker.Start(new Confinement().Command(limits));
            times.Add(await Timed(async () =>
            {
                await worker.Open(new([], 64 << 20, 1), limits.MessageBytesMax, default);
                return (await worker.Do(new(WorkVerb.Read, "SELECT 1", 10_000, 1), TimeSpan.FromMinutes(1), limits.MessageBytesMax,
                    default))!
                    .Status.ToString();
            }));
        }
        return Benchmarks.Median(times);
    }
}
