using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Kernel;

namespace Yuanliu.Tests;

/// <summary>The real server in this process, on an empty database of its own. TEST_DB=postgres runs the same tests on PostgreSQL.</summary>
public sealed class TestApp : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    readonly WebApplication app;
    readonly AppSettings settings;

    TestApp(WebApplication app, AppSettings settings, FakeClock clock) => (this.app, this.settings, Clock) = (app, settings, clock);

    public FakeClock Clock { get; }
    public IServiceProvider Services => app.Services;
    public string DataFolder => settings.Data;

    /// <summary>Nobody: the public.</summary>
    public HttpClient Anyone => app.GetTestClient();

    /// <param name="today">The legal day; the clock stands at 09:00 in Beijing.</param>
    public static async Task<TestApp> Start(string today = "2026-03-02", Action<IServiceCollection>? configure = null, bool demo = false)
    {
        var clock = new FakeClock(
            DateTime.SpecifyKind(DateTime.Parse(today + "T01:00:00", System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc));
        var name = "t" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var data = Path.Combine(Path.GetTempPath(), "yuanliu-tests", name);
        var db = await TestDatabase.Make(name, data);
        var settings = new AppSettings("http://127.0.0.1:0", data, db, demo, "http://localhost:5080", "test.example");

        var builder = Builder(settings);
        WithoutTimers(builder.Services);
        TestAppOnce.Share(builder.Services);
        TestAppOnce.KeepSealKey(data);
        builder.Services.AddSingleton(new ClockSource(clock)).AddSingleton(new HostClock(clock));
        // Of rows in no order, a part is another part each time.
        builder.Services.ConfigureDbContext<AppDb>(o => o.ConfigureWarnings(
            w => w.Throw(Microsoft.EntityFrameworkCore.Diagnostics.CoreEventId.RowLimitingOperationWithoutOrderByWarning)));
        // Tests sign in thousands of times.
        builder.Services.Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(o => o.IterationCount = 100);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        App.MapTo(app);
        await App.Prepare(app.Services);
        await app.StartAsync();
        return new(app, settings, clock);
    }

    internal static WebApplicationBuilder Builder(AppSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddRoutingCore();
        App.AddTo(builder, settings);
        return builder;
    }

    /// <summary>Nothing is swept, delivered or sealed until a test does it: <see cref="Settle"/>, <see cref="Seal"/>.</summary>
    static void WithoutTimers(IServiceCollection services)
    {
        static bool OnTimer(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
            && service.ImplementationFactory?.Method.ReturnType is { } type
            && (type == typeof(Pump) || type.IsAssignableTo(typeof(ISealing)));
        foreach (var service in services.Where(OnTimer).ToList()) services.Remove(service);
    }

    /// <summary>A person who holds these roles in an organization of that name; both are made on first use. Signed in by cookie.</summary>
    public async Task<HttpClient> SignIn(string organization, params Role[] roles)
    {
        var admin = await Administrator();
        var found = (await admin.GetFromJsonAsync<JsonObject>(
            $"/api/parties/organizations?q={Uri.EscapeDataString(organization)}"))!["items"]!.AsArray();
        var id = found.Count > 0 ? found[0]!["id"]!.GetValue<Guid>() : await AddOrganization(admin, organization);
        var login = "p" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        await Done(await admin.PostAsJsonAsync("/api/parties/people", new
        {
            login, name = $"{organization}·{login}", password = Password, organizationId = id, roles = roles.Select(r => r.ToString()),
        }));
        return await SignInAs(login);
    }

    public async Task<HttpClient> SignInAs(string login, string password = Password)
    {
        var client = app.GetTestClient();
        var reply = await Done(await client.PostAsJsonAsync("/api/session", new { login, password }));
        client.DefaultRequestHeaders.Add("Cookie", reply.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Runners.Add(client, app.Services.GetRequiredService<JobRunner>());
        return client;
    }

    HttpClient? administrator;
    DateTime administratorUntil;

    public async Task<HttpClient> Administrator()
    {
        if (administrator is not null && Clock.Now < administratorUntil) return administrator;
        administratorUntil = Clock.Now.AddHours(11);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>()
                .Found(PlatformName, TestCodes.Of(0), "admin", "管理员", Password, CancellationToken.None);
        return administrator = await SignInAs("admin");
    }

    public const string PlatformName = "某市数据登记中心";

    static int organizations;

    static async Task<Guid> AddOrganization(HttpClient admin, string name) => (await Body(await admin.PostAsJsonAsync(
        "/api/parties/organizations",
        new { name, code = TestCodes.Of(Interlocked.Increment(ref organizations)), kind = "Enterprise" })))["id"]!.GetValue<Guid>();

    public async Task<T> Db<T>(Func<AppDb, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    public Task<List<string>> FactKinds() => Db(db => db.Set<JournalEntry>().OrderBy(e => e.Seq).Select(e => e.Kind).ToListAsync());

    /// <summary>What <c>fsck</c> asks, asked here: every area's state is whole and the log agrees with the journal.</summary>
    public async Task ShouldBeWhole()
    {
        await Settle();
        await Seal();
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var check in scope.ServiceProvider.GetServices<IIntegrity>())
            (await check.Check(CancellationToken.None)).Select(f => f.What).ShouldBeEmpty(check.Name);
    }

    /// <summary>Everything that acts leave behind for later: deliveries, and what has fallen due.</summary>
    public Task Settle() => app.Services.GetRequiredService<Pump>().RunDry(CancellationToken.None);

    public Task<int> Seal() => app.Services.GetRequiredService<ISealing>().Seal(CancellationToken.None);

    /// <summary>Lets the days pass one by one, running what the server runs every day.</summary>
    public async Task AdvanceTo(string day)
    {
        for (var to = DateOnly.ParseExact(day, "yyyy-MM-dd"); LegalDay.Of(Clock.Now) < to;)
        {
            Clock.Advance(TimeSpan.FromDays(1));
            await Settle();
        }
    }

    static readonly ConditionalWeakTable<HttpClient, JobRunner> Runners = new();

    /// <summary>Waits for a job to end: where its runner is in this process, without asking it over and over.</summary>
    public static async Task<JsonObject> JobEnd(HttpClient client, Guid id)
    {
        if (Runners.TryGetValue(client, out var runner)) await runner.Ended(id);
        for (; ; await Task.Yield())
            if (await Body(await client.GetAsync($"/api/jobs/{id}")) is var job
                && job["state"]!.GetValue<string>() is not ("Waiting" or "Running")) return job;
    }

    public static async Task<JsonObject> Body(HttpResponseMessage reply)
        => (await (await Done(reply)).Content.ReadFromJsonAsync<JsonObject>())!;

    public static async Task<HttpResponseMessage> Done(HttpResponseMessage reply)
    {
        if (!reply.IsSuccessStatusCode)
            throw new ShouldAssertException(
                $"{reply.RequestMessage!.Method} {reply.RequestMessage.RequestUri}: {(int)reply.StatusCode} "
                + $"{await reply.Content.ReadAsStringAsync()}");
        return reply;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await TestDatabase.Drop(settings.Db);
        Directory.Delete(settings.Data, recursive: true);
    }
}

/// <summary>Unified social credit codes that pass the check, by number.</summary>
public static class TestCodes
{
    public static string Of(int number)
    {
        var body = $"91110108MA{number:D7}";
        return body + Compute.Identifiers.UnifiedCreditCode.CheckCharacter(body);
    }
}

public sealed class FakeClock(DateTime now) : IClock
{
    long ticks = now.Ticks;
    public DateTime Now => new(Volatile.Read(ref ticks), DateTimeKind.Utc);
    public void Advance(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);
}

public static class Refused
{
    public static void ShouldBeText(this JsonNode? node, string expected, string? what = null) => ((string?)node).ShouldBe(expected, what);

    /// <summary>The reply refuses with this status and this code.</summary>
    public static async Task<JsonObject> ShouldBeRefused(this Task<HttpResponseMessage> pending, int status, string code)
    {
        var reply = await pending;
        var text = await reply.Content.ReadAsStringAsync();
        ((int)reply.StatusCode).ShouldBe(status, text);
        var body = JsonNode.Parse(text)!.AsObject();
        ((string?)body["code"]).ShouldBe(code, text);
        return body;
    }
}
