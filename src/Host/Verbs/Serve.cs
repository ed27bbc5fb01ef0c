namespace Yuanliu.Host.Verbs;

/// <summary>Serves until told to stop.</summary>
internal static class Serve
{
    public static async Task<int> Run(CancellationToken ct)
    {
        var app = await Build(AppSettings.FromEnvironment(), ct);
        await app.StartAsync(ct);
        Console.WriteLine($"源流已启动 / Yuanliu is ready: {string.Join(' ', app.Urls)}");
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>A server that is ready to start: wired, its database up to date.</summary>
    internal static async Task<WebApplication> Build(AppSettings settings, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrel().UseUrls(settings.Urls);
        builder.Services.AddRoutingCore();
        App.AddTo(builder, settings);
        var app = builder.Build();
        App.MapTo(app);
        await App.Prepare(app.Services, ct);
        return app;
    }
}
