using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;
using Yuanliu.Engines.DuckDb.Intake;
using Yuanliu.Engines.DuckDb.Profiling;

namespace Yuanliu.Tests.DuckDb;

/// <summary>Public tables that lie beside the repository; where they do not, the tests say so.</summary>
public sealed class RealTablesTests : IDisposable
{
    readonly Scratch scratch = new();

    [TableFact("beijing-air")]
    public void The_air_quality_of_twelve_sites_is_one_table()
    {
        var source = Inspect(Directory.GetFiles(TableFactAttribute.Folder("beijing-air"), "*.csv.gz"));
        (source.Kind, source.Rows, source.Files.Count).ShouldBe((SourceKind.GzipCsv, 420_768, 12));
        source.Columns.Select(column => $"{column.Name} {column.Type}").ShouldBe(
        [
            "No BIGINT", "year BIGINT", "month BIGINT", "day BIGINT", "hour BIGINT", "PM2.5 DOUBLE", "PM10 DOUBLE", "SO2 DOUBLE",
            "NO2 DOUBLE", "CO BIGINT", "O3 DOUBLE", "TEMP DOUBLE", "PRES DOUBLE", "DEWP DOUBLE", "RAIN DOUBLE", "wd VARCHAR",
            "WSPM DOUBLE", "station VARCHAR",
        ]);

        var profile = Profiler.Run(source, ProfileOptions.Default, null, default).OrThrow();
        profile.Rows.ShouldBe(420_768);
        var pm = profile.Columns.Single(column => column.Name == "PM2.5");
        (pm.Nulls, pm.Min, pm.Max).ShouldBe((8_739, "2", "999"));
        pm.Mean!.Value.ShouldBe(79.793, 0.001);
        profile.Columns.Single(column => column.Name == "station").Top.Count.ShouldBe(12);
        profile.Columns.Single(column => column.Name == "station").Top.ShouldAllBe(site => site.Count == 35_064);
        profile.Columns.ShouldAllBe(column => column.Detected.Count == 0);
    }

    [TableFact("adult")]
    public void A_census_with_semicolons_is_read_as_it_is()
    {
        var source = Inspect(Path.Combine(TableFactAttribute.Folder("adult"), "adult.csv"));
        (source.Delimiter, source.HasHeader, source.Rows).ShouldBe((';', true, 30_162));
        source.Columns.Single(column => column.Name == "age").Type.ShouldBe("BIGINT");
        source.Columns.Count(column => column.Type == "VARCHAR").ShouldBe(8);
    }

    Source Inspect(params string[] paths)
    {
        var inspection = FileIntake.Inspect(paths, scratch.Folder, IntakeLimits.Default, default);
        inspection.Refusal.ShouldBeNull();
        return inspection.Source!;
    }

    public void Dispose() => scratch.Dispose();
}

/// <summary>A test of a public table; skipped where the table is not beside the repository.</summary>
public sealed class TableFactAttribute : FactAttribute
{
    public TableFactAttribute(string table)
    {
        if (!Directory.Exists(Folder(table))) Skip = $"../shared/data/{table} is not beside the repository";
    }

    internal static string Folder(string table, [CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/data", table));
}
