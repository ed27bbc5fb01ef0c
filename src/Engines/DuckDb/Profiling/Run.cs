using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>One profile in the making.</summary>
internal sealed class Run(Connection connection, ProfileOptions options, IProgress<double>? progress, CancellationToken ct)
{
    /// <summary>Planning slows with the square of the expressions, a pass over a column does not: so columns go in parts.</summary>
    const int ColumnsAtOnce = 40;

    /// <summary>The share done when the table is loaded and when the summaries are there, as measured on tables in CSV.</summary>
    const double LoadedAt = 0.5, SummedAt = 0.85, CountedAt = 0.95;

    public Outcome<TableProfile> Profile(Source source)
    {
        var (from, pick) = (source.RelationSql, "QUALIFY row_number() OVER ()");
        if (source.Kind != SourceKind.Parquet)
        {
            // Text is parsed once and kept; Parquet is columnar already, and reading a column again costs less than keeping it.
            if (Ask($"CREATE TEMP TABLE loaded AS FROM {source.RelationSql}", 0, LoadedAt).Error is { } error) return error;
            (from, pick) = ("loaded", "WHERE rowid");
        }
        var shape = connection.ReadAll($"FROM {from} LIMIT 0", 0, ct: ct);
        if (shape.Error is { } unreadable) return unreadable;
        var columns = shape.Value!.Columns.Select(column => new ColumnSummary(column, options)).ToArray();
        return Summarize(from, columns, out var profiles, out var rows) is { } failed ? failed : Look(from, pick, rows, columns, profiles);
    }

    /// <summary>First the summaries, then the counts whose bins they gave.</summary>
    DuckDbError? Summarize(string from, ColumnSummary[] columns, out List<ColumnProfile> profiles, out long rows)
    {
        var (all, done) = (0L, new List<ColumnProfile>());
        var failed = Each(columns, from, LoadedAt, SummedAt, column => column.SummarySql(), (part, count, row) =>
        {
            all = count;
            foreach (var column in part) column.TakeSummary(row);
        });
        failed ??= Each(columns, from, SummedAt, CountedAt, column => column.CountsSql(), (part, count, row) =>
            done.AddRange(part.Select(column => column.TakeCounts(row, count))));
        (profiles, rows) = (done, all);
        return failed;
    }

    /// <summary>Asks one query for each part of the columns; the answer is the number of rows and what was selected.</summary>
    DuckDbError? Each(
        ColumnSummary[] columns, string from, double begin, double end, Func<ColumnSummary, IEnumerable<string>> select,
        Action<ColumnSummary[], long, Queue<object?>> take)
    {
        var parts = columns.Chunk(ColumnsAtOnce).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            var step = (end - begin) / parts.Length;
            var list = string.Join(", ", parts[i].SelectMany(select).Prepend("count(*)"));
            var answer = Ask($"SELECT {list} FROM {from}", begin + i * step, begin + (i + 1) * step);
            if (answer.Error is { } error) return error;
            var row = new Queue<object?>(answer.Value!.Rows[0]);
            take(parts[i], (long)row.Dequeue()!, row);
        }
        return null;
    }

    /// <summary>Looks through the sample: examples of all columns, and identifiers where there may be some.</summary>
    Outcome<TableProfile> Look(string from, string pick, long rows, ColumnSummary[] columns, List<ColumnProfile> profiles)
    {
        var looks = columns.Select(column => new SampleLook(column, options)).ToArray();
        var texts = string.Join(", ", looks.Select(look => look.Sql));
        var started = connection.Query($"SELECT {texts} FROM {from} {pick} % {Math.Max(1, rows / options.SampleRows)} = 0", ct: ct);
        if (started.Error is { } error) return error;
        using var sample = started.Value!;
        while (true)
        {
            var next = sample.Next();
            if (next.Error is { } broken) return broken;
            if (next.Value is not { } chunk) break;
            for (var i = 0; i < looks.Length; i++) looks[i].Take(chunk.Column(i));
        }
        var print = new Fingerprinting(connection, ct).Of(from, columns.Select(c => c.Column));
        if (print.Error is { } failed) return failed;
        progress?.Report(1);
        return new TableProfile(rows, [.. profiles.Select((profile, i) => looks[i].Complete(
            profile))]) { Fingerprint = print.Value!.Found };
    }

    Outcome<Table> Ask(string sql, double begin, double end)
        => connection.ReadAll(sql, 1, options: new() { Progress = progress is null ? null : new Part(progress, begin, end) }, ct: ct);

    /// <summary>The progress of one query as a part of the whole.</summary>
    sealed class Part(IProgress<double> whole, double begin, double end) : IProgress<double>
    {
        public void Report(double value) => whole.Report(begin + value * (end - begin));
    }
}
