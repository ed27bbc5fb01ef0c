using System.Globalization;
using Yuanliu.Compute.Overlap;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Rooms;

/// <summary>落脚 — the prepared tables on which a plan runs, and how each is written.</summary>
internal sealed class Footing(
    IReadOnlyList<Part> parts, IReadOnlyDictionary<int, PreparedTable> tables, IReadOnlyDictionary<int, StrataTable> strata)
{
    readonly Dictionary<int, Owners> owners = [];

    public IReadOnlyList<string> Files => [.. tables.Values.Select(t => t.RowsFile), .. strata.Values.Select(s => s.File)];
    public PreparedTable Table(int table) => tables[table];

    public Owners Owners(int table)
    {
        if (!owners.TryGetValue(table, out var found))
            owners[table] = found = new(tables[table].OwnerMap, (uint)tables[table].Rows);
        return found;
    }

    /// <summary>Where tables are joined, units are found by joining them; else the strata tell.</summary>
    public static bool IsJoined(Stage stage) => stage.Rows.Tables.Count > 1;

    public bool HasPhantoms(Stage stage) => !IsJoined(stage) && strata[stage.Rows.Tables.First()].HasPhantoms;

    public string StrataName(Stage stage, int table) => IsJoined(stage) ? Release.Joined : strata[table].Name;

    public BaseSql Write(Stage stage) => IsJoined(stage) ? Joined : Single;

    public string Joined(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present) => form is Form.Rows
        ? Rows(table, columns)
        : $"(SELECT {Names(columns)}{string.Concat(present.Select(p => $"{Sql.Name(p)} IS NOT NULL AS {Sql.Name(p + "?")}, "))}"
            + $"file_row_number AS {RowQuery.First(table)}, file_row_number + 1 AS {RowQuery.After(table)} "
            + $"FROM read_parquet({Sql.Text(tables[table].RowsFile)}, file_row_number = true){Counting(table)})";

    string Single(int table, Form form, IReadOnlyList<string> columns, IReadOnlyList<string> present) => form is Form.Rows
        ? Rows(table, columns)
        : $"(SELECT {Names(columns)}{string.Concat(present.Where(p => IsMeasure(table, p)).Select(p => $"{Sql.Name(p + "?")}, "))}"
            + $"first AS {RowQuery.First(table)}, after AS {RowQuery.After(table)} FROM read_parquet({Sql.Text(strata[table].File)}))";

    bool IsMeasure(int table, string column)
        => parts[table].Terms!.Columns.TryGetValue(column, out var terms) && terms.Use is ColumnUse.Measure;

    public string Rows(int table, IReadOnlyList<string> columns) => "(SELECT "
        + (columns.Count == 0 ? "1 AS one" : string.Join(", ", columns.Select(Sql.Name)))
        + $" FROM read_parquet({Sql.Text(tables[table].RowsFile)}){Counting(table)})";

    string Counting(int table) => parts[table].Terms is { Identity: not null, RowsPerIdentityMax: { } max }
        ? string.Create(CultureInfo.InvariantCulture, $" WHERE {Sql.Name(PreparedTable.PlaceColumn)} <= {max}") : "";

    static string Names(IReadOnlyList<string> columns) => string.Concat(columns.Select(c => Sql.Name(c) + ", "));
}

/// <summary>Brings the tables of a plan into the room.</summary>
internal sealed class Footings(Preparation preparation, StrataBuilder strata, IWorkers workers, SpaceLimits limits)
{
    /// <exception cref="NotReleased">A table cannot be prepared.</exception>
    public async Task<Footing> Of(Plan plan, IReadOnlyList<Part> parts, CancellationToken ct)
    {
        var (tables, layers) = (new Dictionary<int, PreparedTable>(), new Dictionary<int, StrataTable>());
        foreach (var table in plan.Used)
        {
            var terms = parts[table].Terms;
            var (prepared, status) = await preparation.Of(
                parts[table].Resource, parts[table].Data, terms?.Identity, terms?.RowsPerIdentityMax is not null
                    && terms.Identity is not null, ct);
            tables[table] = prepared ?? throw NotReleased.Of(WorkReply.Of(status));
        }
        foreach (var table in plan.Stages.Where(s => !Footing.IsJoined(s)).Select(s => s.Rows.Tables.First()).Distinct())
        {
            var columns = parts[table].Terms!.Columns.Values;
            var (layer, status) = await strata.Of(tables[table],
                [.. columns.Where(c => c.Use is ColumnUse.Dimension && Kinds.Of(c.Type) is not ValueKind.Other).Select(c => c.Name)],
                [.. columns.Where(c => c.Use is ColumnUse.Measure).Select(c => c.Name)],
                parts[table].Terms!.Identity is null ? null : parts[table].Terms!.RowsPerIdentityMax, ct);
            layers[table] = layer ?? throw NotReleased.Of(WorkReply.Of(status));
        }
        return new(parts, tables, layers);
    }

    /// <summary>The versions of a table whose units can be compared.</summary>
    public string Lineage(Part part)
        => preparation.Lineage(part.Resource.Id, part.Terms?.Identity, part.Terms is { Identity: not null, RowsPerIdentityMax: not null });

    public async Task<Run> Run(Plan plan, IReadOnlyList<Part> parts, Footing footing, CancellationToken ct)
        => new(plan, parts, await workers.Open(new(footing.Files, limits.MemoryBytesMax, limits.Threads), ct), footing, limits, ct);
}
