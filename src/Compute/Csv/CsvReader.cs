using System.Buffers;

namespace Yuanliu.Compute.Csv;

/// <summary>CSV 读取 — rows of a UTF-8 file (RFC 4180, commas), one at a time; cells are spans of the read buffer.</summary>
public sealed class CsvReader(Stream source)
{
    /// <summary>A longer row is refused.</summary>
    public const int RowBytesMax = 16 << 20;

    static readonly SearchValues<byte> CellEnds = SearchValues.Create(",\n"u8);

    byte[] buffer = new byte[1 << 18];
    Cell[] cells = new Cell[32];
    int begin, end, count, lineEnd;
    bool isDone, isPastMark;

    /// <summary>Where a cell lies in the buffer, without its quotes.</summary>
    readonly record struct Cell(int Start, int Length, bool IsQuoted);

    public int Count => count;

    /// <summary>The row as it was read, without the end of its line.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(begin, lineEnd - begin);

    /// <summary>A cell; doubled quotes within it are still doubled.</summary>
    public ReadOnlySpan<byte> this[int column] => buffer.AsSpan(cells[column].Start, cells[column].Length);

    public bool IsQuoted(int column) => cells[column].IsQuoted;

    int next;

    /// <summary>Goes to the next row that is not empty.</summary>
    /// <exception cref="InvalidDataException">A row is longer than <see cref="RowBytesMax"/>.</exception>
    public bool Next()
    {
        do
        {
            begin = next;
            while (!Split())
                if (!Fill()) return false;
        }
        while (lineEnd == begin);
        return true;
    }

    /// <summary>Finds the cells of the row at <see cref="begin"/>; false when its end has not been read yet.</summary>
    bool Split()
    {
        (count, var at) = (0, begin);
        if (at >= end) return false;
        while (true)
        {
            if (count == cells.Length) Array.Resize(ref cells, cells.Length * 2);
            int stop;
            if (at < end && buffer[at] == '"')
            {
                var close = CloseOf(at + 1);
                if (close < 0) return false;
                cells[count++] = new(at + 1, close - at - 1, true);
                stop = close + 1;
                if (stop >= end && !isDone) return false;
                while (stop < end && !CellEnds.Contains(buffer[stop])) stop++;
            }
            else
            {
                var found = buffer.AsSpan(at, end - at).IndexOfAny(CellEnds);
                if (found < 0 && !isDone) return false;
                stop = found < 0 ? end : at + found;
                cells[count++] = new(at, stop - at, false);
            }
            if (stop < end && buffer[stop] == ',')
            {
                at = stop + 1;
                continue;
            }
            (lineEnd, next) = (stop, Math.Min(stop + 1, end));
            if (lineEnd > begin && buffer[lineEnd - 1] == '\r')
            {
                lineEnd--;
                if (!cells[count - 1].IsQuoted) cells[count - 1] = cells[count - 1] with { Length = cells[count - 1].Length - 1 };
            }
            return true;
        }
    }

    /// <summary>The quote that ends a cell: the first that is not doubled.</summary>
    int CloseOf(int at)
    {
        while (true)
        {
            var found = buffer.AsSpan(at, end - at).IndexOf((byte)'"');
            if (found < 0) return isDone ? end : -1;
            at += found;
            if (at + 1 >= end) return isDone ? at : -1;
            if (buffer[at + 1] != '"') return at;
            at += 2;
        }
    }

    /// <summary>Reads on; false when there is no more row.</summary>
    bool Fill()
    {
        if (isDone) return false;
        if (begin > 0)
        {
            buffer.AsSpan(begin, end - begin).CopyTo(buffer);
            (end, begin, next) = (end - begin, 0, 0);
        }
        if (end == buffer.Length)
        {
            if (buffer.Length >= RowBytesMax) throw new InvalidDataException($"A row is longer than {RowBytesMax} bytes.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        var read = source.Read(buffer, end, buffer.Length - end);
        if (read == 0) isDone = true;
        end += read;
        if (!isPastMark && end >= 3)
        {
            isPastMark = true;
            if (buffer.AsSpan(0, 3).SequenceEqual((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) begin = next = 3;
        }
        return true;
    }
}
