using Yuanliu.Compute.Overlap;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>版本对照 — tells which rows of an earlier version are still there, so that what was released then counts now.</summary>
/// <remarks>
/// Rows are the same when they are in every column that both agreements open, and in the identity. A row that changed or went is a unit of
/// its own with its owner: it lies between the answer of then and the answer of now.
/// </remarks>
internal sealed class Translation(Preparation preparation, IWorkers workers, SpaceLimits limits)
{
    /// <summary>The sets of a release as units of the version that is asked now.</summary>
    /// <param name="ghosts">Where the rows of each earlier version begin among the owners; added to as needed.</param>
    /// <returns>Null when they cannot be told.</returns>
    public async Task<IReadOnlyList<UnitSet>?> Of(
        Release release, Audited about, Owners owners, Dictionary<string, uint> ghosts, CancellationToken ct)
    {
        if (UnitSetCodec.Read(release.Sets) is not { Count: > 0 } sets) return null;
        if (release.DataSha256 == about.Table.Version && release.Identity == about.Identity) return sets;
        if (release.Identity != about.Identity || preparation.Find(about.Lineage, release.DataSha256) is not { } then) return null;
        if (await Map(then, about, release, ct) is not { } map) return null;
        if (!ghosts.TryGetValue(then.Version, out var first))
        {
            if (owners.Append(then.OwnerMap, (uint)then.Rows) is not { } from) return null;
            ghosts[then.Version] = first = from;
        }
        return [.. sets.Select(set => Moved(set, map, first))];
    }

    static UnitSet Moved(UnitSet set, uint[] map, uint ghosts)
    {
        var builder = new UnitSetBuilder();
        foreach (var unit in set.Units())
        {
            if (unit >= Owners.PhantomsFrom) break;
            var now = map[unit] is var at && at != uint.MaxValue ? at : ghosts + unit;
            builder.Add(now, now + 1);
        }
        return builder.Build();
    }

    async Task<uint[]?> Map(PreparedTable then, Audited about, Release release, CancellationToken ct)
    {
        var shared = release.Columns.Split('\n').Intersect(about.Columns,
            StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (shared.Count == 0) return null;
        var file = Path.Combine(about.Table.Folder, $"map-{then.Version[..16]}-{Gate.Plan.Short(string.Join('\n', shared))}.bin");
        if (File.Exists(file)) return PreparedTable.Numbers(file);
        var folder = Directory.CreateDirectory(file + ".new").FullName;
        try
        {
            using var session = await workers.Open(
                new([then.RowsFile, about.Table.RowsFile], limits.PrepareMemoryBytesMax, limits.Threads, folder), ct);
            var made = Path.Combine(folder, "map.bin");
            var reply = await session.Do(new(WorkVerb.Dump, Matching(then, about.Table, shared),
                (long)limits.PrepareTimeMax.TotalMilliseconds, File: made), ct);
            if (reply is not { Status: WorkStatus.Done } || reply.Count != then.Rows) return null;
            File.Move(made, file, overwrite: true);
            return PreparedTable.Numbers(file);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Rows that are alike are matched in their order: the third of then is the third of now.</summary>
    static string Matching(PreparedTable then, PreparedTable now, List<string> columns)
    {
        string Rows(PreparedTable table) => $"SELECT place, h, row_number() OVER (PARTITION BY h ORDER BY place) AS n FROM ("
            + $"SELECT file_row_number AS place, hash({string.Join(", ", columns.Select(Sql.Name))}) AS h "
            + $"FROM read_parquet({Sql.Text(table.RowsFile)}, file_row_number = true))";
        return $"SELECT coalesce(b.place, {uint.MaxValue})::UINTEGER FROM ({Rows(then)}) a "
            + $"LEFT JOIN ({Rows(now)}) b ON a.h = b.h AND a.n = b.n ORDER BY a.place";
    }
}
