using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Verification;

namespace Yuanliu.Bench;

/// <summary>
/// Verification over a hundred million records: the index alone, and whole calls through HTTP with key, policy, meter and facts.
/// </summary>
internal static class VerificationBench
{
    static readonly long Records = long.Parse(Environment.GetEnvironmentVariable("BENCH_RECORDS") ?? "100000000",
        CultureInfo.InvariantCulture);
    /// <summary>Calls of a batch until nothing is left to be compiled: a server has that behind it after its first minute.</summary>
    const int Warmup = 120;
    const int Looks = 500_000, Clients = 4, BatchSize = 500, Batches = 60, Singles = 600, Told = 1_500;
    static readonly ProductColumn[] Columns =
        [new("id_no", "标识", "VARCHAR", ColumnUse.Identity), new("district", "区", "VARCHAR", ColumnUse.Dimension)];

    public static Task<IReadOnlyList<Figure>> Run() => Benchmarks.InFolder<IReadOnlyList<Figure>>(async folder =>
    {
        await using var host = new GatewayHost { Source = new("nothing", []), Rows = Records };
        using var client = await host.Start(folder, Columns);
        var indexes = host.App.Services.GetRequiredService<Indexes>();
        var path = indexes.PathOf(host.Card, GatewayHost.Terms);
        var watch = Stopwatch.StartNew();
        Build(path, indexes.Of(host.Card, GatewayHost.Terms));
        var built = watch.Elapsed;
        var figures = new List<Figure>
        {
            new($"verification: index of {Records:N0} records, {new FileInfo(path).Length / (double)(1 << 30):F1} GB, one thread",
                Benchmarks.Seconds(built), ""),
        };
        figures.AddRange(Look(indexes.Find(host.Card, GatewayHost.Terms)!));
        await Calls(client, host.Agreement, BatchSize, Warmup, Clients);
        await Calls(client, host.Agreement, 1, 1_000, Clients);
        figures.AddRange(Rates($"calls of {BatchSize} each, {Clients} clients", BatchSize,
            await Calls(client, host.Agreement, BatchSize, Batches, Clients)));
        figures.Add(new("verification: until billing had heard of the last of them", Benchmarks.Seconds(await Heard(host)), ""));
        figures.AddRange(Rates($"calls of one, {Clients} clients", 1, await Calls(client, host.Agreement, 1, Singles, Clients)));
        figures.AddRange(Rates("calls of one, one client", 1, await Calls(client, host.Agreement, 1, Singles, 1)));
        figures.Add(await Apart(client, host.Agreement));
        figures.AddRange(await Alike(client, host.Agreement));
        return figures;
    });

    /// <summary>Waits until nothing is left to be delivered: single calls are measured beside nothing else.</summary>
    static async Task<TimeSpan> Heard(GatewayHost host)
    {
        var watch = Stopwatch.StartNew();
        await using var scope = host.App.Services.CreateAsyncScope();
        var waiting = scope.ServiceProvider.GetRequiredService<AppDb>().Set<OutboxDelivery>().Where(d => d.DoneAt == null);
        while (await waiting.AnyAsync()) await Task.Delay(50);
        return watch.Elapsed;
    }

    static void Build(string path, Fingerprint fingerprint)
    {
        using var writer = new IndexWriter(path, Records, 1);
        Span<byte> key = stackalloc byte[64];
        Span<byte> name = stackalloc byte[64];
        for (var i = 0L; i < Records; i++)
        {
            var (place, tag) = fingerprint.Of(key[..Key(i, key)]);
            ulong hash = fingerprint.Column(0, tag, name[..Name(i, name)]);
            if (!writer.Add(place, tag, [hash])) throw new InvalidOperationException($"No room for record {i}.");
        }
        writer.Finish();
    }

    static int Key(long record, Span<byte> target)
    {
        Utf8Formatter.TryFormat(110_101_000_000_000_000 + record, target, out var length);
        return Fingerprint.Join(target, 0, target[..length].ToArray());
    }

    static int Name(long record, Span<byte> target)
    {
        target[0] = (byte)'N';
        Utf8Formatter.TryFormat(record % 10_007, target[1..], out var length);
        return length + 1;
    }

    static string KeyText(long record) => (110_101_000_000_000_000 + record).ToString(CultureInfo.InvariantCulture);

    static IEnumerable<Figure> Look(OpenIndex index)
    {
        var (times, right) = (new double[Looks], 0);
        var random = 1UL;
        for (var i = 0; i < Looks; i++)
        {
            random = random * 6364136223846793005 + 1442695040888963407;
            var (record, kind) = ((long)((random >> 11) % (ulong)Records), i % 3);
            var keys = new Dictionary<string, string> { ["id_no"] = KeyText(kind == 2 ? Records + record : record) };
            var values = new Dictionary<string, string> { ["name"] = $"N{(kind == 1 ? record + 1 : record) % 10_007}" };
            var began = Stopwatch.GetTimestamp();
            var asked = Indexes.Hash(index.Fingerprint, GatewayHost.Terms, keys, values)!;
            var outcome = index.File.Look(asked.Place, asked.Tag, asked.Wanted);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if ((int)outcome == kind) right++;
        }
        if (right != Looks) throw new InvalidOperationException($"{Looks - right} answers are wrong.");
        Array.Sort(times);
        yield return new($"verification: {Looks:N0} questions of the index, one thread", Benchmarks.Rate(Looks / (times.Sum() / 1000)),
            "≥ 5,000/s");
        yield return new("verification: the index, p50 and p99",
            string.Create(CultureInfo.InvariantCulture, $"{times[Looks / 2]:F4} ms, {times[Looks / 100 * 99]:F4} ms"), "p99 ≤ 5 ms");
    }

    static IEnumerable<Figure> Rates(string what, int size, (double Seconds, double Work, List<double> Times) calls)
    {
        var sorted = calls.Times.Order().ToList();
        yield return new($"verification through HTTP, {what}: processor time of a verification with its client",
            Benchmarks.Milliseconds(calls.Work / (calls.Times.Count * size)), "");
        yield return new($"verification through HTTP, {what}, every one counted with its fact",
            Benchmarks.Rate(calls.Times.Count * size / calls.Seconds), size == 1 ? "" : "≥ 5,000/s");
        yield return new($"verification through HTTP, {what}: p50 and p99 of a call",
            string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:F1} ms, {sorted[sorted.Count * 99 / 100]:F1} ms"),
                size == 1 ? "p99 ≤ 5 ms" : "");
    }

    /// <summary>One client in a process of its own, which shares the server's cores and nothing else: no heap, no threads.</summary>
    static async Task<Figure> Apart(HttpClient client, Guid agreement)
    {
        using var caller = Process.Start(new ProcessStartInfo(Environment.ProcessPath!,
            ["caller", client.BaseAddress!.ToString(), agreement.ToString(), client.DefaultRequestHeaders.Authorization!.Parameter!])
            { RedirectStandardOutput = true })!;
        var told = (await caller.StandardOutput.ReadToEndAsync()).Trim();
        await caller.WaitForExitAsync();
        if (caller.ExitCode != 0) throw new InvalidOperationException("The caller failed.");
        return new("verification through HTTP, calls of one, one client, a process of its own: p50 and p99 of a call", told, "p99 ≤ 5 ms");
    }

    /// <summary>What the process of its own does: calls until it is warm, then measures.</summary>
    /// <param name="args">Address, agreement, key.</param>
    public static async Task<int> Call(string[] args)
    {
        using var client = new HttpClient { BaseAddress = new(args[0]) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", args[2]);
        await Calls(client, Guid.Parse(args[1]), 1, 2_000, 1);
        var times = (await Calls(client, Guid.Parse(args[1]), 1, 3_000, 1)).Times.Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{times[times.Count / 2]:F1} ms, {times[times.Count * 99 / 100]:F1} ms"));
        return 0;
    }

    /// <summary>
    /// Whether the time of a call tells its answer: calls that match, differ and find no record, in changing order, compared two by two
    /// by Welch's t. Beyond 4.5 the times would be taken to differ.
    /// </summary>
    static async Task<IEnumerable<Figure>> Alike(HttpClient client, Guid agreement)
    {
        var (times, random) = (Enumerable.Range(0, 3).Select(_ => new List<double>()).ToArray(), 7UL);
        for (var i = 0; i < Told; i++)
        {
            random = random * 6364136223846793005 + 1442695040888963407;
            var (record, kind) = ((long)((random >> 11) % (ulong)Records), (int)(random >> 33) % 3);
            var item = new
            {
                keys = new { id_no = KeyText(kind == 2 ? Records + record : record) },
                values = new { name = $"N{(kind == 1 ? record + 1 : record) % 10_007}" },
            };
            var began = Stopwatch.GetTimestamp();
            using var reply = await client.PostAsJsonAsync(
                $"/api/space/agreements/{agreement}/verifications", new { items = new[] { item } });
            reply.EnsureSuccessStatusCode();
            times[kind].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        var kept = times.Select(t => t.Order().Take(t.Count * 95 / 100).ToList()).ToList();
        var most = new[] { (0, 1), (0, 2), (1, 2) }.Max(p => Math.Abs(Welch(kept[p.Item1], kept[p.Item2])));
        var medians = times.Select(t => Benchmarks.Median(t).ToString("F3", CultureInfo.InvariantCulture));
        return [new($"verification: medians of {Told:N0} calls that match, differ, find nothing: {string.Join(", ", medians)} ms; "
            + "largest t", most.ToString("F2", CultureInfo.InvariantCulture), "< 4.5")];
    }

    static double Welch(List<double> a, List<double> b)
    {
        (double Mean, double Error) Of(List<double> x)
        {
            var mean = x.Average();
            return (mean, x.Sum(v => (v - mean) * (v - mean)) / (x.Count - 1) / x.Count);
        }
        var (first, second) = (Of(a), Of(b));
        return (first.Mean - second.Mean) / Math.Sqrt(first.Error + second.Error);
    }

    static async Task<(double Seconds, double Work, List<double> Times)> Calls(
        HttpClient client, Guid agreement, int size, int calls, int clients)
    {
        var (left, times, record) = (calls, new System.Collections.Concurrent.ConcurrentBag<double>(), 0L);
        var (watch, before) = (Stopwatch.StartNew(), Benchmarks.ProcessorMilliseconds);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var items = Enumerable.Range(0, size).Select(_ => Interlocked.Increment(ref record) * 7_919 % Records)
                    .Select(r => new { keys = new { id_no = KeyText(r) }, values = new { name = $"N{r % 10_007}" } });
                var began = Stopwatch.GetTimestamp();
                using var reply = await client.PostAsJsonAsync($"/api/space/agreements/{agreement}/verifications", new { items });
                reply.EnsureSuccessStatusCode();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        return (watch.Elapsed.TotalSeconds, Benchmarks.ProcessorMilliseconds - before, [.. times]);
    }
}
