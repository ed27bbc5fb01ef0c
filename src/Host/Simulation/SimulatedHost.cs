using Microsoft.EntityFrameworkCore;
using Yuanliu.Contracts;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟用的服务器 — the whole server on a folder of its own and a clock that only the simulation moves.</summary>
internal sealed class SimulatedHost(WebApplication app, SimulatedClock clock, string folder) : IAsyncDisposable
{
    public SimulatedClock Clock => clock;
    public IServiceProvider Services => app.Services;
    public Uri Address => new(app.Urls.First());
    public bool IsWorkingDay => Services.GetRequiredService<WorkCalendar>().IsWorkingDay(clock.Today);

    /// <param name="db">Empty: SQLite in the folder.</param>
    public static async Task<SimulatedHost> Start(ulong seed, string db, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("yuanliu-simulation-").FullName;
        var clock = new SimulatedClock(LegalDay.Start(SimulationPlan.FirstDay).AddHours(-4));
        try
        {
            var settings = new AppSettings("http://127.0.0.1:0", folder, db, false, "http://simulation.example", "simulation.example");
            var app = Serve.Wire(settings, services => Replace(services, clock, seed));
            await App.Prepare(app.Services, ct);
            await app.StartAsync(ct);
            return new(app, clock, folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Time and chance are the simulation's; what otherwise runs by timers is run when the simulation says so.</summary>
    static void Replace(IServiceCollection services, SimulatedClock clock, ulong seed)
    {
        services.AddSingleton(new ClockSource(clock)).AddSingleton(new HostClock(clock))
            .AddSingleton<IEntropy>(new SeededEntropy(seed));
        // People sign in anew every simulated day, and their accounts are gone with the folder.
        services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(o => o.IterationCount = 100);
        services.AddLogging(l => l.ClearProviders());
        foreach (var service in services.Where(IsTimed).ToList()) services.Remove(service);
    }

    static bool IsTimed(ServiceDescriptor service)
        => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType) is { Namespace: { } name } type
        && name.StartsWith("Yuanliu.", StringComparison.Ordinal) && type != typeof(JobRunner);

    /// <summary>What acts left behind, and what has fallen due.</summary>
    public Task Settle(CancellationToken ct) => Services.GetRequiredService<Pump>().RunDry(ct);

    /// <summary>What fsck asks.</summary>
    public async Task<IReadOnlyList<string>> Findings(CancellationToken ct)
    {
        await Settle(ct);
        await Services.GetRequiredService<ISealing>().Seal(ct);
        await using var scope = Services.CreateAsyncScope();
        var found = new List<string>();
        foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
            found.AddRange((await check.Check(ct)).Select(f => $"{check.Name}: {f.What}"));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await using (var scope = Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AppDb>().Database.EnsureDeletedAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
