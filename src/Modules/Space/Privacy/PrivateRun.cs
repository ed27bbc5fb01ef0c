using System.Globalization;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Privacy;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Privacy;

/// <summary>
/// 加噪运行 — bounds what each identity contributes, adds up in the worker, adds noise here, and makes the answer of noisy numbers alone.
/// </summary>
internal sealed class PrivateRun(Preparation preparation, IWorkers workers, SamplingSecrets secrets, SpaceLimits limits)
{
    /// <exception cref="NotReleased">Whatever went wrong, what was reserved counts as spent.</exception>
    /// <exception cref="OwnTable">The buyer's own list has a key twice, which tells nothing of anybody else.</exception>
    public async Task<Released> Answer(
        Plan plan, PrivateQuestion question, IReadOnlyList<Part> parts, int probes, IRandomBytes random, CancellationToken ct)
    {
        var tables = await Prepared(plan, parts, ct);
        using var session = await workers.Open(
            new([.. tables.Values.Select(t => t.RowsFile)], limits.MemoryBytesMax, limits.Threads), ct);
        foreach (var (table, keys) in plan.Joins.SelectMany(j => j.Sides).Where(s => s.Keys.Count > 0 && parts[s.Table].Terms is null))
            if ((await Do(new(WorkVerb.Read, Repeats(tables[table], keys), Time, 1))).Rows.Count > 0)
                throw new OwnTable(Refusals.ListNotUnique);
        foreach (var stage in question.Stages) await Noise(stage);
        var terms = Strictest(plan, parts);
        var reply = await Do(new(WorkVerb.Read, plan.Final, Time, Math.Min(terms.RowsMax, limits.RowsMax)));
        var answer = new Uses.Answer(reply.Columns, reply.Rows, question.Stages.Any(s => s.Noise.Threshold is not null));
        if ((long)reply.Rows.Count * reply.Columns.Count > terms.CellsMax
            || JsonSerializer.SerializeToUtf8Bytes(answer,
                CanonicalJson.Options).Length > terms.BytesMax) throw new NotReleased(Cause.TooLarge);
        return new(answer, [], probes);

        async Task Noise(PrivateStage stage)
        {
            var written = stage.Write((table, _, columns, _) => Owned(table, tables[table], parts[table].Terms?.Identity, columns));
            var key = written.UsesKey ? secrets.Of(parts[stage.Owners[0]].Resource.Id).Hex : null;
            await Do(new(WorkVerb.Run, $"CREATE TEMP TABLE {Lanes(stage)} AS SELECT row_number() OVER () - 1 AS gid, * "
                + $"FROM ({written.Text})", Time, Parameter: key));
            var names = string.Concat(Enumerable.Range(0, stage.Noise.LaneCount).Select(i => $", m{i}"));
            var lanes = await Do(new(WorkVerb.Read, $"SELECT gid{names} FROM {Lanes(stage)} ORDER BY gid", Time, limits.GroupsMax));
            var exact = lanes.Rows.SelectMany(r => r!.AsArray().Skip(1))
                .Select(c => Int128.Parse(c!.ToString(), CultureInfo.InvariantCulture)).ToArray();
            await Do(new(WorkVerb.Run, Table(stage, DpRelease.Release(stage.Noise, exact, random)), Time));
        }

        async Task<WorkReply> Do(WorkCommand command)
        {
            var done = await session.Do(command, ct);
            return done is { Status: WorkStatus.Done } ? done : throw NotReleased.Of(done);
        }
    }

    async Task<Dictionary<int, PreparedTable>> Prepared(Plan plan, IReadOnlyList<Part> parts, CancellationToken ct)
    {
        var tables = new Dictionary<int, PreparedTable>();
        foreach (var table in plan.Used)
        {
            var terms = parts[table].Terms;
            var (prepared, status) = await preparation.Of(parts[table].Resource, parts[table].Data, terms?.Identity,
                terms is { Identity: not null, RowsPerIdentityMax: not null }, ct);
            tables[table] = prepared ?? throw NotReleased.Of(WorkReply.Of(status));
        }
        return tables;
    }

    long Time => (long)limits.TimeMax.TotalMilliseconds;

    static TableTerms Strictest(Plan plan, IReadOnlyList<Part> parts)
        => plan.Used.Select(t => parts[t].Terms).OfType<TableTerms>().Aggregate((a, b) => a.WithQuotas(b));

    /// <summary>A table as it lies ready, with the identity of each of its rows where it has identities.</summary>
    static string Owned(int table, PreparedTable prepared, string? identity, IReadOnlyList<string> columns)
        => $"(SELECT {string.Concat(columns.Select(c => Sql.Name(c) + ", "))}{(identity is null ? "NULL" : Sql.Name(identity))} "
            + $"AS {RowQuery.Identity(table)} FROM read_parquet({Sql.Text(prepared.RowsFile)}))";

    static string Repeats(PreparedTable table, IReadOnlyList<string> keys)
        => $"SELECT 1 FROM read_parquet({Sql.Text(table.RowsFile)}) GROUP BY {string.Join(", ", keys.Select(Sql.Name))} "
            + "HAVING count(*) > 1 LIMIT 1";

    static string Lanes(PrivateStage stage) => $"l{stage.Stage.Number}";

    /// <summary>What is released: keys as they are, and for each group its noisy numbers, written here.</summary>
    static string Table(PrivateStage question, IReadOnlyList<DpGroup> groups)
    {
        var stage = question.Stage;
        var count = Math.Max(1, stage.Aggregates.Count);
        var rows = groups.Select(g => $"({g.Group.ToString(CultureInfo.InvariantCulture)}::BIGINT"
            + string.Concat(g.Answers.Select((a, i) => $", {Cell(question.Noise.Query.Aggregates[i], a)}")) + ")").ToList();
        if (rows.Count == 0) rows.Add($"(-1::BIGINT{string.Concat(Enumerable.Repeat(", NULL", count))})");
        var columns = string.Concat(Enumerable.Range(0, count).Select(i => $", a{i}"));
        var keys = string.Concat(stage.Keys.Select((_, i) => $"l.k{i} AS d{i}, "));
        return $"CREATE TEMP TABLE {stage.Released} AS SELECT {keys}{columns[2..]} FROM {Lanes(question)} l "
            + $"JOIN (VALUES {string.Join(", ", rows)}) v(gid{columns}) ON l.gid = v.gid";
    }

    /// <summary>Counts that noise made negative are shown as none: that costs nothing, being made of what is safe already.</summary>
    static string Cell(DpAggregate aggregate, DpAnswer answer) => aggregate.Function switch
    {
        DpFunction.Count or DpFunction.Identities or DpFunction.Present
            => System.Numerics.BigInteger.Max(0, answer.First).ToString(CultureInfo.InvariantCulture) + "::BIGINT",
        DpFunction.Histogram => Sql.Text(string.Join(", ",
            answer.Units.Select(u => System.Numerics.BigInteger.Max(0, u).ToString(CultureInfo.InvariantCulture)))),
        DpFunction.Sum or DpFunction.Mean or DpFunction.Quantile or DpFunction.Variance or DpFunction.Deviation
            or DpFunction.SampleVariance or DpFunction.SampleDeviation => $"{answer}::DOUBLE",
    };
}
