using System.Globalization;
using System.Text.Json.Nodes;

namespace Yuanliu.Host.Demo;

/// <summary>Which columns of a file the story opens, and what it asks: chosen from the profile, so that any table will do.</summary>
internal sealed record Subject(string Name, IReadOnlyList<string> Dimensions, IReadOnlyList<string> Measures, bool FirstIsText)
{
    const int DimensionDistinctMax = 60, DimensionsMax = 4, MeasuresMax = 4, DistinctForMeasure = 8;

    static readonly string[] Numeric = ["BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "UBIGINT", "DOUBLE", "FLOAT", "DECIMAL"];

    public static Subject Of(string name, JsonObject resource, JsonObject profile)
    {
        var closed = resource["fields"]!.AsArray().Where(f => f!["personal"] is not null || (int)f!["level"]! > 2)
            .Select(f => (string)f!["name"]!).ToHashSet();
        var columns = profile["columns"]!.AsArray().OfType<JsonObject>().Where(c => !closed.Contains((string)c["name"]!)).ToList();
        var dimensions = columns.Where(c => Distinct(c) is >= 2 and <= DimensionDistinctMax).OrderByDescending(c => !IsNumeric(c))
            .ThenBy(Distinct)
            .Take(DimensionsMax).Select(c => (string)c["name"]!).ToList();
        var measures = columns.Where(c => IsNumeric(c) && Distinct(c) > DistinctForMeasure && !dimensions.Contains((string)c["name"]!))
            .OrderByDescending(c => ((string)c["type"]!).StartsWith('D')).Take(MeasuresMax).Select(c => (string)c["name"]!).ToList();
        return new(name, dimensions, measures, dimensions.Count > 0
            && !columns.Any(c => (string)c["name"]! == dimensions[0] && IsNumeric(c)));
    }

    public string Allowed
        => $"SELECT {Quote(Dimensions[0])}, count(*) AS n{Average} FROM data GROUP BY {Quote(Dimensions[0])} ORDER BY n DESC";

    public string AllowedToo => Dimensions.Count > 1
        ? $"SELECT {Quote(Dimensions[1])}, count(*) AS n FROM data GROUP BY {Quote(Dimensions[1])} ORDER BY {Quote(Dimensions[1])}"
        : "SELECT count(*) AS n FROM data";

    public const string RawRows = "SELECT * FROM data LIMIT 10";

    /// <summary>Asks for the rows with a value that hardly any row has: whatever the table, fewer than any group may be.</summary>
    public string TooSmall => $"SELECT count(*) AS n FROM data WHERE {Quote(Dimensions[0])} = {(FirstIsText ? "'∅'" : "-987654321")}";

    public const string OneMore = "SELECT count(*) AS n FROM data";

    string Average => Measures.Count == 0 ? "" : $", avg({Quote(Measures[0])}) AS average";

    static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    static bool IsNumeric(JsonObject column) => Numeric.Any(n => ((string)column["type"]!).StartsWith(n, StringComparison.Ordinal));
    static long Distinct(JsonObject column) => Convert.ToInt64(column["distinct"]!.ToString(), CultureInfo.InvariantCulture);
}
