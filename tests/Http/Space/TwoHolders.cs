using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space;
using Yuanliu.Space.Workers;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Space;

/// <summary>Two holders, one buyer with an agreement with each of them, and tables that are joined on the firm.</summary>
/// <remarks>
/// Sales of people who work in firms: 海淀 has twelve people of six firms; 朝阳 twelve people of two; 西城 three people of six. Firms: each
/// has one boss, who is the identity there.
/// </remarks>
internal sealed class TwoHolders : IAsyncDisposable, IAgreements, ICatalog
{
    public const int MinGroup = 5, SalesFen = 100, FirmsFen = 250;
    public const string ByDistrict = "SELECT district, count(*), sum(price) FROM data JOIN b ON data.firm = b.firm GROUP BY district";
    public static readonly AgreementId Sales = new(new Guid(1, 0, 21, new byte[8])), Firms = new(new Guid(1, 0, 22, new byte[8]));

    readonly Dictionary<AgreementId, AgreementCard> cards = [];
    readonly Dictionary<ResourceId, (ResourceCard Card, ResourceData Data)> resources = [];

    public TestApp App { get; private set; } = null!;
    public HttpClient Analyst { get; private set; } = null!;
    public HttpClient Staff { get; private set; } = null!;
    public PauseBeforeFirstUpdate Pause { get; } = new();
    /// <summary>Of the sales, and of the firms.</summary>
    public IReadOnlyDictionary<AgreementId, HttpClient> Holders { get; private set; } = null!;

    /// <param name="firms">Rows for each firm in the table of firms.</param>
    public static async Task<TwoHolders> Start(int firms = 1, SpaceLimits? limits = null, Action<IServiceCollection>? configure = null)
    {
        var test = new TwoHolders();
        test.App = await TestApp.Start(configure: s =>
        {
            s.AddSingleton<IAgreements>(test).AddSingleton<ICatalog>(test).ConfigureDbContext<AppDb>(o => o.AddInterceptors(test.Pause));
            if (limits is not null) s.AddSingleton(limits);
            configure?.Invoke(s);
        });
        test.Analyst = await test.App.SignIn("买方", Role.Analyst);
        test.Staff = await test.App.SignIn(TestApp.PlatformName, Role.ExchangeStaff);
        var (one, other) = (await test.App.SignIn("甲持有方", Role.Analyst, Role.Operator, Role.Finance),
            await test.App.SignIn("乙持有方", Role.Analyst, Role.Operator, Role.Finance));
        test.Holders = new Dictionary<AgreementId, HttpClient> { [Sales] = one, [Firms] = other };
        await test.Add(Sales, one, "sales.csv", SalesOf(), SalesFen,
            new("district", "行政区", "VARCHAR", ColumnUse.Dimension),
            new("price", "成交价", "BIGINT", ColumnUse.Measure, new() { Low = 0, High = 5000 }),
            new("firm", "单位", "VARCHAR", ColumnUse.Join), new("owner", "业主", "VARCHAR", ColumnUse.Identity));
        await test.Add(Firms, other, "firms.csv", FirmsOf(firms), FirmsFen,
            new("trade", "行业", "VARCHAR", ColumnUse.Dimension), new("firm", "单位", "VARCHAR", ColumnUse.Join),
            new("boss", "负责人", "VARCHAR", ColumnUse.Identity));
        return test;
    }

    static string SalesOf()
    {
        var csv = new StringBuilder("district,price,firm,owner\n");
        for (var i = 0; i < 12; i++) csv.Append(CultureInfo.InvariantCulture, $"海淀,{1000 + i},f{i % 6},h{i}\n");
        for (var i = 0; i < 12; i++) csv.Append(CultureInfo.InvariantCulture, $"朝阳,{2000 + i},f{6 + i % 2},c{i}\n");
        for (var i = 0; i < 6; i++) csv.Append(CultureInfo.InvariantCulture, $"西城,{3000 + i},f{8 + i},x{i % 3}\n");
        return csv.ToString();
    }

    static string FirmsOf(int each)
    {
        var csv = new StringBuilder("trade,firm,boss\n");
        for (var i = 0; i < 20 * each; i++) csv.Append(CultureInfo.InvariantCulture, $"业{i % 2},f{i % 20},b{i}\n");
        return csv.ToString();
    }

    async Task Add(AgreementId id, HttpClient holder, string name, string csv, int fen, params ProductColumn[] columns)
    {
        var file = Path.Combine(App.DataFolder, name);
        await File.WriteAllTextAsync(file, csv);
        var (resource, owner) = (new ResourceId(new Guid(id.Value.ToByteArray()[6], 0, 8, new byte[8])), await Organization(holder));
        resources[resource] = (new(resource, owner, name, "", true, csv.Count(c => c == '\n') - 1, 1000, UseHash(name), 2, []),
            new($"read_csv('{file}', header = true, auto_detect = true)", [file]));
        cards[id] = new(id, $"HY-2026-00{id.Value.ToByteArray()[6]}", default, resource, await Organization(Analyst), owner, owner,
            new UsagePolicy("信用评估", 10, new(2026, 3, 1), new(2026, 3, 31), MinGroup, columns), new(fen),
            new(6_000, 3_000, 1_000, "第9条"), true, new string('c', 64));
        Agree(id, c => c);
    }

    static string UseHash(string name) => Yuanliu.Space.Uses.UseBook.Sha256(name);

    /// <summary>Both sides agree on other terms; the policy is written as trading writes it.</summary>
    public void Agree(AgreementId id, Func<AgreementCard, AgreementCard> change)
    {
        var (changed, node) = (change(cards[id]), App.Services.GetRequiredService<HostSettings>());
        var of = new AgreementUrns(node.Urn("agreement", changed.Id.Value), node.Urn("product", changed.Product.Value),
            node.Urn("resource", changed.Resource.Value), node.Urn("organization", changed.Buyer.Value),
            node.Urn("organization", changed.Seller.Value), node.Urn("organization", changed.Holder.Value), null);
        cards[changed.Id] = changed with { Odrl = Odrl.Agreement(of, changed.Policy, changed.PricePerUse).ToJsonString() };
    }

    public void Limit(AgreementId id, Func<UseControls, UseControls> change)
        => Agree(id, c => c with { Policy = c.Policy with { Controls = change(c.Policy.Controls) } });

    /// <summary>Under the agreement of sales, beside that of firms or another.</summary>
    public Task<HttpResponseMessage> Join(string sql = ByDistrict, AgreementId? beside = null, string? purpose = null)
        => AskWith(sql, purpose, new { @as = "b", agreementId = (beside ?? Firms).Value });

    /// <summary>Under the agreement of sales, beside whatever is brought in.</summary>
    public Task<HttpResponseMessage> AskWith(string sql, string? purpose, params object[] with)
        => Analyst.PostAsJsonAsync($"/api/space/agreements/{Sales.Value}/queries", new { sql, purpose, with });

    /// <summary>A table of the buyer's own: every other firm there is.</summary>
    public async Task<Guid> Bring()
    {
        var (file, id) = (Path.Combine(App.DataFolder, "own.csv"), new ResourceId(new Guid(31, 0, 8, new byte[8])));
        await File.WriteAllTextAsync(file, "firm,grade\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"f{2 * i},级{i % 2}\n")));
        resources[id] = (new(id, await Organization(Analyst), "own", "", true, 60, 1000, UseHash("own"), 1,
            [new("firm", "单位", "VARCHAR", "", 1, null), new("grade", "等级", "VARCHAR", "", 1, null)]),
            new($"read_csv('{file}', header = true, auto_detect = true)", [file]));
        return id.Value;
    }

    public Task<HttpResponseMessage> Ask(AgreementId id, string sql)
        => Analyst.PostAsJsonAsync($"/api/space/agreements/{id.Value}/queries", new { sql });

    public async Task<int> Used(AgreementId id)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IUses>().Count(id, CancellationToken.None);
    }

    public async Task<(int Sales, int Firms)> Used() => (await Used(Sales), await Used(Firms));

    /// <summary>What each side will bill, in fen.</summary>
    public async Task<long> Owed(AgreementId id)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var uses = await scope.ServiceProvider.GetRequiredService<IUses>().After(id, 0, 10_000, CancellationToken.None);
        return uses.Sum(u => u.Price.Value);
    }

    /// <summary>Uses as the holder of one side sees them, the last first.</summary>
    public async Task<JsonArray> Seen(AgreementId id)
        => (await TestApp.Body(await Holders[id].GetAsync($"/api/space/agreements/{id.Value}/uses")))["items"]!.AsArray();

    public Task<HttpResponseMessage> Stop(AgreementId id)
        => Staff.PostAsJsonAsync($"/api/space/agreements/{id.Value}/stop", new { reason = "核查" });

    static async Task<OrganizationId> Organization(HttpClient client)
        => new((await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>());

    public Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<AgreementSigner>>([]);

    public Task<AgreementCard?> Find(AgreementId id, CancellationToken ct) => Task.FromResult(cards.GetValueOrDefault(id));

    public Task<ResourceCard?> Find(ResourceId id, CancellationToken ct)
        => Task.FromResult<ResourceCard?>(resources.GetValueOrDefault(id).Card);

    public Task<Result<ResourceData>> Data(ResourceId id, CancellationToken ct)
        => Task.FromResult<Result<ResourceData>>(resources[id].Data);

    public Task<ResourceFingerprint?> Fingerprint(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceFingerprint?>(null);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
