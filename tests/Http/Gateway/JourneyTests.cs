using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Tests.Trading;

namespace Yuanliu.Tests.Gateway;

/// <summary>A product for verification from its draft to the price that settlement bills, through every act in between.</summary>
public sealed class JourneyTests
{
    static readonly object Verification = new { keys = new[] { "phone" }, compared = new[] { "station", "year" }, needsConsent = true };

    static object Draft(Market market, object? controls = null, object[]? columns = null) => new
    {
        resourceId = market.Resource, name = "站点归属核验", description = "按巡检员手机号核验所属站点", minGroup = 20, columns = columns ?? [],
        controls = controls ?? new
        {
            modes = new[] { "Verification" }, verification = Verification, prices = new[] { new { mode = "Verification", fen = 30 } },
        },
    };

    [Fact]
    public async Task What_is_verified_under_a_signed_agreement_is_billed_at_the_price_of_its_door()
    {
        await using var market = await Market.Open();
        var product = await market.Product(Draft(market));
        var listing = (await TestApp.Body(
            await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product))))["id"]!.GetValue<Guid>();
        var shown = (await market.App.Anyone.GetFromJsonAsync<JsonObject>($"/api/public/listings/{listing}"))!["doors"]!.AsArray();
        shown.Select(d => ((string)d!["mode"]!, (long)d["priceFen"]!)).ShouldBe([("Verification", 30L)]);
        shown[0]!["said"]!["en"]!.GetValue<string>().ShouldEndWith(": ¥0.30 per use");
        var analyst = await market.App.SignIn("青禾公司", Role.Analyst);
        var agreement = (await TestApp.Body(await analyst.PostAsJsonAsync("/api/trading/agreements",
            new { listingId = listing, purpose = "城市规划", uses = 5, until = "2026-05-01" })))["id"]!.GetValue<Guid>();
        await Deal.Done(market.Steward, agreement, "accept");
        await Deal.Done(analyst, agreement, "sign");
        var signed = await Deal.Done(market.Steward, agreement, "sign");
        signed["sentences"]!.AsArray()[0]!["zh"]!.GetValue<string>().ShouldContain("核验");
        signed["sentences"]!.AsArray()[7]!["zh"]!.GetValue<string>().ShouldContain("0.30");

        var path = $"/api/space/agreements/{agreement}";
        var index = await TestApp.Body(await market.Steward.PostAsync($"{path}/verification-index", null));
        (await TestApp.JobEnd(market.Steward, index["jobId"]!.GetValue<Guid>()))["state"].ShouldBeText("Done");
        var key = await TestApp.Body(await analyst.PostAsJsonAsync($"{path}/keys", new { name = "核验程序", days = 30 }));
        var program = market.App.Anyone;
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key["secret"]!.GetValue<string>());
        var answer = await TestApp.Body(await program.PostAsJsonAsync($"{path}/verifications", new
        {
            items = new[]
            {
                new { keys = new { phone = "13900000002" }, values = new { station = "东四", year = "2015" }, consent = "SQ-1" },
            },
        }));
        answer["answers"]![0]!["outcome"].ShouldBeText("Matched");

        await using var scope = market.App.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<IUses>().After(new(agreement), 0, 10, default)).Single().Price.Value.ShouldBe(30);
        var page = JsonNode.Parse(await analyst.GetStringAsync($"/api/space/products/{product}/openapi.json"))!;
        page["paths"]!.AsObject().Count.ShouldBe(1);
        await market.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Personal_data_is_verified_only_where_the_person_agreed_and_rows_leave_only_where_their_level_allows()
    {
        await using var market = await Market.Open();
        Task<HttpResponseMessage> Drafted(object controls, params object[] columns)
            => market.Steward.PostAsJsonAsync("/api/products", Draft(market, controls, columns));
        await Drafted(new
        {
            modes = new[] { "Verification" }, verification = new { keys = new[] { "phone" }, compared = new[] { "year" } },
        })
            .ShouldBeRefused(409, "products.consent-unsaid");
        await Drafted(new { modes = new[] { "Aggregate" }, verification = Verification }, Market.Column("year", "Dimension"))
            .ShouldBeRefused(400, "products.verification-unsaid");
        await Drafted(new
        {
            modes = new[] { "Verification" },
            verification = new { keys = new[] { "phone" }, compared = new[] { "none" }, needsConsent = true },
        })
            .ShouldBeRefused(400, "products.no-such-column");
        await Drafted(new { modes = new[] { "Api" } }, Market.Column("phone", "Dimension"))
            .ShouldBeRefused(409, "products.personal-column");
        await Drafted(new { modes = Array.Empty<string>() }, Market.Column("year", "Dimension")).ShouldBeRefused(400, "shape");
    }
}
