using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

/// <summary>接收方 — a product that names who may be given answers is for them and for nobody else.</summary>
public sealed class ReceiverTests
{
    [Fact]
    public async Task Whoever_is_not_named_can_propose_nothing_and_the_document_names_who_is()
    {
        await using var market = await Market.Open();
        var (named, other) = (await market.App.SignIn("青禾公司", Role.Analyst), await market.App.SignIn("路人公司", Role.Analyst));
        var receiver = await Market.Organization(named);
        var product = await market.Product(Draft(market, (receiver, "随便写的名字")));
        ((string?)(await TestApp.Body(await market.Steward.GetAsync($"/api/products/{product}")))["controls"]!["receivers"]![0]!["name"])
            .ShouldBe("青禾公司");
        var listing = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product)));
        var shown = await market.App.Anyone.GetFromJsonAsync<JsonObject>($"/api/public/listings/{listing["id"]}");
        ((int?)shown!["receivers"]).ShouldBe(1);
        shown.ToJsonString().ShouldNotContain("青禾公司");

        var proposal = new
        {
            listingId = listing["id"]!.GetValue<Guid>(), purpose = "空气质量研究", uses = 10, until = "2026-05-01",
        };
        await other.PostAsJsonAsync("/api/trading/agreements", proposal).ShouldBeRefused(403, "trading.not-a-receiver");
        var agreement = await TestApp.Body(await named.PostAsJsonAsync("/api/trading/agreements", proposal));
        agreement["sentences"]!.ToJsonString(Plain).ShouldContain("只提供给“青禾公司”");
        agreement["odrl"]!["permission"]![0]!["constraint"]!.AsArray()
            .Single(c => (string?)c!["leftOperand"] == "recipient")!["rightOperand"]!.AsArray().Single()!.GetValue<string>()
            .ShouldEndWith($"organization:{receiver}");
    }

    [Fact]
    public async Task A_receiver_is_an_organization_of_this_node_and_no_side_that_gives()
    {
        await using var market = await Market.Open();
        foreach (var nobody in new[] { Guid.AllBitsSet, await Market.Organization(market.Steward) })
            await market.Steward.PostAsJsonAsync("/api/products", Draft(market, (nobody, "某公司")))
                .ShouldBeRefused(404, "products.no-such-receiver");
        ((int)(await market.Steward.PostAsJsonAsync("/api/products", Draft(market))).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Whoever_knows_a_credit_code_finds_whose_it_is_and_nothing_less_will_do()
    {
        await using var market = await Market.Open();
        await market.App.SignIn("青禾公司", Role.Analyst);
        var known = (await market.Staff.GetFromJsonAsync<JsonObject>("/api/parties/organizations?q=青禾公司"))!["items"]![0]!["code"]!;
        async Task<int> Found(string q)
            => (await market.Steward.GetFromJsonAsync<JsonObject>($"/api/parties/organizations?q={q}"))!["items"]!.AsArray().Count;
        (await Found($"{known}")).ShouldBe(1);
        (await Found($"{known}"[..17])).ShouldBe(0);
        (await Found("青禾公司")).ShouldBe(0);
    }

    static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static JsonObject Draft(Market market, params (Guid Id, string Name)[] receivers)
    {
        var draft = JsonSerializer.SerializeToNode(market.Draft(), JsonSerializerOptions.Web)!.AsObject();
        draft["controls"] = new JsonObject
        {
            ["receivers"] = new JsonArray([.. receivers.Select(r => new JsonObject { ["id"] = r.Id, ["name"] = r.Name })]),
        };
        return draft;
    }
}
