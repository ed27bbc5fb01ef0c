using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Yuanliu.Space.Workers;

/// <summary>
/// 隔离 — how a worker is started: an empty environment, and on Linux no network, no writing of files and an end to its memory.
/// </summary>
/// <remarks>
/// The engine's own lock-down keeps queries from files and network; this stands behind it for the day the engine has a fault. Where the
/// system's tools are missing or not permitted, the rest still holds: <see cref="HasNoNetwork"/> and <see cref="HasLimits"/> tell.
/// </remarks>
internal sealed class Confinement
{
    const string HeapBytesMax = "0x10000000";
    /// <summary>Address space beyond the query's memory: the runtime, the engine's library, stacks.</summary>
    const long AddressBytesExtra = 3L << 30;
    const long FileBytesMax = 256L << 30;

    readonly Lazy<string[]> withoutNetwork = new(() =>
        new string[][] { ["unshare", "--net", "--"], ["unshare", "--user", "--map-root-user", "--net", "--"] }
            .FirstOrDefault(c => OperatingSystem.IsLinux() && Works([.. c, "true"])) ?? []);
    readonly Lazy<bool> hasLimits = new(() => OperatingSystem.IsLinux() && Works(["prlimit", "--core=0", "--", "true"]));

    public bool HasNoNetwork => withoutNetwork.Value.Length > 0;
    public bool HasLimits => hasLimits.Value;

    /// <param name="mayWrite">For a worker that prepares a table in a folder of its own.</param>
    public ProcessStartInfo Command(SpaceLimits limits, bool mayWrite = false)
    {
        var memory = mayWrite ? limits.PrepareMemoryBytesMax : limits.MemoryBytesMax;
        string[] bounds = HasLimits
            ? ["prlimit", string.Create(CultureInfo.InvariantCulture, $"--as={memory + AddressBytesExtra}"),
                string.Create(CultureInfo.InvariantCulture, $"--fsize={(mayWrite ? FileBytesMax : 0)}"), "--core=0", "--nofile=512", "--"]
            : [];
        string[] words = [.. withoutNetwork.Value, .. bounds, .. Program(), "worker"];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root
            ? root : Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapBytesMax;
        // Both would write files, which the limits forbid.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    /// <summary>This very program: as an executable where it was built as one, else through the runtime's host.</summary>
    static string[] Program()
    {
        var executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "yuanliu.exe" : "yuanliu");
        return File.Exists(executable) ? [executable] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "yuanliu.dll")];
    }

    static bool Works(string[] words)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true, RedirectStandardOutput = true });
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
