using System.Collections.Concurrent;
using System.Globalization;
using Yuanliu.Compute.Overlap;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>分层 — makes, once for each choice of columns, the table of strata by which groups are known without reading rows.</summary>
/// <remarks>
/// Phantoms are strata that could be there and are not: all combinations of values that occur. A question that leaves one out means
/// something else than a question that does not, though it counts the same rows. Where there are too many to be told, there are none: some
/// of them would tell by their absence where the others are, so that the question's text has to stand for what it means.
/// </remarks>
internal sealed class StrataBuilder(IWorkers workers, SpaceLimits limits)
{
    const long PhantomsMax = 300_000;
    readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new();

    /// <param name="dimensions">Columns by which rows may be chosen and grouped.</param>
    /// <param name="measures">Columns of which it matters whether they have a value.</param>
    /// <param name="placeMax">Only so many rows of one identity count; null = all.</param>
    public async Task<(StrataTable? Table, WorkStatus Status)> Of(
        PreparedTable table, IReadOnlyList<string> dimensions, IReadOnlyList<string> measures, int? placeMax, CancellationToken ct)
    {
        var name = $"strata-{Gate.Plan.Short($"{string.Join('\n', dimensions.Order())}|{string.Join('\n', measures.Order())}|{placeMax}")}";
        var gate = gates.GetOrAdd(table.Folder + name, _ => new(1));
        await gate.WaitAsync(ct);
        try
        {
            foreach (var has in new[] { true, false })
                if (Named(table, name, has) is var made && File.Exists(made.File)) return (made, WorkStatus.Done);
            return await Make(table, name, [.. dimensions.Order()], [.. measures.Order()], placeMax, ct);
        }
        finally { gate.Release(); }
    }

    static StrataTable Named(PreparedTable table, string name, bool hasPhantoms)
        => new(Path.Combine(table.Folder, $"{name}-{(hasPhantoms ? 'p' : 'n')}.parquet"), hasPhantoms);

    async Task<(StrataTable?, WorkStatus)> Make(
        PreparedTable table, string name, IReadOnlyList<string> dimensions, IReadOnlyList<string> measures, int? placeMax,
            CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(table.Folder, name + ".new")).FullName;
        try
        {
            using var session = await workers.Open(new([table.RowsFile], limits.PrepareMemoryBytesMax, limits.Threads, folder), ct);
            async Task<WorkReply?> Do(string sql, WorkVerb kind = WorkVerb.Run)
                => await session.Do(new(kind, sql, (long)limits.PrepareTimeMax.TotalMilliseconds, 1), ct);
            var runs = await Do(Runs(table, dimensions, measures, placeMax));
            if (runs is not { Status: WorkStatus.Done }) return (null, runs?.Status ?? WorkStatus.Ready);
            var sizes = await Do(Sizes(dimensions), WorkVerb.Read);
            if (sizes is not { Status: WorkStatus.Done }) return (null, sizes?.Status ?? WorkStatus.Ready);
            var numbers = sizes.Rows[0]!.AsArray().Select(c => long.Parse(c!.ToString(), CultureInfo.InvariantCulture)).ToList();
            var phantoms = Phantoms(dimensions, numbers);
            var made = Named(table, name, phantoms is not null);
            var file = Path.Combine(folder, "strata.parquet");
            var copied = await Do(Copy(dimensions, measures, phantoms, file));
            if (copied is not { Status: WorkStatus.Done }) return (null, copied?.Status ?? WorkStatus.Ready);
            File.Move(file, made.File, overwrite: true);
            return (made, WorkStatus.Done);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>Neighbours that are alike fall into one run. The rows come in the order of the file.</summary>
    static string Runs(PreparedTable table, IReadOnlyList<string> dimensions, IReadOnlyList<string> measures, int? placeMax)
    {
        var keys = Keys(dimensions, measures).ToList();
        var values = dimensions.Select(Sql.Name).Concat(measures.Select(m => $"{Sql.Name(m)} IS NOT NULL AS {Sql.Name(m + "?")}")).ToList();
        // Rows that do not count leave gaps, so that a run also ends where the next place is not the next row.
        var change = string.Join(" OR ", keys.Select(k => $"{k} IS DISTINCT FROM lag({k}) OVER ()")
            .Append("place IS DISTINCT FROM lag(place) OVER () + 1"));
        var counting = placeMax is { } max
            ? string.Create(CultureInfo.InvariantCulture, $" WHERE {Sql.Name(PreparedTable.PlaceColumn)} <= {max}") : "";
        var rows = $"SELECT {string.Concat(values.Select(v => v + ", "))}file_row_number AS place "
            + $"FROM read_parquet({Sql.Text(table.RowsFile)}, file_row_number = true){counting}";
        var marked = $"SELECT *, CASE WHEN {change} THEN 1 ELSE 0 END AS change FROM ({rows})";
        return $"CREATE TEMP TABLE runs AS SELECT {string.Concat(keys.Select(k => $"any_value({k}) AS {k}, "))}min(place) AS first, "
            + $"max(place) + 1 AS after FROM (SELECT *, sum(change) OVER (ROWS UNBOUNDED PRECEDING) AS run FROM ({marked})) GROUP BY run";
    }

    static IEnumerable<string> Keys(IReadOnlyList<string> dimensions, IReadOnlyList<string> measures)
        => dimensions.Select(Sql.Name).Concat(measures.Select(m => Sql.Name(m + "?")));

    /// <summary>How many values each dimension has, nothing included.</summary>
    static string Sizes(IReadOnlyList<string> dimensions) => dimensions.Count == 0 ? "SELECT 0"
        : "SELECT " + string.Join(", ", dimensions.Select(d => $"(SELECT count(*) FROM (SELECT DISTINCT {Sql.Name(d)} FROM runs))"));

    /// <returns>Null when there are too many.</returns>
    static string? Phantoms(IReadOnlyList<string> dimensions, List<long> values)
    {
        if (dimensions.Count == 0) return "SELECT 1 WHERE false";
        var names = dimensions.Select(Sql.Name).ToList();
        var there = $"SELECT DISTINCT {string.Join(", ", names)} FROM runs";
        string Values(string name) => $"(SELECT DISTINCT {name} FROM runs)";
        return values.Aggregate(1d, (product, v) => product * v) <= PhantomsMax
            ? $"SELECT {string.Join(", ", names)} FROM {string.Join(", ", names.Select(Values))} EXCEPT {there}" : null;
    }

    /// <summary>A phantom is numbered by what it is, so that it is the same in every version.</summary>
    static string Copy(IReadOnlyList<string> dimensions, IReadOnlyList<string> measures, string? phantoms, string file)
    {
        var keys = string.Concat(Keys(dimensions, measures).Select(k => k + ", "));
        var added = "";
        if (phantoms is not null && dimensions.Count > 0)
        {
            var names = string.Join(", ", dimensions.Select(Sql.Name));
            var number = $"({Owners.PhantomsFrom} + hash({names}) % {Owners.MeaningsFrom - Owners.PhantomsFrom})::BIGINT";
            added = $" UNION ALL SELECT {names}, {string.Concat(measures.Select(_ => "true, "))}{number}, {number} + 1 FROM ({phantoms})";
        }
        return $"COPY (SELECT {keys}first, after FROM runs{added}) TO {Sql.Text(file)} (FORMAT parquet)";
    }
}
