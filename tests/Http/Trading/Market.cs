using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yuanliu.Contracts;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

/// <summary>A market day, 2 March 2026: a holder whose resource was profiled, confirmed and registered, and a venue.</summary>
public sealed class Market : IAsyncDisposable
{
    const string Filed = "2026-02-13", Today = "2026-03-02";

    Market(TestApp app) => App = app;

    public TestApp App { get; }
    /// <summary>数据专员 of 数源公司, which holds the resource and what was registered in it.</summary>
    public HttpClient Steward { get; private set; } = null!;
    /// <summary>交易所人员 of the platform.</summary>
    public HttpClient Staff { get; private set; } = null!;
    public HttpClient Registrar { get; private set; } = null!;
    public Guid Resource { get; private set; }
    public string Certificate { get; private set; } = "";

    /// <param name="right">The right that is registered.</param>
    /// <param name="rightUntil">Its last day, when it ends before the certificate.</param>
    /// <param name="rows">A file bears its recipient's mark only where there are enough.</param>
    public static async Task<Market> Open(
        Action<IServiceCollection>? configure = null, RightKind right = RightKind.ProductOperation, string? rightUntil = null,
        int rows = 60)
    {
        var market = new Market(await TestApp.Start(Filed, configure));
        await market.SignIn();
        market.Resource = await market.Confirmed(rows);
        market.Certificate = await market.Registered(right, rightUntil);
        return market;
    }

    /// <summary>Sessions last half a day: after days have passed, people come in again.</summary>
    async Task SignIn() => (Steward, Staff, Registrar) = (
        await App.SignIn("数源公司", Role.Steward), await App.SignIn(TestApp.PlatformName, Role.ExchangeStaff),
        await App.SignIn(TestApp.PlatformName, Role.Registrar));

    async Task<Guid> Confirmed(int rows)
    {
        var upload = await TestApp.Body(await Steward.PostAsync(
            "/api/catalog/uploads?name=air.csv", new StringContent(Measurements(rows))));
        var made = await TestApp.Body(await Steward.PostAsJsonAsync("/api/catalog/resources",
            new { title = "空气质量监测", description = "各站点每年监测值", uploadIds = new[] { (string)upload["id"]! } }));
        await TestApp.JobEnd(Steward, made["jobId"]!.GetValue<Guid>());
        var resource = await TestApp.Body(await Steward.GetAsync($"/api/catalog/resources/{made["id"]}"));
        await TestApp.Done(await Steward.PostAsJsonAsync($"/api/catalog/resources/{made["id"]}/confirm", new
        {
            title = "空气质量监测", description = "各站点每年监测值", classification = "生态环境",
            fields = resource["fields"]!.AsArray().Select(f => new
            {
                name = (string)f!["name"]!, title = (string)f["title"]!, @class = (string)f["class"]!, level = (int)f["level"]!,
            }),
        }));
        return made["id"]!.GetValue<Guid>();
    }

    static string Measurements(int rows)
    {
        var text = new StringBuilder("station,year,pm25,no2,phone\n");
        for (var i = 0; i < rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "东四" : "官园")},{2013 + i % 4},{40 + i}.5,{20 + i},1390000{i:D4}\n");
        return text.ToString();
    }

    async Task<string> Registered(RightKind right, string? rightUntil)
    {
        await TestApp.Done(await Steward.PostAsJsonAsync("/api/registration/accounts", new { pack = "cn-beijing-social" }));
        var filing = (await TestApp.Body(await Steward.PostAsJsonAsync("/api/registration/filings", new
        {
            pack = "cn-beijing-social", kind = "Initial", resourceId = Resource,
            rights = new[] { new { kind = right.ToString(), scope = "全部数据项", validUntil = rightUntil } },
            materials = new[]
            {
                new { key = "source", text = "自建站点采集" }, new { key = "compliance", text = "不含禁止内容" },
                new { key = "authorization", text = "自有" }, new { key = "personal-data", text = "巡检员已单独同意" },
            },
        })))["id"]!.GetValue<Guid>();
        foreach (var step in new[] { "accept", "pass-review" })
            await TestApp.Done(await Registrar.PostAsJsonAsync($"/api/registration/filings/{filing}/{step}", new { }));
        await App.AdvanceTo(Today);
        await SignIn();
        return (await TestApp.Body(await Steward.GetAsync($"/api/registration/filings/{filing}")))["certificateNumber"]!.GetValue<string>();
    }

    public Task<int> Seal() => App.Seal();

    /// <param name="kind">Freeze, Unfreeze or Revocation.</param>
    public Task ChangeCertificate(string kind)
        => Registration.RegistryApp.OfItsOwnAccord(App, Registration.RegistryApp.Pack, kind, Certificate);

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
