using Yuanliu.Contracts;
using Yuanliu.Host.Demo;

namespace Yuanliu.Host.Verbs;

/// <summary>Serves until told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(CancellationToken ct)
    {
        var settings = AppSettings.FromEnvironment();
        await using var app = await Build(settings, ct);
        await app.StartAsync(ct);
        app.Logger.LogInformation("Ready at {Addresses}", string.Join(' ', app.Urls));
        Console.WriteLine($"源流已启动 / Yuanliu is ready: {string.Join(' ', app.Urls)}");
        if (settings.Demo) await BuildCity(app, ct);
        else await TellHowToSetUp(app, settings, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>A node without anybody says on its console, and nowhere else, how the first administrator gets in.</summary>
    static async Task TellHowToSetUp(WebApplication app, AppSettings settings, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IFirstParties>().SetupCode(ct) is { } code)
            Console.WriteLine($"本节点尚未初始化：请打开 {settings.PublicUrl}/setup 并输入初始化码\n"
                + $"This node is not set up yet: open {settings.PublicUrl}/setup and enter the setup code\n\n    {code}\n");
    }

    static async Task BuildCity(WebApplication app, CancellationToken ct)
    {
        // A stop that comes meanwhile, such as SIGTERM, does not wait for the whole city.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Lifetime.ApplicationStopping);
        try
        {
            await app.Services.GetRequiredService<DemoCity>()
                .Build(new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)), until.Token);
            Console.WriteLine("演示城市已就绪 / the demo city is ready");
        }
        catch (Exception broke) when (broke is StoryBroke or HttpRequestException)
        {
            app.Logger.LogError(broke, "The demo city was not built to its end");
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            app.Logger.LogInformation("Stopped before the demo city was complete");
        }
    }

    /// <summary>A server that is ready to start: wired, its database up to date.</summary>
    internal static async Task<WebApplication> Build(AppSettings settings, CancellationToken ct)
    {
        var app = Wire(settings);
        await App.Prepare(app.Services, ct);
        return app;
    }

    /// <summary>A server that is wired and touches nothing yet.</summary>
    /// <param name="replace">What is put in the place of the host's own, such as the clock of a simulation.</param>
    internal static WebApplication Wire(AppSettings settings, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel().UseUrls(settings.Urls);
        builder.Services.AddRoutingCore();
        App.AddTo(builder, settings);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        App.MapTo(app);
        return app;
    }
}
