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

/// <summary>A clean room over one table, from the text of a question to an answer that may leave.</summary>
internal sealed class BenchRoom : IDisposable
{
    readonly SpaceLimits limits = new();
    readonly SqlParser parser = new();
    readonly SpareWorkers spares;
    readonly WorkerPool pool;
    readonly Footings footings;
    readonly Part part;
    OverlapAuditor? auditor;

    public BenchRoom(string folder, string parquet, AgreementCard agreement, long rows)
    {
        var policy = CompiledPolicy.Of(agreement);
        spares = new(limits, new Confinement(), NullLogger<SpareWorkers>.Instance);
        pool = new(limits, spares);
        footings = new(new(pool, limits, new HostSettings(folder, "bench", "http://bench", false)), new(pool, limits), pool, limits);
        part = new(new(QueryReader.Table, policy.Terms, policy.Agreement.Policy.Columns),
            new(agreement.Resource, default, "bench", "", true, rows, 1, new string('b', 64), 2, []),
            new($"read_parquet({Sql.Text(parquet)})", [parquet]), policy.Agreement, Guid.Empty);
    }

    public Plan Read(string sql) => new QueryReader(parser, limits).Read(sql, [part.Table]).Plan
        ?? throw new InvalidOperationException($"Not accepted: {sql}");

    /// <summary>Brings the table into the room; only the first time takes any.</summary>
    /// <returns>The file of its prepared rows.</returns>
    public async Task<string> Prepare(Plan plan) => (await footings.Of(plan, [part], default)).Table(0).RowsFile;

    /// <summary>Grouped, gathered, held against what was released before, read.</summary>
    /// <param name="isReleased">It is remembered, and counts for what is asked later.</param>
    /// <returns>How many rows the answer has.</returns>
    public async Task<int> Ask(Plan plan, bool isReleased = false)
    {
        var footing = await footings.Of(plan, [part], default);
        using var run = await footings.Run(plan, [part], footing, default);
        await run.Group();
        auditor ??= new(footing.Owners(0), part.Terms!.MinGroup);
        await run.Hold((_, stages) => Task.FromResult<IReadOnlyList<IReadOnlySet<int>>?>(
            [.. stages.Select(stage => Hold(stage, isReleased))]));
        return (await run.Answer(0)).Answer.Rows.Count;
    }

    HashSet<int> Hold(Candidate stage, bool isReleased)
    {
        var held = auditor!.Check(stage.Sets, stage.Voids).Select(f => stage.Groups[f.Group]).ToHashSet();
        if (isReleased) auditor.Add([.. stage.Sets.Where((_, i) => !held.Contains(stage.Groups[i]))], stage.Voids);
        return held;
    }

    /// <summary>From the start of a worker's process to its first answer, in seconds.</summary>
    public async Task<double> StartWorker()
    {
        using var worker = Worker.Start(new Confinement().Command(limits));
        var watch = Stopwatch.StartNew();
        await worker.Open(new([], 64 << 20, 1), limits.MessageBytesMax, default);
        await worker.Do(new(WorkVerb.Read, "SELECT 1", 10_000, 1), TimeSpan.FromMinutes(1), limits.MessageBytesMax, default);
        return watch.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        pool.Dispose();
        spares.Dispose();
        parser.Dispose();
    }
}
