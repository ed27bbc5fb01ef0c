using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Credentials;
using Yuanliu.Compute.Json;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Parties.People;
using Yuanliu.Trading.Agreements;

namespace Yuanliu.Tests.Trading;

public sealed class SigningTests
{
    [Fact]
    public async Task Both_sides_sign_the_same_text_and_the_venue_seals_the_document()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Agreed();
        var agreed = await Deal.Get(deal.Analyst, id);
        var text = await deal.Analyst.GetByteArrayAsync($"/api/trading/agreements/{id}/agreement.json");
        Sha256(text).ShouldBe(agreed["termsSha256"]!.GetValue<string>());

        Deal.Stage(await Deal.Done(deal.Analyst, id, "sign")).ShouldBe("SignedByBuyer");
        Deal.Steps(await Deal.Get(deal.Analyst, id)).ShouldBeEmpty();
        var signed = await Deal.Done(deal.Seller, id, "sign");
        Deal.Stage(signed).ShouldBe("InForce");
        signed["usesLeft"]!.GetValue<int>().ShouldBe(40);
        signed["signatures"]!.AsArray().Select(s => s!["side"]!.GetValue<string>()).ShouldBe(["Buyer", "Seller"]);
        signed["signatures"]!.AsArray().ShouldAllBe(s => s!["documentSha256"]!.GetValue<string>() == Sha256(text));

        var file = await deal.Seller.GetByteArrayAsync($"/api/trading/agreements/{id}/agreement.json");
        Sha256(file).ShouldBe(signed["documentSha256"]!.GetValue<string>());
        var document = CanonicalJson.Parse(file)!.AsObject();
        CanonicalJson.Utf8(document["agreement"]).ShouldBe(text);
        (await deal.TradingFacts()).TakeLast(3).ShouldBe(["trading.step/1", "trading.side-signed/1", "trading.agreement-signed/1"]);
    }

    [Fact]
    public async Task The_document_names_the_sides_with_their_codes_and_holds_the_policy_the_clauses_and_the_money()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        var document = await Deal.Document(deal.Analyst, id);
        var agreement = document["agreement"]!.AsObject();
        agreement["buyer"]!["name"]!.GetValue<string>().ShouldBe("青禾公司");
        agreement["seller"]!["code"]!.GetValue<string>().Length.ShouldBe(18);
        agreement["certificateNumber"]!.GetValue<string>().ShouldBe(deal.Market.Certificate);
        agreement["clauses"]!.AsArray().Count.ShouldBe(12);
        agreement["odrl"]!["permission"]![0]!["constraint"]!.AsArray().Count.ShouldBe(12);
        (agreement["pricePerUseFen"]!.GetValue<long>(), agreement["until"]!.GetValue<string>()).ShouldBe((80_000L, "2026-05-01"));
        document["signatures"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_venues_proof_holds_and_a_changed_price_breaks_it()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        var document = await Deal.Document(deal.Analyst, id);
        var key = deal.App.Services.GetRequiredService<NodeKeys>().Registry.PublicKey;
        DataIntegrity.Verify(document, key.Span, deal.App.Clock.Now).ShouldBeNull();

        document["agreement"]!["pricePerUseFen"] = 1;
        DataIntegrity.Verify(document, key.Span, deal.App.Clock.Now).ShouldNotBeNull();
    }

    [Fact]
    public async Task One_person_never_acts_for_both_sides()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Agreed();
        var login = await BothSides(deal);
        await Deal.Done(await As(deal, login, deal.Analyst), id, "sign");
        var forSeller = await As(deal, login, deal.Seller);
        Deal.Steps(await Deal.Get(forSeller, id)).ShouldBeEmpty();
        await Deal.Act(forSeller, id, "sign").ShouldBeRefused(403, "trading.same-person");

        var buyer = await As(deal, login, deal.Analyst);
        var own = (await TestApp.Body(await buyer.PostAsJsonAsync("/api/trading/agreements", deal.Proposal())))["id"]!.GetValue<Guid>();
        await Deal.Act(forSeller, own, "accept").ShouldBeRefused(403, "trading.same-person");
        await Deal.Act(forSeller, own, "counter", Deal.Terms()).ShouldBeRefused(403, "trading.same-person");
    }

    [Fact]
    public async Task Nobody_signs_what_is_not_agreed_nor_on_a_right_that_is_gone()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        await Deal.Act(deal.Analyst, id, "sign").ShouldBeRefused(409, "trading.step-not-open");
        await Deal.Done(deal.Seller, id, "accept");
        await Deal.Done(deal.Seller, id, "sign");
        await Deal.Act(deal.Seller, id, "sign").ShouldBeRefused(403, "trading.wrong-actor");
        await deal.Market.ChangeCertificate("Revocation");
        await Deal.Act(deal.Analyst, id, "sign").ShouldBeRefused(409, "trading.no-certificate");
    }

    [Fact]
    public async Task Of_two_who_sign_at_once_the_slower_is_told_and_both_signatures_stand_once()
    {
        var pause = new PauseBeforeFirstUpdate();
        await using var deal = await Deal.Open(configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause)));
        var id = await deal.Agreed();
        pause.Then = () => Deal.Done(deal.Seller, id, "sign");
        await Deal.Act(deal.Analyst, id, "sign").ShouldBeRefused(409, "changed-meanwhile");
        Deal.Stage(await Deal.Done(deal.Analyst, id, "sign")).ShouldBe("InForce");
        (await deal.TradingFacts()).Count(k => k == "trading.side-signed/1").ShouldBe(2);
        (await deal.TradingFacts()).Count(k => k == "trading.agreement-signed/1").ShouldBe(1);
    }

    [Fact]
    public async Task An_agreement_in_force_ends_the_day_after_its_last_and_an_unsigned_one_lapses()
    {
        await using var deal = await Deal.Open();
        var (inForce, unsigned) = (await deal.InForce(), await deal.Agreed());
        var unanswered = await deal.Propose(deal.Proposal(until: "2026-03-03"));
        var login = await Market.Login(deal.Seller);

        (await On("2026-03-03", unanswered)).ShouldBe("Proposed");
        (await On("2026-03-04", unanswered)).ShouldBe("Refused");
        (await On("2026-05-01", inForce)).ShouldBe("InForce");
        (await On("2026-05-01", unsigned)).ShouldBe("Agreed");
        (await On("2026-05-02", inForce)).ShouldBe("Ended");
        (await On("2026-05-02", unsigned)).ShouldBe("Refused");
        var seller = await deal.App.SignInAs(login);
        await Deal.Act(seller, inForce, "terminate", new { reason = "过期" }).ShouldBeRefused(409, "trading.step-not-open");

        async Task<string> On(string day, Guid agreement)
        {
            await deal.App.AdvanceTo(day);
            return Deal.Stage(await Deal.Get(await deal.App.SignInAs(login), agreement));
        }
    }

    [Fact]
    public async Task Either_side_terminates_with_a_reason_that_evidence_holds_as_a_hash()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        Deal.Steps(await Deal.Get(deal.Seller, id)).ShouldBe(["Terminate"]);
        await Deal.Act(deal.Seller, id, "terminate").ShouldBeRefused(400, "shape");
        Deal.Stage(await Deal.Done(deal.Seller, id, "terminate", new { reason = "用途违约" })).ShouldBe("Terminated");
        var envelope = await deal.App.Db(db => db.Set<JournalEntry>().Where(e => e.Kind == "trading.step/1").OrderByDescending(e => e.Seq)
            .Select(e => e.Envelope).FirstAsync());
        envelope.ShouldNotContain("用途违约");
        envelope.ShouldContain(Sha256(System.Text.Encoding.UTF8.GetBytes("用途违约")));
        var card = await Card(deal, id);
        (card.InForce, card.EndedOn, card.LastDay).ShouldBe((false, new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 2)));
    }

    [Fact]
    public async Task Other_areas_learn_the_policy_the_price_and_the_split()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        var card = await Card(deal, id);
        (card.InForce, card.Policy.Uses, card.PricePerUse, card.Policy.MinGroup).ShouldBe((true, 40, new Fen(80_000), 20));
        card.Policy.Columns.Select(c => c.Name).ShouldBe(["station", "year", "pm25", "no2"]);
        (card.Split.HolderBasisPoints + card.Split.OperatorBasisPoints + card.Split.PlatformBasisPoints).ShouldBe(10_000);
        (card.Policy.From, card.Policy.Until).ShouldBe((new DateOnly(2026, 3, 2), new DateOnly(2026, 5, 1)));
    }

    [Fact]
    public async Task Uses_left_follow_the_meter_of_the_space_and_a_denied_use_costs_nothing()
    {
        await using var deal = await Deal.Open();
        var id = await deal.InForce();
        var queries = $"/api/space/agreements/{id}/queries";
        await TestApp.Done(await deal.Analyst.PostAsJsonAsync(queries,
            new { sql = "SELECT station, count(*) AS n, avg(pm25) AS mean FROM data GROUP BY station" }));
        (await deal.Analyst.PostAsJsonAsync(queries, new { sql = "SELECT * FROM data" })).IsSuccessStatusCode.ShouldBeFalse();

        (await Deal.Get(deal.Analyst, id))["usesLeft"]!.GetValue<int>().ShouldBe(39);
        var listed = await TestApp.Body(await deal.Analyst.GetAsync("/api/trading/agreements"));
        listed["items"]![0]!["usesLeft"]!.GetValue<int>().ShouldBe(39);
    }

    [Fact]
    public async Task Each_side_finds_what_waits_for_it_on_its_work_list()
    {
        await using var deal = await Deal.Open();
        var id = await deal.Propose();
        (await Waiting(deal, deal.Seller)).ShouldBe(["Proposed"]);
        (await Waiting(deal, deal.Analyst)).ShouldBeEmpty();
        await Deal.Done(deal.Seller, id, "counter", Deal.Terms());
        (await Waiting(deal, deal.Seller)).ShouldBeEmpty();
        (await Waiting(deal, deal.Analyst)).ShouldBe(["Countered"]);
        await Deal.Done(deal.Analyst, id, "accept");
        await Deal.Done(deal.Analyst, id, "sign");
        (await Waiting(deal, deal.Seller)).ShouldBe(["SignedByBuyer"]);
        (await Waiting(deal, deal.Analyst)).ShouldBeEmpty();
        (await Waiting(deal, deal.Market.Staff)).ShouldBeEmpty();
    }

    static async Task<List<string>> Waiting(Deal deal, HttpClient who)
    {
        await using var scope = deal.App.Services.CreateAsyncScope();
        var work = scope.ServiceProvider.GetRequiredService<AgreementWork>();
        return [.. (await work.For(await Market.Caller(who), default)).Select(w => w.Stage)];
    }

    static async Task<AgreementCard> Card(Deal deal, Guid id)
    {
        await using var scope = deal.App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IAgreements>().Find(new(id), default))!;
    }

    /// <summary>Somebody who is analyst of the buyer and steward of the seller.</summary>
    static async Task<string> BothSides(Deal deal)
    {
        var login = await Market.Login(await deal.App.SignIn("青禾公司", Role.Analyst));
        var seller = await Market.Organization(deal.Seller);
        await deal.App.Db(async db =>
        {
            var person = await db.Set<Person>().SingleAsync(p => p.Login == login);
            db.Add(new Membership { PersonId = person.Id, OrganizationId = new(seller), Roles = nameof(Role.Steward) });
            return await db.SaveChangesAsync();
        });
        return login;
    }

    static async Task<HttpClient> As(Deal deal, string login, HttpClient colleague)
    {
        var client = await deal.App.SignInAs(login);
        var organizationId = await Market.Organization(colleague);
        await TestApp.Done(await client.PostAsJsonAsync("/api/session/organization", new { organizationId }));
        return client;
    }

    static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
