using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yuanliu.Compute.Similarity;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Registration;

/// <summary>A registry with one registrar, and one company whose steward files. The catalog holds what a test puts there.</summary>
public sealed class RegistryApp : IAsyncDisposable
{
    public const string Pack = "cn-beijing-social", Company = "甲数据公司";

    RegistryApp(TestApp app, InMemoryCatalog catalog) => (App, Catalog) = (app, catalog);

    public TestApp App { get; }
    public InMemoryCatalog Catalog { get; }
    public HttpClient Steward { get; private set; } = null!;
    public HttpClient Registrar { get; private set; } = null!;
    public Guid Holder { get; private set; }

    /// <param name="account">False leaves the company without a registration account.</param>
    public static async Task<RegistryApp> Start(string today = "2026-03-02", Action<IServiceCollection>? configure = null,
        bool account = true)
    {
        var catalog = new InMemoryCatalog();
        var app = new RegistryApp(await TestApp.Start(today, services =>
        {
            services.AddSingleton<ICatalog>(catalog).AddSingleton<IStartupFilter, AddressFromHeader>();
            configure?.Invoke(services);
        }), catalog);
        app.Registrar = await app.App.SignIn(TestApp.PlatformName, Role.Registrar);
        app.Steward = await app.App.SignIn(Company, Role.Steward);
        app.Holder = await OrganizationOf(app.Steward);
        if (account) await TestApp.Done(await app.Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = Pack }));
        return app;
    }

    public static async Task<Guid> OrganizationOf(HttpClient client)
        => (await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();

    public static object[] Holding { get; } = [new { kind = "Holding", scope = "全部数据项" }];

    public static object Form(Guid resource, object[]? rights = null, string source = "自有业务系统采集", object[]? materials = null,
        string pack = Pack) => new
    {
        pack, kind = "Initial", resourceId = resource, rights = rights ?? Holding,
        materials = new object[]
        {
            new { key = "source", text = source }, new { key = "compliance", text = "不含法律禁止的内容" },
            new { key = "authorization", text = "采集协议已明确授权" },
        }.Concat(materials ?? []),
    };

    /// <summary>A resource of the company and a filing for holding it; the filing's id.</summary>
    public async Task<string> File(string title = "充电桩运行数据", object[]? rights = null)
    {
        var resource = Catalog.Add(Holder, title);
        return await Submit(Steward, Form(resource, rights));
    }

    public static async Task<string> Submit(HttpClient client, object form, string? path = null)
        => (await TestApp.Body(await client.PostAsJsonAsync("/api/registration/filings" + (path is null ? "" : $"/{path}"), form)))["id"]!
            .GetValue<string>();

    public static Task<HttpResponseMessage> Try(HttpClient client, string id, string step, string? reason = null)
        => client.PostAsJsonAsync($"/api/registration/filings/{id}/{step}", new { reason });

    public static async Task<JsonObject> Take(HttpClient client, string id, string step, string? reason = null)
        => await TestApp.Body(await Try(client, id, step, reason));

    public async Task<JsonObject> Filing(string id, HttpClient? by = null)
        => await TestApp.Body(await (by ?? Registrar).GetAsync($"/api/registration/filings/{id}"));

    public async Task<string> StageOf(string id) => (await Filing(id))["stage"]!.GetValue<string>();

    /// <summary>Accepted, reviewed and now publicised.</summary>
    public async Task<string> Publicise(string title = "充电桩运行数据", object[]? rights = null)
    {
        var id = await File(title, rights);
        await Take(Registrar, id, "accept");
        await Take(Registrar, id, "pass-review");
        return id;
    }

    /// <summary>Registered after a publicity to which nobody objected; the certificate's number.</summary>
    public async Task<string> Register(string title = "充电桩运行数据", object[]? rights = null)
    {
        var id = await Publicise(title, rights);
        var until = DateOnly.Parse((await Filing(id))["publicUntil"]!.GetValue<string>(),
            System.Globalization.CultureInfo.InvariantCulture);
        await App.AdvanceTo(until.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await SignInAgain();
        return (await Filing(id))["certificateNumber"]!.GetValue<string>();
    }

    public Task OfItsOwnAccord(string kind, string certificate) => OfItsOwnAccord(App, Pack, kind, certificate);

    /// <summary>One registrar proposes it on the first ground that the pack lists, another decides.</summary>
    public static async Task OfItsOwnAccord(TestApp app, string pack, string kind, string certificate)
    {
        var form = await TestApp.Body(await app.Anyone.GetAsync($"/api/registration/packs/{pack}/forms/{kind}"));
        var (one, other) = (await app.SignIn(TestApp.PlatformName, Role.Registrar), await app.SignIn(TestApp.PlatformName, Role.Registrar));
        var ground = (string?)form["grounds"]!.AsArray().FirstOrDefault()?["key"];
        var materials = new JsonArray();
        foreach (var paper in form["materials"]!.AsArray().Select(m => m!).Where(m => (bool)m["required"]!
            && (m["grounds"]!.AsArray() is { Count: 0 } || m["grounds"]!.AsArray().Any(g => (string?)g == ground))))
            materials.Add(new JsonObject
            {
                ["key"] = (string)paper["key"]!, ["uploadSha256"] = await ProcedureDriver.Upload(one, "文书.pdf", (string)paper["key"]!),
            });
        var proposed = await TestApp.Body(await one.PostAsJsonAsync("/api/registration/filings/propose", new
        {
            pack, kind, certificate, reason = "依职权查明", ground, materials,
        }));
        await Take(other, (string)proposed["id"]!, "enter");
    }

    /// <summary>Sessions last half a day: after days have passed, other people of the same offices come in.</summary>
    public async Task SignInAgain()
        => (Registrar, Steward) = (await App.SignIn(TestApp.PlatformName, Role.Registrar), await App.SignIn(Company, Role.Steward));

    /// <param name="address">Where it comes from; the same for all who say nothing.</param>
    /// <param name="more">What the objection holds besides name, contact and grounds.</param>
    public async Task<HttpResponseMessage> Object(string id, string grounds = "该数据属于我方", string? address = null, JsonObject? more = null)
    {
        var objection = new JsonObject { ["name"] = "丙公司", ["contact"] = "zhang@c.example", ["grounds"] = grounds };
        foreach (var (key, value) in more ?? []) objection[key] = value?.DeepClone();
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/api/public/publicity/{id}/object") { Content = JsonContent.Create(objection) };
        if (address is not null) request.Headers.Add(AddressFromHeader.Header, address);
        return await App.Anyone.SendAsync(request);
    }

    public async Task<JsonObject> Certificate(string number)
        => await TestApp.Body(await App.Anyone.GetAsync($"/api/public/certificates/{number}"));

    /// <summary>What waits for the log is in it, and receipts of it can be had.</summary>
    public async Task Seal()
    {
        await App.Settle();
        await App.Seal();
    }

    /// <summary>Only what a test does itself reaches the database.</summary>
    public static void NothingInTheBackground(IServiceCollection services)
    {
        static bool IsOurs(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType ?? service.ImplementationFactory?.Method.ReturnType)?.Namespace?
                .StartsWith("Yuanliu.", StringComparison.Ordinal) is true;
        foreach (var service in services.Where(IsOurs).ToList()) services.Remove(service);
    }

    /// <summary>The bodies of the newest facts of one kind, oldest first.</summary>
    public async Task<List<JsonObject>> Facts(string kind) => (await App.Db(db => db.Set<JournalEntry>()
        .Where(e => e.Kind == kind).OrderBy(e => e.Seq).Select(e => e.Envelope).ToListAsync()))
        .ConvertAll(e => JsonNode.Parse(e)!["body"]!.AsObject());

    public async Task<List<string>> Steps() => (await Facts("registration.step/1")).ConvertAll(
        f => $"{f["from"]}>{f["step"]}>{f["to"]} by {f["actor"]}");

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Requests of a test come from the address it says: the server in process has no other.</summary>
public sealed class AddressFromHeader : IStartupFilter
{
    public const string Header = "X-Test-Address";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            if (context.Request.Headers[Header].ToString() is { Length: > 0 } address)
                context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
            return go(context);
        });
        next(app);
    };
}

/// <summary>A catalog of resources that a test confirms by itself.</summary>
public sealed class InMemoryCatalog : ICatalog
{
    readonly Dictionary<ResourceId, ResourceCard> resources = [];
    readonly Dictionary<ResourceId, ResourceFingerprint> prints = [];

    public Guid Add(Guid holder, string title, int level = 2, bool confirmed = true, string? personal = null)
    {
        var id = new ResourceId(Guid.CreateVersion7());
        resources[id] = new(id, new(holder), title, $"{title}，按小时更新。", confirmed, 12_345, 678_901,
            Convert.ToHexStringLower(SHA256.HashData(id.Value.ToByteArray())), level,
            [new("station", "场站", "VARCHAR", "业务数据", 1, null), new("owner", "车主", "VARCHAR", "业务数据", level, personal)]);
        return id.Value;
    }

    public string TitleOf(Guid id) => resources[new(id)].Title;

    public void Change(Guid id, Func<ResourceCard, ResourceCard> change) => resources[new(id)] = change(resources[new(id)]);

    public Task<ResourceCard?> Find(ResourceId id, CancellationToken ct) => Task.FromResult(resources.GetValueOrDefault(id));
    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct)
        => throw new NotSupportedException("The register reads nobody's data.");
    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult(prints.GetValueOrDefault(id));

    /// <summary>Gives a resource the fingerprint of a table whose rows are these numbers.</summary>
    public void Print(Guid id, IEnumerable<int> rows, string schema = "a", string method = "test/1")
    {
        var sketch = Sketch.Of(rows.Select(Hash).GroupBy(h => (int)(h % Sketch.Bins)).Select(g => (g.Key, g.Min())))!;
        prints[new(id)] = new(method, sketch.ToBytes(), sketch.Filled, new string(schema[0], 64));
    }

    static ulong Hash(int row) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(BitConverter.GetBytes(row)));
}
