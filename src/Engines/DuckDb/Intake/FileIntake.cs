using System.Globalization;
using System.Text;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>数据接入 — looks at a holder's files before anything relies on them: what they are, and whether all of each can be read.</summary>
public static class FileIntake
{
    /// <summary>Inspects one table in one or several files; several must agree in form, delimiter and header.</summary>
    /// <param name="paths">Where the files are; which paths a caller may name is the caller's business.</param>
    /// <param name="scratch">A folder for copies in UTF-8, where needed. The source refers to them, so it must live as long.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> fired.</exception>
    public static Inspection Inspect(IReadOnlyList<string> paths, string scratch, IntakeLimits limits, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count);
        var opened = new List<OpenedFile>();
        foreach (var path in paths)
        {
            var file = new FileInfo(Path.GetFullPath(path));
            var copy = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"{opened.Count}.utf8.txt"));
            var (one, refusal) = OpenedFile.Open(file, copy, limits, ct);
            if (refusal is not null) return refusal;
            if (opened.Count > 0 && one!.Differs(opened[0]) is { } what) return Refusals.Differ(file.Name, opened[0].File.Name, what);
            opened.Add(one!);
        }
        return Read(opened, scratch, limits, ct);
    }

    /// <inheritdoc cref="Inspect(IReadOnlyList{string}, string, IntakeLimits, CancellationToken)"/>
    public static Inspection Inspect(string path, string scratch, IntakeLimits limits, CancellationToken ct)
        => Inspect([path], scratch, limits, ct);

    static Inspection Read(List<OpenedFile> files, string scratch, IntakeLimits limits, CancellationToken ct)
    {
        var options = new DatabaseOptions
        {
            AllowedFiles = [.. files.Select(file => file.Path)],
            MemoryBytesMax = limits.MemoryBytesMax,
            Threads = limits.Threads,
            TempFolder = scratch,
        };
        using var database = Database.Open(options).OrThrow();
        using var connection = database.Connect();
        if (files[0].IsParquet) return ParquetTable.Read(connection, [.. files.Select(file => file.File)], limits);
        return files[0].IsJson ? JsonTable.Read(connection, files, limits, ct) : ReadCsv(connection, files, limits, ct);
    }

    static Inspection ReadCsv(Connection connection, List<OpenedFile> files, IntakeLimits limits, CancellationToken ct)
    {
        var first = files[0];
        var (rows, dialect) = (first.Dialect!.Rows, first.Dialect);
        var names = Header.Names(first.HasHeader ? rows[0] : new string?[rows[0].Length]);
        var sample = first.HasHeader ? [.. rows.Skip(1)] : rows;
        var guessed = names.Select((column, i) => column with { Type = Header.Guess(sample, i) }).ToList();

        var table = new CsvTable(dialect.Delimiter, first.HasHeader, [.. files.Select(file => (file.Path, file.IsGzip))]);
        var (columns, count, refusal) = table.Check(connection, guessed, ct);
        if (refusal is not null) return refusal;
        if (count > limits.RowsMax) return Refusals.TooManyRows(first.File.Name, limits.RowsMax, count);
        return new Source
        {
            Kind = first.WasGzip ? SourceKind.GzipCsv : SourceKind.Csv,
            Encoding = first.Encoding,
            Delimiter = dialect.Delimiter,
            HasHeader = first.HasHeader,
            Columns = columns!,
            Rows = count,
            Bytes = files.Sum(file => file.File.Length),
            Files = [.. files.Select(file => file.Path)],
            RelationSql = table.Relation(columns!),
        };
    }
}
