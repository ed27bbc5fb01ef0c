using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Tests.Faults;

namespace Yuanliu.Tests.Operations;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_and_metrics_reach_the_collector_and_the_log_is_an_object_a_line()
    {
        if (OperatingSystem.IsWindows()) return;             // a server is told to stop by a signal here
        await using var collector = await Collector.Start();
        await using var program = await TheProgram.Prepare(hasCity: false);
        program.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        program.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        using var server = program.Start("serve");
        var log = server.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = await program.Ready(server) };
        (await client.PostAsJsonAsync("/api/session", new { login = "nobody-of-that-name", password = "wrong" })).StatusCode
            .ShouldBe(HttpStatusCode.Unauthorized);
        using (var stop = Process.Start("kill", ["-TERM", server.Id.ToString()])) await stop.WaitForExitAsync();
        await server.WaitForExitAsync();

        var (traces, metrics) = (collector.Of("/v1/traces"), collector.Of("/v1/metrics"));
        foreach (var told in (string[])["yuanliu", "http.route", "/api/session", "http.response.status_code"]) traces.ShouldContain(told);
        foreach (var told in (string[])["http.server.request.duration", "dotnet.gc", "yuanliu.refusals", "session.wrong"])
            metrics.ShouldContain(told);
        (traces + metrics).ShouldNotContain("nobody-of-that-name");
        var lines = (await log).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        lines.ShouldContain(l => (string?)l["Message"] != null && ((string)l["Message"]!).StartsWith("Ready at "));
        lines.ShouldAllBe(l => l["Timestamp"] != null && l["LogLevel"] != null && l["Category"] != null);
    }

    [Fact]
    public async Task Acts_deliveries_and_places_in_the_log_are_counted()
    {
        await using var app = await TestApp.Start();
        var counted = new ConcurrentDictionary<string, double>();
        void Count<T>(Instrument instrument, T value) where T : struct, IConvertible => counted.AddOrUpdate(
            instrument.Name, value.ToDouble(null), (_, sum) => sum + value.ToDouble(null));
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == Instruments.Name) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Count(instrument, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Count(instrument, value));
        listener.Start();

        await app.SignIn("某区供水公司", Role.Steward);
        await app.Settle();
        var facts = (await app.FactKinds()).Count;
        await app.Seal();

        // Other hosts of this process count on the same instruments, so there may be more.
        counted["yuanliu.facts"].ShouldBeGreaterThanOrEqualTo(facts);
        counted["yuanliu.sealed"].ShouldBeGreaterThanOrEqualTo(facts);
        counted.ShouldContainKey("yuanliu.seal.wait");
    }

    /// <summary>What an operator's collector is to the program: somebody who takes what is posted.</summary>
    sealed class Collector : IAsyncDisposable
    {
        readonly WebApplication app;
        readonly ConcurrentQueue<(string Path, byte[] Body)> posted = new();

        Collector(WebApplication app) => this.app = app;

        public string Address => app.Urls.Single();

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector.app.Run(collector.Take);
            await collector.app.StartAsync();
            return collector;
        }

        async Task Take(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            posted.Enqueue((context.Request.Path, body.ToArray()));
        }

        /// <summary>The words in what was posted there: the names in the wire format stand in it as they are.</summary>
        public string Of(string path) => string.Concat(posted.Where(p => p.Path == path).Select(p => Encoding.UTF8.GetString(p.Body)));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
