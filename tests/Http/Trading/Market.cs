using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

/// <summary>Registered resources, as the catalog and the register would know them.</summary>
public sealed class Shelf : ICatalog, IRegister, IUses
{
    readonly Dictionary<ResourceId, ResourceCard> resources = [];
    readonly List<CertificateCard> certificates = [];

    public Dictionary<Guid, int> UsesOf { get; } = [];

    public Guid Add(Guid holder)
    {
        var id = new ResourceId(new Guid(1, 0, 0, new byte[8]));
        resources[id] = new(
            id, new(holder), "空气质量监测", "各区每小时监测值", Confirmed: true, 420_768, 31_000_000, new string('a', 64), 2, AirFields);
        return id.Value;
    }

    public void Register(Guid holder, Guid resource, string number = "BJ-2026-000001", DateOnly? until = null,
        RightKind right = RightKind.ProductOperation, CertificateStatus status = CertificateStatus.Valid)
    {
        certificates.RemoveAll(c => c.Number == number);
        certificates.Add(new(number, new(resource), new(holder), [right], new DateOnly(2026, 3, 2), until, status));
    }

    public static IReadOnlyList<FieldCard> AirFields { get; } =
    [
        new("station", "监测站", "VARCHAR", "地理", 2, null),
        new("year", "年", "INTEGER", "时间", 1, null),
        new("pm25", "细颗粒物", "DOUBLE", "环境", 1, null),
        new("no2", "二氧化氮", "DOUBLE", "环境", 1, null),
        new("inspector", "巡检员身份证号", "VARCHAR", "身份", 3, "ResidentId"),
        new("trace", "原始轨迹", "VARCHAR", "轨迹", 4, null),
    ];

    Task<ResourceCard?> ICatalog.Find(ResourceId id, CancellationToken ct) => Task.FromResult(resources.GetValueOrDefault(id));
    Task<ResourceData?> ICatalog.Data(ResourceId id, CancellationToken ct) => Task.FromResult<ResourceData?>(null);

    Task<CertificateCard?> IRegister.Holds(OrganizationId party, ResourceId resource, RightKind right, CancellationToken ct)
        => Task.FromResult(certificates.Find(c =>
            c.Holder == party && c.Resource == resource && c.Rights.Contains(right) && c.Status == CertificateStatus.Valid));

    Task<CertificateCard?> IRegister.Find(string certificateNumber, CancellationToken ct)
        => Task.FromResult(certificates.Find(c => c.Number == certificateNumber));

    Task<int> IUses.Count(AgreementId agreement, CancellationToken ct) => Task.FromResult(UsesOf.GetValueOrDefault(agreement.Value));
    Task<IReadOnlyList<MeteredUse>> IUses.After(AgreementId agreement, int number, int take, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<MeteredUse>>([]);
}

/// <summary>A market day: a holder with a registered resource, a venue, and somebody who wants to buy.</summary>
public sealed class Market : IAsyncDisposable
{
    Market(TestApp app, Shelf shelf, HttpClient steward, HttpClient staff) => (App, Shelf, Steward, Staff) = (app, shelf, steward, staff);

    public TestApp App { get; }
    public Shelf Shelf { get; }
    /// <summary>数据专员 of 数源公司, which holds the resource and the right to operate products of it.</summary>
    public HttpClient Steward { get; }
    /// <summary>交易所人员 of the platform.</summary>
    public HttpClient Staff { get; }
    public Guid Resource { get; private set; }

    public static async Task<Market> Open(string today = "2026-03-02", Action<IServiceCollection>? configure = null)
    {
        var shelf = new Shelf();
        var app = await TestApp.Start(today, services =>
        {
            services.AddSingleton<ICatalog>(shelf).AddSingleton<IRegister>(shelf).AddSingleton<IUses>(shelf);
            configure?.Invoke(services);
        });
        var steward = await app.SignIn("数源公司", Role.Steward);
        var market = new Market(app, shelf, steward, await app.SignIn(TestApp.PlatformName, Role.ExchangeStaff));
        var holder = await Organization(steward);
        market.Resource = shelf.Add(holder);
        shelf.Register(holder, market.Resource);
        return market;
    }

    public static async Task<Guid> Organization(HttpClient person)
        => (await person.GetFromJsonAsync<JsonObject>("/api/session"))!["organizationId"]!.GetValue<Guid>();

    /// <summary>The caller that the server takes this person for.</summary>
    public static async Task<Caller> Caller(HttpClient person)
    {
        var session = (await person.GetFromJsonAsync<JsonObject>("/api/session"))!;
        return new(session["personId"]!.GetValue<Guid>(), session["organizationId"]!.GetValue<Guid>(), "", "",
            session["roles"]!.AsArray().Select(r => Enum.Parse<Role>(r!.GetValue<string>())).ToHashSet(), null, "");
    }

    /// <summary>The login of a person whom <see cref="TestApp.SignIn"/> made.</summary>
    public static async Task<string> Login(HttpClient person)
        => (await person.GetFromJsonAsync<JsonObject>("/api/session"))!["personName"]!.GetValue<string>().Split('·')[1];

    public object Draft(int minGroup = 20, object[]? columns = null, Guid? operatorId = null) => new
    {
        resourceId = Resource, name = "空气质量分区统计", description = "按站点和年份统计监测值", minGroup, operatorId,
        columns = columns ??
            [Column("station", "Dimension"), Column("year", "Dimension"), Column("pm25", "Measure"), Column("no2", "Measure")],
    };

    public static object Column(string name, string use) => new { name, use };

    public async Task<Guid> Product(object? draft = null)
    {
        var drafted = await TestApp.Body(await Steward.PostAsJsonAsync("/api/products", draft ?? Draft()));
        var id = drafted["id"]!.GetValue<Guid>();
        await TestApp.Done(await Staff.PostAsync($"/api/products/{id}/check", null));
        return id;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
