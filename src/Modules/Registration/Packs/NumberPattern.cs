using System.Globalization;
using System.Text.RegularExpressions;

namespace Yuanliu.Registration.Packs;

/// <summary>编号格式 — what <c>BJSD-ZS-{year}-{seq:6}</c> makes of a year and a number within it.</summary>
internal static partial class NumberPattern
{
    [GeneratedRegex(@"\{seq:([1-9])\}")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"^[A-Za-z0-9-]+\z")]
    private static partial Regex Plain();

    /// <summary>True when every number it writes is unique over the years and safe in an address.</summary>
    public static bool IsValid(string pattern)
        => Sequence().Count(pattern) == 1 && pattern.Contains("{year}", StringComparison.Ordinal)
            && Plain().IsMatch(Write(pattern, 2000, 1));

    /// <param name="number">From 1; one with more digits than the pattern pads to is written in full.</param>
    public static string Write(string pattern, int year, int number)
        => Sequence().Replace(pattern, m => number.ToString("D" + m.Groups[1].Value, CultureInfo.InvariantCulture))
            .Replace("{year}", year.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
