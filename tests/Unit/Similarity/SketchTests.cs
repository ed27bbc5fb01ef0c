using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Similarity;

namespace Yuanliu.Tests.Similarity;

public sealed class SketchTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.0)]
    public void Two_sets_are_as_alike_as_their_sketches_agree(double share)
    {
        const int union = 20_000;
        var both = (int)(union * share);
        var (left, right) = (Enumerable.Range(0, both + (union - both) / 2), Enumerable.Range(0, both).Concat(
            Enumerable.Range(both + (union - both) / 2, (union - both) / 2)));
        Of(left).Likeness(Of(right)).ShouldBe(share, 0.15, "three standard errors at 128 bins");
    }

    [Fact]
    public void A_set_is_wholly_like_itself_in_any_order_and_survives_being_written()
    {
        Prop.ForAll(Gen.Choose(1, 5000).ToArbitrary(), n =>
        {
            var (sketch, turned) = (Of(Enumerable.Range(0, n)), Of(Enumerable.Range(0, n).Reverse()));
            var read = Sketch.Read(sketch.ToBytes(), sketch.Filled);
            return sketch.Likeness(turned) == 1 && read.Likeness(sketch) == 1 && read.BandKeys().SequenceEqual(sketch.BandKeys());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_much_alike_shares_a_band_and_what_is_not_does_not()
    {
        var (found, mistaken) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            var start = round * 1_000_000;
            var whole = Of(Enumerable.Range(start, 10_000));
            if (Shared(whole, Of(Enumerable.Range(start, 9_200)))) found++;
            if (Shared(whole, Of(Enumerable.Range(start + 8_000, 10_000)))) mistaken++;
        }
        found.ShouldBeGreaterThanOrEqualTo(198);
        mistaken.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void The_empty_set_has_no_sketch_and_a_small_one_says_that_it_is_small()
    {
        Sketch.Of([]).ShouldBeNull();
        Of(Enumerable.Range(0, 3)).Filled.ShouldBeLessThanOrEqualTo(3);
        Should.Throw<ArgumentOutOfRangeException>(() => Sketch.Of([(Sketch.Bins, 1UL)]));
        Should.Throw<ArgumentException>(() => Sketch.Read(new byte[7], 1));
    }

    static bool Shared(Sketch a, Sketch b) => a.BandKeys().Intersect(b.BandKeys()).Any();

    static Sketch Of(IEnumerable<int> values) => Sketch.Of(values.Select(Hash).GroupBy(h => (int)(h % Sketch.Bins))
        .Select(g => (g.Key, g.Min())))!;

    static ulong Hash(int value)
    {
        var x = unchecked((ulong)value + 0x1234567) * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        return (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
    }
}
