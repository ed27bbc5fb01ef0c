using System.Diagnostics;
using Yuanliu.Engines.DuckDb;
using Yuanliu.Engines.DuckDb.Intake;
using Yuanliu.Engines.DuckDb.Profiling;

namespace Yuanliu.Bench;

/// <summary>The profile of all rows against DuckDB's own SUMMARIZE of the same relation, in turns.</summary>
internal static class ProfileBench
{
    const int Rounds = 3;

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(folder =>
    {
        if (RealData.BeijingAir() is not { Count: > 0 } files)
            return Task.FromResult<IReadOnlyList<Figure>>([new("profile", "the files are not there", "≤ 2 ×")]);
        var watch = Stopwatch.StartNew();
        var source = FileIntake.Inspect(files, folder, IntakeLimits.Default, CancellationToken.None).Source!;
        var inspected = watch.Elapsed;

        var (profiles, summaries) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            watch.Restart();
            Profiler.Run(source, new() { TempFolder = folder }, null, CancellationToken.None).OrThrow();
            profiles.Add(watch.Elapsed.TotalSeconds);
            watch.Restart();
            Summarize(source);
            summaries.Add(watch.Elapsed.TotalSeconds);
        }
        var (profile, summary) = (Benchmarks.Median(profiles), Benchmarks.Median(summaries));
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            new($"intake: inspect {files.Count} files, {source.Rows:N0} rows", Benchmarks.Seconds(inspected), ""),
            new($"profile of all rows: {profile:F2} s against SUMMARIZE's {summary:F2} s", Benchmarks.Ratio(profile / summary), "≤ 2 ×"),
        ]);
    });

    static void Summarize(Source source)
    {
        using var database = Database.Open(new() { AllowedFiles = source.Files }).OrThrow();
        using var connection = database.Connect();
        connection.ReadAll($"SUMMARIZE SELECT * FROM {source.RelationSql}", 1000).OrThrow();
    }
}
