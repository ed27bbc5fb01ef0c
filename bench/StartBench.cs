using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Yuanliu.Bench;

/// <summary>From the start of the process to the first answer, and what it holds in memory when it rests.</summary>
internal static class StartBench
{
    const int Runs = 5;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var times = new List<double>();
        long idle = 0;
        for (var i = 0; i < Runs; i++)
        {
            var (ready, memory) = await Benchmarks.InFolder(Once);
            times.Add(ready.TotalSeconds);
            idle = Math.Max(idle, memory);
        }
        return
        [
            new("start: process to first answer (SQLite, empty data folder)",
                Benchmarks.Seconds(TimeSpan.FromSeconds(Benchmarks.Median(times))), "≤ 3 s"),
            new("start: resident memory after 5 s at rest", $"{idle >> 20} MB", "≤ 300 MB"),
        ];
    }

    static async Task<(TimeSpan Ready, long IdleBytes)> Once(string folder)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "yuanliu"), "serve") { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["YUANLIU_DATA"], start.Environment["YUANLIU_URLS"], start.Environment["YUANLIU_DEMO"]) = (folder, url, "off");
        var watch = Stopwatch.StartNew();
        using var server = Process.Start(start)!;
        try
        {
            using var client = new HttpClient();
            while (!await Answers(client, url)) await Task.Delay(10);
            var ready = watch.Elapsed;
            await Task.Delay(TimeSpan.FromSeconds(5));
            return (ready, ResidentBytes(server.Id));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    static async Task<bool> Answers(HttpClient client, string url)
    {
        try { return (await client.GetAsync(url + "/api/clock")).IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }

    static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
