using System.Text.Json;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Yuanliu.Compute.Json;
using Yuanliu.Host.Demo;
using Yuanliu.Host.Endpoints;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>The whole server, wired. The program, the demo and the tests start it the same way.</summary>
public static class App
{
    /// <summary>Every area, in the order in which a dataset meets them.</summary>
    public static IReadOnlyList<IModule> Modules { get; } =
    [
        new Parties.PartiesModule(),
        new Catalog.CatalogModule(),
        new Registration.RegistrationModule(),
        new Products.ProductsModule(),
        new Trading.TradingModule(),
        new Space.SpaceModule(),
        new Settlement.SettlementModule(),
        new Evidence.EvidenceModule(),
    ];

    /// <summary>How many contexts wait for the next act; more may work at once and are let go.</summary>
    const int ContextsMax = 64;

    public static void AddTo(WebApplicationBuilder builder, AppSettings settings)
    {
        var services = builder.Services;
        PrivateFolder.Make(settings.Data);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = Limits.BodyBytesMax);
        services.AddSingleton(settings).AddSingleton(settings.ForModules());
        AddKernel(services, settings);
        services.AddSingleton<DemoCity>();
        // What cannot be read is refused as everything else is, with a code and a reason, in whatever environment.
        services.AddExceptionHandler<Failures>().AddProblemDetails().Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
        services.AddOpenApi(OpenApiConventions.Apply);
        services.AddSingleton<Limits>();
        services.Configure<ForwardedHeadersOptions>(
            o => o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        Telemetry.AddTo(builder);
        foreach (var module in Modules)
        {
            services.AddSingleton(module);
            module.AddServices(services);
        }
    }

    static void AddKernel(IServiceCollection services, AppSettings settings)
    {
        services.AddPooledDbContextFactory<AppDb>(o => o.UseDatabase(settings.Connection, typeof(App).Assembly), ContextsMax)
            .AddScoped(scope => scope.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext()
                .For(scope.GetRequiredService<Journal>()));
        services.AddSingleton(new HostClock(new SystemClock()));
        services.AddSingleton<DemoClock>(_ => new(new SystemClock()));
        services.AddSingleton(sp => new ClockSource(settings.Demo ? sp.GetRequiredService<DemoClock>() : new SystemClock()));
        services.AddSingleton<GuardedClock>().AddSingleton<IClock>(sp => sp.GetRequiredService<GuardedClock>());
        services.AddSingleton<IEntropy, SystemEntropy>().AddSingleton<Mint>();
        services.AddSingleton(sp => new NodeKeys(Path.Combine(settings.Data, "keys"), sp.GetRequiredService<IEntropy>()));
        services.AddSingleton(new Blobs(Path.Combine(settings.Data, "blobs")));
        services.AddRules("calendar", CalendarFiles.Load);
        services.AddSingleton(sp => new WorkCalendar(sp.GetRequiredService<CalendarFiles>()));
        services.AddSingleton(_ => LawIndex.Load(Path.Combine(AppContext.BaseDirectory, "rules")))
            .AddSingleton(sp => sp.GetRequiredService<LawIndex>().Sources);
        services.AddSingleton<Subscriptions>().AddScoped<CallerBox>().AddScoped<Journal>();
        services.AddSingleton<OutboxDispatcher>().AddSingleton<Pump>().AddHostedService(sp => sp.GetRequiredService<Pump>());
        services.AddSingleton<JobRunner>().AddHostedService(sp => sp.GetRequiredService<JobRunner>());
    }

    /// <summary>Facts, documents and replies are written alike.</summary>
    static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = CanonicalJson.Options.PropertyNamingPolicy;
        options.DictionaryKeyPolicy = CanonicalJson.Options.DictionaryKeyPolicy;
        options.DefaultIgnoreCondition = CanonicalJson.Options.DefaultIgnoreCondition;
        foreach (var converter in CanonicalJson.Options.Converters) options.Converters.Add(converter);
    }

    public static void MapTo(WebApplication app)
    {
        app.Use(Telemetry.Name);
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(Failures.Explain);
        app.UseMiddleware<SecurityHeaders>();
        WebFiles.Use(app);
        app.UseRouting();
        app.UseMiddleware<PaceGate>();
        app.UseMiddleware<AccessGate>();
        app.UseMiddleware<IdempotencyGate>();
        app.MapOpenApi().OpenToAnyone();
        JobEndpoints.Map(app);
        ClockEndpoints.Map(app);
        WorkEndpoints.Map(app);
        DemoEndpoints.Map(app);
        LawEndpoints.Map(app);
        foreach (var module in Modules) module.MapEndpoints(app);
        WebFiles.MapFallback(app);
        app.UseEndpoints(_ => { });
    }

    /// <summary>Brings the database up to date, reads the rules and makes the endpoints' handlers. Runs before the first request.</summary>
    /// <remarks>None of the three waits for another: with two cores the host is ready in little more than half the time.</remarks>
    public static Task Prepare(IServiceProvider services, CancellationToken ct = default) => Task.WhenAll(
        Task.Run(() => OpenDatabase(services, ct), ct),
        Task.Run(() => { foreach (var part in services.GetServices<ReadAtStart>()) part.Read(services); }, ct),
        Task.Run(() => services.GetRequiredService<EndpointDataSource>().Endpoints.Count, ct));

    /// <summary>Tells the clock guard, too, how late it is already.</summary>
    static async Task OpenDatabase(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await db.Database.MigrateAsync(ct);
        await ClockEndpoints.Restore(db, scope.ServiceProvider.GetRequiredService<DemoClock>(), ct);
        if (await db.Set<JournalEntry>().OrderByDescending(e => e.Seq).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(ct) is { } newest)
            scope.ServiceProvider.GetRequiredService<GuardedClock>().Remember(newest);
    }
}
