using System.Buffers;

namespace Yuanliu.Compute.Csv;

/// <summary>CSV 写出 — rows as UTF-8 (RFC 4180) into a stream; no cell that a spreadsheet would run as a formula leaves as it is.</summary>
public sealed class CsvWriter(Stream target)
{
    static readonly SearchValues<byte> Special = SearchValues.Create("\",\r\n"u8);

    readonly byte[] buffer = new byte[1 << 18];
    int length;
    bool inRow;

    /// <summary>A row that is known to be well formed and to hold no formula.</summary>
    public void Line(ReadOnlySpan<byte> line)
    {
        Append(line);
        End();
    }

    /// <summary>Takes a cell as it was read: where it was quoted, its quotes are doubled already.</summary>
    public void Cell(ReadOnlySpan<byte> value, bool isQuoted = false)
    {
        if (inRow) Append(","u8);
        inRow = true;
        var isFormula = FormulaText.IsLike(value);
        if (!isQuoted && !value.ContainsAny(Special))
        {
            if (isFormula) Append("'"u8);
            Append(value);
            return;
        }
        Append("\""u8);
        if (isFormula) Append("'"u8);
        if (isQuoted) Append(value);
        else Doubled(value);
        Append("\""u8);
    }

    public void End()
    {
        Append("\r\n"u8);
        inRow = false;
    }

    /// <summary>Hands over what is held back.</summary>
    public void Flush()
    {
        target.Write(buffer, 0, length);
        length = 0;
    }

    void Doubled(ReadOnlySpan<byte> value)
    {
        while (value.IndexOf((byte)'"') is >= 0 and var at)
        {
            Append(value[..(at + 1)]);
            Append("\""u8);
            value = value[(at + 1)..];
        }
        Append(value);
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - length) Flush();
        if (bytes.Length > buffer.Length)
        {
            target.Write(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
