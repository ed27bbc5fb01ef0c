using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Policies;

namespace Yuanliu.Tests.Space;

public sealed class PolicyTests
{
    static readonly DateOnly Within = new(2026, 3, 10);

    [Fact]
    public void The_buyer_may_use_it_within_the_term_while_uses_are_left()
        => Compile().Decide(Policies.Buyer, null, Within, used: 2).ShouldBe(Verdict.Allowed);

    [Fact]
    public void Nobody_else_may() => Compile().Decide(Policies.Other, null, Within, 0).ShouldBe(Verdict.NotBuyer);

    [Fact]
    public void The_first_and_the_last_legal_day_count_and_no_other()
    {
        var policy = Compile();
        policy.Decide(Policies.Buyer, null, new(2026, 2, 28), 0).ShouldBe(Verdict.NotYet);
        policy.Decide(Policies.Buyer, null, new(2026, 3, 1), 0).ShouldBe(Verdict.Allowed);
        policy.Decide(Policies.Buyer, null, new(2026, 3, 31), 0).ShouldBe(Verdict.Allowed);
        policy.Decide(Policies.Buyer, null, new(2026, 4, 1), 0).ShouldBe(Verdict.Expired);
    }

    [Fact]
    public void The_agreed_number_of_uses_is_a_hard_limit()
        => Compile().Decide(Policies.Buyer, null, Within, used: 3).ShouldBe(Verdict.UsesSpent);

    [Fact]
    public void A_stated_purpose_must_be_the_agreed_one()
    {
        Compile().Decide(Policies.Buyer, "信用评估", Within, 0).ShouldBe(Verdict.Allowed);
        Compile().Decide(Policies.Buyer, "营销", Within, 0).ShouldBe(Verdict.OtherPurpose);
    }

    [Fact]
    public void An_agreement_that_is_not_in_force_allows_nothing()
        => new CompiledPolicy(Policies.Agreement(inForce: false)).Decide(Policies.Buyer, null, Within, 0).ShouldBe(Verdict.NotInForce);

    [Fact]
    public void Every_verdict_but_one_is_a_refusal_with_its_clause()
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var denial = Compile().Denial(verdict);
            if (verdict is Verdict.Allowed) denial.ShouldBeNull();
            else denial.ShouldNotBeNull().ClauseNumber.ShouldNotBeNull(verdict.ToString());
        }
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var policy = Compile();
        policy.Decide(Policies.Buyer, "信用评估", Within, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) policy.Decide(Policies.Buyer, "信用评估", Within, i % 4);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Columns_are_found_without_regard_to_case_and_unusable_ones_are_not_there()
    {
        Compile().Column("DISTRICT")!.Name.ShouldBe("district");
        Compile().Column("phone").ShouldBeNull();
        Compile().Identity!.Name.ShouldBe("owner_id");
    }

    static CompiledPolicy Compile() => new(Policies.Agreement());
}
