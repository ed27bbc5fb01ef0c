using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;
using Interval = Yuanliu.Compute.Privacy.Interval;

namespace Yuanliu.Tests.Privacy;

/// <summary>Bounds that hold: known digits lie within, identities are not contradicted, and the intervals stay narrow.</summary>
public sealed class IntervalTests
{
    [Theory]
    [InlineData("ln2", "0.6931471805599453094172321214581765680755001343602552541206800094")]
    [InlineData("pi", "3.1415926535897932384626433832795028841971693993751058209749445923")]
    [InlineData("e", "2.7182818284590452353602874713526624977572470936999595749669676277")]
    [InlineData("e^-10", "0.00004539992976248485153559151556055061023791808886656496")]
    [InlineData("ln10", "2.3025850929940456840179914546843642076011014886287729760333279009")]
    [InlineData("root2", "1.4142135623730950488016887242096980785696718753769480731766797379")]
    public void Known_constants_lie_within_their_intervals(string name, string digits)
    {
        var interval = name switch
        {
            "ln2" => Interval.Ln2,
            "pi" => Interval.Pi,
            "e" => Interval.One.Exp(),
            "e^-10" => Interval.Of(-10).Exp(),
            "ln10" => Interval.Of(10).Ln(),
            "root2" => Interval.Of(2).Root(),
            _ => throw new ArgumentException(name),
        };
        // The digits are cut off: the truth lies between them and one more in the last place.
        var (from, place) = (Ratio.Parse(digits), new Ratio(1, BigInteger.Pow(10, digits.Length - 2)));
        (interval.LowEnd < from + place && interval.HighEnd >= from).ShouldBeTrue();
        (interval.HighEnd - interval.LowEnd < new Ratio(1, BigInteger.One << 230)).ShouldBeTrue();
    }

    [Fact]
    public void A_logarithm_undoes_an_exponential_and_products_become_sums()
        => Prop.ForAll(Fractions, Fractions, (a, b) =>
        {
            var (x, y) = (Interval.Of(a), Interval.Of(b));
            return Meet(x.Exp().Ln(), x) && Meet((x + y).Exp(), x.Exp() * y.Exp()) && Meet((-x).Exp() * x.Exp(), Interval.One)
                && Meet(x.Root() * x.Root(), x) && Meet((x * y).Ln(), x.Ln() + y.Ln()) && Meet(x / y * y, x);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Powers_agree_with_the_machine_as_far_as_it_goes()
        => Prop.ForAll(Fractions, a =>
        {
            var value = (double)a.Numerator / (double)a.Denominator;
            return Near((-Interval.Of(a)).Exp(), Math.Exp(-value)) && Near(Interval.Of(a).Ln(), Math.Log(value))
                && Near(Interval.Of(a).Root(), Math.Sqrt(value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_lies_far_below_everything_is_nothing_or_one_unit()
    {
        var tiny = Interval.Of(-1_000_000).Exp();
        (tiny.Low, tiny.High).ShouldBe((BigInteger.Zero, BigInteger.One));
        Should.Throw<OverflowException>(() => Interval.Of(1_000_000).Exp());
        Should.Throw<ArithmeticException>(() => Interval.Zero.Ln());
        Should.Throw<DivideByZeroException>(() => Interval.One / Interval.Zero);
    }

    [Fact]
    public void Fractions_round_to_the_side_they_say()
        => Prop.ForAll(Fractions, a => new Ratio(a.Floor, 1) <= a && a < a.Floor + 1 && a.Ceiling - 1 < a && a <= a.Ceiling
            && (-a).Floor == -a.Ceiling && a.RoundedUpTo(20) >= a && a.RoundedUpTo(20) <= a * new Ratio((1 << 19) + 1, 1 << 19)
            && a.RootDown(1000) * a.RootDown(1000) <= a).QuickCheckThrowOnFailure();

    [Fact]
    public void Decimals_are_read_exactly() => (Ratio.Parse("0.125"), Ratio.Parse("-2.50"), Ratio.Parse("17"))
        .ShouldBe((new Ratio(1, 8), new Ratio(-5, 2), new Ratio(17, 1)));

    static Arbitrary<Ratio> Fractions { get; } = (
        from numerator in Gen.Choose(1, int.MaxValue)
        from shift in Gen.Choose(0, 8)
        select new Ratio(numerator, (BigInteger)100_000_000 >> shift)).ToArbitrary();

    static bool Meet(Interval a, Interval b) => a.Low <= b.High && b.Low <= a.High;

    static bool Near(Interval interval, double value)
    {
        var low = (double)interval.LowEnd.Numerator / (double)interval.LowEnd.Denominator;
        return Math.Abs(low - value) <= 1e-12 * Math.Max(1e-3, Math.Abs(value));
    }
}
