using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Overlap;

namespace Yuanliu.Tests.Overlap;

public sealed class OverlapAuditorTests
{
    const int Threshold = 3;

    static OverlapAuditor Auditor(params UnitSet[][] past)
    {
        var auditor = new OverlapAuditor(Owners.Themselves, Threshold);
        foreach (var release in past) auditor.Add(release);
        return auditor;
    }

    static UnitSet Range(uint start, uint end) => UnitSet.Range(start, end);

    [Fact]
    public void A_group_that_lacks_few_of_an_earlier_one_is_held_back_and_its_neighbour_is_not()
    {
        var auditor = Auditor([Range(0, 10)]);
        auditor.Check([Range(0, 9)]).ShouldBe([new(0, OverlapKind.Pair)]);
        auditor.Check([Range(0, 12)]).ShouldBe([new(0, OverlapKind.Pair)]);
        auditor.Check([Range(0, 7)]).ShouldBeEmpty();
        auditor.Check([Range(0, 10)]).ShouldBeEmpty();
        auditor.Check([Range(20, 30)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_total_is_held_back_when_two_earlier_groups_are_all_of_it_but_few()
        => Auditor([Range(0, 5)], [Range(5, 9)]).Check([Range(0, 10)]).Single().Kind.ShouldBe(OverlapKind.PairUnion);

    [Fact]
    public void A_total_is_held_back_when_the_groups_of_an_answer_are_all_of_it_but_the_small_ones()
        => Auditor([Range(0, 4), Range(4, 8), Range(8, 12)]).Check([Range(0, 13)]).Single().Kind.ShouldBe(OverlapKind.Partition);

    [Fact]
    public void A_total_of_all_groups_of_an_answer_is_no_secret()
        => Auditor([Range(0, 4), Range(4, 8), Range(8, 12)]).Check([Range(0, 12)]).ShouldBeEmpty();

    [Fact]
    public void A_total_is_held_back_when_three_answers_one_after_another_are_all_of_it_but_few()
        => Auditor([Range(0, 4)], [Range(4, 8)], [Range(8, 12)]).Check([Range(0, 13)]).Single().Kind.ShouldBe(OverlapKind.Chain);

    [Fact]
    public void Of_the_parts_of_an_earlier_total_the_smallest_is_held_back()
        => Auditor([Range(0, 14)]).Check([Range(0, 4), Range(4, 9), Range(9, 13)]).ShouldBe([new(0, OverlapKind.Partition)]);

    [Fact]
    public void The_last_piece_of_an_earlier_total_is_held_back()
        => Auditor([Range(0, 10)], [Range(0, 5)]).Check([Range(5, 9)]).Single().Kind.ShouldBe(OverlapKind.PairUnion);

    [Fact]
    public void Many_rows_of_one_owner_are_one_owner()
    {
        var auditor = new OverlapAuditor(new Owners([.. Enumerable.Range(0, 100).Select(u => (uint)(u < 50 ? u : 7))]), Threshold);
        auditor.Add([Range(0, 50)]);
        auditor.Check([Range(0, 100)]).Single().Kind.ShouldBe(OverlapKind.Pair);
    }

    [Fact]
    public void Sets_that_only_phantoms_tell_apart_differ_in_meaning_and_are_held_back_as_if_somebody_stood_there()
    {
        var phantom = Range(Owners.PhantomsFrom, Owners.PhantomsFrom + 1);
        var auditor = Auditor([Range(0, 10).Or(phantom)]);
        auditor.Check([Range(0, 10)]).Single().Kind.ShouldBe(OverlapKind.Pair);
        auditor.Check([Range(0, 10).Or(phantom)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_phantom_for_which_an_answer_had_no_group_keeps_nobody_from_adding_its_groups_up()
    {
        var (reached, other) = (Range(Owners.PhantomsFrom, Owners.PhantomsFrom + 1), Range(Owners.PhantomsFrom + 1, Owners.PhantomsFrom
            + 2));
        var auditor = new OverlapAuditor(Owners.Themselves, Threshold);
        auditor.Add([Range(0, 5), Range(5, 10)], voids: reached);
        auditor.Check([Range(0, 10).Or(reached)]).ShouldBeEmpty();
        auditor.Check([Range(0, 10).Or(other)]).Single().Kind.ShouldBe(OverlapKind.Partition);
    }

    [Fact]
    public void Rows_of_an_earlier_version_have_owners_too()
    {
        var owners = new Owners([0, 1, 2, 3]);
        owners.Append([1, 9], 2).ShouldBe(4u);
        owners.Append(null, uint.MaxValue - 1).ShouldBeNull();
        Enumerable.Range(0, 7).Select(u => owners.Of((uint)u)).ShouldBe([0u, 1u, 2u, 3u, 1u, 9u, 6u]);
    }

    [Fact]
    public void When_there_is_more_to_compare_than_a_check_may_take_nothing_is_released()
    {
        var auditor = new OverlapAuditor(Owners.Themselves, Threshold, stepsMax: 3);
        for (var i = 0u; i < 10; i++) auditor.Add([Range(i * 10, i * 10 + 9)]);
        auditor.Check([Range(500, 600), Range(700, 800)]).Select(f => f.Kind).ShouldBe([OverlapKind.TooMuch, OverlapKind.TooMuch]);
    }

    [Fact]
    public void Whatever_was_asked_before_what_is_released_leaves_no_narrow_difference_and_nothing_is_held_back_without_one()
        => Prop.ForAll(Histories.ToArbitrary(), history =>
        {
            var owners = history.Owners;
            var auditor = new OverlapAuditor(new Owners(owners), Threshold);
            var past = new List<int[]>();
            foreach (var asked in history.Answers)
            {
                var groups = asked.Where(g => Brute.OwnersIn(g, owners) >= Threshold).ToArray();
                var held = auditor.Check([.. groups.Select(Brute.Set)]).Select(f => f.Group).ToHashSet();
                int[] released = [.. groups.Where((_, i) => !held.Contains(i))];
                Brute.NarrowDifference(past, released, owners, Threshold).ShouldBeNull();
                if (held.Count > 0) Brute.HasNarrowSum(past, groups, owners, Threshold).ShouldBeTrue();
                auditor.Add([.. released.Select(Brute.Set)]);
                past.Add(released);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    /// <summary>A few answers about a dozen units; the groups of one answer never overlap.</summary>
    static readonly Gen<(uint[] Owners, int[][] Answers)> Histories =
        from owners in Gen.ArrayOf(Gen.Choose(0, 11), Brute.Units)
        from answers in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 3), Brute.Units), 4)
        select (owners.Select((o, i) => (uint)(o < 9 ? i : o)).ToArray(),
            answers.Select(keys => Enumerable.Range(1, 3)
                .Select(key => keys.Select((k, unit) => k == key ? 1 << unit : 0).Sum()).Where(g => g != 0).ToArray()).ToArray());
}

/// <summary>The same questions asked of every combination there is.</summary>
file static class Brute
{
    public const int Units = 12;

    public static UnitSet Set(int mask) => UnitSet.Of(Enumerable.Range(0, Units).Where(u => (mask >> u & 1) != 0).Select(u => (uint)u));

    public static int OwnersIn(int mask, uint[] owners)
        => Enumerable.Range(0, Units).Where(u => (mask >> u & 1) != 0).Select(u => owners[u]).Distinct().Count();

    /// <summary>
    /// Sums of two groups of different answers, or of any groups of one answer, beside a single group. What is in a sum twice is part of
    /// the difference.
    /// </summary>
    /// <returns>Null when there is none; else what it is.</returns>
    public static string? NarrowDifference(List<int[]> past, int[] released, uint[] owners, int threshold)
    {
        List<int[]> all = [.. past, released];
        var singles = all.SelectMany(a => a).ToList();
        var sums = all.SelectMany(Subsets).Select(s => (Union: s, Twice: 0)).Concat(
            from a in all from b in all where a != b from x in a from y in b select (Union: x | y, Twice: x & y)).ToList();
        return (from s in singles from u in sums
                where s != u.Union && OwnersIn(s ^ u.Union | u.Twice, owners) < threshold
                select $"{s:B} is nearly {u.Union:B} twice {u.Twice:B}").FirstOrDefault();
    }

    /// <summary>Any two sums of groups.</summary>
    public static bool HasNarrowSum(List<int[]> past, int[] asked, uint[] owners, int threshold)
    {
        var sums = new HashSet<int> { 0 };
        foreach (var group in past.Append(asked).SelectMany(a => a).Distinct())
            sums.UnionWith([.. sums.Select(s => s | group)]);
        return sums.Any(a => sums.Any(b => a != b && OwnersIn(a ^ b, owners) < threshold));
    }

    static IEnumerable<int> Subsets(int[] groups)
        => Enumerable.Range(1, (1 << groups.Length) - 1).Select(pick => groups.Where((_, i) => (pick >> i & 1) != 0)
            .Aggregate((a, b) => a | b));
}
