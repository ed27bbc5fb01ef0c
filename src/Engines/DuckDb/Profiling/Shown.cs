using System.Globalization;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>Values as the text that a profile shows.</summary>
internal static class Shown
{
    public static string Text(object value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFK", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>At most so many characters, none cut in half.</summary>
    public static string Cut(string text, int charsMax)
    {
        if (text.Length <= charsMax) return text;
        var end = char.IsHighSurrogate(text[charsMax - 1]) ? charsMax - 1 : charsMax;
        return text[..end] + "…";
    }

    /// <summary>The first three and last two characters of a long text, the first one of a short; the rest is stars.</summary>
    public static string Mask(string text)
    {
        var (head, tail) = text.Length >= 8 ? (3, 2) : (1, 0);
        return text.Length <= head ? new('*', text.Length) : $"{text[..head]}{new string('*', text.Length - head - tail)}{text[^tail..]}";
    }
}
