namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>How much a profile may cost and how fine it is.</summary>
public sealed record ProfileOptions
{
    public static readonly ProfileOptions Default = new();

    /// <summary>Memory for the table and the summaries; a larger CSV spills to <see cref="TempFolder"/>.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;

    /// <summary>Threads that DuckDB may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where a CSV larger than the memory is kept while it is profiled; null = it is an error.</summary>
    public string? TempFolder { get; init; }

    /// <summary>Rows, spread evenly over the table, in which identifiers are looked for.</summary>
    public int SampleRows { get; init; } = 5_000;

    /// <summary>Bars of a histogram, and most frequent values of a text.</summary>
    public int BinsMax { get; init; } = 20;

    /// <summary>Distinct values shown as examples.</summary>
    public int ExamplesMax { get; init; } = 5;

    /// <summary>Characters of a value that are shown.</summary>
    public int ValueCharsMax { get; init; } = 100;
}
