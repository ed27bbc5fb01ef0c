using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Gateway;

/// <summary>A holder's file of people's housing, an agreement on every door of the gateway, and the people of its sides.</summary>
internal sealed class GatewayTest : IAsyncDisposable, IAgreements, ICatalog
{
    public const int People = 8000;
    readonly AgreementId agreement = new(new Guid(1, 0, 9, new byte[8]));
    readonly ResourceId resource = new(new Guid(1, 0, 8, new byte[8]));
    AgreementCard card = null!;
    AgreementCard? another;
    ResourceData data = null!;
    string dataSha256 = new('d', 64);

    public TestApp App { get; private set; } = null!;
    public PauseBeforeFirstUpdate Pause { get; } = new();
    /// <summary>The buyer's developer, signed in.</summary>
    public HttpClient Developer { get; private set; } = null!;
    public HttpClient Seller { get; private set; } = null!;
    public HttpClient Staff { get; private set; } = null!;
    public Guid Agreement => agreement.Value;
    public Guid Resource => resource.Value;
    /// <summary>The file of people, as the catalog gives it.</summary>
    public Result<ResourceData> Housed => data;
    /// <summary>Whence the data comes, where it is not the file of people.</summary>
    public Func<CancellationToken, Task<Result<ResourceData>>>? Source { get; set; }

    public static readonly UseControls Open = new()
    {
        Modes = [UseMode.Verification, UseMode.Api, UseMode.File],
        Verification = new(["id_no"], ["name", "district"], NeedsConsent: false),
        Prices = [new(UseMode.Verification, 20), new(UseMode.File, 50_000)],
        Duties = [new(DutyKind.Delete, Days: 10)],
    };

    public static async Task<GatewayTest> Start(int uses = 10, UseControls? controls = null, SpaceLimits? limits = null,
        bool withIndex = true, Action<IServiceCollection>? configure = null)
    {
        var test = new GatewayTest();
        test.App = await TestApp.Start(configure: s =>
        {
            s.AddSingleton<IAgreements>(test).AddSingleton<ICatalog>(test).ConfigureDbContext<AppDb>(o => o.AddInterceptors(test.Pause));
            s.AddSingleton(limits ?? new SpaceLimits { VerificationTime = TimeSpan.Zero });
            configure?.Invoke(s);
        });
        (test.Developer, test.Seller, test.Staff) = (await test.App.SignIn("买方", Role.Analyst),
            await test.App.SignIn("卖方", Role.Steward, Role.Operator, Role.Finance), await test.App.SignIn(TestApp.PlatformName,
                Role.ExchangeStaff));
        var file = Path.Combine(test.App.DataFolder, "people.csv");
        await File.WriteAllTextAsync(file, Housing());
        test.data = new($"read_csv('{file}', header = true, columns = {{id_no: 'VARCHAR', name: 'VARCHAR', district: 'VARCHAR', "
            + "trade: 'VARCHAR', price: 'BIGINT', area: 'DOUBLE', sold: 'DATE'})", [file]);
        var (buyer, seller) = (await Organization(test.Developer), await Organization(test.Seller));
        test.card = new(test.agreement, "HY-2026-0009", default, test.resource, buyer, seller, seller,
            new UsagePolicy("信用评估", uses, new(2026, 3, 1), new(2026, 3, 31), 5, Columns) { Controls = controls ?? Open },
            new(100), new(6_000, 3_000, 1_000, "第9条"), true, new string('c', 64));
        test.Agree(c => c);
        if (withIndex) await test.Index();
        return test;
    }

    /// <summary>What happens once, when a call that passed the door looks for its resource.</summary>
    public Func<Task>? PastTheDoor { get; set; }

    static readonly ProductColumn[] Columns =
    [
        new("district", "行政区", "VARCHAR", ColumnUse.Dimension), new("trade", "行业", "VARCHAR", ColumnUse.Dimension),
        new("price", "成交价", "BIGINT", ColumnUse.Measure, new() { Low = 0, High = 9_000_000 }),
        new("area", "面积", "DOUBLE", ColumnUse.Measure, new() { Comparisons = [Comparing.Equality] }),
        new("sold", "成交日", "DATE", ColumnUse.Dimension), new("id_no", "身份证号", "VARCHAR", ColumnUse.Identity),
    ];

    /// <summary>Everybody has one row; 11010119900000000N is 姓名N.</summary>
    static string Housing()
    {
        var csv = new StringBuilder("id_no,name,district,trade,price,area,sold\n");
        for (var i = 0; i < People; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{IdOf(i)},姓名{i},{(i % 4 == 0 ? "=海淀" : $"区{i % 7}")},业{i % 12},")
                .Append(CultureInfo.InvariantCulture,
                    $"{1_000_000 + i * 7919 % 900_000},{30 + i * 31 % 977 / 10.0},2025-{1 + i % 12:D2}-{1 + i % 27:D2}\n");
        return csv.ToString();
    }

    public static string IdOf(int person) => string.Create(CultureInfo.InvariantCulture, $"1101011990{person:D7}X");

    /// <summary>Both sides agree on other terms; the policy is written as trading writes it.</summary>
    public void Agree(Func<AgreementCard, AgreementCard> change)
    {
        var (changed, node) = (change(card), App.Services.GetRequiredService<HostSettings>());
        var of = new AgreementUrns(node.Urn("agreement", changed.Id.Value), node.Urn("product", changed.Product.Value),
            node.Urn("resource", changed.Resource.Value), node.Urn("organization", changed.Buyer.Value),
            node.Urn("organization", changed.Seller.Value), node.Urn("organization", changed.Holder.Value),
            changed.Policy.Controls.Receivers?.Select(r => node.Urn("organization", r.Id)).ToList());
        card = changed with { Odrl = Odrl.Agreement(of, changed.Policy, changed.PricePerUse).ToJsonString() };
    }

    /// <summary>The holder has delivered a new version of the data.</summary>
    public void Renew() => dataSha256 = new('e', 64);

    /// <summary>The file is gone.</summary>
    public void Lose() => File.Delete(data.Paths[0]);

    public async Task Index()
    {
        var made = await TestApp.Body(await Seller.PostAsync($"/api/space/agreements/{Agreement}/verification-index", null));
        if (made["jobId"] is { } job) (await TestApp.JobEnd(Seller, job.GetValue<Guid>()))["state"].ShouldBeText("Done");
    }

    /// <summary>A program with a key to the agreement.</summary>
    public async Task<(HttpClient Program, Guid Key, string Secret)> Key(int days = 30, string name = "程序")
    {
        var made = await TestApp.Body(await Developer.PostAsJsonAsync($"/api/space/agreements/{Agreement}/keys", new { name, days }));
        var program = App.Anyone;
        var secret = made["secret"]!.GetValue<string>();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return (program, made["id"]!.GetValue<Guid>(), secret);
    }

    public static object Item(int person, string? name = null, string? consent = null)
        => new { keys = new { id_no = IdOf(person) }, values = new { name = name ?? $"姓名{person}" }, consent };

    public Task<HttpResponseMessage> Verify(HttpClient who, params object[] items)
        => who.PostAsJsonAsync($"/api/space/agreements/{Agreement}/verifications", new { items });

    public Task<HttpResponseMessage> Rows(HttpClient who, string query = "")
        => who.GetAsync($"/api/space/agreements/{Agreement}/rows?{query}");

    public Task<HttpResponseMessage> Make(HttpClient who, string format = "Csv")
        => who.PostAsJsonAsync($"/api/space/agreements/{Agreement}/files", new { format });

    public async Task<HttpResponseMessage> MakeLater(HttpClient who, string format = "Csv")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/space/agreements/{Agreement}/files")
        {
            Content = JsonContent.Create(new { format }), Headers = { { "Prefer", "respond-async" } },
        };
        return await who.SendAsync(request);
    }

    public async Task<JsonObject> Get(string path, HttpClient? client = null)
        => await TestApp.Body(await (client ?? Developer).GetAsync($"/api/space/agreements/{Agreement}/{path}"));

    /// <summary>Days go by, and the developer signs in again.</summary>
    public async Task AdvanceTo(string day)
    {
        await App.AdvanceTo(day);
        Developer = await App.SignIn("买方", Role.Analyst);
    }

    /// <summary>One page of what was delivered, as this one may see it.</summary>
    public async Task<List<JsonObject>> Files(HttpClient who, string query = "") => (await Page("files", query, who)).Items;

    public Task<(List<JsonObject> Items, string? Next)> Keys(string query = "") => Page("keys", query);

    public async Task<(List<JsonObject> Items, string? Next)> Page(string list, string query = "", HttpClient? who = null)
    {
        var page = await Get($"{list}?{query}", who);
        return ([.. page["items"]!.AsArray().Select(i => i!.AsObject())], (string?)page["next"]);
    }

    public async Task<int> Used()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IUses>().Count(agreement, CancellationToken.None);
    }

    /// <summary>What settlement will bill, in fen.</summary>
    public async Task<List<long>> Prices()
    {
        await using var scope = App.Services.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<IUses>().After(agreement, 0, 10_000, CancellationToken.None))
            .Select(u => u.Price.Value)];
    }

    static async Task<OrganizationId> Organization(HttpClient client)
        => new((await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>());

    /// <summary>Another agreement on the same resource under the same terms.</summary>
    public async Task<Guid> Another(HttpClient buyer)
    {
        var (first, other) = (card, new AgreementId(new Guid(1, 0, 10, new byte[8])));
        var receiver = await Organization(buyer);
        Agree(c => c with { Id = other, Buyer = receiver });
        (card, another) = (first, card);
        return other.Value;
    }

    public static Task<HttpResponseMessage> Verify(HttpClient who, Guid agreement, params int[] people)
        => who.PostAsJsonAsync($"/api/space/agreements/{agreement}/verifications", new { items = people.Select(p => Item(p)) });

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct)
        => Task.FromResult(id == agreement ? card : id == another?.Id ? another : null);

    public async Task<ResourceCard?> Find(ResourceId id, CancellationToken ct)
    {
        if (PastTheDoor is { } then)
        {
            PastTheDoor = null;
            await then();
        }
        return new(id, card.Holder, "住房成交", "", true, People, 1000, dataSha256, 1, []);
    }

    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct)
        => Source?.Invoke(ct) ?? Task.FromResult<Result<ResourceData>>(data);

    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceFingerprint?>(null);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
