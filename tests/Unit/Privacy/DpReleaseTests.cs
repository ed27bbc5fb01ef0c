using System.Numerics;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>Answers: right where noise is next to nothing, within their bars where it is not, and silent where they must be.</summary>
public sealed class DpReleaseTests
{
    static readonly ClampedColumn Column = Samples.Income;
    static readonly BinEdges Bins = new(Column, -20, 0, 10, 30);

    static readonly IReadOnlyList<DpAggregate> All =
    [
        DpAggregate.Count, DpAggregate.Identities, DpAggregate.Sum(Column), DpAggregate.Mean(Column), DpAggregate.Variance(Column),
        DpAggregate.Present(Column), DpAggregate.Deviation(Column), DpAggregate.SampleVariance(Column), DpAggregate.SampleDeviation(Column),
        DpAggregate.Quantile(Column, BinEdges.Even(Column, 150), new(9, 10)), DpAggregate.Histogram(Column, Bins),
    ];

    /// <summary>Values 0 … 99, so that all is known in closed form.</summary>
    static readonly Row[] Hundred = [.. Enumerable.Range(0, 100).Select(i => new Row(i, 0, i))];

    [Fact]
    public void Without_noise_to_speak_of_answers_are_those_of_the_data()
    {
        var narrow = new ClampedColumn("x", 0, 20);
        var (tens, ones) = (new BinEdges(narrow, 10), BinEdges.Even(narrow, 20));
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "9000000", DpAggregate.Count, DpAggregate.Identities, DpAggregate.Sum(narrow),
            DpAggregate.Mean(narrow), DpAggregate.Variance(narrow), DpAggregate.Quantile(narrow, ones, new(7, 8)),
            DpAggregate.Histogram(narrow, tens), DpAggregate.Present(narrow), DpAggregate.Deviation(narrow),
            DpAggregate.SampleVariance(narrow), DpAggregate.SampleDeviation(narrow));
        var rows = Enumerable.Range(0, 40).Select(i => new Row(i, 0, i / 2)).ToArray();
        var answers = Release(plan, rows, 1).ShouldHaveSingleItem().Answers;
        answers.Select(a => a.ToString()).ShouldBe(["40", "40", "380", "9.5", "33.25", "18", "20 20", "40", "5.7663", "34.1025641",
            "5.8397"]);
    }

    [Fact]
    public void Scales_are_kept_to_the_last_place()
    {
        var metres = new ClampedColumn("metres", 0, 500, scale: 2);
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "9000000", DpAggregate.Sum(metres), DpAggregate.Mean(metres));
        Row[] rows = [new(1, 0, 101), new(2, 0, 102), new(3, 0, 999_999)];
        Release(plan, rows, 1)[0].Answers.Select(a => a.ToString()).ShouldBe(["7.03", "2.343333"], "1.01 + 1.02 + 5.00");
    }

    /// <summary>Coverage over many releases: what is called 95 % is at least 95 % (up to chance, and seeds are fixed).</summary>
    [Fact]
    public void Answers_lie_within_their_bars_as_often_as_promised()
    {
        const int Releases = 600;
        var truth = new Ratio[] { 100, 100, 4950, Ratio.Parse("49.5"), Ratio.Parse("833.25"), 100,
            Ratio.Parse("28.8660700477"), Ratio.Parse("841.666666667"), Ratio.Parse("29.0114919759") };
        foreach (var kind in Enum.GetValues<NoiseKind>())
        {
            var plan = DpPlan.For(new(GroupKeys.None, new(1, 1), All, kind), Samples.Rho("0.8"));
            var lanes = Samples.Lanes(plan, Hundred, 1);
            var within = new int[truth.Length];
            for (var i = 0; i < Releases; i++)
            {
                var answers = DpRelease.Release(plan, lanes, new SeededBytes((ulong)i))[0].Answers;
                for (var a = 0; a < within.Length; a++) if (Within(answers[a], truth[a])) within[a]++;
            }
            foreach (var hits in within) Statistics.UpperShare(hits, Releases, 3).ShouldBeGreaterThan(0.95);
            within[0].ShouldBeLessThan(Releases, "a bar that never fails is wider than it has to be");
        }
    }

    /// <summary>The bar of a mean before anything is spent is that of a group of the size supposed.</summary>
    [Fact]
    public void Bars_after_a_release_are_those_of_the_preview()
    {
        var plan = Samples.Plan(GroupKeys.None, 1, 1, "9000000", All);
        var answers = Release(plan, Hundred, 1)[0].Answers;
        for (var i = 0; i < 3; i++) answers[i].Bar.ShouldBe(plan.Preview(All[i], 100));
        (answers[3].Bar.HalfWidth <= plan.Preview(All[3], 100).HalfWidth).ShouldBeTrue();
        for (var i = 4; i < 9; i++) (answers[i].Bar.HalfWidth <= plan.Preview(All[i], 100).HalfWidth).ShouldBeTrue($"{All[i].Function}");
        answers[5].Bar.ShouldBe(plan.Preview(All[5], 100));
    }

    /// <summary>A root, and a variance of a sample, are made of noisy numbers that were paid for already.</summary>
    [Fact]
    public void What_is_made_of_a_variance_costs_and_measures_nothing_more()
    {
        var alone = Samples.Plan(GroupKeys.None, 1, 1, "1", DpAggregate.Variance(Column));
        var all = Samples.Plan(GroupKeys.None, 1, 1, "1", [DpAggregate.Variance(Column), DpAggregate.Deviation(Column),
            DpAggregate.SampleVariance(Column), DpAggregate.SampleDeviation(Column), DpAggregate.Present(Column)]);
        all.Measures.Select(m => (m.Kind, m.Share)).ShouldBe(alone.Measures.Select(m => (m.Kind, m.Share)));
        var answers = DpRelease.Release(all, Samples.Lanes(all, Hundred, 1), new SeededBytes(7))[0].Answers;
        answers[0].ShouldBe(DpRelease.Release(alone, Samples.Lanes(alone, Hundred, 1), new SeededBytes(7))[0].Answers[0],
            new SameAnswer());
        var (whole, root) = (answers[0].First, answers[1].First);
        (BigInteger.Abs(root * root - whole) <= 2 * root + 1).ShouldBeTrue();
    }

    /// <summary>Whatever noise makes of next to nothing: no root of a negative number, no division by a count that is not there.</summary>
    [Fact]
    public void Of_nobody_and_of_one_a_spread_stays_within_what_the_bounds_allow()
    {
        DpAggregate[] spreads = [DpAggregate.Deviation(Column), DpAggregate.SampleVariance(Column), DpAggregate.SampleDeviation(Column)];
        foreach (var rho in new[] { "0.000001", "0.01", "9000000" })
        {
            var plan = Samples.Plan(GroupKeys.None, 1, 1, rho, spreads);
            for (var seed = 0UL; seed < 200; seed++)
                foreach (var rows in (Row[][])[[], [new(1, 0, 100)]])
                {
                    var answers = DpRelease.Release(plan, Samples.Lanes(plan, rows, 1), new SeededBytes(seed))[0].Answers;
                    var most = new Ratio[] { 75, 11_250, Ratio.Parse("106.0661") };
                    for (var i = 0; i < spreads.Length; i++)
                        (answers[i].First.Sign >= 0 && answers[i].First <= most[i] * BigInteger.Pow(10, answers[i].Scale)).ShouldBeTrue();
                }
        }
    }

    /// <summary>Answers hold lists, which are compared by what they hold.</summary>
    sealed class SameAnswer : IEqualityComparer<DpAnswer>
    {
        public bool Equals(DpAnswer? a, DpAnswer? b) => a!.Units.SequenceEqual(b!.Units) && a.Scale == b.Scale && a.Bar == b.Bar;
        public int GetHashCode(DpAnswer answer) => answer.Scale;
    }

    [Fact]
    public void Quantiles_come_close_in_rank()
    {
        foreach (var (rank, value) in new[] { (new Ratio(1, 10), 10), (new Ratio(1, 2), 50), (new Ratio(99, 100), 99) })
        {
            var plan = Samples.Plan(GroupKeys.None, 1, 1, "4", DpAggregate.Quantile(Column, BinEdges.Even(Column, 150), rank));
            var bar = plan.Preview(plan.Query.Aggregates[0], 0);
            var lanes = Samples.Lanes(plan, Hundred, 1);
            var near = Enumerable.Range(0, 400).Select(i => DpRelease.Release(plan, lanes, new SeededBytes((ulong)i))[0].Answers[0].First)
                .Count(found => BigInteger.Abs(found - value) <= bar.RowsAround + bar.HalfWidth);
            Statistics.UpperShare(near, 400, 3).ShouldBeGreaterThan(0.95);
            bar.RowsAround.ShouldBeLessThan(20);
        }
    }

    [Fact]
    public void A_group_of_one_hardly_ever_shows_and_a_large_one_nearly_always()
    {
        var plan = Samples.Plan(GroupKeys.Selected(Samples.Delta("0.01")), 1, 1, "0.5", DpAggregate.Identities);
        var large = (int)plan.IdentitiesToShow();
        Row[] rows = [new(1000, 0, null), .. Enumerable.Range(0, large).Select(i => new Row(i, 1, null))];
        var lanes = Samples.Lanes(plan, rows, 2);
        var shown = Enumerable.Range(0, 5000).SelectMany(i => DpRelease.Release(plan, lanes, new SeededBytes((ulong)i)))
            .ToLookup(g => g.Group);
        Statistics.LowerShare(shown[0].Count(), 5000, 3.3).ShouldBeLessThan(0.01);
        Statistics.UpperShare(shown[1].Count(), 5000, 3.3).ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void A_group_without_anybody_never_shows_where_the_data_names_groups_and_always_where_the_list_does()
    {
        var selected = Samples.Plan(GroupKeys.Selected(Samples.Delta("0.4")), 1, 1, "0.001", DpAggregate.Identities);
        for (var i = 0; i < 100; i++) DpRelease.Release(selected, new Int128[50], new SeededBytes((ulong)i)).ShouldBeEmpty();
        var listed = Samples.Plan(GroupKeys.Public(50), 1, 1, "0.001", DpAggregate.Identities);
        var groups = DpRelease.Release(listed, new Int128[50], new SeededBytes(1));
        groups.Count.ShouldBe(50);
        groups.Select(g => g.Answers[0].First).Distinct().Count().ShouldBeGreaterThan(30, "each with noise of its own");
    }

    [Fact]
    public void Lanes_that_are_not_those_of_the_plan_are_refused()
    {
        var plan = Samples.Plan(GroupKeys.Public(3), 1, 1, "1", DpAggregate.Mean(Column));
        Should.Throw<ArgumentException>(() => DpRelease.Release(plan, new Int128[5], new SystemRandomBytes()));
        Should.Throw<ArgumentException>(() => DpRelease.Release(plan, new Int128[4], new SystemRandomBytes()));
        DpRelease.Release(plan, new Int128[6], new SystemRandomBytes()).Count.ShouldBe(3);
    }

    [Fact]
    public void Sums_at_the_edge_of_what_fits_are_released_as_they_are()
    {
        var widest = new ClampedColumn("x", -ClampedColumn.BoundMax, ClampedColumn.BoundMax);
        var plan = Samples.Plan(GroupKeys.None, 1, 1_000_000, "1", DpAggregate.Sum(widest));
        var sum = (Int128.One << 40) * 1_000_000 * ClampedColumn.BoundMax;
        var answer = DpRelease.Release(plan, [sum], new SeededBytes(1))[0].Answers[0];
        (BigInteger.Abs(answer.First - sum) < 10 * answer.Bar.HalfWidth).ShouldBeTrue();
    }

    static bool Within(DpAnswer answer, Ratio truth)
    {
        var units = truth * BigInteger.Pow(10, answer.Scale);
        return answer.First - units <= answer.Bar.HalfWidth && units - answer.First <= answer.Bar.HalfWidth;
    }

    static IReadOnlyList<DpGroup> Release(DpPlan plan, Row[] rows, int groups)
        => DpRelease.Release(plan, Samples.Lanes(plan, rows, groups), new SeededBytes(42));
}
