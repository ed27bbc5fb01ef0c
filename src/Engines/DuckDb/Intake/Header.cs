using System.Globalization;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>The names of a CSV's columns, and the types that its first rows let expect.</summary>
internal static class Header
{
    /// <summary>Texts that stand for "no value".</summary>
    public static readonly string[] Nulls = ["", "NA", "NULL", "N/A"];

    const int NameCharsMax = 200;

    /// <summary>
    /// Whether the first row names the columns: no cell of it is a number, a date or a truth value, and none comes again as a value
    /// below. Tables without names are rare and mostly hold a number in their first row.
    /// </summary>
    public static bool IsPresent(IReadOnlyList<string[]> rows)
    {
        var first = rows[0];
        if (first.All(string.IsNullOrWhiteSpace) || first.Any(IsValue)) return false;
        return !rows.Skip(1).Any(row => row.Where((cell, i) => i < first.Length && cell.Length > 0 && cell == first[i]).Any());
    }

    static bool IsValue(string cell) => Guess(cell) is not (null or "VARCHAR") || cell == "NA";

    /// <summary>Names that are not empty, not longer than 200 characters, without control characters, and unique.</summary>
    public static List<SourceColumn> Names(IReadOnlyList<string?> found)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var columns = new List<SourceColumn>();
        for (var i = 0; i < found.Count; i++)
        {
            var plain = string.Concat((found[i] ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            if (plain.Length > NameCharsMax) plain = plain[..NameCharsMax];
            if (plain.Length == 0) plain = string.Create(CultureInfo.InvariantCulture, $"column{i + 1}");
            var name = plain;
            for (var n = 2; !taken.Add(name); n++) name = string.Create(CultureInfo.InvariantCulture, $"{plain}_{n}");
            columns.Add(new(name, "VARCHAR", found[i]));
        }
        return columns;
    }

    /// <summary>The narrowest type that all sampled values of a column have.</summary>
    public static string Guess(IReadOnlyList<string[]> rows, int column)
    {
        string? type = null;
        foreach (var row in rows)
        {
            if (column >= row.Length || Guess(row[column]) is not { } own || own == type) continue;
            type = (type, own) switch
            {
                (null, _) => own,
                ("BIGINT", "DOUBLE") or ("DOUBLE", "BIGINT") => "DOUBLE",
                ("DATE", "TIMESTAMP") or ("TIMESTAMP", "DATE") => "TIMESTAMP",
                _ => "VARCHAR",
            };
            if (type == "VARCHAR") return type;
        }
        return type ?? "BIGINT";
    }

    static string? Guess(string cell)
    {
        if (Array.IndexOf(Nulls, cell) >= 0) return null;
        if (cell is "true" or "false" or "True" or "False" or "TRUE" or "FALSE") return "BOOLEAN";
        const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return "BIGINT";
        if (char.IsAsciiDigit(cell[^1]) && double.TryParse(cell, Real, CultureInfo.InvariantCulture, out _)) return "DOUBLE";
        return IsDay(cell, out var length) ? cell.Length == length ? "DATE" : "TIMESTAMP" : "VARCHAR";
    }

    /// <summary>Whether the text begins with year, month and day, and where they end; DuckDB judges the rest.</summary>
    static bool IsDay(string cell, out int length)
    {
        length = 0;
        if (cell.Length < 8 || cell[4] is not ('-' or '/')) return false;
        var second = cell.IndexOf(cell[4], 5);
        if (second is not (6 or 7)) return false;
        length = second + 1;
        while (length < cell.Length && length < second + 3 && char.IsAsciiDigit(cell[length])) length++;
        return !cell.AsSpan(0, length).ContainsAnyExceptInRange('-', '9') && length > second + 1
            && (length == cell.Length || cell[length] is ' ' or 'T');
    }
}
