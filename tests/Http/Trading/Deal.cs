using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Yuanliu.Compute.Json;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

/// <summary>A listing on the market and an analyst who wants to use it.</summary>
public sealed class Deal : IAsyncDisposable
{
    Deal(Market market, HttpClient analyst, Guid product, Guid listing)
        => (Market, Analyst, Product, Listing) = (market, analyst, product, listing);

    public Market Market { get; }
    public TestApp App => Market.App;
    public HttpClient Seller => Market.Steward;
    /// <summary>数据分析师 of 青禾公司, the buyer.</summary>
    public HttpClient Analyst { get; }
    public Guid Product { get; }
    public Guid Listing { get; }

    public static async Task<Deal> Open(Action<IServiceCollection>? configure = null, string? rightUntil = null)
    {
        var market = await Market.Open(configure, rightUntil: rightUntil);
        var product = await market.Product();
        var listing = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/trading/listings", ListingOf(product)));
        return new(market, await market.App.SignIn("青禾公司", Role.Analyst), product, listing["id"]!.GetValue<Guid>());
    }

    public static object ListingOf(Guid product) => new
    {
        productId = product, pricePerUseFen = 80_000, maxUses = 100, termDaysMax = 90, purposes = new[] { "空气质量研究", "城市规划" },
    };

    public object Proposal(
        int uses = 40, string until = "2026-05-01", string purpose = "空气质量研究", string[]? columns = null, int? minGroup = null,
        long? pricePerUseFen = null) => new { listingId = Listing, purpose, uses, until, columns, minGroup, pricePerUseFen };

    public static object Terms(
        int uses = 40, string until = "2026-05-01", string purpose = "空气质量研究", string[]? columns = null, int? minGroup = null,
        long? pricePerUseFen = null) => new { terms = new { purpose, uses, until, columns, minGroup, pricePerUseFen } };

    public async Task<Guid> Propose(object? proposal = null)
        => (await TestApp.Body(await Analyst.PostAsJsonAsync("/api/trading/agreements", proposal ?? Proposal())))["id"]!.GetValue<Guid>();

    public static Task<HttpResponseMessage> Act(HttpClient who, Guid agreement, string act, object? body = null)
        => who.PostAsJsonAsync($"/api/trading/agreements/{agreement}/{act}", body ?? new { });

    public static async Task<JsonObject> Done(HttpClient who, Guid agreement, string act, object? body = null)
        => await TestApp.Body(await Act(who, agreement, act, body));

    public static async Task<JsonObject> Get(HttpClient who, Guid agreement)
        => await TestApp.Body(await who.GetAsync($"/api/trading/agreements/{agreement}"));

    public static async Task<JsonObject> Document(HttpClient who, Guid agreement)
        => CanonicalJson.Parse(await who.GetByteArrayAsync($"/api/trading/agreements/{agreement}/agreement.json"))!.AsObject();

    public async Task<Guid> Agreed()
    {
        var id = await Propose();
        await Done(Seller, id, "accept");
        return id;
    }

    public async Task<Guid> InForce()
    {
        var id = await Agreed();
        await Done(Analyst, id, "sign");
        await Done(Seller, id, "sign");
        return id;
    }

    public static List<string> Steps(JsonObject agreement)
        => [.. agreement["openSteps"]!.AsArray().Select(s => s!["step"]!.GetValue<string>())];

    public static string Stage(JsonObject agreement) => agreement["stage"]!.GetValue<string>();

    public async Task<List<string>> TradingFacts()
        => [.. (await App.FactKinds()).Where(k => k.StartsWith("trading.", StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => Market.DisposeAsync();
}
