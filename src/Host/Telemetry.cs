using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Yuanliu.Host;

/// <summary>Traces and metrics by OpenTelemetry, sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says;
/// structured logs as JSON lines when nobody watches.</summary>
internal static class Telemetry
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (Console.IsOutputRedirected) builder.Logging.AddJsonConsole(o => o.UseUtcTimestamp = true);
        else builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; });
        // Results go to standard output, what the server says about itself to standard error.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning);

        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 }) return;
        var resource = ResourceBuilder.CreateDefault().AddService("yuanliu");
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore").AddSource("Yuanliu").AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting").AddMeter("Microsoft.AspNetCore.Server.Kestrel").AddMeter("System.Runtime")
                .AddMeter("Yuanliu")
            .AddOtlpExporter().Build());
        builder.Services.AddHostedService<Exporters>();
    }

    /// <summary>Builds the providers with the host and flushes them when it stops.</summary>
    sealed class Exporters(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush();
            metrics.ForceFlush();
            return Task.CompletedTask;
        }
    }
}
