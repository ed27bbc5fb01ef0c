using System.Numerics;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>How far noise reaches, against sums over the closed form.</summary>
public sealed class TailsTests
{
    [Theory]
    [InlineData("0.01")]
    [InlineData("0.5")]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("299.29")]
    [InlineData("4096")]
    [InlineData("5000")]
    [InlineData("1000000")]
    public void A_Gaussian_reaches_m_with_the_chance_asked_for_and_m_less_one_with_more(string variance)
    {
        var value = double.Parse(variance, System.Globalization.CultureInfo.InvariantCulture);
        var reach = (int)(12 * Math.Sqrt(value)) + 10;
        var tails = Above([.. Enumerable.Range(-reach, 2 * reach + 1).Select(k => Math.Exp(-(double)k * k / (2 * value)))], reach);
        foreach (var chance in new[] { "0.3", "0.025", "0.001", "0.000001", "0.000000000001" })
        {
            var reached = new DiscreteGaussian(Ratio.Parse(variance)).ReachedWith(Ratio.Parse(chance));
            Smallest(tails, (int)reached, chance, value > 4096 ? 1 : 0);
        }
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1")]
    [InlineData("17.3")]
    [InlineData("1000")]
    public void A_Laplace_reaches_m_with_the_chance_asked_for_and_m_less_one_with_more(string scale)
    {
        var value = double.Parse(scale, System.Globalization.CultureInfo.InvariantCulture);
        var reach = (int)(40 * value) + 10;
        var tails = Above([.. Enumerable.Range(-reach, 2 * reach + 1).Select(k => Math.Exp(-Math.Abs(k) / value))], reach);
        foreach (var chance in new[] { "0.3", "0.025", "0.001", "0.000001", "0.000000000001" })
            Smallest(tails, (int)new DiscreteLaplace(Ratio.Parse(scale)).ReachedWith(Ratio.Parse(chance)), chance, 0);
    }

    [Theory]
    [InlineData("0.5", 0)]
    [InlineData("0.025", 1.959963984540054)]
    [InlineData("0.001", 3.090232306167814)]
    [InlineData("0.000000001", 5.997807015007774)]
    public void Quantiles_of_the_normal_curve_are_the_known_ones_rounded_up(string chance, double known)
    {
        var quantile = Tails.Quantile(Ratio.Parse(chance));
        ((double)quantile.Numerator / (double)quantile.Denominator).ShouldBeInRange(known, known + 2e-7);
    }

    [Fact]
    public void Wide_noise_reaches_in_proportion_to_its_spread()
    {
        var sigma = BigInteger.One << 60;
        var reached = new DiscreteGaussian(sigma * sigma).ReachedWith(Ratio.Parse("0.025"));
        (new Ratio(reached, sigma) - Ratio.Parse("1.959964")).ShouldBeInRange(Ratio.Parse("-0.000001"), Ratio.Parse("0.000001"));
    }

    [Fact]
    public void Chances_that_are_none_are_refused()
    {
        foreach (var chance in new Ratio[] { 0, 1, 2, -1, new(1, BigInteger.One << 120) })
            Should.Throw<ArgumentOutOfRangeException>(() => new DiscreteGaussian(4).ReachedWith(chance));
    }

    /// <summary>P(X ≥ m) for m = 0, 1, …</summary>
    static double[] Above(double[] weights, int reach)
    {
        var all = weights.Sum();
        var tails = new double[reach + 2];
        for (var m = reach; m >= 0; m--) tails[m] = tails[m + 1] + weights[m + reach] / all;
        return tails;
    }

    static void Smallest(double[] tails, int found, string chance, int slack)
    {
        var asked = double.Parse(chance, System.Globalization.CultureInfo.InvariantCulture);
        tails[Math.Min(found, tails.Length - 1)].ShouldBeLessThanOrEqualTo(asked * (1 + 1e-9));
        if (found > 1 + slack) tails[found - 1 - slack].ShouldBeGreaterThan(asked * (1 - 1e-9));
    }
}
