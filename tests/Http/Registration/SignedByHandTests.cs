using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

/// <summary>GZ-ELREG-2023 art. 28(3): a trade that was signed here and is also filed by hand is entered once, whatever came first and
/// whatever fails.</summary>
public sealed class SignedByHandTests
{
    const string Number = "HY-2024-0001";

    static async Task TheListHasPages(HttpClient registrar)
    {
        var first = await TestApp.Body(await registrar.GetAsync("/api/registration/signed-trades?take=1"));
        first["items"]!.AsArray().Count.ShouldBe(1);
        first["next"].ShouldBeNull();
        var after = $"{first["items"]![0]!["agreement"]}/cn-guizhou";
        (await TestApp.Body(await registrar.GetAsync($"/api/registration/signed-trades?after={Uri.EscapeDataString(after)}")))["items"]!
            .AsArray().ShouldBeEmpty();
    }

    static async Task<(SignedCase Signed, string Contender)> Barred(Action<IServiceCollection>? configure = null)
    {
        var signed = await SignedCase.Start(configure: configure);
        var contender = await signed.Contend();
        await signed.Sign();
        (await signed.State()).ShouldBe("Barred");
        return (signed, contender);
    }

    static async Task<string> Id(HttpResponseMessage filed) => (string)(await TestApp.Body(filed))["id"]!;

    [Fact]
    public async Task A_stuck_trade_that_a_side_files_by_hand_is_entered_by_that_filing_alone()
    {
        var (signed, contender) = await Barred();
        await using var all = signed;
        await signed.Yield(contender);
        var id = await Id(await signed.File(Number));
        ((await signed.State()), (Guid?)(await signed.Trade())["filing"]).ShouldBe(("HandFiled", Guid.Parse(id)));
        (await signed.Tasks()).ShouldBeEmpty();
        await signed.Journey.LetPass(1);
        (await signed.Trades()).ShouldBeEmpty("nothing is entered beside it");

        (await signed.Finish(id))["stage"].ShouldBeText("Registered");
        await signed.Journey.LetPass(1);
        (await signed.Trades()).ShouldHaveSingleItem()["filingId"].ShouldBeText(id);
        (await signed.State()).ShouldBe("HandEntered");
        (await signed.Journey.Registry.Facts("registration.trade-filed-by-hand/1")).Single()["filing"].ShouldBeText(id);
        await signed.File(Number).ShouldBeRefused(409, "registration.trade-taken");
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Between_sides_who_signed_here_a_filing_says_which_contract_it_is_about()
    {
        await using var signed = await SignedCase.Start();
        await signed.Sign();
        (await signed.Trades()).Count.ShouldBe(1);
        var told = await signed.File(null).ShouldBeRefused(409, "registration.contract-unnamed");
        ((string)told["detail"]!).ShouldContain(Number);
        await signed.File($" {Number} ").ShouldBeRefused(409, "registration.trade-taken");

        await signed.Journey.LetPass(61);
        var other = await Id(await signed.File("线下-2024-7"));
        (await signed.Finish(other))["stage"].ShouldBeText("Registered");
        (await signed.Trades()).Count.ShouldBe(2, "another contract is another trade");
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task A_filing_by_hand_that_comes_to_nothing_leaves_the_trade_to_be_entered_by_itself()
    {
        var (signed, contender) = await Barred();
        await using var all = signed;
        await signed.Yield(contender);
        var id = await Id(await signed.File(Number));
        await signed.Refuse(id);
        (await signed.Journey.Registry.Facts("registration.trade-released/1")).Single()["filing"].ShouldBeText(id);
        await signed.Journey.App.Settle();
        (await signed.State()).ShouldBe("Filed");
        (await signed.Trades()).ShouldHaveSingleItem();
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task What_was_filed_before_the_register_knew_of_the_agreement_is_found_when_it_does()
    {
        await using var named = await SignedCase.Start();
        var id = await Id(await named.File(Number));
        await named.Sign();
        ((await named.State()), (Guid?)(await named.Trade())["filing"]).ShouldBe(("HandFiled", Guid.Parse(id)));
        (await named.Finish(id))["stage"].ShouldBeText("Registered");
        (await named.State()).ShouldBe("HandEntered");

        await using var unnamed = await SignedCase.Start();
        id = await Id(await unnamed.File(null));
        await unnamed.Sign();
        (await unnamed.Trade())["barredBy"].ShouldBeText("registration.trade-unclear");
        (await unnamed.Finish(id))["stage"].ShouldBeText("Registered");
        await TestApp.Done(await unnamed.Act("close", "申请即为本合约，已核对双方合同"));
        await unnamed.Journey.LetPass(2);
        (await unnamed.Trades()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_registrar_has_it_tried_again_at_once_or_closes_it_with_a_reason()
    {
        var (signed, contender) = await Barred();
        await using var all = signed;
        ((await signed.Tasks()).Single()["openSteps"]!.AsArray().Select(s => (string?)s!["step"])).ShouldBe(["Retry", "Close"]);
        (await TestApp.Body(await signed.Act("retry")))["state"].ShouldBeText("Barred");
        (await signed.Journey.Registry.Facts("registration.trade-barred/1")).Count.ShouldBe(1, "the same reason is told once");
        await signed.Act("close").ShouldBeRefused(400, "registration.reason-required");

        await signed.Yield(contender);
        var entered = await TestApp.Body(await signed.Act("retry"));
        entered["state"].ShouldBeText("Filed");
        (await signed.Trades()).Count.ShouldBe(1);
        var acts = (await signed.Journey.Registry.Filing((string)entered["filing"]!, await signed.Journey.Cast.Registrar()))["acts"]!;
        acts.AsArray().ShouldAllBe(a => a!["person"] == null, "the attempt is the registry's own");
        (await signed.Journey.Registry.Facts("registration.trade-retried/1")).Count.ShouldBe(2);
        await signed.Act("retry").ShouldBeRefused(409, "registration.trade-not-open");
        await signed.Act("close", "无").ShouldBeRefused(409, "registration.trade-not-open");
        var steward = await signed.Journey.Cast.Steward(Cast.Holder);
        ((int)(await steward.GetAsync("/api/registration/signed-trades")).StatusCode).ShouldBe(403);
        await TheListHasPages(await signed.Journey.Cast.Registrar());
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task What_the_registrar_closed_is_entered_only_if_a_side_files_it()
    {
        var (signed, contender) = await Barred();
        await using var all = signed;
        (await TestApp.Body(await signed.Act("close", "双方另行申请")))["state"].ShouldBeText("Closed");
        (await signed.Journey.Registry.Facts("registration.trade-closed/1")).Single()["reasonSha256"].ShouldNotBeNull();
        await signed.Yield(contender);
        await signed.Journey.LetPass(2);
        ((await signed.Tasks()).Count, (await signed.Trades()).Count).ShouldBe((0, 0));

        var refused = await Id(await signed.File(Number));
        await signed.Refuse(refused);
        (await signed.State()).ShouldBe("Closed", "as it was before");
        (await signed.Finish(await Id(await signed.File(Number))))["stage"].ShouldBeText("Registered");
        (await signed.Trades()).ShouldHaveSingleItem();
        await signed.Journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_the_automatic_entry_and_one_by_hand_that_meet_one_is_entered(bool handFirst)
    {
        var pause = new PauseBeforeFirstUpdate { InBackground = handFirst };
        await using var signed = await SignedCase.Start(
            configure: s => s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(pause.BeforeTransaction)));
        await signed.Hand();
        HttpResponseMessage? hand = null;
        if (handFirst)
        {
            pause.Then = async () => hand = await signed.File(Number);
            await Should.ThrowAsync<DbUpdateConcurrencyException>(signed.Enter());
            (await signed.Finish(await Id(hand!)))["stage"].ShouldBeText("Registered");
        }
        else
        {
            // Nobody signs in once the pause is set: it is for the request that files.
            await signed.Journey.Cast.Steward(Cast.Holder);
            pause.Then = signed.Enter;
            await signed.File(Number).ShouldBeRefused(409, "registration.trade-taken");
        }
        await signed.Journey.App.Settle();
        (await signed.Trades()).ShouldHaveSingleItem();
        (await signed.State()).ShouldBe(handFirst ? "HandEntered" : "Filed");
        await signed.Journey.App.ShouldBeWhole();
    }

    [Fact]
    public async Task Many_who_enter_it_at_the_same_time_enter_it_once()
    {
        await using var signed = await SignedCase.Start();
        await signed.Hand();
        await signed.Journey.Cast.Steward(Cast.Holder);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Record.ExceptionAsync(async () =>
        {
            if (i % 2 == 0) await signed.Enter();
            else await signed.File(Number);
        })));
        outcomes.OfType<Exception>().ShouldAllBe(e => e is DbUpdateConcurrencyException);
        await signed.Journey.App.Settle();
        var filings = await signed.Journey.App.Db(db => db.Set<Filing>().Where(f => f.Kind == FilingKind.Trade).ToListAsync());
        var filing = filings.ShouldHaveSingleItem();
        if (filing.Stage is not Stage.Registered) await signed.Finish($"{filing.Id.Value}");
        (await signed.Trades()).ShouldHaveSingleItem();
        await signed.Journey.App.ShouldBeWhole();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whichever_database_command_fails_nothing_is_half_entered_and_the_next_attempt_enters_it_once(bool byHand)
    {
        var fault = new FailOn();
        await using var signed = await SignedCase.Start(
            configure: s => RegistryApp.NothingInTheBackground(s.ConfigureDbContext<AppDb>(o => o.AddInterceptors(fault))));
        await signed.Hand();
        for (var (nth, failed) = (1, true); failed; nth++)
        {
            fault.Arm(nth);
            var thrown = await Record.ExceptionAsync(async () =>
            {
                if (byHand) await TestApp.Done(await signed.File(Number));
                else await signed.Enter();
            });
            failed = fault.Disarm();
            (thrown is null).ShouldBe(!failed, $"command {nth}");
            var filings = await signed.Journey.App.Db(db => db.Set<Filing>().CountAsync(f => f.Kind == FilingKind.Trade));
            ((await signed.State()), filings).ShouldBe(failed ? ("Waiting", 0) : (byHand ? "HandFiled" : "Filed", 1), $"command {nth}");
            if (!byHand) (await signed.Trades()).Count.ShouldBe(failed ? 0 : 1);
        }
        await signed.Journey.App.ShouldBeWhole();
    }
}
