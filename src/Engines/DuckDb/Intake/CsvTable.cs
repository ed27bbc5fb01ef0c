namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>The files of one CSV table, in the form in which DuckDB reads them.</summary>
internal sealed record CsvTable(char Delimiter, bool HasHeader, IReadOnlyList<(string Path, bool IsGzip)> Files)
{
    /// <summary>
    /// Above 15 digits a number is an identifier: sums of it mean nothing, and a double would change it. So is one with a leading
    /// zero (<c>'00' … '09'</c> sort from '00' up to ':').
    /// </summary>
    const string KeepsDigits
        = "NOT ({0} >= '00' AND {0} < '0:') AND (length({0}) <= 16 OR contains({0}, '.')) AND NOT contains({0}, '_')";

    /// <summary>DuckDB's time to plan grows with the square of the expressions, so a wide table is kept and asked in parts.</summary>
    const int ColumnsAtOnce = 100;

    /// <summary>What stands after FROM to read the files with these columns; nothing is left to detect.</summary>
    public string Relation(IEnumerable<SourceColumn> columns, string more = "")
    {
        var list = string.Join(", ", columns.Select(column => $"{Sql.Text(column.Name)}: {Sql.Text(column.Type)}"));
        var reads = Files.GroupBy(file => file.IsGzip).Select(group =>
            $"read_csv({Sql.Texts(group.Select(file => file.Path))}, auto_detect = false, delim = {Sql.Text($"{Delimiter}")}, "
            + $"quote = '\"', escape = '\"', header = {(HasHeader ? "true" : "false")}, nullstr = {Sql.Texts(Header.Nulls)}, "
            + $"compression = '{(group.Key ? "gzip" : "none")}'{more}, columns = {{{list}}})").ToArray();
        return reads.Length == 1 ? reads[0] : $"({string.Join(" UNION ALL ", reads.Select(read => $"SELECT * FROM {read}"))})";
    }

    /// <summary>Reads every value once: refuses rows of another width, and widens types that not all values have.</summary>
    public (IReadOnlyList<SourceColumn>? Columns, long Rows, IntakeRefusal? Refusal) Check(
        Connection connection, IReadOnlyList<SourceColumn> guessed, CancellationToken ct)
    {
        var from = Relation(guessed.Select(column => column with { Type = "VARCHAR" }), ", store_rejects = true, rejects_limit = 1000");
        if (guessed.Count > ColumnsAtOnce)
        {
            if (connection.Execute($"CREATE TEMP TABLE wide AS FROM {from}", ct).Error is { } error) return (null, 0, Refuse(error));
            from = "wide";
        }
        var rows = 0L;
        var columns = new List<SourceColumn>();
        foreach (var some in guessed.Chunk(ColumnsAtOnce))
        {
            var tests = some.Select(Tests).ToArray();
            var counted = tests.SelectMany(each => each).Select(test => test.Sql).Prepend("count(*)");
            var read = connection.ReadAll($"SELECT {string.Join(", ", counted)} FROM {from}", 1, ct: ct);
            if (read.Error is { } error) return (null, 0, Refuse(error));
            if (columns.Count == 0 && FirstReject(connection, guessed.Count) is { } refusal) return (null, 0, refusal);

            var counts = new Queue<long>(read.Value!.Rows[0].Select(count => (long)count!));
            rows = counts.Dequeue();
            columns.AddRange(some.Select((column, i) => column with { Type = Narrowest(tests[i], counts) }));
        }
        return (columns, rows, null);
    }

    /// <summary>The counts to take for one column: of its values, then of those that have a type, narrowest first.</summary>
    static (string Type, string Sql)[] Tests(SourceColumn column)
    {
        var name = Sql.Name(column.Name);
        (string, string) Test(string type, string condition)
            => (type, $"count(nullif({condition.Replace("{0}", name, StringComparison.Ordinal)}, false))");
        (string, string)[] tests = column.Type switch
        {
            "BIGINT" =>
            [
                Test("BIGINT", "CAST(try_cast({0} AS BIGINT) AS VARCHAR) = {0} AND length({0}) <= 16"),
                Test("DOUBLE", $"isfinite(try_cast({{0}} AS DOUBLE)) AND {KeepsDigits}"),
            ],
            "DOUBLE" => [Test("DOUBLE", $"isfinite(try_cast({{0}} AS DOUBLE)) AND {KeepsDigits}")],
            "DATE" =>
            [
                Test("DATE", "try_cast({0} AS DATE) IS NOT NULL AND length({0}) <= 10"),
                Test("TIMESTAMP", "try_cast({0} AS TIMESTAMP) IS NOT NULL"),
            ],
            "TIMESTAMP" => [Test("TIMESTAMP", "try_cast({0} AS TIMESTAMP) IS NOT NULL")],
            "BOOLEAN" => [Test("BOOLEAN", "lower({0}) IN ('true', 'false')")],
            _ => [],
        };
        return tests.Length == 0 ? [] : [("VARCHAR", $"count({name})"), .. tests];
    }

    static string Narrowest((string Type, string Sql)[] tests, Queue<long> counts)
    {
        if (tests.Length == 0) return "VARCHAR";
        var values = counts.Dequeue();
        var type = "VARCHAR";
        foreach (var (candidate, _) in tests.Skip(1))
            if (counts.Dequeue() == values && values > 0 && type == "VARCHAR") type = candidate;
        return type;
    }

    /// <summary>The first row that DuckDB could not take; it names its line as an editor does.</summary>
    IntakeRefusal? FirstReject(Connection connection, int columns)
    {
        var rejects = connection.ReadAll("""
            SELECT s.file_path, e.line::BIGINT, e.error_type::VARCHAR, e.error_message, e.csv_line
            FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) ORDER BY s.file_path, e.line LIMIT 1
            """, 1).OrThrow().Rows;
        if (rejects.Count == 0) return null;
        var (file, line) = (Name((string)rejects[0][0]!), (long)rejects[0][1]!);
        var (kind, message) = ((string)rejects[0][2]!, (string)rejects[0][3]!);
        return kind is "MISSING COLUMNS" or "TOO MANY COLUMNS"
            ? Refusals.Ragged(file, line, columns, Dialect.CellsOf((string)rejects[0][4]!, Delimiter))
            : Refusals.UnreadableLine(file, line, message.Split('\n')[0]);
    }

    IntakeRefusal Refuse(DuckDbError error) => Refusals.Unreadable(Name(Files[0].Path), error.Message.Split('\n')[0]);

    static string Name(string path) => Path.GetFileName(path);
}
