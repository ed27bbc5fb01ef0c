using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Trading;
using Yuanliu.Trading.Agreements;
using Yuanliu.Trading.Listings;

namespace Yuanliu.Tests.Trading;

public sealed class TradingProcedureTests
{
    static readonly Stage[] Final = [Stage.Ended, Stage.Refused, Stage.Terminated];

    [Fact]
    public void Every_stage_is_reached_and_only_final_ones_have_no_way_on()
    {
        var reached = new HashSet<Stage> { Stage.Draft };
        while (Procedure.Steps.Where(r => reached.Contains(r.From) && !reached.Contains(r.To)).ToList() is { Count: > 0 } more)
            reached.UnionWith(more.Select(r => r.To));
        reached.ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);
        Enum.GetValues<Stage>().Where(s => Procedure.Steps.All(r => r.From != s)).ShouldBe(Final);
    }

    [Fact]
    public void Whatever_lives_has_a_running_term_and_time_can_end_it()
    {
        foreach (var row in Procedure.Steps)
        {
            row.Starts.HasValue.ShouldBe(!Final.Contains(row.To), $"{row.Step} to {row.To}");
            if (row.Starts is not null)
                Procedure.Steps.Find(row.To, Procedure.WhenDue(row.To), Actor.Time).Refusal.ShouldBeNull($"time must end {row.To}");
        }
    }

    [Fact]
    public void Nobody_accepts_an_own_offer_and_nobody_signs_twice()
    {
        Procedure.Steps.Find(Stage.Proposed, Step.Accept, Actor.Buyer).Refusal!.Code.ShouldBe("trading.wrong-actor");
        Procedure.Steps.Find(Stage.Countered, Step.Accept, Actor.Seller).Refusal!.Code.ShouldBe("trading.wrong-actor");
        Procedure.Steps.Find(Stage.SignedByBuyer, Step.Sign, Actor.Buyer).Refusal!.Code.ShouldBe("trading.wrong-actor");
        Procedure.Steps.Find(Stage.SignedBySeller, Step.Sign, Actor.Seller).Refusal!.Code.ShouldBe("trading.wrong-actor");
    }

    [Fact]
    public void The_names_that_reach_the_evidence_are_pinned()
    {
        Enum.GetNames<Stage>().ShouldBe(
            ["Draft", "Proposed", "Countered", "Agreed", "SignedByBuyer", "SignedBySeller", "InForce", "Ended", "Refused", "Terminated"]);
        Enum.GetNames<Step>().ShouldBe(["Propose", "Counter", "Accept", "Decline", "Sign", "Terminate", "End", "Lapse"]);
        Enum.GetNames<ListingStage>().ShouldBe(["Open", "Withdrawn"]);
        Enum.GetNames<ListingStep>().ShouldBe(["Withdraw", "Close"]);
    }

    [Theory]
    [InlineData(6000, 3000, 1000, true)]
    [InlineData(6000, 3000, 1001, false)]
    [InlineData(11_000, -1000, 0, false)]
    public void Shares_that_lose_or_make_money_stop_the_start(int holder, int seller, int platform, bool whole)
        => (TradingRules.Fault(new()
        {
            HolderBasisPoints = holder, OperatorBasisPoints = seller, PlatformBasisPoints = platform, Basis = "BJ-OPIN-2023 §5",
        }) is null).ShouldBe(whole);

    [Fact]
    public void The_shares_are_ours_and_marked_open_because_the_source_states_a_principle_only()
    {
        var rules = TradingRules.Load(Path.Combine(AppContext.BaseDirectory, "rules", "trading")).Rules;
        rules.Split.Open.ShouldBeTrue();
        rules.Split.Basis.ShouldBe("BJ-OPIN-2023 §5");
        rules.Split.Reason!.Length.ShouldBeGreaterThan(20);
    }
}
