using System.Globalization;
using System.Text.Json.Nodes;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>The statements of one preparation.</summary>
internal sealed class PreparationRun(IWorkSession session, SpaceLimits limits, CancellationToken ct)
{
    /// <summary>Columns with more values than this do not order rows: they would tear runs apart.</summary>
    const int SortDistinctMax = 4096;

    public long Rows { get; private set; }

    /// <returns>Null when all went well.</returns>
    public async Task<WorkStatus?> All(PreparedTable table, string relation, string? identity, string? before, bool withPlaces)
    {
        var description = $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation})";
        if (await Read(description) is not { Status: WorkStatus.Done } described) return last;
        var columns = described.Rows.Select(r => (Name: r![0]!.GetValue<string>(), Type: r[1]!.GetValue<string>())).ToList();
        var sortable = columns.Where(c => Gate.Kinds.Of(c.Type) is not Gate.ValueKind.Other).Select(c => c.Name).ToList();
        var counts = await Read("SELECT count(*)" + string.Concat(sortable.Select(c => $", approx_count_distinct({Sql.Name(c)})"))
            + $" FROM {relation}");
        if (counts is not { Status: WorkStatus.Done }) return last;
        Rows = Number(counts.Rows[0]![0]);
        var order = sortable.Select((c, i) => (Column: c, Distinct: Number(counts.Rows[0]![i + 1])))
            .Where(c => c.Distinct <= SortDistinctMax && c.Column != identity).OrderBy(c => c.Distinct)
                .Select(c => $"s.{Sql.Name(c.Column)}");
        if (identity is not null && await Identities(table, relation, identity, before) is { } failed) return failed;
        return await Write(table, relation, identity, [.. order], withPlaces);
    }

    /// <summary>A number for every identity that was ever there: the same person has the same in all versions.</summary>
    async Task<WorkStatus?> Identities(PreparedTable table, string relation, string identity, string? before)
    {
        var value = $"CAST({Sql.Name(identity)} AS VARCHAR)";
        var known = before is null ? "SELECT NULL::VARCHAR AS v, NULL::UINTEGER AS n WHERE false"
            : $"SELECT v, n FROM read_parquet({Sql.Text(before)})";
        return await Run($"CREATE TEMP TABLE known AS {known}")
            ?? await Run("CREATE TEMP TABLE identities AS SELECT v, n FROM known UNION ALL SELECT v, ((SELECT count(*) FROM known) "
                + $"+ row_number() OVER () - 1)::UINTEGER FROM (SELECT DISTINCT {value} AS v FROM {relation}) "
                + "WHERE v IS NOT NULL AND v NOT IN (SELECT v FROM known)")
            ?? await Run($"COPY identities TO {Sql.Text(table.IdentitiesFile)} (FORMAT parquet)");
    }

    /// <summary>The rows in their order. Of one identity, each row has a place that its contents do not tell to anybody.</summary>
    async Task<WorkStatus?> Write(PreparedTable table, string relation, string? identity, IReadOnlyList<string> order, bool withPlaces)
    {
        var (owner, place) = (Sql.Name(PreparedTable.OwnerColumn), Sql.Name(PreparedTable.PlaceColumn));
        var rows = identity is null ? $"SELECT * FROM {relation}"
            : $"SELECT t.*, coalesce(i.n, {uint.MaxValue})::UINTEGER AS {owner} FROM {relation} t "
                + $"LEFT JOIN identities i ON CAST(t.{Sql.Name(identity)} AS VARCHAR) = i.v";
        if (withPlaces) rows = $"SELECT *, row_number() OVER (PARTITION BY {owner} ORDER BY hash(t)) AS {place} FROM ({rows}) t";
        IReadOnlyList<string> by = identity is null ? order : [.. order, $"s.{owner}"];
        var sorted = $"SELECT * FROM ({rows}) s{(by.Count == 0 ? "" : $" ORDER BY {string.Join(", ", by)}")}";
        if (await Run($"COPY ({sorted}) TO {Sql.Text(table.RowsFile)} (FORMAT parquet)") is { } failed) return failed;
        if (identity is null) return null;
        var dumped = await session.Do(new(WorkVerb.Dump, $"SELECT {owner} FROM read_parquet({Sql.Text(table.RowsFile)})",
            (long)limits.PrepareTimeMax.TotalMilliseconds, File: Path.Combine(table.Folder, "owners.bin")), ct);
        return dumped is { Status: WorkStatus.Done } && dumped.Count == Rows ? null : dumped?.Status ?? WorkStatus.Failed;
    }

    WorkStatus? last = WorkStatus.Failed;

    async Task<WorkStatus?> Run(string sql)
    {
        var reply = await session.Do(new(WorkVerb.Run, sql, (long)limits.PrepareTimeMax.TotalMilliseconds), ct);
        return reply is { Status: WorkStatus.Done } ? null : reply?.Status ?? WorkStatus.Ready;
    }

    async Task<WorkReply?> Read(string sql)
    {
        var reply = await session.Do(new(WorkVerb.Read, sql, (long)limits.PrepareTimeMax.TotalMilliseconds, 10_000), ct);
        last = reply?.Status ?? WorkStatus.Ready;
        return reply;
    }

    static long Number(JsonNode? cell) => long.Parse(cell!.ToString(), CultureInfo.InvariantCulture);
}
