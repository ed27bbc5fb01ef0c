using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Trades;

namespace Yuanliu.Tests.Registration;

/// <summary>GZ-ELREG-2023 art. 28(3): 签署数据交易电子合约的，自动记录并登记，交易双方无需重复登记。</summary>
public sealed class SignedTradeTests
{
    [Fact]
    public async Task What_both_sides_sign_here_is_entered_once_and_nobody_files_it()
    {
        await using var signed = await SignedCase.Start();
        await signed.Sign();
        await signed.Sign();

        var journey = signed.Journey;
        var trade = (await signed.Trades()).Single();
        var filing = await journey.Registry.Filing((string)trade["filingId"]!, await journey.Cast.Registrar());
        ((string?)filing["stage"], (string?)filing["kind"]).ShouldBe(("Registered", "Trade"));
        var unit = await journey.Unit(signed.On.Unit);
        var right = unit["rights"]!.AsArray().Single(r => r!["parentId"] is not null)!;
        ((string?)right["holderName"], (string?)right["kind"], (string?)right["reach"]!["until"]).ShouldBe(
            (Cast.Other, "ProcessingAndUse", signed.Signed.Card.Policy.Until.ToString("yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture)));
        var certificate = (await journey.Certificate((string?)filing["certificateNumber"]))!;
        ((string?)certificate["title"], (string?)certificate["status"]).ShouldBe(("数据交易凭证", "Valid"));

        var fact = (await journey.Registry.Facts("registration.trade-filed-by-itself/1")).Single();
        ((string?)fact["agreement"], (string?)fact["filing"]).ShouldBe(
            ($"{signed.Signed.Card.Id.Value}", (string?)trade["filingId"]));
        (await journey.Registry.Facts("registration.consented/1")).Select(f => (Guid)f["organization"]!)
            .ShouldBe(signed.Signed.By.Select(s => s.Organization.Value), ignoreOrder: true);
        (await signed.Tasks()).ShouldBeEmpty();
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task What_the_register_cannot_take_waits_for_the_registrar_with_its_reason_and_is_entered_when_it_can()
    {
        await using var signed = await SignedCase.Start();
        var journey = signed.Journey;
        var contender = await signed.Contend();
        await signed.Sign();
        await journey.App.Settle();
        (await signed.Trades()).ShouldBeEmpty();
        var fact = (await journey.Registry.Facts("registration.trade-barred/1")).Single();
        ((string?)fact["code"], (string?)fact["register"]).ShouldBe(("registration.exclusive-conflict", "cn-guizhou"));
        var task = (await signed.Tasks()).Single();
        ((string)task["title"]!).ShouldStartWith("HY-2024-0001 ");
        ((string?)task["href"]).ShouldBe($"/console/register/{signed.On.Unit}#trades");

        await signed.Yield(contender);
        await journey.LetPass(1);
        (await signed.Trades()).Count.ShouldBe(1);
        (await signed.Tasks()).ShouldBeEmpty();
        await journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task A_use_beyond_what_is_registered_is_told_once_and_ends_with_its_agreement()
    {
        await using var signed = await SignedCase.Start();
        signed.Signed.Card = signed.Signed.Card with { Policy = signed.Signed.Card.Policy with { Purpose = "另一场景" } };
        await signed.Sign();
        for (var day = 0; day < 3; day++) await signed.Journey.LetPass(1);
        ((string?)(await signed.Journey.Registry.Facts("registration.trade-barred/1")).Single()["code"])
            .ShouldBe("registration.beyond-parent", "the same reason is not told again");
        (await signed.Tasks()).Count.ShouldBe(1);
        (await signed.Journey.App.Db(db => db.Set<Yuanliu.Registration.Filings.Filing>().CountAsync(
            f => f.Kind == Yuanliu.Registration.Filings.FilingKind.Trade))).ShouldBe(0, "nothing of an attempt stays");

        signed.Signed.Card = signed.Signed.Card with { InForce = false };
        await signed.Journey.LetPass(1);
        (await signed.Tasks()).ShouldBeEmpty();
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task An_agreement_that_is_over_and_one_under_another_pack_enter_nothing()
    {
        await using var signed = await SignedCase.Start();
        signed.Signed.Card = signed.Signed.Card with { InForce = false };
        await signed.Sign();
        (await signed.Trades()).ShouldBeEmpty();
        (await signed.Tasks()).ShouldBeEmpty();

        await using var other = await SignedCase.Start("cn-beijing-social");
        await other.Sign();
        (await other.Trades()).ShouldBeEmpty();
        (await other.Journey.App.Db(db => db.Set<SignedTrade>().CountAsync())).ShouldBe(0);
    }

    /// <summary>AH-REG-2023 art. 21: 在申请人授权下自动同步信息完成登记.</summary>
    [Fact]
    public async Task In_Anhui_a_trade_is_synchronized_only_where_the_holder_authorized_it_and_what_was_said_last_counts()
    {
        await using var signed = await SignedCase.Start("cn-anhui");
        var (journey, on) = (signed.Journey, signed.On);
        var form = await journey.Form("Change");
        async Task Say(string word)
        {
            var changed = await journey.Whole(form, on.Resource, on with { Certificate = await Newest() },
                change: f => f["fields"]!.AsObject()["sync"] = word);
            changed["stage"].ShouldBeText("Registered");
        }
        async Task<string> Newest()
        {
            var own = await (await journey.Cast.Steward(Cast.Holder)).GetAsync("/api/registration/certificates?take=100");
            return (string)(await TestApp.Body(own))["items"]!.AsArray().First(c => (string?)c!["status"] == "Valid")!["number"]!;
        }
        async Task<List<string?>> Signing()
        {
            signed.Signed.Card = signed.Signed.Card with
            {
                Id = new(Guid.CreateVersion7()), Number = $"HY-{++contracts}", Since = journey.App.Clock.Now,
                Policy = signed.Signed.Card.Policy with { Until = LegalDay.Of(journey.App.Clock.Now).AddDays(60) },
            };
            await signed.Sign();
            return [.. (await journey.Registry.Facts("registration.trade-filed-by-itself/1")).Select(f => (string?)f["register"])];
        }
        (await Signing()).ShouldBeEmpty("nobody authorized it");
        (await journey.App.Db(db => db.Set<SignedTrade>().CountAsync())).ShouldBe(0);
        await Say("no");
        (await Signing()).ShouldBeEmpty("it was refused");
        await Say("yes");
        (await Signing()).ShouldBe(["cn-anhui"]);
        var trade = (await signed.Trades()).Single();
        var filing = await journey.Registry.Filing((string)trade["filingId"]!, await journey.Cast.Registrar());
        ((string?)filing["stage"], (string?)filing["kind"]).ShouldBe(("Registered", "Trade"));
        await Say("no");
        (await Signing()).Count.ShouldBe(1, "the authorization was taken back");
        await journey.App.ShouldBeWhole();
    }

    int contracts;
}
