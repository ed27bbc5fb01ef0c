using System.Text;
using Yuanliu.Compute.Csv;

namespace Yuanliu.Kernel;

/// <summary>CSV for people's spreadsheets: UTF-8 with a mark, RFC 4180, and no cell that a spreadsheet would run as a formula.</summary>
public sealed class Csv
{
    static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("\",\r\n");
    readonly StringBuilder text = new();
    bool inRow;

    /// <summary>Text from anywhere. What begins like a formula is prefixed by an apostrophe.</summary>
    public Csv Text(string? value)
        => Cell(FormulaText.IsLike(value.AsSpan()) ? "'" + value : value ?? "");

    /// <summary>A number that we wrote ourselves: it may begin with a minus sign.</summary>
    public Csv Number(long value) => Cell(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A number as JSON writes it.</summary>
    public Csv Number(string json) => Cell(json);

    /// <summary>An amount in yuan with two decimals.</summary>
    public Csv Amount(Fen value) => Cell(value.Yuan());

    public Csv End()
    {
        text.Append("\r\n");
        inRow = false;
        return this;
    }

    public byte[] ToUtf8() => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.ToString())];

    Csv Cell(string value)
    {
        if (inRow) text.Append(',');
        inRow = true;
        if (value.AsSpan().ContainsAny(Special)) text.Append('"').Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else text.Append(value);
        return this;
    }
}
