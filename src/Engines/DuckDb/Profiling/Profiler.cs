using Yuanliu.Engines.DuckDb.Intake;

namespace Yuanliu.Engines.DuckDb.Profiling;

/// <summary>Profiles a table: reads it once, then asks for summaries and counts of many columns at a time.</summary>
public static class Profiler
{
    /// <summary>Profiles all rows.</summary>
    /// <param name="progress">Is told the share done, 0 … 1, from other threads.</param>
    /// <returns>DuckDB's error, when the files have changed since they were inspected or the memory does not suffice.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> fired.</exception>
    public static Outcome<TableProfile> Run(Source source, ProfileOptions options, IProgress<double>? progress, CancellationToken ct)
    {
        var opened = Database.Open(new()
        {
            AllowedFiles = source.Files,
            MemoryBytesMax = options.MemoryBytesMax,
            Threads = options.Threads,
            TempFolder = options.TempFolder,
        });
        if (opened.Error is { } error) return error;
        using var database = opened.Value!;
        using var connection = database.Connect();
        return new Run(connection, options, progress, ct).Profile(source);
    }
}
