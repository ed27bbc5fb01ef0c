using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Settlement;

/// <summary>A buyer, a seller, a holder and the platform with their finance people, and one agreement between them.</summary>
internal sealed class MoneyTest : IAsyncDisposable
{
    MoneyTest(TestApp app, FakeMarket market, PauseBeforeFirstUpdate pause) => (App, Market, Pause) = (app, market, pause);

    public TestApp App { get; }
    public FakeMarket Market { get; }
    public PauseBeforeFirstUpdate Pause { get; }
    public required HttpClient Buyer { get; init; }
    public required HttpClient Seller { get; init; }
    public required HttpClient Holder { get; init; }
    public required HttpClient Platform { get; init; }
    public required HttpClient Stranger { get; init; }
    public required Guid Agreement { get; init; }
    public required Guid BuyerId { get; init; }

    public static async Task<MoneyTest> Start()
    {
        var (market, pause) = (new FakeMarket(), new PauseBeforeFirstUpdate());
        var app = await TestApp.Start(configure: s =>
        {
            market.AddTo(s);
            s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause));
        });
        var (buyer, seller, holder) = (
            await app.SignIn("买方", Role.Finance), await app.SignIn("卖方", Role.Finance), await app.SignIn("持有方", Role.Finance));
        var buyerId = await Organization(buyer);
        return new(app, market, pause)
        {
            Buyer = buyer, Seller = seller, Holder = holder, BuyerId = buyerId,
            Platform = await app.SignIn(TestApp.PlatformName, Role.Finance), Stranger = await app.SignIn("旁人", Role.Finance),
            Agreement = market.Agree(buyerId, await Organization(seller), await Organization(holder)),
        };
    }

    static async Task<Guid> Organization(HttpClient client)
        => (await TestApp.Body(await client.GetAsync("/api/session")))["organizationId"]!.GetValue<Guid>();

    public void Use(params long[] pricesFen)
    {
        foreach (var price in pricesFen) Market.Use(Agreement, price, App.Clock.Now);
    }

    public async Task Fund(long amountFen, string reference = "BK-1")
        => await TestApp.Done(await Platform.PostAsJsonAsync(
            "/api/settlement/deposits", new { amountFen, reference, organizationId = BuyerId }));

    public async Task<JsonObject> Bill(params long[] pricesFen)
    {
        Use(pricesFen);
        return await TestApp.Body(await Seller.PostAsJsonAsync("/api/settlement/bills", new { agreementId = Agreement }));
    }

    public static Task<HttpResponseMessage> Pay(HttpClient client, JsonObject bill)
        => client.PostAsync($"/api/settlement/bills/{bill["id"]}/pay", null);

    public static async Task<long> Balance(HttpClient client)
    {
        var accounts = (await TestApp.Body(await client.GetAsync("/api/settlement/accounts")))["items"]!.AsArray();
        return accounts.Where(a => a!["kind"]!.GetValue<string>() == "Custody").Sum(a => a!["balanceFen"]!.GetValue<long>());
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
