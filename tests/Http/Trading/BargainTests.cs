using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Trading;

public sealed class BargainTests
{
    [Fact]
    public async Task A_proposal_shows_its_policy_in_sentences_and_waits_for_the_seller()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose(deal.Proposal(columns: ["station", "pm25"], minGroup: 30));
        var agreement = await Deal.Get(deal.Seller, id);

        Deal.Stage(agreement).ShouldBe("Proposed");
        Deal.Steps(agreement).ShouldBe(["Counter", "Accept", "Decline"]);
        Deal.Steps(await Deal.Get(deal.Analyst, id)).ShouldBe(["Decline"]);
        agreement["sentences"]!.AsArray().Select(s => s!["clause"]!.GetValue<string>())
            .ShouldBe(Enumerable.Range(1, 12).Select(n => $"{n}"));
        agreement["policy"]!["columns"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).ShouldBe(["station", "pm25"]);
        agreement["policy"]!["minGroup"]!.GetValue<int>().ShouldBe(30);
        agreement["pricePerUseFen"]!.GetValue<long>().ShouldBe(80_000);
        agreement["split"]!["holderBasisPoints"]!.GetValue<int>().ShouldBe(6000);
        agreement["rounds"]!.AsArray().Count.ShouldBe(1);
        agreement["documentSha256"].ShouldBeNull();
    }

    [Fact]
    public async Task What_product_listing_or_right_do_not_allow_cannot_be_proposed()
    {
        await using var deal = await Deal.Open(rightUntil: "2026-05-10");
        await Refused(deal.Proposal(columns: ["phone"]), 409, "trading.looser-than-product");
        await Refused(deal.Proposal(minGroup: 19), 409, "trading.looser-than-product");
        await Refused(deal.Proposal(uses: 101), 409, "trading.uses");
        await Refused(deal.Proposal(until: "2026-06-01"), 409, "trading.term");
        await Refused(deal.Proposal(until: "2026-03-01"), 409, "trading.term");
        await Refused(deal.Proposal(purpose: "营销"), 409, "trading.purpose");
        await Refused(deal.Proposal(pricePerUseFen: 79_999), 409, "trading.price");
        await Refused(deal.Proposal(uses: 0), 400, "shape");

        await Refused(deal.Proposal(until: "2026-05-11"), 409, "trading.beyond-right");
        await deal.Market.ChangeCertificate("Revocation");
        await Refused(deal.Proposal(), 409, "trading.no-certificate");
        (await deal.TradingFacts()).ShouldBe(["trading.listing-opened/1"]);

        Task Refused(object proposal, int status, string code)
            => deal.Analyst.PostAsJsonAsync("/api/trading/agreements", proposal).ShouldBeRefused(status, code);
    }

    [Fact]
    public async Task Who_sells_or_holds_does_not_buy_and_only_analysts_propose()
    {
        await using var deal = await Deal.Open();
        var own = await deal.App.SignIn("数源公司", Role.Analyst);
        await own.PostAsJsonAsync("/api/trading/agreements", deal.Proposal()).ShouldBeRefused(409, "trading.own-listing");
        await deal.Seller.PostAsJsonAsync("/api/trading/agreements", deal.Proposal()).ShouldBeRefused(403, "session.role");
    }

    [Fact]
    public async Task Offers_go_back_and_forth_until_one_is_accepted_and_only_the_seller_lowers_the_price()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        await Deal.Act(deal.Analyst, id, "counter", Deal.Terms()).ShouldBeRefused(403, "trading.wrong-actor");
        await Deal.Act(deal.Analyst, id, "accept").ShouldBeRefused(403, "trading.wrong-actor");

        var countered = await Deal.Done(deal.Seller, id, "counter", Deal.Terms(uses: 30, pricePerUseFen: 70_000));
        Deal.Stage(countered).ShouldBe("Countered");
        Deal.Steps(countered).ShouldBe(["Decline"]);
        Deal.Steps(await Deal.Get(deal.Analyst, id)).ShouldBe(["Counter", "Accept", "Decline"]);
        await Deal.Act(deal.Analyst, id, "counter", Deal.Terms(pricePerUseFen: 69_999)).ShouldBeRefused(409, "trading.price");
        await Deal.Act(deal.Analyst, id, "counter", Deal.Terms(minGroup: 5)).ShouldBeRefused(409, "trading.looser-than-product");

        await Deal.Done(deal.Analyst, id, "counter", Deal.Terms(uses: 50));
        var agreed = await Deal.Done(deal.Seller, id, "accept");
        Deal.Stage(agreed).ShouldBe("Agreed");
        (agreed["policy"]!["uses"]!.GetValue<int>(), agreed["pricePerUseFen"]!.GetValue<long>()).ShouldBe((50, 70_000L));
        agreed["rounds"]!.AsArray().Select(r => r!["by"]!.GetValue<string>()).ShouldBe(["Buyer", "Seller", "Buyer"]);
        await Deal.Act(deal.Seller, id, "counter", Deal.Terms()).ShouldBeRefused(409, "trading.step-not-open");
        await Deal.Act(deal.Seller, id, "accept").ShouldBeRefused(409, "trading.step-not-open");
    }

    [Fact]
    public async Task Bargaining_ends_after_twenty_rounds()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        for (var round = 2; round <= 20; round++)
            await Deal.Done(round % 2 == 0 ? deal.Seller : deal.Analyst, id, "counter", Deal.Terms(uses: round));
        await Deal.Act(deal.Analyst, id, "counter", Deal.Terms(uses: 21)).ShouldBeRefused(409, "trading.rounds");
        Deal.Stage(await Deal.Done(deal.Analyst, id, "accept")).ShouldBe("Agreed");
    }

    [Fact]
    public async Task Either_side_may_decline_with_a_reason_and_then_nothing_is_open_any_more()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        await Deal.Act(deal.Seller, id, "decline").ShouldBeRefused(400, "shape");
        var refused = await Deal.Done(deal.Seller, id, "decline", new { reason = "用途不明" });
        (Deal.Stage(refused), refused["endReason"]!.GetValue<string>()).ShouldBe(("Refused", "用途不明"));
        Deal.Steps(refused).ShouldBeEmpty();
        await Deal.Act(deal.Seller, id, "accept").ShouldBeRefused(409, "trading.step-not-open");

        var second = await deal.Propose();
        Deal.Stage(await Deal.Done(deal.Analyst, second, "decline", new { reason = "另有来源" })).ShouldBe("Refused");
        var third = await deal.Agreed();
        Deal.Stage(await Deal.Done(deal.Analyst, third, "decline", new { reason = "预算取消" })).ShouldBe("Refused");
    }

    [Fact]
    public async Task An_agreement_is_seen_by_its_sides_its_holder_and_the_staff_and_by_nobody_else()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        var stranger = await deal.App.SignIn("路人公司", Role.Analyst, Role.Steward);
        var regulator = await deal.App.SignIn(TestApp.PlatformName, Role.Regulator);
        await stranger.GetAsync($"/api/trading/agreements/{id}").ShouldBeRefused(404, "trading.no-such-agreement");
        await stranger.GetAsync($"/api/trading/agreements/{id}/agreement.json").ShouldBeRefused(404, "trading.no-such-agreement");
        await stranger.GetAsync($"/api/trading/agreements/{id}/receipt.tlog-proof").ShouldBeRefused(404, "trading.no-such-agreement");
        await Deal.Act(stranger, id, "accept").ShouldBeRefused(404, "trading.no-such-agreement");
        (await TestApp.Body(await stranger.GetAsync("/api/trading/agreements")))["items"]!.AsArray().ShouldBeEmpty();

        foreach (var reader in new[] { regulator, deal.Market.Staff })
        {
            Deal.Steps(await Deal.Get(reader, id)).ShouldBeEmpty();
            (await TestApp.Body(await reader.GetAsync("/api/trading/agreements?stage=Proposed")))["items"]!.AsArray().Count.ShouldBe(1);
        }
        async Task<int> Found(string list, string asked)
            => (await TestApp.Body(await deal.Market.Staff.GetAsync($"/api/{list}?{asked}")))["items"]!.AsArray().Count;
        var told = (await TestApp.Body(await regulator.GetAsync("/api/trading/agreements")))["items"]![0]!;
        (await Found("trading/agreements", $"q={told["number"]}")).ShouldBe(1);
        (await Found("trading/agreements", $"q={Uri.EscapeDataString((string)told["productName"]!)}&stage=Proposed")).ShouldBe(1);
        (await Found("trading/agreements", $"q={told["number"]}&stage=InForce")).ShouldBe(0);
        (await Found("trading/agreements", "q=%25")).ShouldBe(0);                              // a sign, no pattern
        (await Found("catalog/resources", "registered=true")).ShouldBe(1);
        (await Found("catalog/resources", "registered=false")).ShouldBe(0);
        await Deal.Act(regulator, id, "accept").ShouldBeRefused(403, "session.role");
        var colleague = await deal.App.SignIn("青禾公司", Role.Steward);
        await Deal.Act(colleague, id, "decline", new { reason = "越权" }).ShouldBeRefused(403, "trading.not-a-side");
        await deal.App.Anyone.GetAsync($"/api/trading/agreements/{id}").ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task A_holder_who_lets_another_operate_sees_the_agreement_and_takes_no_step()
    {
        var entry = new AlsoRegistered.Entry();
        await using var market = await Market.Open(services => AlsoRegistered.AddTo(services, entry));
        var operating = await market.App.SignIn("运营公司", Role.Steward);
        var operatorId = await Market.Organization(operating);
        entry.Card = AlsoRegistered.Of(operatorId, market.Resource);
        var product = await market.Product(market.Draft(operatorId: operatorId));
        await market.Steward.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product))
            .ShouldBeRefused(404, "trading.no-such-product");
        var listing = await TestApp.Body(await operating.PostAsJsonAsync("/api/trading/listings", Deal.ListingOf(product)));
        var analyst = await market.App.SignIn("青禾公司", Role.Analyst);
        var agreement = await TestApp.Body(await analyst.PostAsJsonAsync("/api/trading/agreements",
            new { listingId = listing["id"]!.GetValue<Guid>(), purpose = "城市规划", uses = 5, until = "2026-03-20" }));
        var id = agreement["id"]!.GetValue<Guid>();

        (agreement["sellerName"]!.GetValue<string>(), agreement["holderName"]!.GetValue<string>()).ShouldBe(("运营公司", "数源公司"));
        Deal.Steps(await Deal.Get(market.Steward, id)).ShouldBeEmpty();
        await Deal.Act(market.Steward, id, "accept").ShouldBeRefused(403, "trading.not-a-side");
        var facts = await market.Steward.GetAsync($"/api/evidence/facts?subject={agreement["urn"]}");
        (await TestApp.Body(facts))["items"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Of_two_who_accept_at_once_the_slower_is_told_and_it_is_agreed_once()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var deal = await Deal.Open(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var id = await deal.Propose();
        pause.Then = () => Deal.Done(deal.Seller, id, "accept");
        await Deal.Act(deal.Seller, id, "accept").ShouldBeRefused(409, "changed-meanwhile");
        pause.Then = () => Deal.Done(deal.Analyst, id, "decline", new { reason = "先行退出" });
        await Deal.Act(deal.Seller, id, "decline", new { reason = "也要退出" }).ShouldBeRefused(409, "changed-meanwhile");
        (await deal.TradingFacts()).Count(k => k == "trading.step/1").ShouldBe(3);

        var second = await deal.Propose();
        pause.Then = () => Deal.Done(deal.Seller, second, "counter", Deal.Terms());
        await Deal.Act(deal.Seller, second, "counter", Deal.Terms(uses: 10)).ShouldBeRefused(409, "changed-meanwhile");
        (await Deal.Get(deal.Analyst, second))["rounds"]!.AsArray().Count.ShouldBe(2);
    }
}
