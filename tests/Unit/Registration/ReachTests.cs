using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Tests.Registration;

/// <summary>The algebra of how far rights reach, against what it means: a set of uses.</summary>
public sealed class ReachTests
{
    /// <summary>One use: an item, for a scenario, at a place, on a day. The last of each is in no list that is drawn.</summary>
    sealed record Use(string Item, string Scenario, string Place, DateOnly Day);

    static readonly string[] Items = ["id", "name", "time"], Scenarios = ["研究", "信贷", "医疗"],
        Places = ["京", "京/海淀", "京/海淀/中关村", "京/朝阳", "津"];
    static readonly DateOnly First = new(2026, 1, 1);

    static readonly List<Use> Uses =
    [
        .. from item in Items.Append("other")
           from scenario in Scenarios.Append("其他")
           from place in Places.Concat(["京/海淀/上地", "京/通州", "津/和平", "沪"])
           from day in new[] { First, First.AddDays(1), First.AddDays(2), First.AddDays(1000) }
           select new Use(item, scenario, place, day),
    ];

    static readonly Gen<Reach> AnyReach =
        from items in Gen.SubListOf(Items)
        from scenarios in Gen.SubListOf(Scenarios)
        from places in Gen.SubListOf(Places)
        from days in Gen.Choose(-1, 2)
        from share in Gen.Elements<int?>(null, 2_500, 5_000, 10_000)
        from exclusive in Gen.Elements(true, false)
        select new Reach
        {
            Items = [.. items], Scenarios = [.. scenarios], Territory = places.Count == 0 ? null : string.Join('；', places),
            Until = days < 0 ? null : First.AddDays(days), ShareBasisPoints = share, Exclusive = exclusive,
        };

    static bool Allows(Reach reach, Use use) => (reach.Items.Count == 0 || reach.Items.Contains(use.Item))
        && (reach.Scenarios.Count == 0 || reach.Scenarios.Contains(use.Scenario))
        && (reach.Territory is null || reach.Territory.Split('；').Any(p => use.Place == p
            || use.Place.StartsWith(p + "/", StringComparison.Ordinal)))
        && !(use.Day > reach.Until);

    static List<Use> Of(Reach reach) => Uses.FindAll(u => Allows(reach, u));

    static int ShareOf(Reach reach) => reach.ShareBasisPoints ?? Reach.WholeShare;

    [Fact]
    public void One_reach_is_within_another_when_it_allows_no_use_and_no_share_that_the_other_does_not()
        => Prop.ForAll(AnyReach.Two().ToArbitrary(), pair =>
        {
            var (one, other) = pair;
            var allowed = Of(other).ToHashSet();
            return one.IsWithin(other) == (Of(one).TrueForAll(allowed.Contains) && ShareOf(one) <= ShareOf(other)
                && (!one.Exclusive || other.Exclusive));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_two_have_in_common_is_what_both_allow_and_two_with_nothing_in_common_do_not_overlap()
        => Prop.ForAll(AnyReach.Two().ToArbitrary(), pair =>
        {
            var (one, other) = pair;
            var both = Of(one).Intersect(Of(other)).ToList();
            var meet = one.Meet(other);
            return meet is null ? both.Count == 0 && !one.Overlaps(other)
                : Of(meet).SequenceEqual(both) && meet.IsWithin(one) && meet.IsWithin(other) && meet.Equals(other.Meet(one));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_within_both_is_within_what_they_have_in_common()
        => Prop.ForAll(AnyReach.Three().ToArbitrary(), three =>
        {
            var (one, other, small) = three;
            return !(small.IsWithin(one) && small.IsWithin(other)) || one.Meet(other) is { } meet && small.IsWithin(meet);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Within_is_an_order() => Prop.ForAll(AnyReach.Three().ToArbitrary(), three =>
    {
        var (a, b, c) = three;
        return a.IsWithin(a) && (!(a.IsWithin(b) && b.IsWithin(c)) || a.IsWithin(c)) && (!(a.IsWithin(b) && b.IsWithin(a)) || a.Equals(b));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_whole_share_is_the_same_right_whether_it_is_said_or_not()
        => new Reach { ShareBasisPoints = Reach.WholeShare }.ShouldBe(new Reach());

    [Fact]
    public void A_derived_right_never_exceeds_its_parent_along_any_chain()
        => Prop.ForAll(AnyReach.ListOf(6).Two().ToArbitrary(), pair =>
        {
            var chain = new List<Reach> { Reach.Whole };
            foreach (var asked in pair.Item1.Concat(pair.Item2))
                if (asked.OutOf(chain[^1]) is { } made) chain.Add(made);
            return Enumerable.Range(0, chain.Count).All(i => Enumerable.Range(0, i).All(j => chain[i].IsWithin(chain[j])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Out_of_a_larger_right_one_gets_no_less_and_for_a_larger_asking_no_less()
        => Prop.ForAll(AnyReach.Three().ToArbitrary(), three =>
        {
            var (asked, parent, other) = three;
            if (parent.Meet(other) is not { } smaller) return true;
            return (asked.OutOf(smaller) is not { } less || asked.OutOf(parent) is { } more && less.IsWithin(more))
                && (smaller.OutOf(asked) is not { } narrow || parent.OutOf(asked) is { } wide && narrow.IsWithin(wide));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_does_not_exceed_a_parent_is_made_as_it_was_asked_for_in_every_limit_it_names()
        => Prop.ForAll(AnyReach.Two().ToArbitrary(), pair =>
        {
            var (asked, parent) = pair;
            if (asked.Exceeds(parent).Any()) return true;
            var made = asked.OutOf(parent)!;
            return made.IsWithin(parent) && (asked.Items.Count == 0 || made.Items.SequenceEqual(asked.Items))
                && (asked.Scenarios.Count == 0 || made.Scenarios.SequenceEqual(asked.Scenarios))
                && (asked.Territory is null || made.Territory == asked.Territory) && (asked.Until is null || made.Until == asked.Until)
                && made.Exclusive == asked.Exclusive;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_widened_right_allows_what_both_allowed() => Prop.ForAll(AnyReach.Two().ToArbitrary(), pair =>
    {
        var wide = pair.Item1.Join(pair.Item2);
        return pair.Item1.IsWithin(wide) && pair.Item2.IsWithin(wide) && wide.Equals(pair.Item2.Join(pair.Item1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_part_that_is_taken_away_is_gone_and_what_is_left_was_there_before()
        => Prop.ForAll(AnyReach.Two().ToArbitrary(), pair =>
        {
            var (right, part) = pair;
            if (!right.CanLose(part)) return true;
            return right.Without(part, [.. Items, "other"]) is not { } left
                || left.IsWithin(right) && (part.Items.Count == 0 || !left.Items.Intersect(part.Items).Any())
                && (part.Scenarios.Count == 0 || !left.Scenarios.Intersect(part.Scenarios).Any());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Places_are_read_with_either_stroke_and_one_within_another_is_not_told_twice()
    {
        new Reach { Territory = "北京市／海淀区、 北京市; 天津市/和平区" }.Territory.ShouldBe("北京市；天津市/和平区");
        new Reach { Territory = "北京市/海淀区" }.IsWithin(new() { Territory = "北京市" }).ShouldBeTrue();
        new Reach { Territory = "北京市西" }.IsWithin(new() { Territory = "北京市" }).ShouldBeFalse("a name that begins alike is another place");
        new Reach { Territory = "  " }.Territory.ShouldBeNull();
    }

    [Fact]
    public void What_exceeds_is_named()
    {
        var parent = new Reach { Items = ["a"], Scenarios = ["研究"], Territory = "北京市", Until = First, ShareBasisPoints = 5_000 };
        new Reach { Items = ["b"], Scenarios = ["信贷"], Territory = "天津市", Until = First.AddDays(1), ShareBasisPoints = 6_000,
            Exclusive = true }
            .Exceeds(parent).ShouldBe([Extent.Items, Extent.Scenarios, Extent.Territory, Extent.Term, Extent.Share, Extent.Exclusive]);
        new Reach().Exceeds(parent).ShouldBeEmpty("what sets no limit takes its parent's");
        new Reach().OutOf(parent).ShouldBe(parent);
    }
}
