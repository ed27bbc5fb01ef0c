using System.Globalization;
using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Privacy;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Rooms;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Privacy;

/// <summary>
/// 加噪运行 — bounds what each identity contributes, adds up in the worker, adds noise here, and makes the answer of noisy numbers alone.
/// </summary>
internal sealed class PrivateRun(Preparation preparation, IWorkers workers, SamplingSecrets secrets, SpaceLimits limits)
{
    /// <exception cref="NotReleased">Whatever went wrong, what was reserved counts as spent.</exception>
    public async Task<Released> Answer(Plan plan, PrivateQuestion question, Part part, IRandomBytes random, CancellationToken ct)
    {
        var terms = part.Terms!;
        var (table, status) = await preparation.Of(part.Resource, part.Data, terms.Identity, terms.RowsPerIdentityMax is not null, ct);
        if (table is null) throw NotReleased.Of(WorkReply.Of(status));
        using var session = await workers.Open(new([table.RowsFile], limits.MemoryBytesMax, limits.Threads), ct);
        var alias = question.Stage.Rows.Sources[0].Alias;
        var written = question.Write($"read_parquet({Sql.Text(table.RowsFile)}) AS {alias}", $"{alias}.{Sql.Name(terms.Identity!)}");
        var key = written.UsesKey ? secrets.Of(part.Resource.Id).Hex : null;
        await Do(new(WorkVerb.Run, $"CREATE TEMP TABLE lanes AS SELECT row_number() OVER () - 1 AS gid, * FROM ({written.Text})", Time,
            Parameter: key));
        var width = question.Noise.LaneCount;
        var names = string.Concat(Enumerable.Range(0, width).Select(i => $", m{i}"));
        var lanes = await Do(new(WorkVerb.Read, $"SELECT gid{names} FROM lanes ORDER BY gid", Time, limits.GroupsMax));
        var exact = lanes.Rows.SelectMany(r => r!.AsArray().Skip(1))
            .Select(c => Int128.Parse(c!.ToString(), CultureInfo.InvariantCulture)).ToArray();
        var groups = DpRelease.Release(question.Noise, exact, random);
        await Do(new(WorkVerb.Run, Table(question, groups), Time));
        var reply = await Do(new(WorkVerb.Read, plan.Final, Time, Math.Min(terms.RowsMax, limits.RowsMax)));
        var answer = new Uses.Answer(reply.Columns, reply.Rows, question.Noise.Threshold is not null);
        if ((long)reply.Rows.Count * reply.Columns.Count > terms.CellsMax
            || JsonSerializer.SerializeToUtf8Bytes(answer,
                CanonicalJson.Options).Length > terms.BytesMax) throw new NotReleased(Cause.TooLarge);
        return new(answer, [], 0);

        async Task<WorkReply> Do(WorkCommand command)
        {
            var done = await session.Do(command, ct);
            return done is { Status: WorkStatus.Done } ? done : throw NotReleased.Of(done);
        }
    }

    long Time => (long)limits.TimeMax.TotalMilliseconds;

    /// <summary>What is released: keys as they are, and for each group its noisy numbers, written here.</summary>
    static string Table(PrivateQuestion question, IReadOnlyList<DpGroup> groups)
    {
        var stage = question.Stage;
        var count = Math.Max(1, stage.Aggregates.Count);
        var rows = groups.Select(g => $"({g.Group.ToString(CultureInfo.InvariantCulture)}::BIGINT"
            + string.Concat(g.Answers.Select((a, i) => $", {Cell(question.Noise.Query.Aggregates[i], a)}")) + ")").ToList();
        if (rows.Count == 0) rows.Add($"(-1::BIGINT{string.Concat(Enumerable.Repeat(", NULL", count))})");
        var columns = string.Concat(Enumerable.Range(0, count).Select(i => $", a{i}"));
        var keys = string.Concat(stage.Keys.Select((_, i) => $"l.k{i} AS d{i}, "));
        return $"CREATE TEMP TABLE {stage.Released} AS SELECT {keys}{columns[2..]} FROM lanes l "
            + $"JOIN (VALUES {string.Join(", ", rows)}) v(gid{columns}) ON l.gid = v.gid";
    }

    /// <summary>Counts that noise made negative are shown as none: that costs nothing, being made of what is safe already.</summary>
    static string Cell(DpAggregate aggregate, DpAnswer answer) => aggregate.Function switch
    {
        DpFunction.Count or DpFunction.Identities
            => System.Numerics.BigInteger.Max(0, answer.First).ToString(CultureInfo.InvariantCulture) + "::BIGINT",
        DpFunction.Histogram => Sql.Text(string.Join(", ",
            answer.Units.Select(u => System.Numerics.BigInteger.Max(0, u).ToString(CultureInfo.InvariantCulture)))),
        DpFunction.Sum or DpFunction.Mean or DpFunction.Variance or DpFunction.Quantile => $"{answer}::DOUBLE",
    };
}
