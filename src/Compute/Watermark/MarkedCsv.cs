using System.Text;
using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>What a delivery was.</summary>
/// <param name="Changed">Cells.</param>
public sealed record MarkReport(long Rows, long Changed, IReadOnlyList<ColumnChange> Columns);

/// <summary>标记交付 — writes a CSV file for one recipient: marked, and with formulas made harmless, in one pass.</summary>
public static class MarkedCsv
{
    const int RowsBetweenChecks = 4096;

    /// <param name="csv">The holder's file: UTF-8 with a header, read from its beginning.</param>
    /// <param name="recipient">Any name that stays: of the organization, or of the agreement.</param>
    /// <param name="told">Hears now and then of how many rows are written.</param>
    /// <inheritdoc cref="MarkDraft" path="/remarks"/>
    public static MarkReport Write(
        Stream csv, Stream target, MarkDraft draft, MarkKey key, string recipient, Action<long>? told, CancellationToken ct)
    {
        var (reader, writer, rows) = (new CsvReader(csv), new CsvWriter(target), 0L);
        if (!reader.Next()) return new(0, 0, []);
        var marker = new RowMarker(draft, key, recipient, SampleTable.Texts(reader));
        Copy(reader, writer, -1, default);
        while (reader.Next())
        {
            if (++rows % RowsBetweenChecks == 0)
            {
                ct.ThrowIfCancellationRequested();
                told?.Invoke(rows);
            }
            var value = marker.Mark(reader, out var column);
            Copy(reader, writer, value.IsEmpty ? -1 : column, value);
        }
        writer.Flush();
        return new(rows, marker.Changed, marker.Changes);
    }

    /// <inheritdoc cref="Write(Stream, Stream, MarkDraft, MarkKey, string, Action{long}?, CancellationToken)"/>
    public static MarkReport Write(
        Stream csv, Stream target, MarkDraft draft, MarkKey key, string recipient, CancellationToken ct = default)
        => Write(csv, target, draft, key, recipient, null, ct);

    /// <summary>The same without marks: what a delivery costs that needs none.</summary>
    public static long WritePlain(Stream csv, Stream target, CancellationToken ct = default)
    {
        var (reader, writer, rows) = (new CsvReader(csv), new CsvWriter(target), -1L);
        while (reader.Next())
        {
            if (++rows % RowsBetweenChecks == 0) ct.ThrowIfCancellationRequested();
            Copy(reader, writer, -1, default);
        }
        writer.Flush();
        return Math.Max(0, rows);
    }

    static void Copy(CsvReader row, CsvWriter writer, int column, ReadOnlySpan<byte> value)
    {
        if (column < 0 && !HasFormula(row))
        {
            writer.Line(row.Line);
            return;
        }
        for (var i = 0; i < row.Count; i++)
        {
            if (i == column) writer.Cell(value);
            else writer.Cell(row[i], row.IsQuoted(i));
        }
        writer.End();
    }

    static bool HasFormula(CsvReader row)
    {
        for (var i = 0; i < row.Count; i++)
            if (FormulaText.IsLike(row[i])) return true;
        return false;
    }
}
