using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Json;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Trading;

/// <summary>签署即登记 — the whole way: two sides sign over HTTP, and the register has it by itself.</summary>
public sealed class SignedAndRegisteredTests
{
    /// <summary>The market's register, which enters trades as Guizhou does.</summary>
    static void AsInGuizhou(IServiceCollection services)
    {
        var shipped = RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration"));
        var (market, trade) = (shipped.For("cn-beijing-social")!, shipped.For("cn-guizhou")!.Rules.Of(FilingKind.Trade));
        var rules = market.Rules with
        {
            Filings = new(market.Rules.Filings)
            {
                [FilingKind.Trade] = trade with
                {
                    Issues = [], Procedure = [trade.Procedure[0] with { All = [] }],
                    ByItself = trade.ByItself! with { Right = RightKind.ProductOperation },
                },
            },
            Rights = market.Rules.Rights.ConvertAll(r => r.Kind is RightKind.ProductOperation
                ? r with { From = [RightKind.ProductOperation] } : r),
        };
        services.AddSingleton(new RegistrationPacks(new(new Dictionary<string, Pack<RegistrationRules>>
        {
            [market.Id] = new(market.Id, Convert.ToHexStringLower(CanonicalJson.Hash(JsonSerializer.SerializeToNode(rules,
                CanonicalJson.Options))), rules),
        })));
    }

    [Fact]
    public async Task An_agreement_that_both_sides_signed_over_HTTP_is_in_the_register_with_its_parties_price_and_term()
    {
        await using var deal = await Deal.Open(AsInGuizhou);
        var agreement = await deal.InForce();
        await deal.App.Settle();

        var filing = await deal.App.Db(db => db.Set<Filing>().Include(f => f.Consents).Include(f => f.Acts)
            .SingleAsync(f => f.Kind == FilingKind.Trade));
        (filing.Stage, filing.ApplicantId.Value, filing.CounterpartyId!.Value.Value).ShouldBe(
            (Stage.Registered, await Market.Organization(deal.Seller), await Market.Organization(deal.Analyst)));
        filing.Acts.Select(a => (a.Step, a.PersonId)).ShouldBe([(Step.Submit, null), (Step.Accept, null), (Step.Enter, null)]);
        filing.Consents.Select(c => c.PersonId.Value).ShouldBe([(await Market.Caller(deal.Analyst)).PersonId,
            (await Market.Caller(deal.Seller)).PersonId], ignoreOrder: true);
        filing.Content.Fields["amount"].ShouldBe("32000", "forty uses of 800 yuan");
        filing.Content.Rights.Single().ValidUntil.ShouldBe(new DateOnly(2026, 5, 1));
        var shown = await Deal.Get(deal.Analyst, agreement);
        filing.Content.Materials.Single().Text!.ShouldContain((string)shown["number"]!);
        (await deal.App.FactKinds()).Count(k => k == "registration.trade-filed-by-itself/1").ShouldBe(1);
        await deal.App.ShouldBeWhole();
    }
}
