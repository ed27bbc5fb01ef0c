using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>Draws against closed forms, and every width of arithmetic against arbitrary width.</summary>
public sealed class SamplerTests
{
    /// <summary>One chance in ten thousand, one-sided.</summary>
    const double Deviations = 3.72;

    [Theory]
    [InlineData("0.01", 1_000_000)]
    [InlineData("1", 1_000_000)]
    [InlineData("299.29", 1_000_000)]
    [InlineData("1000000", 1_000_000)]
    [InlineData("0.333333333333", 1_000_000)]
    public void Gaussian_draws_follow_their_closed_form(string variance, int draws)
    {
        var noise = new DiscreteGaussian(Ratio.Parse(variance));
        var value = double.Parse(variance, System.Globalization.CultureInfo.InvariantCulture);
        Fits(noise, draws, k => Math.Exp(-(double)k * k / (2 * value)), (int)Math.Ceiling(8 * Math.Sqrt(value)) + 2);
    }

    [Theory]
    [InlineData("0.1", 1_000_000)]
    [InlineData("1", 1_000_000)]
    [InlineData("17.3", 1_000_000)]
    [InlineData("2.5", 1_000_000)]
    [InlineData("1000", 1_000_000)]
    public void Laplace_draws_follow_their_closed_form(string scale, int draws)
    {
        var noise = new DiscreteLaplace(Ratio.Parse(scale));
        var value = double.Parse(scale, System.Globalization.CultureInfo.InvariantCulture);
        Fits(noise, draws, k => Math.Exp(-Math.Abs(k) / value), (int)Math.Ceiling(25 * value) + 2);
    }

    [Theory]
    [InlineData(40, 500_000)]
    [InlineData(62, 20_000)]
    [InlineData(90, 20_000)]
    public void Wide_Gaussian_draws_fall_into_equal_parts_of_the_curve_and_into_every_remainder(int bits, int draws)
    {
        var noise = DiscreteGaussian.AtLeast(BigInteger.One << 2 * bits);
        using var words = SeededBytes.Words(7);
        var (parts, remainders) = (new long[64], new long[16]);
        for (var i = 0; i < draws; i++)
        {
            var drawn = noise.Draw(words);
            parts[Math.Min(63, (int)(64 * Statistics.NormalBelow((double)drawn / Math.Pow(2, bits))))]++;
            remainders[(int)(drawn & 15)]++;
        }
        Statistics.ChiSquaredDeviation(parts, [.. Enumerable.Repeat(draws / 64.0, 64)]).ShouldBeLessThan(Deviations);
        Statistics.ChiSquaredDeviation(remainders, [.. Enumerable.Repeat(draws / 16.0, 16)]).ShouldBeLessThan(Deviations);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(7, 5)]
    [InlineData(5, 1)]
    public void A_coin_falls_with_the_chance_of_e_to_minus_its_fraction(int numerator, int denominator)
    {
        const int Draws = 200_000;
        using var words = SeededBytes.Words(11);
        long hits = 0;
        for (var i = 0; i < Draws; i++)
            if (Sampling.ExpMinus(words, (ulong)numerator, (ulong)denominator)) hits++;
        var p = Math.Exp(-(double)numerator / denominator);
        Statistics.ChiSquaredDeviation([hits, Draws - hits], [Draws * p, Draws * (1 - p)]).ShouldBeLessThan(Deviations);
    }

    [Fact]
    public void All_widths_draw_the_same_from_the_same_words()
        => Prop.ForAll(Variances, variance =>
        {
            var (gaussian, laplace) = (new DiscreteGaussian(variance), new DiscreteLaplace(variance));
            using var narrow = SeededBytes.Words(3);
            using var wide = SeededBytes.Words(3);
            for (var i = 0; i < 20; i++)
            {
                if (gaussian.Draw(narrow) != gaussian.DrawWide(wide)) return false;
                if (laplace.Draw(narrow) != laplace.DrawWide(wide)) return false;
            }
            return narrow.Next() == wide.Next();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_uniform_number_is_below_its_bound_and_every_number_comes()
    {
        using var words = SeededBytes.Words(5);
        foreach (var count in new ulong[] { 1, 2, 3, 7, 10, 1UL << 63, ulong.MaxValue })
            for (var i = 0; i < 1000; i++) words.Below(count).ShouldBeLessThan(count);
        var seen = new long[10];
        for (var i = 0; i < 100_000; i++) seen[words.Below(10)]++;
        Statistics.ChiSquaredDeviation(seen, [.. Enumerable.Repeat(10_000.0, 10)]).ShouldBeLessThan(Deviations);
        var huge = (BigInteger.One << 130) + 1;
        for (var i = 0; i < 1000; i++) (words.Below(huge) < huge).ShouldBeTrue();
    }

    /// <summary>Words that would favour small numbers are drawn again: with 3 numbers and 2^64 words, one word is left over.</summary>
    [Fact]
    public void A_word_that_would_tip_the_scales_is_drawn_again()
    {
        using var words = new RandomWords(new Script(0, 5));
        words.Below(3UL).ShouldBe(0UL);
        words.Next().ShouldNotBe(5UL, "the word 0 is the one left over, so 5 was drawn in its place");
    }

    [Fact]
    public void Words_come_from_the_source_in_order_and_fresh_for_each_release()
    {
        using var words = new RandomWords(new Script(1, 2, 3));
        (words.Next(), words.Next(), words.Next()).ShouldBe((1UL, 2UL, 3UL));
        using var one = new RandomWords(new SystemRandomBytes());
        using var other = new RandomWords(new SystemRandomBytes());
        one.Next().ShouldNotBe(other.Next());
    }

    [Fact]
    public void Noise_without_spread_or_beyond_128_bits_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteGaussian(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteLaplace(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteGaussian(BigInteger.One << 250));
        Should.Throw<ArgumentOutOfRangeException>(() => Noise.For(NoiseKind.Gaussian, 1, 1, 0));
    }

    /// <summary>What is rounded is rounded towards more noise, and by less than a part in 100,000.</summary>
    [Fact]
    public void Noise_made_for_a_loss_costs_no_more_and_hardly_less()
        => Prop.ForAll(Costs, cost =>
        {
            foreach (var kind in Enum.GetValues<NoiseKind>())
            {
                var real = Noise.For(kind, cost.Sensitivity, cost.Groups, cost.Rho.Exact).RhoOf(cost.Sensitivity) * cost.Groups;
                if (real > cost.Rho.Exact || real < cost.Rho.Exact * new Ratio(99_999, 100_000)) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    static Arbitrary<Ratio> Variances { get; } = (
        from bits in Gen.Choose(0, 150)
        from more in Gen.Choose(0, int.MaxValue)
        from denominator in Gen.Choose(1, 3000)
        select new Ratio((BigInteger.One << bits / 2) * more / 1000 + 1, denominator)).ToArbitrary();

    static Arbitrary<(BigInteger Sensitivity, int Groups, Rho Rho)> Costs { get; } = (
        from bits in Gen.Choose(0, 60)
        from more in Gen.Choose(1, 1000)
        from groups in Gen.Choose(1, 50)
        from rho in Gen.Choose(1, int.MaxValue)
        select ((BigInteger.One << bits) * more, groups, new Rho(rho * 5L))).ToArbitrary();

    static void Fits(Noise noise, int draws, Func<int, double> weight, int reach)
    {
        using var words = SeededBytes.Words(1);
        Statistics.ChiSquaredDeviation(noise, words, draws, weight, reach).ShouldBeLessThan(Deviations);
    }

    /// <summary>The given words, then words that are all alike.</summary>
    sealed class Script(params ulong[] script) : IRandomBytes
    {
        public void Fill(Span<byte> bytes)
        {
            var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
            words.Fill(0x0123456789ABCDEF);
            script.CopyTo(words);
        }
    }
}
