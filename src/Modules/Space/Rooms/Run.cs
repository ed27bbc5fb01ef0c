using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yuanliu.Compute.Json;
using Yuanliu.Compute.Overlap;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>What ends a run without an answer.</summary>
internal sealed class NotReleased(Cause cause) : Exception(cause.ToString())
{
    public Cause Cause => cause;

    public static NotReleased Of(WorkReply? reply) => new(reply?.Status switch
    {
        null or WorkStatus.Ready => Cause.WorkerDied,
        WorkStatus.Timeout => Cause.TooLong,
        WorkStatus.Memory => Cause.TooMuchMemory,
        WorkStatus.TooManyRows => Cause.TooLarge,
        _ => Cause.Failed,
    });
}

/// <summary>
/// 运行 — one plan, carried out: group, find who stands behind each group, hold back what is too small or too close to earlier answers, and
/// only then make an answer of what remains.
/// </summary>
/// <remarks>
/// Another way to make groups safe, such as noise, takes the place of <see cref="Hold"/>: the stages before it are the same, and what
/// comes after only ever sees what was released.
/// </remarks>
internal sealed class Run(Plan plan, IReadOnlyList<Part> parts, IWorkSession session, Footing footing, SpaceLimits limits,
    CancellationToken ct)
    : IDisposable
{
    /// <summary>Of one stage: how many groups there are, and the sets of units of each table, voids first.</summary>
    sealed record Grouped(Stage Stage, int Groups, IReadOnlyDictionary<int, IReadOnlyList<UnitSet>> Sets, IReadOnlyList<UnitSet>? Meanings);

    readonly List<Grouped> grouped = [];
    readonly Dictionary<Stage, SortedSet<int>> kept = [];

    /// <summary>Groups and measures, and finds the units behind every group. Nothing leaves the worker but sets of numbers.</summary>
    public async Task Group()
    {
        foreach (var rule in plan.Joins) await Check(rule);
        foreach (var stage in plan.Stages)
        {
            await Do(stage.Group(footing.Write(stage)));
            var groups = (int)await Count($"SELECT count(*) FROM {stage.Groups}");
            if (groups > limits.GroupsMax) throw new NotReleased(Cause.TooLarge);
            var sets = new Dictionary<int, IReadOnlyList<UnitSet>>();
            foreach (var table in stage.Rows.Tables.Where(t => parts[t].Terms is not null)) sets[table] = await Gather(stage, table);
            grouped.Add(new(stage, groups, sets, footing.HasPhantoms(stage) ? null : await Meanings(stage)));
        }
    }

    async Task<IReadOnlyList<UnitSet>> Gather(Stage stage, int table)
    {
        var reply = await session.Do(new(WorkVerb.Gather, stage.Units(footing.Write(stage), table, distinct: Footing.IsJoined(stage)), Time,
            limits.GroupsMax, stage.Flags.Count), ct);
        return reply is { Status: WorkStatus.Done, Sets: { } sets } ? UnitSetCodec.Read(sets)! : throw NotReleased.Of(reply);
    }

    /// <summary>
    /// Where phantoms cannot tell what a question means, its text and each group's keys do: two questions that are written otherwise count
    /// as meaning something else.
    /// </summary>
    /// <remarks>
    /// Which rows are asked for counts as a phantom does, and which group it is as a meaning: groups of one answer may be added up, and are
    /// not taken for the answer to a question that was put otherwise. The buyer's own table is part of the question by its version.
    /// </remarks>
    async Task<IReadOnlyList<UnitSet>> Meanings(Stage stage)
    {
        var keys = string.Concat(stage.Keys.Select((_, i) => $", CAST(d{i} AS VARCHAR)"));
        var reply = await Read($"SELECT gid{keys} FROM {stage.Groups} ORDER BY gid", limits.GroupsMax);
        var about = stage.Rows.Write(Form.Rows, (table, _, _, _) => parts[table].Table is { IsOwn: false } other ? other.Name
            : $"{parts[table].Table.Name}@{parts[table].Resource.Id.Value:N}/{parts[table].Resource.Sha256}");
        var rows = Units(about, Owners.PhantomsFrom, Owners.MeaningsFrom);
        static string Key(JsonNode? row) => string.Join('|', row!.AsArray().Skip(1).Select(c => c?.ToString() ?? "\0"));
        return [.. reply.Rows.Select(row => rows.Or(Units($"{about}|{Key(row)}", Owners.MeaningsFrom, uint.MaxValue)))];
    }

    /// <summary>Several units for one text: nobody finds two that agree in all of them.</summary>
    static UnitSet Units(string text, uint from, uint end)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return UnitSet.Of(Enumerable.Range(0, 4).Select(i => from + BitConverter.ToUInt32(hash, i * 4) % (end - from)));
    }

    /// <summary>A join in which rows of two tables meet many to many would count the same row over and over.</summary>
    async Task Check(JoinRule rule)
    {
        var repeated = 0;
        foreach (var (table, keys) in rule.Sides.Where(s => s.Keys.Count > 0))
        {
            var names = string.Join(", ", keys.Select(Engines.DuckDb.Sql.Name));
            var rows = footing.Rows(table, keys);
            var repeats = $"SELECT {names} FROM {rows} GROUP BY {names} HAVING count(*) > 1 LIMIT 1";
            var isRepeated = await Count($"SELECT count(*) FROM ({repeats})") > 0;
            if (isRepeated && parts[table].Terms is null) throw new OwnTable(Refusals.ListNotUnique);
            if (isRepeated && ++repeated > 1) throw new NotReleased(Cause.ManyToMany);
        }
    }

    /// <summary>Leaves out groups behind which too few stand, or which would tell too much beside what the circle knows.</summary>
    public async Task Hold(Func<int, IReadOnlyList<Candidate>, Task<IReadOnlyList<IReadOnlySet<int>>?>> audit)
    {
        foreach (var stage in grouped) kept[stage.Stage] = [.. Enumerable.Range(0, stage.Groups)];
        foreach (var table in plan.Used.Where(t => parts[t].Terms is not null))
        {
            var enough = new OwnerThreshold(footing.Owners(table), parts[table].Terms!.MinGroup);
            foreach (var stage in grouped.Where(s => s.Sets.ContainsKey(table)))
                kept[stage.Stage].RemoveWhere(group => !SetsOf(stage, table, group, all: true).All(enough.IsMet));
        }
        if (kept.Values.All(k => k.Count == 0)) throw new NotReleased(Cause.GroupsTooSmall);
        foreach (var table in plan.Used.Where(t => parts[t].Terms is not null))
        {
            var stages = grouped.Where(s => s.Sets.ContainsKey(table)).ToList();
            var held = await audit(table, [.. stages.Select(s => Of(s, table))]) ?? throw new NotReleased(Cause.NotComparable);
            foreach (var (stage, groups) in stages.Zip(held)) kept[stage.Stage].ExceptWith(groups);
        }
        if (kept.Values.All(k => k.Count == 0)) throw new NotReleased(Cause.TooCloseToEarlier);
    }

    static IEnumerable<UnitSet> SetsOf(Grouped stage, int table, int group, bool all)
    {
        var (sets, width) = (stage.Sets[table], stage.Stage.Flags.Count + 1);
        for (var i = 0; i < width; i++)
            if (i > 0 || all || stage.Stage.TellsOfAll)
                yield return 1 + group * width + i is var at && at < sets.Count ? sets[at] : UnitSet.Empty;
    }

    Candidate Of(Grouped stage, int table)
    {
        var (sets, groups) = (new List<UnitSet>(), new List<int>());
        foreach (var group in kept[stage.Stage])
            foreach (var set in SetsOf(stage, table, group, all: false).Distinct())
            {
                sets.Add(stage.Meanings is { } meanings ? set.Or(meanings[group]) : set);
                groups.Add(group);
            }
        // Phantoms of groups that are not shown are voids: whether nobody or somebody stands there is told by neither.
        var voids = stage.Sets[table][0];
        foreach (var group in Enumerable.Range(0, stage.Groups).Where(g => !kept[stage.Stage].Contains(g)))
            voids = voids.Or(SetsOf(stage, table, group, all: true).First().From(Owners.PhantomsFrom));
        return new(sets, groups, voids);
    }

    /// <summary>Makes the answer of the groups that are left.</summary>
    public async Task<Released> Answer(int probes)
    {
        foreach (var stage in grouped) await Do(stage.Stage.Release(kept[stage.Stage]));
        var reply = await Read(plan.Final, Math.Min(Quotas.RowsMax, limits.RowsMax));
        var answer = Fitting(new(reply.Columns, reply.Rows, plan.Stages.Any(s => s.Keys.Count > 0)));
        return new(answer, [.. plan.Used.Where(t => parts[t].Terms is not null).SelectMany(Told)], probes);
    }

    /// <summary>The strictest of all owners.</summary>
    Policies.TableTerms Quotas => plan.Used.Select(t => parts[t].Terms).OfType<Policies.TableTerms>().Aggregate((a, b) => a.WithQuotas(b));

    /// <exception cref="NotReleased">It exceeds what one of the owners allows an answer to hold.</exception>
    Uses.Answer Fitting(Uses.Answer answer)
        => (long)answer.Rows.Count * answer.Columns.Count <= Quotas.CellsMax
            && JsonSerializer.SerializeToUtf8Bytes(answer, CanonicalJson.Options).Length <= Quotas.BytesMax
            ? answer : throw new NotReleased(Cause.TooLarge);

    IEnumerable<Told> Told(int table) => grouped.Where(s => s.Sets.ContainsKey(table)).Select(stage => Of(stage, table))
        .Zip(grouped.Where(s => s.Sets.ContainsKey(table)), (candidate, stage)
            => new Told(parts[table], footing.StrataName(stage.Stage, table),
            UnitSetCodec.Write([candidate.Voids, .. candidate.Sets])));

    /// <summary>Rows of the buyer's own that the other side has too.</summary>
    public async Task<Released> Overlap(int probes)
    {
        foreach (var rule in plan.Joins) await Check(rule);
        var overlap = plan.Overlap!;
        foreach (var table in plan.Used.Where(t => parts[t].Terms is not null))
        {
            var alias = overlap.Rows.Sources.Single(s => s.Tables.Contains(table)).Alias;
            var reply = await session.Do(new(WorkVerb.Gather,
                $"SELECT 0::BIGINT, {alias}.{RowQuery.First(table)}, {alias}.{RowQuery.After(table)}"
                + overlap.Rows.Write(Form.Units, footing.Joined), Time, 1), ct);
            if (reply is not { Status: WorkStatus.Done, Sets: { } sets }) throw NotReleased.Of(reply);
            var partners = UnitSetCodec.Read(sets)!.Skip(1).FirstOrDefault() ?? UnitSet.Empty;
            if (!new OwnerThreshold(footing.Owners(table),
                parts[table].Terms!.MinGroup).IsMet(partners)) throw new NotReleased(Cause.GroupsTooSmall);
        }
        var rows = await Read(overlap.Write(footing.Joined), Math.Min(Quotas.RowsMax, limits.RowsMax));
        var ordered = new JsonArray([.. rows.Rows.Select(r => r!.DeepClone()).OrderBy(r => r.ToJsonString(), StringComparer.Ordinal)]);
        return new(Fitting(new(rows.Columns, ordered, false)), [], probes);
    }

    long Time => (long)limits.TimeMax.TotalMilliseconds;

    async Task Do(string sql)
    {
        var reply = await session.Do(new(WorkVerb.Run, sql, Time), ct);
        if (reply is not { Status: WorkStatus.Done }) throw NotReleased.Of(reply);
    }

    async Task<WorkReply> Read(string sql, int rowsMax)
    {
        var reply = await session.Do(new(WorkVerb.Read, sql, Time, rowsMax), ct);
        return reply is { Status: WorkStatus.Done } ? reply : throw NotReleased.Of(reply);
    }

    async Task<long> Count(string sql)
        => long.Parse((await Read(sql, 1)).Rows[0]![0]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    public void Dispose() => session.Dispose();
}

/// <summary>Something is wrong with the buyer's own table, which may be told in plain words.</summary>
internal sealed class OwnTable(Denial denial) : Exception(denial.Refusal.Code)
{
    public Denial Denial => denial;
}
