namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>The files of one table in JSON: an array of objects, or an object on each line.</summary>
internal sealed record JsonTable(IReadOnlyList<(string Path, bool IsGzip, bool IsArray)> Files)
{
    /// <summary>What stands after FROM. A key is read by its name in the file and shown by the name that it has as a column.</summary>
    public string Relation(IReadOnlyList<SourceColumn> columns)
    {
        var list = string.Join(", ", columns.Select(column => $"{Sql.Text(column.Found!)}: {Sql.Text(column.Type)}"));
        var reads = Files.GroupBy(file => (file.IsGzip, file.IsArray)).Select(group =>
            $"read_json({Sql.Texts(group.Select(file => file.Path))}, auto_detect = false, records = true, "
            + $"format = '{(group.Key.IsArray ? "array" : "newline_delimited")}', maximum_object_size = {JsonScan.ObjectBytesMax * 2}, "
            + $"compression = '{(group.Key.IsGzip ? "gzip" : "uncompressed")}', columns = {{{list}}})").ToArray();
        if (reads.Length == 1 && !columns.Any(column => column.IsRenamed)) return reads[0];
        var names = string.Join(", ", columns.Select(column => column.IsRenamed
            ? $"{Sql.Name(column.Found!)} AS {Sql.Name(column.Name)}" : Sql.Name(column.Name)));
        return $"({string.Join(" UNION ALL ", reads.Select(read => $"SELECT {names} FROM {read}"))})";
    }

    /// <summary>Reads every value once, gives each column the one type that all its values have, and asks DuckDB for the same
    /// count.</summary>
    public static Inspection Read(Connection connection, IReadOnlyList<OpenedFile> files, IntakeLimits limits, CancellationToken ct)
    {
        var scan = new JsonScan(limits);
        foreach (var file in files)
            if (scan.Read(file, ct) is { } refusal) return refusal;
        var first = files[0];
        if (scan.Rows == 0 || scan.Columns.Count == 0) return Refusals.Empty(first.File.Name);

        var columns = Header.Names([.. scan.Columns.Select(column => column.Key)])
            .Select((column, i) => column with { Type = scan.Columns[i].Type }).ToList();
        var relation = new JsonTable([.. files.Select(file => (file.Path, file.IsGzip, file.IsJsonArray))]).Relation(columns);
        if (Differs(connection, relation, columns, scan, ct) is { } why) return Refusals.Unreadable(first.File.Name, why);
        return new Source
        {
            Kind = first.WasGzip ? SourceKind.GzipJson : SourceKind.Json,
            Encoding = first.Encoding,
            HasHeader = true,
            Columns = columns,
            Rows = scan.Rows,
            Bytes = files.Sum(file => file.File.Length),
            Files = [.. files.Select(file => file.Path)],
            RelationSql = relation,
        };
    }

    /// <summary>What is counted here and what DuckDB reads is the same, or it is no table for us.</summary>
    static string? Differs(
        Connection connection, string relation, IReadOnlyList<SourceColumn> columns, JsonScan scan, CancellationToken ct)
    {
        var counts = string.Concat(columns.Select(column => $", count({Sql.Name(column.Name)})"));
        var read = connection.ReadAll($"SELECT count(*){counts} FROM {relation}", 1, ct: ct);
        if (read.Error is { } error) return error.Message.Split('\n')[0];
        long[] expected = [scan.Rows, .. scan.Columns.Select(column => column.Values)];
        return read.Value!.Rows[0].Select(count => (long)count!).SequenceEqual(expected) ? null
            : "some of its values cannot be read as they stand";
    }
}
