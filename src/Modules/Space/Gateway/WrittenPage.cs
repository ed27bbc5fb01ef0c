using System.Buffers;
using System.Text.Json;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Space.Workers;

namespace Yuanliu.Space.Gateway;

/// <summary>数据页 — a page of rows as it is sent and kept, written straight from the source's memory.</summary>
internal sealed record WrittenPage(byte[] Utf8, int Rows)
{
    /// <summary>Beyond these a double holds not every whole number, and such numbers are written as text.</summary>
    const long ExactMax = 1L << 53;

    /// <param name="result">The number of the row, then the columns of the query, one row more than the page has where there is
    /// more.</param>
    public static Outcome<WrittenPage> Of(QueryResult result, RowQuery query)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        var rows = 0;
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Columns(json, query);
            json.WriteStartArray("rows");
            var read = Body(json, result, query.Take, ref rows);
            if (read.Error is { } error) return error;
            json.WriteEndArray();
            if (read.Value is { } next) json.WriteNumber("next", next);
            json.WriteEndObject();
        }
        return new WrittenPage(buffer.WrittenSpan.ToArray(), rows);
    }

    static void Columns(Utf8JsonWriter json, RowQuery query)
    {
        json.WriteStartArray("columns");
        foreach (var column in query.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <returns>The number of the last row where more follow.</returns>
    static Outcome<long?> Body(Utf8JsonWriter json, QueryResult result, int take, ref int rows)
    {
        var last = 0L;
        while (true)
        {
            var next = result.Next();
            if (next.Error is { } error) return error;
            if (next.Value is not { } chunk) return new Outcome<long?>(null, null);
            for (var row = 0; row < chunk.Rows; row++, rows++)
            {
                if (rows == take) return (long?)last;
                json.WriteStartArray();
                for (var column = 1; column < result.Columns.Count; column++) Cell(json, chunk, column, row);
                json.WriteEndArray();
                last = chunk.Column(0).Span<long>()[row];
            }
        }
    }

    static void Cell(Utf8JsonWriter json, Chunk chunk, int column, int row)
    {
        var cells = chunk.Column(column);
        if (!cells.IsValid(row))
        {
            json.WriteNullValue();
            return;
        }
        switch (cells.Type.Id)
        {
            case TypeId.Varchar: json.WriteStringValue(cells.Utf8(row)); break;
            case TypeId.Integer: json.WriteNumberValue(cells.Span<int>()[row]); break;
            case TypeId.BigInt when cells.Span<long>()[row] is >= -ExactMax and <= ExactMax and var whole:
                json.WriteNumberValue(whole);
                break;
            case TypeId.Double when cells.Span<double>()[row] is var real && double.IsFinite(real): json.WriteNumberValue(real); break;
            default:
                (Cells.Of(chunk.Value(column, row)) ?? throw new InvalidOperationException("A value that is none.")).WriteTo(json);
                break;
        }
    }
}
