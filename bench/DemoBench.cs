using System.Diagnostics;
using Yuanliu.Host.Demo;

namespace Yuanliu.Bench;

/// <summary>The whole demo on the Beijing air-quality files: the run and each station.</summary>
internal static class DemoBench
{
    public static async Task<IReadOnlyList<Figure>> Run()
    {
        if (RealData.BeijingAir() is not { Count: > 0 } files)
            return [new("demo on the Beijing air-quality files", "the files are not there", "")];
        return await Benchmarks.InFolder<IReadOnlyList<Figure>>(async folder =>
        {
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "yuanliu")) { RedirectStandardOutput = true };
            start.ArgumentList.Add("demo");
            foreach (var file in files) start.ArgumentList.Add(file);
            start.Environment["YUANLIU_DATA"] = folder;
            var watch = Stopwatch.StartNew();
            using var demo = Process.Start(start)!;
            var output = await demo.StandardOutput.ReadToEndAsync();
            await demo.WaitForExitAsync();
            if (demo.ExitCode != 0)
                return [new("demo on the Beijing air-quality files", "failed: " + output[^Math.Min(200, output.Length)..], "")];
            List<Figure> figures =
                [new($"demo on {files.Count} Beijing air-quality files: whole run", Benchmarks.Seconds(watch.Elapsed), "")];
            foreach (var line in output[output.IndexOf(Narrator.TimesHead, StringComparison.Ordinal)..].Split('\n')
                .Where(l => l.Contains('\t')))
                figures.Add(new("demo: " + line.Split('\t')[0].Trim(), line.Split('\t')[1].Trim() + " s", ""));
            return figures;
        });
    }
}

/// <summary>Data sets that lie beside the repository, where they are there at all.</summary>
internal static class RealData
{
    public static IReadOnlyList<string> BeijingAir()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Yuanliu.slnx")))
                return Path.Combine(folder.FullName, "../shared/data/beijing-air") is var data && Directory.Exists(data)
                    ? [.. Directory.EnumerateFiles(data, "*.csv.gz").Order(StringComparer.Ordinal)] : [];
        return [];
    }
}
