using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using Yuanliu.Host;
using Yuanliu.Host.Demo;
using Yuanliu.Host.Verbs;

namespace Yuanliu.Tests.Browser;

/// <summary>A demo city on a loopback port and a real Chromium before it; built once for all journeys,
/// which must not lean on each other.</summary>
public sealed class City : IAsyncLifetime
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
        app = await Serve.Build(
            new AppSettings("http://127.0.0.1:0", data, "", true, "http://localhost:5080", "city.example"), CancellationToken.None);
        await app.StartAsync();
        Url = new Uri(app.Urls.First());
        await app.Services.GetRequiredService<DemoCity>().Build(Url, CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium(), Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
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
