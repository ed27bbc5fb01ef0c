using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Yuanliu.Contracts;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;
using Yuanliu.Registration;

namespace Yuanliu.Host.Simulation;

/// <summary>模拟用的服务器 — the whole server on a folder of its own and a clock that only the simulation moves.</summary>
internal sealed class SimulatedHost(WebApplication app, SimulatedClock clock, string folder, RulesFolder rules) : IAsyncDisposable
{
    /// <summary>When on a day what is tried before time acts, time itself, and people at their desks.</summary>
    public static readonly TimeSpan Night = TimeSpan.FromMinutes(1), Sweep = TimeSpan.FromMinutes(5), Morning = TimeSpan.FromHours(9);

    public SimulatedClock Clock => clock;
    public IServiceProvider Services => app.Services;
    public Uri Address => new(app.Urls.First());
    public bool IsWorkingDay => Services.GetRequiredService<WorkCalendar>().IsWorkingDay(clock.Today);

    /// <param name="db">Empty: SQLite in the folder.</param>
    public static async Task<SimulatedHost> Start(ulong seed, string db, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("yuanliu-simulation-").FullName;
        var rules = new RulesFolder();
        var clock = new SimulatedClock(LegalDay.Start(SimulationPlan.FirstDay).AddHours(-4));
        try
        {
            var settings = new AppSettings("http://127.0.0.1:0", folder, db, false, "http://simulation.example", "simulation.example");
            var app = Serve.Wire(settings, services => Replace(services, clock, rules, seed));
            await App.Prepare(app.Services, ct);
            await app.StartAsync(ct);
            return new(app, clock, folder, rules);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Time and chance are the simulation's; what otherwise runs by timers is run when the simulation says so.</summary>
    static void Replace(IServiceCollection services, SimulatedClock clock, RulesFolder rules, ulong seed)
    {
        services.AddSingleton(new ClockSource(clock)).AddSingleton(new HostClock(clock))
            .AddSingleton<IEntropy>(new SeededEntropy(seed));
        RegistrationModule.ReadPacksFrom(services, () => rules.Path);
        // People sign in anew every simulated day, and their accounts are gone with the folder.
        services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(o => o.IterationCount = 100);
        services.AddLogging(l => l.ClearProviders());
        foreach (var service in services.Where(IsTimed).ToList()) services.Remove(service);
    }

    static bool IsTimed(ServiceDescriptor service)
        => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType) is { Namespace: { } name } type
        && name.StartsWith("Yuanliu.", StringComparison.Ordinal) && type != typeof(JobRunner);

    /// <summary>The packs are edited under the filings that run: whatever is publicised from now on is publicised longer.</summary>
    public void EditPacks() => rules.Edit(Path.Combine(folder, "edited"));

    /// <summary>The packs are again as they were.</summary>
    public void RestorePacks() => rules.Restore();

    /// <summary>Makes the log hold what waits for it.</summary>
    public async Task Seal(CancellationToken ct)
    {
        await Settle(ct);
        await Services.GetRequiredService<ISealing>().Seal(ct);
    }

    /// <summary>Changes the first byte of a file that the register keeps, or changes it back.</summary>
    public async Task Spoil(string sha256, CancellationToken ct)
    {
        var path = Services.GetRequiredService<Blobs>().PathOf(sha256);
        var bytes = await File.ReadAllBytesAsync(path, ct);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, ct);
    }

    /// <summary>What acts left behind, and what has fallen due.</summary>
    public Task Settle(CancellationToken ct) => Services.GetRequiredService<Pump>().RunDry(ct);

    /// <summary>What fsck asks.</summary>
    public async Task<IReadOnlyList<string>> Findings(CancellationToken ct)
    {
        await Seal(ct);
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

/// <summary>规则包所在 — from where the packs are read: the shipped ones, or a copy in which somebody changed them.</summary>
internal sealed partial class RulesFolder
{
    const int More = 10;
    static readonly string Shipped = System.IO.Path.Combine(AppContext.BaseDirectory, "rules", "registration");

    public string Path { get; private set; } = Shipped;

    public void Restore() => Path = Shipped;

    public void Edit(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var pack in Directory.EnumerateFiles(Shipped, "*.yaml"))
            File.WriteAllText(System.IO.Path.Combine(folder, System.IO.Path.GetFileName(pack)), Publicity().Replace(File.ReadAllText(pack),
                m => m.Groups[1].Value + (int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) + More)));
        Path = folder;
    }

    [GeneratedRegex(@"(publicity: \{ length: )(\d+)")]
    private static partial Regex Publicity();
}
