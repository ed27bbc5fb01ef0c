using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>Traces and metrics by OpenTelemetry, sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says;
/// structured logs as JSON lines when nobody watches.</summary>
internal static class Telemetry
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (Console.IsOutputRedirected) builder.Logging.AddJsonConsole(
            o => (o.UseUtcTimestamp, o.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss "; });
        // Results go to standard output, what the server says about itself to standard error.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting", LogLevel.Warning);

        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 }) return;
        // Else the framework leaves out what is asked for by its name of today.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var resource = ResourceBuilder.CreateDefault().AddService("yuanliu");
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Microsoft.AspNetCore").AddSource(Instruments.Name).AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting").AddMeter("Microsoft.AspNetCore.Server.Kestrel").AddMeter("System.Runtime")
            .AddMeter(Instruments.Name)
            .AddOtlpExporter().Build());
        builder.Services.AddHostedService<Exporters>();
    }

    /// <summary>Says in a request's trace which endpoint answered and how, which the framework says in its metrics alone.</summary>
    public static Task Name(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is not { } activity) return next(context);
        context.Response.OnCompleted(() =>
        {
            activity.SetTag("http.route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            activity.SetTag("http.response.status_code", context.Response.StatusCode);
            return Task.CompletedTask;
        });
        return next(context);
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
