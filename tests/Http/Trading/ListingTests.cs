using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

public sealed class ListingTests
{
    [Fact]
    public async Task A_checked_product_stands_on_the_public_market_with_its_price_per_use_and_its_opened_columns()
    {
        await using var deal = await Deal.Open();
        var market = await deal.App.Anyone.GetFromJsonAsync<JsonObject>("/api/public/listings?q=空气");
        var row = market!["items"]!.AsArray().Single()!;
        row["productName"]!.GetValue<string>().ShouldBe("空气质量分区统计");
        row["sellerName"]!.GetValue<string>().ShouldBe("数源公司");
        (row["priceMode"]!.GetValue<string>(), row["priceBasis"]!.GetValue<string>()).ShouldBe(("PerUse", "BJ-OPIN-2023 §12"));
        row["openSteps"]!.AsArray().ShouldBeEmpty();
        row["price"]!["zh"].ShouldBeText("每次 ¥800.00");
        row["doors"]!.AsArray().Single()!["said"]!["zh"].ShouldBeText("分组统计：每次 ¥800.00");

        var listing = await deal.App.Anyone.GetFromJsonAsync<JsonObject>($"/api/public/listings/{deal.Listing}");
        listing!["columns"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ShouldBe(["station", "year", "pm25", "no2"]);
        listing["minGroup"]!.GetValue<int>().ShouldBe(20);
        listing["doors"]!.AsArray().Select(d => ((string)d!["mode"]!, (long)d["priceFen"]!)).ShouldBe([("Aggregate", 80_000L)]);
        (await deal.App.Anyone.GetFromJsonAsync<JsonObject>("/api/public/listings?q=水质"))!["items"]!.AsArray().ShouldBeEmpty();
        (await deal.TradingFacts()).ShouldBe(["trading.listing-opened/1"]);
    }

    [Fact]
    public async Task Nothing_is_listed_that_was_not_checked_or_whose_right_is_gone()
    {
        await using var market = await Market.Open();
        var draft = await TestApp.Body(await market.Steward.PostAsJsonAsync("/api/products", market.Draft()));
        var id = draft["id"]!.GetValue<Guid>();
        await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(id)).ShouldBeRefused(409, "trading.not-checked");

        await TestApp.Done(await market.Staff.PostAsync($"/api/products/{id}/check", null));
        await market.ChangeCertificate("Freeze");
        await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(id)).ShouldBeRefused(409, "trading.no-certificate");
        await market.ChangeCertificate("Unfreeze");
        await TestApp.Done(await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(id)));
    }

    [Fact]
    public async Task Only_the_operator_of_a_product_lists_and_withdraws_it()
    {
        await using var deal = await Deal.Open();
        var stranger = await deal.App.SignIn("路人公司", Role.Steward);
        await stranger.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(deal.Product))
            .ShouldBeRefused(404, "trading.no-such-product");
        await stranger.PostAsync($"/api/trading/listings/{deal.Listing}/withdraw", null).ShouldBeRefused(404, "trading.no-such-listing");
        await deal.Analyst.PostAsync($"/api/trading/listings/{deal.Listing}/withdraw", null).ShouldBeRefused(403, "session.role");
        (await stranger.GetFromJsonAsync<JsonObject>("/api/trading/listings"))!["items"]!.AsArray().ShouldBeEmpty();

        var own = (await deal.Seller.GetFromJsonAsync<JsonObject>("/api/trading/listings"))!["items"]!.AsArray().Single()!;
        await TestApp.Done(await deal.Seller.PostAsync(own["openSteps"]![0]!["href"]!.GetValue<string>(), null));
        (await deal.App.Anyone.GetFromJsonAsync<JsonObject>("/api/public/listings"))!["items"]!.AsArray().ShouldBeEmpty();
        await deal.App.Anyone.GetAsync($"/api/public/listings/{deal.Listing}").ShouldBeRefused(404, "trading.no-such-listing");
        await deal.Seller.PostAsync($"/api/trading/listings/{deal.Listing}/withdraw", null).ShouldBeRefused(409, "listing.step-not-open");
        await deal.Analyst.PostAsJsonAsync("/api/trading/agreements", deal.Proposal()).ShouldBeRefused(404, "trading.no-such-listing");
    }

    [Fact]
    public async Task A_withdrawn_product_takes_its_listings_off_the_market()
    {
        await using var deal = await Deal.Open();
        await TestApp.Done(await deal.Seller.PostAsync($"/api/products/{deal.Product}/withdraw", null));
        await deal.Analyst.PostAsJsonAsync("/api/trading/agreements", deal.Proposal()).ShouldBeRefused(409, "trading.not-checked");

        await deal.App.Settle();
        await deal.Analyst.PostAsJsonAsync("/api/trading/agreements", deal.Proposal()).ShouldBeRefused(404, "trading.no-such-listing");
        (await deal.App.Anyone.GetFromJsonAsync<JsonObject>("/api/public/listings"))!["items"]!.AsArray().ShouldBeEmpty();
        (await deal.TradingFacts()).ShouldBe(["trading.listing-opened/1", "trading.listing-step/1"]);
    }

    [Theory]
    [InlineData(0, 10, 30)]
    [InlineData(100, 0, 30)]
    [InlineData(100, 10, 0)]
    public async Task A_listing_without_price_uses_or_term_is_malformed(long price, int uses, int days)
    {
        await using var market = await Market.Open();
        await market.Steward.PostAsJsonAsync("/api/trading/listings", new
        {
            productId = Guid.Empty, pricePerUseFen = price, maxUses = uses, termDaysMax = days, purposes = new[] { "研究" },
        }).ShouldBeRefused(400, "shape");
    }

    [Fact]
    public async Task Of_two_who_withdraw_a_listing_at_once_the_slower_is_told()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var deal = await Deal.Open(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        pause.Then = async () => await TestApp.Done(await deal.Seller.PostAsync($"/api/trading/listings/{deal.Listing}/withdraw", null));
        await deal.Seller.PostAsync($"/api/trading/listings/{deal.Listing}/withdraw", null).ShouldBeRefused(409, "changed-meanwhile");
        (await deal.TradingFacts()).Count(k => k == "trading.listing-step/1").ShouldBe(1);
    }
}
