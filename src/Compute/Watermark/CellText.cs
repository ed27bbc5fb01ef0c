using System.Buffers.Text;

namespace Yuanliu.Compute.Watermark;

/// <summary>
/// What stays of a cell when it goes through a spreadsheet: no outer spaces, no apostrophe, no zeros at the end of a fraction.
/// </summary>
internal static class CellText
{
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim((byte)' ');
        if (cell.Length > 1 && cell[0] == '\'') cell = cell[1..];
        return cell.Contains((byte)'.') && IsNumber(cell, out _) && cell.IndexOfAny((byte)'e', (byte)'E') < 0
            ? cell.TrimEnd((byte)'0').TrimEnd((byte)'.') : cell;
    }

    public static bool IsNumber(ReadOnlySpan<byte> cell, out double value)
        => Utf8Parser.TryParse(cell, out value, out var length) && length == cell.Length && double.IsFinite(value);
}
