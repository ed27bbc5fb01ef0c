namespace Yuanliu.Engines.DuckDb;

/// <summary>A small result, whole and in managed memory.</summary>
/// <param name="Columns">Name and type of each column.</param>
/// <param name="Rows">
/// The values, null where there is none: bool, sbyte … ulong, Int128, UInt128, float, double, decimal (text beyond 96 bits), string,
/// byte[], Guid, DateOnly, TimeOnly, DateTime (UTC for TIMESTAMPTZ, else unspecified; text beyond the year 9999), object?[] for
/// lists, Dictionary&lt;string, object?&gt; for structs and the entries of maps.
/// </param>
/// <param name="IsCut">Whether there were more rows than asked for.</param>
public sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<object?[]> Rows, bool IsCut)
{
    internal static Outcome<Table> Read(QueryResult result, int rowsMax)
    {
        if (result.Unreadable is { } unreadable) return unreadable;
        var rows = new List<object?[]>();
        while (true)
        {
            var next = result.Next();
            if (next.Error is { } error) return error;
            if (next.Value is not { } chunk) return new Table(result.Columns, rows, IsCut: false);
            for (var row = 0; row < chunk.Rows; row++)
            {
                if (rows.Count == rowsMax) return new Table(result.Columns, rows, IsCut: true);
                rows.Add(ReadRow(chunk, row, result.Columns.Count));
            }
        }
    }

    static object?[] ReadRow(Chunk chunk, int row, int columns)
    {
        var values = new object?[columns];
        for (var i = 0; i < columns; i++) values[i] = Values.Read(chunk.Column(i), row);
        return values;
    }
}
