using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Odrl;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Space.Decisions;
using Yuanliu.Space.Policies;

namespace Yuanliu.Tests.Space;

public sealed class PolicyTests
{
    static readonly DateOnly Within = new(2026, 3, 10);

    [Fact]
    public void The_buyer_may_use_it_within_the_term_while_uses_are_left() => Code(Input(used: 2)).ShouldBeNull();

    [Fact]
    public void Nobody_else_may() => Code(Input() with { Recipient = Policies.Urn(Policies.Other) }).ShouldBe("space.not-buyer");

    [Fact]
    public void The_first_and_the_last_legal_day_count_and_no_other()
    {
        Code(Input(new(2026, 2, 28))).ShouldBe("space.not-yet");
        Code(Input(new(2026, 3, 1))).ShouldBeNull();
        Code(Input(new(2026, 3, 31), hour: 23.9)).ShouldBeNull();
        Code(Input(new(2026, 4, 1))).ShouldBe("space.expired");
    }

    [Fact]
    public void The_agreed_number_of_uses_is_a_hard_limit() => Code(Input(used: 3)).ShouldBe("space.uses-spent");

    [Fact]
    public void A_stated_purpose_must_be_the_agreed_one() => Code(Input() with { Purpose = "营销" }).ShouldBe("space.purpose");

    [Fact]
    public void A_mode_that_was_not_agreed_is_denied() => Code(Input() with { Mode = "file" }).ShouldBe("space.mode");

    [Fact]
    public void Too_many_refusals_on_one_day_end_the_day() => Code(Input() with { RefusalsToday = 1001 }).ShouldBe("space.refusals-spent");

    [Fact]
    public void An_agreement_that_is_not_in_force_allows_nothing()
    {
        Code(Input() with { IsInForce = false }).ShouldBe("space.not-in-force");
        Code(Input(new(2026, 4, 2)) with { IsInForce = false }).ShouldBe("space.expired");
        Code(Input() with { IsStopped = true }).ShouldBe("space.stopped");
    }

    [Fact]
    public void An_agreement_whose_policy_cannot_be_read_permits_nothing()
    {
        var policy = CompiledPolicy.Of(Policies.Agreement() with { Odrl = "{}" });
        Judgement.Of(policy.Policies, Input()).Denial(policy.Agreement)!.Refusal.Code.ShouldBe("space.policy");
    }

    [Fact]
    public void An_answer_may_be_read_again_when_uses_are_spent_and_for_no_other_reason()
    {
        var policy = Compile();
        bool Again(DecisionInput input) => Judgement.Of(policy.Policies, input).LacksUsesOnly(policy.Policies);
        Again(Input(used: 3)).ShouldBeTrue();
        Again(Input(new(2026, 4, 1), used: 3)).ShouldBeFalse();
        Again(Input(used: 3) with { Purpose = "营销" }).ShouldBeFalse();
    }

    [Fact]
    public void Every_denial_has_its_clause_and_the_same_input_always_gives_the_same()
    {
        foreach (var input in new[] { Input(used: 3), Input() with { Purpose = "营销" }, Input() with { Mode = "api" },
            Input(new(2027, 1, 1)) })
        {
            var policy = Compile();
            var judged = Judgement.Of(policy.Policies, input);
            judged.Denial(policy.Agreement)!.ClauseNumber.ShouldNotBeNull();
            var again = Judgement.Of(Compile().Policies, DecisionInput.Of(input.ToJson()));
            (again.Decision, again.Why, again.Input.Sha256()).ShouldBe((judged.Decision, judged.Why, judged.Input.Sha256()));
        }
    }

    [Fact]
    public void A_decision_allocates_nothing()
    {
        var (set, request) = (Compile().Policies, Input().Request);
        set.Decide(request).IsPermitted.ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) set.Decide(request with { Count = i % 5 });
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Columns_are_found_without_regard_to_case_and_unusable_ones_are_not_there()
    {
        Compile().Terms.Columns["DISTRICT"].Name.ShouldBe("district");
        Compile().Terms.Columns.ContainsKey("phone").ShouldBeFalse();
        Compile().Terms.Identity.ShouldBe("owner_id");
    }

    [Fact]
    public void What_the_signed_text_narrows_is_narrowed_whatever_else_is_stored()
    {
        var agreement = Policies.Agreement();
        const string before = "\"leftOperand\":\"yl:minGroup\",\"operator\":\"gteq\",\"rightOperand\":";
        var narrower = agreement with
        {
            Odrl = agreement.Odrl.Replace(before + "\"5\"", before + "\"50\"", StringComparison.Ordinal)
                .Replace("\"district\",", "", StringComparison.Ordinal),
        };
        var terms = CompiledPolicy.Of(narrower).Terms;
        (terms.MinGroup, terms.Columns.ContainsKey("district"), terms.Columns.ContainsKey("rooms")).ShouldBe((50, false, true));
    }

    [Fact]
    public void Terms_of_several_owners_meet_in_the_strictest_in_whatever_order_and_never_loosen()
        => Prop.ForAll(Terms.Three().ToArbitrary(), three =>
        {
            var (a, b, c) = three;
            Said(a.Meet(a)).ShouldBe(Said(a));
            Said(a.Meet(b)).ShouldBe(Said(b.Meet(a)));
            Said(a.Meet(b).Meet(c)).ShouldBe(Said(a.Meet(b.Meet(c))));
            NeverLooser(a.Meet(b), a);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static void NeverLooser(TableTerms met, TableTerms one)
    {
        met.MinGroup.ShouldBeGreaterThanOrEqualTo(one.MinGroup);
        met.RowsMax.ShouldBeLessThanOrEqualTo(one.RowsMax);
        (met.RowsPerIdentityMax ?? int.MaxValue).ShouldBeLessThanOrEqualTo(one.RowsPerIdentityMax ?? int.MaxValue);
        if (one.Identity is not null) met.Identity.ShouldNotBeNull();
        foreach (var column in met.Columns.Values.Where(c => c.Use is not ColumnUse.Identity))
        {
            var own = one.Columns[column.Name];
            (column.Use, column.IsJoinable && !own.IsJoinable, column.Comparable & ~own.Comparable).ShouldBe((own.Use, false, 0));
            column.PublicValues.Except(own.PublicValues).ShouldBeEmpty();
            (column.Low ?? decimal.MinValue).ShouldBeGreaterThanOrEqualTo(own.Low ?? decimal.MinValue);
        }
    }

    /// <summary>All that terms say, as one text.</summary>
    static string Said(TableTerms t)
        => $"{t.MinGroup} {t.Identity} {t.RowsPerIdentityMax} {t.RowsMax} {t.CellsMax} {t.ListMin} {t.SlotSeconds} "
        + string.Join("; ", t.Columns.Values.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => c.ToString()));

    static readonly Gen<TableTerms> Terms =
        from uses in Gen.ArrayOf(Gen.Elements(ColumnUse.None, ColumnUse.Dimension, ColumnUse.Measure, ColumnUse.Join), 3)
        from identity in Gen.Elements(-1, -1, 0, 3)
        from bounds in Gen.ArrayOf(Gen.Choose(0, 5), 4)
        from numbers in Gen.ArrayOf(Gen.Choose(1, 4), 4)
        from joinable in Gen.Elements(true, false)
        from listed in Gen.SubListOf("甲", "乙", "丙:丁")
        from ways in Gen.SubListOf(Enum.GetValues<Comparing>())
        select TableTerms.Of(
            [.. Enumerable.Range(0, 4).Select(i => new ProductColumn($"c{i}", $"列{i}", "BIGINT",
                i == identity ? ColumnUse.Identity : i < 3 ? uses[i] : ColumnUse.None,
                new()
                {
                    Low = bounds[i], High = bounds[3 - i] + 2, Joinable = joinable, Comparisons = [.. ways], PublicValues = [.. listed],
                }))],
            numbers[0], new() { RowsPerIdentityMax = numbers[1] > 2 ? numbers[1] : null, RowsMax = numbers[2], ListMin = numbers[3] });

    static CompiledPolicy Compile() => CompiledPolicy.Of(Policies.Agreement());

    static string? Code(DecisionInput input)
    {
        var policy = Compile();
        return Judgement.Of(policy.Policies, input).Denial(policy.Agreement)?.Refusal.Code;
    }

    static DecisionInput Input(DateOnly? day = null, int used = 0, double hour = 9)
    {
        var now = LegalDay.Start(day ?? Within).AddHours(hour);
        return new("use", Policies.Urn(Policies.Buyer), now, used + 1, null, 1, 1, "信用评估", "110000", "aggregate", "clean-room",
            true, false, Compile().Sha256);
    }
}
