using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yuanliu.Contracts;
using Yuanliu.Host;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Bench;

/// <summary>The real server over HTTP with one agreement that opens every door of the gateway.</summary>
internal sealed class GatewayHost : IAgreements, ICatalog, IAsyncDisposable
{
    const string Password = "bench bench bench";
    readonly AgreementId agreement = new(new Guid(1, 0, 9, new byte[8]));
    AgreementCard card = null!;

    public WebApplication App { get; private set; } = null!;
    public ResourceCard Card { get; private set; } = null!;
    public required ResourceData Source { get; init; }
    public required long Rows { get; init; }
    public static VerificationTerms Terms { get; } = new(["id_no"], ["name"], NeedsConsent: false);
    public Guid Agreement => agreement.Value;

    public async Task<HttpClient> Start(string folder, IReadOnlyList<ProductColumn> columns)
    {
        var settings = new AppSettings("http://127.0.0.1:0", folder, "", false, "http://localhost", "bench.example");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Host.App.AddTo(builder, settings);
        builder.Services.AddSingleton<IAgreements>(this).AddSingleton<ICatalog>(this)
            .AddSingleton(new SpaceLimits { CallsPerSecondMax = 1_000_000 });
        App = builder.Build();
        Host.App.MapTo(App);
        await Host.App.Prepare(App.Services);
        await App.StartAsync();
        var client = await SignIn();
        var own = new OrganizationId((await client.GetFromJsonAsync<JsonObject>("/api/session"))!["organizationId"]!.GetValue<Guid>());
        Card = new(new(new Guid(1, 0, 8, new byte[8])), own, "压测", "", true, Rows, 1000, new string('d', 64), 1, []);
        Agree(own, columns);
        return await Keyed(client);
    }

    void Agree(OrganizationId own, IReadOnlyList<ProductColumn> columns)
    {
        var node = App.Services.GetRequiredService<HostSettings>();
        var today = LegalDay.Of(App.Services.GetRequiredService<IClock>().Now);
        var policy = new UsagePolicy("压测", 100_000_000, today, today.AddDays(30), 5, columns)
        {
            Controls = new()
            {
                Modes = [UseMode.Verification, UseMode.Api], Verification = Terms, ProbesPerDayMax = 100_000_000,
            },
        };
        var urns = new AgreementUrns(node.Urn("agreement", agreement.Value), node.Urn("product", Guid.Empty), node.Urn("resource",
            Card.Id.Value),
            node.Urn("organization", own.Value), node.Urn("organization", own.Value), node.Urn("organization", own.Value));
        card = new(agreement, "HY-1", default, Card.Id, own, own, own, policy, new(100), new(6_000, 3_000, 1_000, ""), true,
            new string('c', 64))
        {
            Odrl = Odrl.Agreement(urns, policy, new(100)).ToJsonString(),
        };
    }

    async Task<HttpClient> SignIn()
    {
        await using (var scope = App.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<IFirstParties>()
                .Found("平台", "91110108MA0000000" + Compute.Identifiers.UnifiedCreditCode.CheckCharacter("91110108MA0000000"), "admin",
                    "管理员",
                    Password, CancellationToken.None);
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = true,
            CookieContainer = new() }) { BaseAddress = new Uri(App.Urls.First()) };
        (await client.PostAsJsonAsync("/api/session", new { login = "admin", password = Password })).EnsureSuccessStatusCode();
        var own = (await client.GetFromJsonAsync<JsonObject>("/api/session"))!["organizationId"]!.GetValue<Guid>();
        (await client.PostAsJsonAsync("/api/parties/people", new { login = "analyst", name = "分析师", password = Password,
            organizationId = own, roles = new[] { "Analyst" } }))
            .EnsureSuccessStatusCode();
        (await client.PostAsJsonAsync("/api/session", new { login = "analyst", password = Password })).EnsureSuccessStatusCode();
        return client;
    }

    async Task<HttpClient> Keyed(HttpClient client)
    {
        var made = await client.PostAsJsonAsync($"/api/space/agreements/{Agreement}/keys", new { name = "bench", days = 1 });
        made.EnsureSuccessStatusCode();
        var secret = (await made.Content.ReadFromJsonAsync<JsonObject>())!["secret"]!.GetValue<string>();
        var program = new HttpClient { BaseAddress = client.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return program;
    }

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(id == agreement ? card : null);
    public Task<ResourceCard?> Find(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceCard?>(Card);
    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct) => Task.FromResult<Result<ResourceData>>(Source);
    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceFingerprint?>(null);

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
