using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>
/// However much one identity brings: it moves no more than the plan says, and it is always the same part of it that counts.
/// </summary>
public sealed class BoundingTests
{
    const int Groups = 5;

    /// <summary>The promise everything else rests on, for every measure at once and for values far outside the bounds.</summary>
    [Fact]
    public void One_identity_more_or_less_moves_as_many_groups_and_as_far_as_the_plan_says()
        => Prop.ForAll(Tables, Bounds, (rows, bounds) =>
        {
            var plan = Samples.Plan(GroupKeys.Public(Groups), bounds.Groups, bounds.Rows, "1", Samples.Everything(Samples.Income));
            var with = Samples.Lanes(plan, rows, Groups);
            return rows.Select(r => r.Identity).Distinct().All(gone =>
            {
                var without = Samples.Lanes(plan, rows.Where(r => r.Identity != gone), Groups);
                return plan.Measures.All(m => Moved(plan, m, with, without)) && MovedGroups(plan, with, without) <= bounds.Groups;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_identity_at_the_bounds_moves_just_as_far_as_the_plan_says()
    {
        var plan = Samples.Plan(GroupKeys.None, 1, 3, "1", Samples.Everything(Samples.Income));
        var highest = Samples.Lanes(plan, Enumerable.Repeat(new Row(1, 0, 1_000_000), 10), 1);
        foreach (var measure in plan.Measures.Where(m => m.Kind is not (MeasureKind.Bins or MeasureKind.Choice)))
            Int128.Abs(highest[measure.FirstLane]).ShouldBe(measure.Sensitivity, measure.Kind.ToString());
    }

    [Fact]
    public void The_order_of_rows_is_of_no_consequence()
        => Prop.ForAll(Tables, rows =>
        {
            var plan = Samples.Plan(GroupKeys.Public(Groups), 2, 2, "1", Samples.Everything(Samples.Income));
            return Samples.Lanes(plan, rows, Groups).SequenceEqual(Samples.Lanes(plan, rows.AsEnumerable().Reverse(), Groups));
        }).QuickCheckThrowOnFailure();

    /// <summary>Otherwise the mean of many answers would come closer to the whole of what an identity has than one answer may.</summary>
    [Fact]
    public void Asking_again_or_beside_other_identities_keeps_the_same_part()
    {
        var plan = Samples.Plan(GroupKeys.Public(Groups), 1, 1, "1", DpAggregate.Sum(Samples.Income));
        Row[] own = [.. from g in Enumerable.Range(0, Groups) from v in Enumerable.Range(1, 20) select new Row(7, g, v)];
        var alone = Samples.Lanes(plan, own, Groups);
        alone.Count(l => l != 0).ShouldBe(1);
        var others = Enumerable.Range(100, 50).Select(i => new Row(i, i % Groups, 1)).ToArray();
        var together = Samples.Lanes(plan, own.Concat(others), Groups);
        var without = Samples.Lanes(plan, others, Groups);
        together.Zip(without, (a, b) => a - b).ShouldBe(alone);
    }

    [Fact]
    public void Another_secret_keeps_another_part_and_over_many_identities_no_group_is_preferred()
    {
        var plan = Samples.Plan(GroupKeys.Public(Groups), 1, 1, "1", DpAggregate.Identities);
        Row[] rows = [.. from i in Enumerable.Range(0, 5000) from g in Enumerable.Range(0, Groups) select new Row(i, g, null)];
        var one = Samples.Lanes(plan, rows, Groups);
        var other = Samples.Lanes(plan, rows, Groups, ContributionKey.Derive("the secret of another dataset"u8));
        one.ShouldNotBe(other);
        Statistics.ChiSquaredDeviation([.. one.Select(l => (long)l)], [.. Enumerable.Repeat(1000.0, Groups)]).ShouldBeLessThan(3.72);
        Should.Throw<ArgumentException>(() => ContributionKey.Derive("short"u8));
    }

    [Fact]
    public void Fields_of_a_rank_cannot_be_shifted_into_each_other()
    {
        var key = Samples.Key;
        string[] ranks = [key.Rank("ab", "c"), key.Rank("a", "bc"), key.Rank("abc"), key.Rank("abc", null), key.Rank(null, "abc"),
            key.Rank("abc", ""), key.Rank("ab", "1:c"), key.Rank("2:ab", "c")];
        ranks.Distinct().Count().ShouldBe(ranks.Length);
    }

    [Fact]
    public void Values_fall_into_the_bin_whose_lower_edge_they_reach()
    {
        var bins = new BinEdges(new("x", 0, 100), 10, 20);
        new[] { -5L, 0, 9, 10, 19, 20, 99, 100, 500 }.Select(v => bins.BinOf(v)).ShouldBe([0, 0, 0, 1, 1, 2, 2, 2, 2]);
        BinEdges.Even(new("x", 0, 3), 10).Count.ShouldBe(3, "there are no more whole numbers to tell apart");
        Should.Throw<ArgumentException>(() => new BinEdges(new("x", 0, 100), 20, 10));
        Should.Throw<ArgumentException>(() => new BinEdges(new("x", 0, 100), 0));
        Should.Throw<ArgumentException>(() => BinEdges.Even(new("x", 0, 10_000), 257));
    }

    [Fact]
    public void Bounds_that_bound_nothing_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ClampedColumn("x", 5, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => new ClampedColumn("x", 0, long.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => new ClampedColumn("x", 0, 1, scale: 13));
        Should.Throw<ArgumentOutOfRangeException>(() => new ContributionBounds(0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new ContributionBounds(1, 0));
    }

    static bool Moved(DpPlan plan, DpMeasure measure, Int128[] with, Int128[] without)
    {
        for (var group = 0; group < Groups; group++)
        {
            var at = group * plan.LaneCount + measure.FirstLane;
            Int128 all = 0;
            for (var i = at; i < at + measure.LaneCount; i++) all += Int128.Abs(with[i] - without[i]);
            // Of a choice the counts may move by all rows kept; its sensitivity is that of the distances.
            var most = measure.Kind is MeasureKind.Choice ? plan.Query.Bounds.RowsMax : measure.Sensitivity;
            if (all > most) return false;
        }
        return true;
    }

    static int MovedGroups(DpPlan plan, Int128[] with, Int128[] without) => Enumerable.Range(0, Groups).Count(g =>
        !with.AsSpan(g * plan.LaneCount, plan.LaneCount).SequenceEqual(without.AsSpan(g * plan.LaneCount, plan.LaneCount)));

    static Arbitrary<Row[]> Tables { get; } = (
        from identity in Gen.Choose(0, 5)
        from grp in Gen.Choose(0, Groups - 1)
        from value in Gen.OneOf(Gen.Choose(-60, 110).Select(v => (long?)v), Gen.Elements<long?>(null, long.MinValue, long.MaxValue))
        select new Row(identity, grp, value)).ArrayOf().ToArbitrary();

    static Arbitrary<(int Groups, int Rows)> Bounds { get; } = Gen.Choose(1, 4).Zip(Gen.Choose(1, 4)).Select(b => (b.Item1, b.Item2))
        .ToArbitrary();
}
