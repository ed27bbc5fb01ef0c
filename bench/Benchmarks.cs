using System.Globalization;
using Spectre.Console;

namespace Yuanliu.Bench;

/// <param name="Goal">As the design words it; empty when there is none.</param>
internal sealed record Figure(string Path, string Value, string Goal);

/// <summary>Figures that the design sets goals for. Ratios are measured in one run, so that they hold on a slow machine too.</summary>
internal static class Benchmarks
{
    static readonly (string Name, Func<Task<IReadOnlyList<Figure>>> Run)[] All =
    [
        ("log", LogBench.Run),
        ("seal", SealBench.Run),
        ("act", ActBench.Run),
        ("register", RegisterBench.Run),
        ("policy", PolicyBench.Run),
        ("cleanroom", CleanRoomBench.Run),
        ("overlap", OverlapBench.Run),
        ("profile", ProfileBench.Run),
        ("privacy", PrivacyBench.Run),
        ("finder", FinderBench.Run),
        ("watermark", MarkBench.Run),
        ("gateway", GatewayBench.Run),
        ("verification", VerificationBench.Run),
        ("start", StartBench.Run),
        ("demo", DemoBench.Run),
    ];

    public static async Task<int> Run(string[] names)
    {
        if (names.Except(All.Select(b => b.Name)).FirstOrDefault() is { } unknown)
        {
            Console.Error.WriteLine($"no bench {unknown}; there are: {string.Join(' ', All.Select(b => b.Name))}");
            return 2;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Machine()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, "
            + $".NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, commit {Commit()}"));
        var table = new Table().AddColumns("path", "figure", "goal").Border(TableBorder.Markdown);
        foreach (var (name, run) in All.Where(b => names.Length == 0 || names.Contains(b.Name)))
        {
            Console.Error.WriteLine($"· {name}");
            foreach (var figure in await run())
                table.AddRow(Markup.Escape(figure.Path), Markup.Escape(figure.Value), Markup.Escape(figure.Goal));
        }
        AnsiConsole.Profile.Width = 200;
        AnsiConsole.Write(table);
        return 0;
    }

    static string Machine() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? "unknown processor" : System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString();

    /// <summary>What was built, as far as git can tell; a tree with changes is marked.</summary>
    static string Commit()
    {
        try
        {
            using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
                "git", ["-C", AppContext.BaseDirectory, "describe", "--always", "--dirty", "--exclude=*"])
                { RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }

    public static string Rate(double perSecond) => perSecond.ToString("N0", CultureInfo.InvariantCulture) + "/s";
    public static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture) + " ×";
    public static string Percent(double share) => (share * 100).ToString("F0", CultureInfo.InvariantCulture) + " %";
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
    public static string Milliseconds(double milliseconds) => milliseconds.ToString("F2", CultureInfo.InvariantCulture) + " ms";

    /// <summary>Processor time of this process, server and clients alike: other work on the machine changes it little.</summary>
    public static double ProcessorMilliseconds => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    public static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>A folder that is gone when the bench is over.</summary>
    public static async Task<T> InFolder<T>(Func<string, Task<T>> work)
    {
        var folder = Directory.CreateTempSubdirectory("yuanliu-bench-").FullName;
        try { return await work(folder); }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
