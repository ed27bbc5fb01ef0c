using System.Globalization;

namespace Yuanliu.Compute.Sizes;

/// <summary>字节数文字 — a number of bytes as people read it: by 1024, in the largest unit that tells it exactly.</summary>
/// <remarks>A limit in a policy is what both sides sign: it is never rounded. What no unit tells with one place stays in bytes.</remarks>
public static class ByteSize
{
    static readonly string[] units = ["KB", "MB", "GB", "TB"];

    public static string Zh(long bytes) => InUnit(bytes) ?? $"{Whole(bytes)} 字节";
    public static string En(long bytes) => InUnit(bytes) ?? (bytes == 1 ? "1 byte" : $"{Whole(bytes)} bytes");

    static string? InUnit(long bytes)
    {
        for (var unit = units.Length; unit > 0; unit--)
        {
            var (whole, rest) = Math.DivRem(bytes, 1L << (10 * unit));
            var (tenths, less) = Math.DivRem(rest * 10, 1L << (10 * unit));
            if (whole > 0 && less == 0) return $"{Whole(whole)}{(tenths == 0 ? "" : $".{tenths}")} {units[unit - 1]}";
        }
        return null;
    }

    static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
