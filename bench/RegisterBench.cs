using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Host.Verbs;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Similarity;

namespace Yuanliu.Bench;

/// <summary>A register with a million filings: what falls due, searches, steps, the publicity board, and what resembles a new resource.
/// All but the due sweep through HTTP.</summary>
/// <remarks><c>BENCH_FILINGS</c> sets another number; <c>BENCH_PG</c> names a server to take SQLite's place; <c>BENCH_DATA</c> keeps
/// the register, with its node's folder there, and takes it up again.</remarks>
internal sealed class RegisterBench(WebApplication app, RegisterRows rows, int filings)
{
    const string Password = "bench bench bench", Pack = "cn-beijing-social";
    static readonly string[] Papers = ["source", "compliance", "authorization"];
    const int Warmup = 20, Searches = 400, Steps = 60;

    readonly HttpClient anyone = new() { BaseAddress = new Uri(app.Urls.First()) };
    int addresses;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var filings = int.Parse(Environment.GetEnvironmentVariable("BENCH_FILINGS") ?? "1000000", CultureInfo.InvariantCulture);
        var kept = Environment.GetEnvironmentVariable("BENCH_DATA");
        var server = Environment.GetEnvironmentVariable("BENCH_PG");
        var (name, db) = string.IsNullOrEmpty(server) ? ("SQLite", "") : ("PostgreSQL", $"{server};Database=yuanliu_register");
        if (!string.IsNullOrEmpty(kept)) return await On(name, Directory.CreateDirectory(kept).FullName, db, filings);
        try { return await Benchmarks.InFolder(folder => On(name, folder, db, filings)); }
        finally { if (db != "") await ActBench.Drop(server!, db); }
    }

    static async Task<IReadOnlyList<Figure>> On(string name, string folder, string db, int filings)
    {
        await using var app = await Serve.Build(new AppSettings("http://127.0.0.1:0", folder, db, false, "http://localhost",
            "bench.example"), default);
        var services = app.Services;
        await app.StartAsync();
        try
        {
            var bench = new RegisterBench(app, new(filings, LegalDay.Of(services.GetRequiredService<GuardedClock>().Now),
                services.GetRequiredService<RegistrationPacks>(), services.GetRequiredService<WorkCalendar>()), filings);
            return await bench.All(name);
        }
        finally { await app.StopAsync(); }
    }

    async Task<IReadOnlyList<Figure>> All(string name)
    {
        var watch = Stopwatch.StartNew();
        var (steward, registrar) = await People();
        var made = await Fill(steward);
        var figures = new List<Figure>();
        if (made) figures.Add(new($"register of {filings:N0} filings made, {name}", Benchmarks.Seconds(watch.Elapsed), ""));
        figures.Add(await Sweep(name));
        figures.AddRange(await Search(name, registrar));
        figures.AddRange(await Acts(name, steward, registrar));
        return figures;
    }

    /// <summary>All that is asked at the beginning of a day, with some hundred duties that are overdue since yesterday.</summary>
    async Task<Figure> Sweep(string name)
    {
        var pump = app.Services.GetRequiredService<Pump>();
        var watch = Stopwatch.StartNew();
        await pump.RunDry(default);
        var first = watch.Elapsed;
        watch.Restart();
        await pump.RunDry(default);
        return new($"due sweep, {name}: {first.TotalSeconds:F2} s with what fell due, then with nothing",
            Benchmarks.Seconds(watch.Elapsed), "≤ 1 s");
    }

    async Task<List<Figure>> Search(string name, HttpClient registrar)
    {
        string Escaped(string text) => Uri.EscapeDataString(text);
        int Any(int n) => (int)((uint)(n * 2_654_435_761L) % (uint)filings);
        var figures = new List<Figure>();
        async Task Of(string what, HttpClient by, Func<int, string> path, int count = Searches)
            => figures.Add(new($"{what}, {name}", await P95(by, path, count), "≤ 100 ms"));
        await Of("register search by words of a title", registrar, n
            => $"api/registration/register?term={Escaped(RegisterRows.TitleOf(Any(n))[3..])}");
        await Of("register search by holder's name", registrar, n
            => $"api/registration/register?term={Escaped(RegisterRows.HolderName(Any(n) % RegisterRows.Holders))}");
        await Of("register search by number", registrar, n => $"api/registration/register?term=U-{Any(n):D7}");
        await Of("register search by holder", registrar, n
            => $"api/registration/register?holder={RegisterRows.HolderId(Any(n) % RegisterRows.Holders)}");
        await Of("register search by right", registrar, n
            => $"api/registration/register?right={new[] { "Holding", "IntellectualProperty", "Usufruct" }[n % 3]}");
        await Of("register search: burdened", registrar, n => $"api/registration/register?burdened=true&register={Pack}");
        await Of("public register search", anyone, n => $"api/public/register?term={Escaped(RegisterRows.TitleOf(Any(n))[3..9])}");
        await Deep("register pages one after the other", registrar, "api/registration/register?take=100", figures, name);
        await Of("publicity board page", anyone, n => "api/public/publicity?take=50");
        await Of("publicity board by words of a title", anyone, n
            => $"api/public/publicity?term={Escaped(RegisterRows.TitleOf(Any(n))[3..9])}&take=50");
        await Of("publicity board by operator's name", anyone, n
            => $"api/public/publicity?term={Escaped(RegisterRows.HolderName(Any(n) % RegisterRows.Holders))}&take=50");
        await Of("publicity board by register and stage", anyone, n
            => $"api/public/publicity?register={Pack}&stage={new[] { "Publicised", "Registered", "Frozen" }[n % 3]}&take=50");
        await Deep("publicity board pages one after the other", anyone, "api/public/publicity?take=50", figures, name);
        return figures;
    }

    /// <summary>Page after page by the cursor each gives.</summary>
    async Task Deep(string what, HttpClient by, string path, List<Figure> figures, string name)
    {
        var (after, times) = ("", new List<double>());
        for (var n = 0; n < Searches; n++)
        {
            var watch = Stopwatch.StartNew();
            var page = await Get(by, path + after);
            times.Add(watch.Elapsed.TotalMilliseconds);
            if ((string?)page["next"] is not { } next) break;
            after = $"&after={next}";
        }
        figures.Add(new($"{what}, {name}", Ms(times), "≤ 100 ms"));
    }

    /// <summary>Filings on data of one's own, each accepted and reviewed; each step with journal and reply.</summary>
    async Task<List<Figure>> Acts(string name, HttpClient steward, HttpClient registrar)
    {
        var (submit, accept, review, ids) = (new List<double>(), new List<double>(), new List<double>(), new List<string>());
        for (var n = 0; n < Steps; n++)
        {
            var resource = await Resource(steward, $"新资源 {n} {filings}", n);
            var watch = Stopwatch.StartNew();
            ids.Add((string)(await Post(steward, "api/registration/filings", Form(resource)))["id"]!);
            submit.Add(watch.Elapsed.TotalMilliseconds);
        }
        foreach (var (step, times) in new[] { ("accept", accept), ("pass-review", review) })
            foreach (var id in ids)
            {
                var watch = Stopwatch.StartNew();
                await Post(registrar, $"api/registration/filings/{id}/{step}", new JsonObject());
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        return
        [
            new($"one step: accept, {name}", Ms(accept[5..]), "≤ 20 ms"), new($"one step: review passed, {name}", Ms(review[5..]),
                "≤ 20 ms"),
            new($"a filing handed in, {name}", Ms(submit[5..]), ""),
            new($"what resembles a new resource, {name}", await P95(registrar, n
                => $"api/registration/filings/{ids[n % ids.Count]}/similar", 120), "≤ 200 ms"),
        ];
    }

    static JsonObject Form(string resource) => new()
    {
        ["pack"] = Pack, ["kind"] = "Initial", ["resourceId"] = resource,
        ["rights"] = new JsonArray(new JsonObject { ["kind"] = "Holding", ["scope"] = "全部数据项" }),
        ["materials"] = new JsonArray([.. Papers.Select(k
            => (JsonNode)new JsonObject { ["key"] = k, ["text"] = "如实说明" })]),
    };

    /// <summary>Of two tables in turn, so that the new ones resemble what some thousands of old ones resemble.</summary>
    async Task<string> Resource(HttpClient steward, string title, int n)
    {
        var csv = new StringBuilder("场站,时间,电量\n");
        for (var i = 0; i < 400; i++) csv.Append(CultureInfo.InvariantCulture, $"站{i % 37},{i + n % 2 * 40},{i * 7919 % 1009}\n");
        var upload = await Send(steward, HttpMethod.Post, "api/catalog/uploads?name=t.csv",
            new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString())));
        var added = await Post(steward, "api/catalog/resources", new JsonObject
        {
            ["title"] = title, ["description"] = "按场站", ["uploadIds"] = new JsonArray((string)upload["id"]!),
        });
        while ((string)(await Get(steward, $"api/jobs/{added["jobId"]}"))["state"]! is "Waiting" or "Running") await Task.Delay(5);
        var path = $"api/catalog/resources/{added["id"]}";
        var fields = (await Get(steward, path))["fields"]!.AsArray().Select(f => (JsonNode)new JsonObject
        {
            ["name"] = (string)f!["name"]!, ["title"] = (string)f["title"]!, ["class"] = (string)f["class"]!, ["level"] = (int)f["level"]!,
        });
        await Post(steward, $"{path}/confirm", new JsonObject
        {
            ["title"] = title, ["description"] = "按场站", ["classification"] = "交通·充电", ["fields"] = new JsonArray([.. fields]),
        });
        return (string)added["id"]!;
    }

    /// <returns>Whether it was made now; a register that was kept is taken up.</returns>
    async Task<bool> Fill(HttpClient steward)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Database.SetCommandTimeout(0);
        if (await db.Set<Filing>().OrderBy(f => f.Id).Take(1).AnyAsync()) return false;
        await Post(steward, "api/registration/accounts", new JsonObject { ["pack"] = Pack });
        foreach (var pack in scope.ServiceProvider.GetRequiredService<RegistrationPacks>().All)
            await scope.ServiceProvider.GetRequiredService<PinnedPacks>().Pin(pack, default);
        await Post(steward, "api/registration/filings", Form(await Resource(steward, "最初的资源", 0)));
        var like = await db.Set<KnownPrint>().AsNoTracking().SingleAsync();
        var sqlite = db.Database.ProviderName!.Contains("Sqlite", StringComparison.Ordinal);
        if (sqlite) await BulkRows.Run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;");
        await rows.Write(db);
        await rows.WritePrints(db, like);
        await BulkRows.Run(db, sqlite ? "ANALYZE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2000;" : "ANALYZE");
        return true;
    }

    async Task<(HttpClient Steward, HttpClient Registrar)> People()
    {
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>().Found("平台", ActBench.Code(9_999_999), "admin", "管理员",
                Password, default);
        var admin = await SignIn("admin");
        if ((await Get(admin, $"api/parties/organizations?q={Uri.EscapeDataString("甲数据公司")}"))["items"]!.AsArray() is not [{ } company, ..])
        {
            company = await Post(admin, "api/parties/organizations", new JsonObject { ["name"] = "甲数据公司",
                ["code"] = ActBench.Code(9_999_998), ["kind"] = "Enterprise" });
            var platform = (string)(await Get(admin, "api/session"))["organizationId"]!;
            foreach (var (login, of, role) in new[] { ("steward", (string)company["id"]!, "Steward"), ("registrar", platform,
                "Registrar") })
                await Post(admin, "api/parties/people", new JsonObject
                {
                    ["login"] = login, ["name"] = login, ["password"] = Password, ["organizationId"] = of, ["roles"] = new JsonArray(role),
                });
        }
        return (await SignIn("steward"), await SignIn("registrar"));
    }

    async Task<HttpClient> SignIn(string login)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = true,
            CookieContainer = new() }) { BaseAddress = anyone.BaseAddress };
        await Post(client, "api/session", new JsonObject { ["login"] = login, ["password"] = Password });
        return client;
    }

    async Task<string> P95(HttpClient by, Func<int, string> path, int count)
    {
        var times = new List<double>();
        for (var n = 0; n < count + Warmup; n++)
        {
            var watch = Stopwatch.StartNew();
            await Get(by, path(n));
            if (n >= Warmup) times.Add(watch.Elapsed.TotalMilliseconds);
        }
        return Ms(times);
    }

    static string Ms(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:F1}, p95 {times[times.Count * 95 / 100]:F1} ms");
    }

    Task<JsonObject> Get(HttpClient by, string path) => Send(by, HttpMethod.Get, path, null);
    Task<JsonObject> Post(HttpClient by, string path, JsonObject body) => Send(by, HttpMethod.Post, path, JsonContent.Create(body));

    async Task<JsonObject> Send(HttpClient by, HttpMethod method, string path, HttpContent? content)
    {
        var number = Interlocked.Increment(ref addresses);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        using var reply = await by.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)reply.StatusCode} {text}");
        return (text.Length == 0 ? null : JsonNode.Parse(text)) as JsonObject ?? new() { ["items"] = text.Length == 0 ? null
            : JsonNode.Parse(text) };
    }
}
