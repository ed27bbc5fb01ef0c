using Spectre.Console;
using Yuanliu.Compute.Verification;

namespace Yuanliu.Host.Verbs;

/// <summary>离线核验 — checks a folder or files with nothing but the log's public key. Reads no database and no network.</summary>
internal static class Verify
{
    const long FileBytesMax = 128 << 20;
    const int FilesMax = 1000;

    public static async Task<int> Run(string[] args, CancellationToken ct)
    {
        var key = args.SkipWhile(a => a != "--key").Skip(1).FirstOrDefault();
        var paths = args.TakeWhile(a => a != "--key").Concat(args.SkipWhile(a => a != "--key").Skip(2)).ToList();
        if (paths.Count == 0) return Refuse(
            "用法：./run.sh verify <文件夹或文件…> [--key <公钥或公钥文件>]", "usage: ./run.sh verify <folder or files…> [--key <vkey or its file>]");
        if (key is not null && File.Exists(key)) key = await File.ReadAllTextAsync(key, ct);

        var files = new List<BundleFile>();
        foreach (var path in paths.SelectMany(Expand).Distinct())
        {
            if (!File.Exists(path)) return Refuse($"找不到 {path}", $"{path} is not there");
            if (new FileInfo(path).Length > FileBytesMax) return Refuse($"{path} 超过 128 MB", $"{path} is larger than 128 MB");
            files.Add(new(Path.GetFileName(path), await File.ReadAllBytesAsync(path, ct)));
        }
        if (files.Count is 0 or > FilesMax) return Refuse("没有可核验的文件，或文件过多。", "There are no files to verify, or too many.");
        return Print(ProofBundle.Verify(files, key));
    }

    static IEnumerable<string> Expand(string path)
        => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [path];

    internal static int Print(BundleReport report)
    {
        foreach (var file in report.Checks.GroupBy(c => c.File))
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{file.Key}[/]");
            foreach (var check in file)
            {
                AnsiConsole.Markup(check.Holds ? "  [green]✓[/] " : "  [red]✗[/] ");
                Console.WriteLine($"{check.Zh} / {check.En}");
            }
        }
        if (report.Vkey is { } vkey)
            Console.WriteLine(report.KeyGiven
                ? $"\n日志公钥（由您提供）/ log key (given by you): {vkey}"
                : $"\n日志公钥取自文件夹，请与登记机构公布的比对 / the log key is the folder's own; compare it with the one the registry publishes: {vkey}");
        Console.WriteLine("离线核验说明文件与签发时的存证一致；证书现行状态请查登记机构网站。/ "
            + "Offline, the files are what was sealed when issued; whether a certificate still stands is for the registry's site to say.");
        AnsiConsole.MarkupLine(report.Holds
            ? $"[green]全部成立 / all hold[/] ({report.Checks.Count})"
            : $"[red]不成立 / does not hold[/] ({report.Checks.Count(c => !c.Holds)} / {report.Checks.Count})");
        return report.Holds ? 0 : 1;
    }

    static int Refuse(string zh, string en)
    {
        Console.Error.WriteLine($"{zh} / {en}");
        return 2;
    }
}
