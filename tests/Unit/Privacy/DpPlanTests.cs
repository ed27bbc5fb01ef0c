using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>What a plan says before any data is read: its cost, its noise, its threshold and its error bars.</summary>
public sealed class DpPlanTests
{
    static readonly GroupKeys Selected = GroupKeys.Selected(Samples.Delta("0.000001"));

    [Fact]
    public void All_measures_together_cost_no_more_than_was_asked_for_and_hardly_less()
        => Prop.ForAll(Plans, plan =>
        {
            Ratio real = 0;
            foreach (var measure in plan.Measures)
            {
                var own = measure.Choice is { } choice
                    ? choice.Epsilon * choice.Epsilon / 8 * plan.Query.GroupsMoved
                    : measure.Noise!.RhoOf(measure.Sensitivity) * plan.Query.GroupsMoved;
                if (own > measure.Share.Exact) return false;
                real += own;
            }
            return real <= plan.Cost.Rho.Exact && real > plan.Cost.Rho.Exact * new Ratio(9_999, 10_000)
                && plan.Cost.Delta == plan.Query.Keys.Delta;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_threshold_holds_its_delta_for_all_groups_of_an_identity_and_no_lower_one_does()
        => Prop.ForAll(Plans, plan =>
        {
            if (plan.Threshold is not { } threshold) return plan.Query.Keys.PublicCount is not null;
            var noise = plan.Measures.Single(m => m.Kind is MeasureKind.Identities).Noise!;
            var each = plan.Query.Keys.Delta.Exact / plan.Query.GroupsMoved;
            return noise.ReachedWith(each) == threshold - 1 && (threshold <= 2 || noise.ReachedWith(each / 1000) >= threshold - 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_measure_that_two_aggregates_need_is_measured_and_paid_for_once()
    {
        var column = Samples.Income;
        var plan = Samples.Plan(Selected, 2, 1, "1", DpAggregate.Identities, DpAggregate.Mean(column), DpAggregate.Variance(column));
        plan.Measures.Select(m => m.Kind).ShouldBe(
            [MeasureKind.Identities, MeasureKind.Present, MeasureKind.Centred, MeasureKind.Squares]);
        plan.Measures.ShouldAllBe(m => m.Share == Samples.Rho("0.25"));
    }

    [Fact]
    public void Sensitivities_follow_from_bounds_alone()
    {
        var plan = Samples.Plan(GroupKeys.None, 1, 3, "1", Samples.Everything(Samples.Income));
        plan.Measures.ToDictionary(m => m.Kind, m => (long)m.Sensitivity).ShouldBe(new Dictionary<MeasureKind, long>
        {
            [MeasureKind.Rows] = 3, [MeasureKind.Identities] = 1, [MeasureKind.Sum] = 3 * 100, [MeasureKind.Present] = 3,
            [MeasureKind.Centred] = 3 * 150, [MeasureKind.Squares] = 3 * 150 * 150, [MeasureKind.Choice] = 3, [MeasureKind.Bins] = 3,
        });
    }

    [Fact]
    public void Public_groups_fewer_than_an_identity_may_be_in_cost_by_their_number()
    {
        Samples.Plan(GroupKeys.Public(2), 50, 1, "1", DpAggregate.Count).Query.GroupsMoved.ShouldBe(2);
        Samples.Plan(GroupKeys.None, 50, 1, "1", DpAggregate.Count).Query.GroupsMoved.ShouldBe(1);
        Samples.Plan(Selected, 50, 1, "1", DpAggregate.Count).Query.GroupsMoved.ShouldBe(50);
    }

    /// <summary>σ² = Δ²/2ρ: with ρ = 1/2 the standard deviation is the sensitivity, and 95 % lie within twice that, roughly.</summary>
    [Fact]
    public void A_preview_is_the_noise_in_words()
    {
        var plan = Samples.Plan(GroupKeys.None, 1, 10, "0.5", DpAggregate.Count);
        plan.Preview(DpAggregate.Count, 0).ShouldBe(new ErrorBar(20, 0, 0));
        plan.Preview(DpAggregate.Count, 1_000_000).ShouldBe(new ErrorBar(20, 0, 0), "it does not depend on the data");
        var metres = Samples.Plan(GroupKeys.None, 1, 1, "0.5", DpAggregate.Sum(Samples.Metres));
        metres.Preview(metres.Query.Aggregates[0], 0).ToString().ShouldStartWith("±490");
    }

    [Fact]
    public void More_rho_or_more_rows_never_widen_a_bar()
        => Prop.ForAll(Plans, plan =>
        {
            if (plan.Cost.Rho.Units > long.MaxValue / 8) return true;
            var richer = DpPlan.For(plan.Query, new(plan.Cost.Rho.Units * 4));
            return plan.Query.Aggregates.All(a => plan.Preview(a, 1000).HalfWidth >= richer.Preview(a, 1000).HalfWidth
                && plan.Preview(a, 1000).RowsAround >= richer.Preview(a, 1000).RowsAround
                && plan.Preview(a, 1000).HalfWidth >= plan.Preview(a, 1_000_000).HalfWidth)
                && (richer.Threshold ?? 0) <= (plan.Threshold ?? 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_mean_of_next_to_nobody_may_be_anything_within_the_bounds()
    {
        var mean = DpAggregate.Mean(Samples.Income);
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "0.1", mean);
        plan.Preview(mean, 0).HalfWidth.ShouldBe(150 * BigInteger.Pow(10, 4));
        plan.Preview(mean, 1_000_000).ToString().ShouldStartWith("±0.00");
    }

    [Fact]
    public void A_plan_tells_how_large_a_group_must_be_to_show()
    {
        var plan = Samples.Plan(Selected, 1, 1, "0.5", DpAggregate.Identities);
        ((int)plan.Threshold!.Value, (int)plan.IdentitiesToShow()).ShouldBe((7, 9));
        Samples.Plan(GroupKeys.None, 1, 1, "0.5", DpAggregate.Identities).IdentitiesToShow().ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_planned_is_refused()
    {
        Should.Throw<ArgumentException>(() => Samples.Plan(GroupKeys.None, 1, 1, "1"));
        Should.Throw<ArgumentOutOfRangeException>(() => Samples.Plan(GroupKeys.None, 1, 1, "0", DpAggregate.Count));
        Should.Throw<ArgumentOutOfRangeException>(() => GroupKeys.Selected(default));
        Should.Throw<ArgumentOutOfRangeException>(() => GroupKeys.Selected(new(Delta.UnitsPerOne)));
        Should.Throw<ArgumentOutOfRangeException>(() => GroupKeys.Public(0));
        var widest = new ClampedColumn("x", -ClampedColumn.BoundMax, ClampedColumn.BoundMax);
        Should.Throw<ArgumentException>(() => Samples.Plan(GroupKeys.None, 1, 1, "1", DpAggregate.Variance(widest)));
        Should.Throw<ArgumentOutOfRangeException>(() => DpAggregate.Quantile(widest, BinEdges.Even(widest, 2), 1));
        Should.Throw<InvalidOperationException>(() => DpAggregate.Count.Column);
    }

    static Arbitrary<DpPlan> Plans { get; } = (
        from groupsMax in Gen.Choose(1, 20)
        from rowsMax in Gen.Choose(1, 20)
        from rho in Gen.Choose(1, 2_000_000)
        from laplace in Gen.Elements(NoiseKind.Gaussian, NoiseKind.Laplace)
        from keys in Gen.Elements(GroupKeys.None, GroupKeys.Public(7), Selected)
        from aggregates in Gen.SubListOf(Samples.Everything(Samples.Income).ToArray())
        select DpPlan.For(new(keys, new(groupsMax, rowsMax), aggregates.Count == 0 ? [DpAggregate.Count] : [.. aggregates], laplace),
            new(rho * 1_000_000L))).ToArbitrary();
}
