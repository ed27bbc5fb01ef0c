using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>数据资产确认工作指南 DB33/T 1329—2023 — written from its clauses.</summary>
public sealed class ConfirmationTests
{
    const string Day = "2026-03-02";
    readonly PackCase standard = new("std-zj-1329");

    [Fact]
    public void It_knows_exactly_three_confirmations_and_no_clock_publicity_or_certificate()
    {
        standard.Rules.Filings.Keys.ShouldBe([FilingKind.Initial, FilingKind.Change, FilingKind.Cancellation], ignoreOrder: true, "§4.1.2");
        foreach (var kind in standard.Rules.Filings.Keys) standard.Route(kind).ShouldBe(ProcedureName.Confirmation);
        standard.Rules.Deadlines.ShouldBeEmpty();
        standard.Rules.Certificates.ShouldBeEmpty();
        standard.Rules.PublicityFields.Value.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Traded", "trade-voucher")]
    [InlineData("Authorized", "authorization")]
    [InlineData("OwnProduction", "outlay")]
    public void Each_origin_has_its_proof_and_the_business_department_gives_it(string origin, string proof)
    {
        standard.Needed(FilingKind.Initial, Enum.Parse<Circumstance>(origin)).ShouldBe([proof, "inflow"], "§5.2.2.2–4, §5.2.4.1");
        standard.Rules.Of(FilingKind.Initial).Materials.Single(m => m.Key == proof).At.ShouldBe(Step.GiveEvidence, "§5.3.3 a)");
    }

    [Fact]
    public void A_resource_without_a_past_transaction_or_event_is_no_case()
        => standard.Rules.Of(FilingKind.Initial).IsCase([]).ShouldBeFalse("§5.2.2.1");

    [Fact]
    public void The_ten_elements_are_asked_but_for_those_the_catalog_knows()
    {
        var fields = standard.Rules.Of(FilingKind.Initial).Fields;
        fields.Where(f => f.At is null && f.Known is null).Select(f => f.Key)
            .ShouldBe(["storage", "location", "state", "scenario", "masking", "encryption", "access"], "§5.1.1 c)–f), h)–j)");
        fields.Where(f => f.Known is not null).Select(f => f.Key).ShouldBe(["name", "level"], "§5.1.1 b), g)");
        fields.Single(f => f.Key == "state").Choices.Select(c => c.Zh).ShouldBe(["活跃状态", "留存状态", "休眠状态"]);
    }

    [Fact]
    public void Control_is_for_the_asset_department_inflow_and_cost_for_finance()
    {
        var fields = standard.Rules.Of(FilingKind.Initial).Fields;
        fields.Where(f => f.At is Step.VerifyControl).Select(f => f.Key).ShouldBe(["control"], "§5.3.3 b)");
        fields.Where(f => f.At is Step.VerifyMeasurement).Select(f => f.Key).ShouldBe(["useful-life", "inflow", "cost"], "§5.3.3 c)");
        fields.Single(f => f.Key == "control").Choices.Select(c => c.Key).ShouldBe(["owned", "controlled"], "§5.2.3.1: control is enough");
        standard.Rules.RefusalGrounds.Take(5).Select(g => g.Key)
            .ShouldBe(["not-past", "authorization", "no-control", "no-inflow", "no-cost"], "one for each way of failing a test");
    }

    [Fact]
    public void Change_and_end_are_proven_found_necessary_and_classed()
    {
        foreach (var kind in new[] { FilingKind.Change, FilingKind.Cancellation })
        {
            standard.Rules.Of(kind).Materials.ShouldHaveSingleItem().At.ShouldBe(Step.GiveEvidence);
            standard.Rules.Of(kind).Fields.Single(f => f.Key == "necessity").At.ShouldBe(Step.VerifyControl);
            standard.Rules.Of(kind).Fields.Single(f => f.Key == "situation").At.ShouldBe(Step.VerifyMeasurement);
        }
    }

    [Fact]
    public void Four_people_of_four_departments_confirm_one_asset()
    {
        var filing = standard.New(FilingKind.Initial, Circumstance.Traded);
        foreach (var (step, by, person) in Way)
            standard.Try(filing, step, by, Day, person: person).Refusal.ShouldBeNull($"{step}");
        filing.Stage.ShouldBe(Stage.Registered);
    }

    [Fact]
    public void Nobody_acts_in_two_of_the_four_roles()
    {
        for (var at = 1; at < Way.Length; at++)
            foreach (var other in Way[..at].Where(w => w.By != Way[at].By))
            {
                var filing = standard.New(FilingKind.Initial, Circumstance.Traded);
                foreach (var (step, by, person) in Way[..at]) standard.Try(filing, step, by, Day, person: person).Refusal.ShouldBeNull();
                standard.Try(filing, Way[at].Step, Way[at].By, Day, person: other.Person).Refusal!.Code
                    .ShouldBe("registration.separation", $"{Way[at].Step} by whoever took {other.Step}");
            }
    }

    static readonly (Step Step, Actor By, byte Person)[] Way =
    [
        (Step.Submit, Actor.BusinessDepartment, 1), (Step.Apply, Actor.AssetDepartment, 2), (Step.Start, Actor.FinanceDepartment, 3),
        (Step.GiveEvidence, Actor.BusinessDepartment, 1), (Step.VerifyControl, Actor.AssetDepartment, 2),
        (Step.VerifyMeasurement, Actor.FinanceDepartment, 3), (Step.Enter, Actor.DecisionBody, 4),
    ];
}
