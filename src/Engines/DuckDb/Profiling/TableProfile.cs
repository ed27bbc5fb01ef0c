using Yuanliu.Compute.Finder;
using Yuanliu.Compute.Similarity;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>数据探查 — what a table holds, column by column. All rows are counted; only identifiers are looked for in a sample.</summary>
public sealed record TableProfile(long Rows, IReadOnlyList<ColumnProfile> Columns)
{
    /// <summary>内容指纹 over the rows; null for a table without rows.</summary>
    public Fingerprint? Fingerprint { get; init; }
}

/// <summary>内容指纹 — by what a registry notices that it has the same data already: made where the data lies, comparable only within one
/// method.</summary>
/// <param name="Method">How the values were hashed, with the engine's version.</param>
/// <param name="Rows">Over the rows, each the sum of its cells: no order of rows or columns, and no name, counts.</param>
/// <param name="Schema">SHA-256 over the columns' types in order of their names, lower-case hex.</param>
public sealed record Fingerprint(string Method, Sketch Rows, string Schema);

/// <summary>What a column holds. Values are invariant text: numbers round-trip, times are ISO 8601 with a space, and Z for UTC.</summary>
public sealed record ColumnProfile
{
    public required string Name { get; init; }

    /// <summary>As SQL writes it.</summary>
    public required string Type { get; init; }

    /// <summary>Rows without a value.</summary>
    public required long Nulls { get; init; }

    /// <summary>Distinct values, estimated by HyperLogLog: mostly within 5 %, never above the number of values.</summary>
    public required long DistinctEstimate { get; init; }

    /// <summary>The smallest and the largest value; null where there is none or the type has no order here.</summary>
    public string? Min { get; init; }

    public string? Max { get; init; }

    /// <summary>Characters of the shortest and of the longest text.</summary>
    public long? LengthMin { get; init; }

    public long? LengthMax { get; init; }

    /// <summary>Of numbers; values beyond ±1e150, infinity and NaN are left out here and below.</summary>
    public double? Mean { get; init; }

    /// <summary>Of numbers, of the sample kind (n − 1).</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Of numbers and times at 5, 25, 50, 75 and 95 %, estimated by t-digest.</summary>
    public IReadOnlyList<Quantile> Quantiles { get; init; } = [];

    /// <summary>Exact counts of numbers and times in equal bins; a bin takes its upper end and not its lower one, save the first.</summary>
    public IReadOnlyList<Bin> Histogram { get; init; } = [];

    /// <summary>Exact counts of the (estimated) most frequent texts, most frequent first.</summary>
    public IReadOnlyList<ValueCount> Top { get; init; } = [];

    /// <summary>A few values as they come.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Identifiers found or suspected, most confident first.</summary>
    public IReadOnlyList<ColumnFinding> Detected { get; init; } = [];

    /// <summary>Whether persons may be recognized, so that all values above are masked and their statistics left out.</summary>
    public bool IsMasked { get; init; }
}

/// <summary>The value below which a share of the values lies.</summary>
public sealed record Quantile(double Level, string Value);

/// <summary>How many values lie between two ends.</summary>
public sealed record Bin(string From, string To, long Count);

/// <summary>How often a value occurs.</summary>
public sealed record ValueCount(string Value, long Count);
