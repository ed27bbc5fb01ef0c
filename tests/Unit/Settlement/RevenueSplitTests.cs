using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Settlement.Bills;

namespace Yuanliu.Tests.Settlement;

public sealed class RevenueSplitTests
{
    [Fact]
    public void Each_party_gets_the_own_share_when_it_comes_out_even()
        => Divide(10_000, 6_000, 3_000, 1_000).ShouldBe([6_000, 3_000, 1_000]);

    [Fact]
    public void The_fen_that_is_left_goes_to_the_largest_remainder()
        => Divide(101, 5_000, 4_900, 100).ShouldBe([51, 49, 1]);      // 50.50, 49.49, 1.01: the first remainder is the largest

    [Fact]
    public void Equal_remainders_are_settled_by_the_order_holder_operator_platform()
        => Divide(1, 5_000, 5_000, 0).ShouldBe([1, 0, 0]);

    [Fact]
    public void The_largest_amount_is_divided_without_overflow()
        => Divide(long.MaxValue, 3_333, 3_333, 3_334).Aggregate((a, b) => checked(a + b)).ShouldBe(long.MaxValue);

    [Fact]
    public void Shares_that_do_not_make_a_whole_are_a_bug()
    {
        Should.Throw<ArgumentException>(() => RevenueSplit.Divide(new(100), [5_000, 4_000]));
        Should.Throw<ArgumentException>(() => RevenueSplit.Divide(new(100), [11_000, -1_000]));
        Should.Throw<ArgumentOutOfRangeException>(() => RevenueSplit.Divide(new(-1), [10_000]));
    }

    [Fact]
    public void No_fen_is_lost_and_nobody_is_more_than_one_fen_from_the_exact_share()
        => Prop.ForAll(Cases, split =>
        {
            var parts = RevenueSplit.Divide(new(split.Amount), split.Shares);
            return parts.Aggregate(Fen.Zero, (a, b) => a + b).Value == split.Amount
                && parts.Zip(split.Shares).All(p => decimal.Abs(p.First.Value - (decimal)split.Amount * p.Second / 10_000) < 1)
                && RevenueSplit.Divide(new(split.Amount), split.Shares).SequenceEqual(parts);
        }).QuickCheckThrowOnFailure();

    static Arbitrary<(long Amount, int[] Shares)> Cases { get; } = (
        from amount in Gen.OneOf(Gen.Choose(0, 200).Select(n => (long)n),
            ArbMap.Default.GeneratorFor<long>().Select(n => n & long.MaxValue))
        from cuts in Gen.Choose(0, 10_000).ListOf(3)
        let sorted = cuts.Order().ToArray()
        select (amount, new[] { sorted[0], sorted[1] - sorted[0], sorted[2] - sorted[1], 10_000 - sorted[2] })).ToArbitrary();

    static IEnumerable<long> Divide(long amount, params int[] shares) => RevenueSplit.Divide(new(amount), shares).Select(f => f.Value);
}
