using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>Losses in (ε, δ): published values, and the rules that make them safe to add up.</summary>
public sealed class AccountantTests
{
    const double Tolerance = 1e-9;

    /// <summary>From the tests of OpenDP, whose conversion is of the same proposition.</summary>
    [Theory]
    [InlineData("0.03125", "0.001", 0.6880024554878085)]
    [InlineData("0.03125", "0.1508457845622862", 0)]
    [InlineData("0.5", "0.5588356393474351", 0)]
    public void Epsilon_is_the_published_one(string rho, string delta, double epsilon)
        => Value(Accountant.EpsilonAt(Loss(rho), Delta(delta))!.Value).ShouldBe(epsilon, Tolerance);

    [Theory]
    [InlineData("0.03125", "0", 0.1508457845622862)]
    [InlineData("0.03125", "0.6880024554878085", 0.001)]
    [InlineData("0.5", "0", 0.5588356393474351)]
    [InlineData("0.05", "0.25", 0.0817727531036956)]
    public void Delta_is_the_published_one(string rho, string epsilon, double delta)
        => ((double)Accountant.DeltaAt(Loss(rho), Epsilon.RoundedUp(Ratio.Parse(epsilon))).Units / Compute.Privacy.Delta.UnitsPerOne)
            .ShouldBe(delta, Tolerance);

    /// <summary>Minimized with fifty digits, independently of this code.</summary>
    [Theory]
    [InlineData("0.000001", "0.000000001", "0.00680406082220621871479626")]
    [InlineData("0.01", "0.00001", "0.545725548274002399286075")]
    [InlineData("0.1", "0.000001", "2.14193892838547366139749")]
    [InlineData("0.5", "0.0000001", "5.67085883546877027780158")]
    [InlineData("1", "0.000001", "7.76621662531172073643548")]
    [InlineData("2.56", "0.0000000001", "17.1583087121047459701273")]
    [InlineData("10", "0.001", "25.0887264906946380332074")]
    [InlineData("100", "0.000000000001", "203.258207148744957661895")]
    [InlineData("0.25", "0.1", "0.942859625335021726800336")]
    public void Epsilon_is_that_of_a_search_with_fifty_digits(string rho, string delta, string epsilon)
    {
        var found = Accountant.EpsilonAt(Loss(rho), Delta(delta))!.Value;
        (found.Exact - Ratio.Parse(epsilon)).ShouldBeInRange(0, new Ratio(2, Epsilon.UnitsPerOne));
    }

    /// <summary>ε = ρ + 2√(ρ·ln(1/δ)) is the simple bound of Bun and Steinke; the conversion is never worse.</summary>
    [Fact]
    public void The_conversion_is_never_worse_than_the_simple_bound_and_falls_as_delta_grows()
        => Prop.ForAll(Losses, loss =>
        {
            var (before, rho) = (double.PositiveInfinity, (double)loss.Rho.Units / Rho.UnitsPerOne);
            foreach (var delta in new[] { "0.000000000001", "0.000000001", "0.000001", "0.001", "0.1" })
            {
                var epsilon = Value(Accountant.EpsilonAt(loss, Delta(delta))!.Value);
                var simple = rho + 2 * Math.Sqrt(rho * -Math.Log(double.Parse(delta, System.Globalization.CultureInfo.InvariantCulture)));
                if (epsilon > simple + 1e-11 || epsilon > before) return false;
                before = epsilon;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void There_and_back_never_gains_anything()
        => Prop.ForAll(Losses, loss =>
        {
            var delta = Delta("0.000001");
            var epsilon = Accountant.EpsilonAt(loss, delta)!.Value;
            var back = Accountant.DeltaAt(loss, epsilon);
            return back <= delta && (epsilon.Units == 0 || back.Exact > delta.Exact * new Ratio(999_999, 1_000_000)
                || back.Exact > delta.Exact - new Ratio(1, 1_000_000_000));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_largest_rho_within_a_promise_keeps_it_and_one_unit_more_breaks_it()
    {
        var (epsilon, delta, spent) = (Epsilon.RoundedUp(1), Delta("0.000001"), Delta("0.0000001"));
        var rho = Accountant.RhoWithin(epsilon, delta, spent);
        (Accountant.EpsilonAt(new(rho, spent), delta) <= epsilon).ShouldBeTrue();
        (Accountant.EpsilonAt(new(new(rho.Units + 1), spent), delta) > epsilon).ShouldBeTrue();
    }

    [Fact]
    public void A_delta_that_choosing_groups_has_used_up_leaves_nothing_to_promise()
    {
        var loss = new PrivacyLoss(new(1), Delta("0.001"));
        Accountant.EpsilonAt(loss, Delta("0.001")).ShouldBeNull();
        Accountant.EpsilonAt(loss, Delta("0.0001")).ShouldBeNull();
        Accountant.EpsilonAt(loss, Delta("0.002")).ShouldNotBeNull();
        Accountant.EpsilonAt(PrivacyLoss.None, default).ShouldBe(new Epsilon(0));
        Accountant.DeltaAt(new(default, Delta("0.001")), new(0)).ShouldBe(Delta("0.001"));
    }

    [Fact]
    public void Losses_add_in_any_order_without_rounding()
        => Prop.ForAll(Losses, Losses, Losses, (a, b, c) => a + b == b + a && a + b + c == a + (b + c) && a + PrivacyLoss.None == a
            && a + b - b == a && a.FitsIn(a + b)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pure_promise_costs_half_its_square()
        => (Accountant.OfPure(1), Accountant.OfPure(new(1, 3))).ShouldBe((new Rho(500_000_000_000), new Rho(55_555_555_556)));

    [Fact]
    public void Amounts_below_nothing_and_sums_beyond_the_range_are_bugs()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Rho(1) - new Rho(2));
        Should.Throw<OverflowException>(() => new Rho(long.MaxValue) + new Rho(1));
        (new Rho(1_500_000_000_000).ToString(), new Delta(1).ToString()).ShouldBe(("1.5", "0.000000000000000001"));
    }

    /// <summary>What was spent never looks smaller, what is left never larger.</summary>
    [Fact]
    public void What_is_told_to_people_is_rounded_against_them() => Prop.ForAll(Losses, loss =>
    {
        var epsilon = Accountant.EpsilonAt(loss, Delta("0.000001"))!.Value;
        var told = Ratio.Parse(epsilon.Told);
        return told >= epsilon.Exact && told - epsilon.Exact < new Ratio(1, 1000)
            && new Ratio(loss.Rho.MicroSpent, 1_000_000) >= loss.Rho.Exact && new Ratio(loss.Rho.MicroLeft, 1_000_000) <= loss.Rho.Exact;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.001")]
    [InlineData(1_500_000_000_000, "1.5")]
    [InlineData(1_999_000_000_001, "2")]
    [InlineData(4_123_400_000_000, "4.124")]
    public void An_epsilon_is_told_with_three_places_rounded_up(long units, string told) => new Epsilon(units).Told.ShouldBe(told);

    static Arbitrary<PrivacyLoss> Losses { get; } = (
        from units in Gen.Choose(1, int.MaxValue)
        from factor in Gen.Elements(1L, 1_000, 10_000)
        select new PrivacyLoss(new(units * factor), default)).ToArbitrary();

    static PrivacyLoss Loss(string rho) => new(Rho.RoundedUp(Ratio.Parse(rho)), default);
    static Delta Delta(string delta) => Compute.Privacy.Delta.RoundedUp(Ratio.Parse(delta));
    static double Value(Epsilon epsilon) => (double)epsilon.Units / Epsilon.UnitsPerOne;
}
