namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>The files of one table in Parquet.</summary>
internal static class ParquetTable
{
    public static Inspection Read(Connection connection, IReadOnlyList<FileInfo> files, IntakeLimits limits)
    {
        IReadOnlyList<SourceColumn>? columns = null;
        var rows = 0L;
        foreach (var file in files)
        {
            var path = Sql.Text(file.FullName);
            var described = connection.ReadAll($"DESCRIBE SELECT * FROM read_parquet({path})", int.MaxValue);
            if (described.Error is { } error) return Refusals.Unreadable(file.Name, error.Message.Split('\n')[0]);
            var own = described.Value!.Rows.Select(row => new SourceColumn((string)row[0]!, (string)row[1]!, (string)row[0]!)).ToList();
            if (own.Count > limits.ColumnsMax) return Refusals.TooManyColumns(file.Name, limits.ColumnsMax, own.Count);
            if (columns is not null && !own.SequenceEqual(columns))
                return Refusals.Differ(file.Name, files[0].Name, "names or types of the columns differ");
            columns = own;

            var sizes = connection.ReadAll($"""
                SELECT (SELECT num_rows FROM parquet_file_metadata({path})), sum(total_uncompressed_size)::BIGINT
                FROM parquet_metadata({path})
                """, 1);
            if (sizes.Error is { } damaged) return Refusals.Unreadable(file.Name, damaged.Message.Split('\n')[0]);
            if (sizes.Value!.Rows[0][1] is long content && content > limits.ContentBytesMax)
                return Refusals.Bomb(file.Name, limits.ContentBytesMax, content);
            rows += (long)sizes.Value.Rows[0][0]!;
            if (rows > limits.RowsMax) return Refusals.TooManyRows(file.Name, limits.RowsMax, rows);
        }
        return new Source
        {
            Kind = SourceKind.Parquet,
            HasHeader = true,
            Columns = columns!,
            Rows = rows,
            Bytes = files.Sum(file => file.Length),
            Files = [.. files.Select(file => file.FullName)],
            RelationSql = $"read_parquet({Sql.Texts(files.Select(file => file.FullName))})",
        };
    }
}
