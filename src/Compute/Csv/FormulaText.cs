using System.Buffers.Text;

namespace Yuanliu.Compute.Csv;

/// <summary>
/// 公式文本 — text that a spreadsheet would run as a formula when it opens a CSV file; an apostrophe before it prevents that.
/// </summary>
public static class FormulaText
{
    /// <summary>Whether text begins like a formula. Full-width signs count too: some spreadsheets take them.</summary>
    public static bool IsLike(ReadOnlySpan<char> text)
        => !text.IsEmpty && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠';

    /// <summary>The same of UTF-8, save that a number stays one: its sign starts no formula.</summary>
    public static bool IsLike(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        if (text[0] is (byte)'=' or (byte)'@' or (byte)'\t' or (byte)'\r') return true;
        if (text[0] is (byte)'+' or (byte)'-') return !(Utf8Parser.TryParse(text, out double _, out var length) && length == text.Length);
        return text[0] == 0xEF && (text.StartsWith("＝"u8) || text.StartsWith("＋"u8) || text.StartsWith("－"u8) || text.StartsWith("＠"u8));
    }
}
