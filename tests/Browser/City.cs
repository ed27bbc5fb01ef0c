using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Host.Demo;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Browser;

/// <summary>A demo city on a loopback port and a real Chromium before it; built once for all journeys,
/// which must not lean on each other.</summary>
public class City : IAsyncLifetime
{
    readonly string data = Directory.CreateTempSubdirectory("yuanliu-browser-").FullName;
    WebApplication? app;
    IPlaywright? playwright;
    IBrowser? browser;

    public Uri Url { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Catalog.SourceDatabase.Server is { } server && new Npgsql.NpgsqlConnectionStringBuilder(server) is var source)
            Environment.SetEnvironmentVariable("YUANLIU_DATABASES", $"{source.Host}:{source.Port}");
        app = Serve.Wire(new AppSettings("http://127.0.0.1:0", data, "", true, "http://localhost:5080", "city.example"), Begin);
        await App.Prepare(app.Services, CancellationToken.None);
        await app.StartAsync();
        Url = new Uri(app.Urls.First());
        await Settle(app.Services.GetRequiredService<DemoCity>());
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(), Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Whoever lives here, and what they have done.</summary>
    private protected virtual Task Settle(DemoCity city) => city.Build(Url, CancellationToken.None);

    /// <summary>The city's time runs from one and the same morning, whenever the tests do: no paper it files under has ended
    /// then.</summary>
    static void Begin(IServiceCollection services)
    {
        var clock = new SystemClock(new Since(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero)));
        services.AddSingleton(new HostClock(clock)).AddSingleton(new DemoClock(clock));
    }

    sealed class Since(DateTimeOffset start) : TimeProvider
    {
        readonly TimeSpan offset = start - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }

    /// <summary>A fresh visitor: no cookies, Chinese, real content security policy.
    /// Any error the page throws fails the test that asks <see cref="Visitor.Errors"/>.</summary>
    public Task<Visitor> Visit(int width = 1280, string language = "zh-CN") => Visit(Url, width, language);

    /// <summary>The same before another node.</summary>
    public async Task<Visitor> Visit(Uri node, int width = 1280, string language = "zh-CN")
    {
        var context = await browser!.NewContextAsync(
            new() { BaseURL = node.ToString(), Locale = language, ViewportSize = new() { Width = width, Height = 900 } });
        context.SetDefaultTimeout(30_000);
        await context.AddInitScriptAsync(Visitor.CountsReads);
        return new Visitor(context, await context.NewPageAsync());
    }

    static string Chromium()
    {
        string[] places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not installed; test.sh installs the Debian package chromium.");
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        playwright?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        Directory.Delete(data, recursive: true);
    }
}

[CollectionDefinition(nameof(City))]
public sealed class CityCollection : ICollectionFixture<City>;
