using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Trading;

public sealed class BoundsTests
{
    static string? Code(Asked asked, Side by = Side.Buyer, Bounds? bounds = null)
        => (bounds ?? Sample.Bounds()).Admit(asked, by).Refusal?.Code;

    [Fact]
    public void What_a_proposal_leaves_out_is_all_that_the_product_opens_at_the_listings_price()
    {
        var offer = Sample.Bounds().Admit(Sample.Asked, Side.Buyer).Value!;
        offer.Columns.ShouldBe(["station", "year", "pm25", "no2"]);
        (offer.MinGroup, offer.PricePerUseFen, offer.Uses).ShouldBe((20, 80_000L, 50));
    }

    [Fact]
    public void A_proposal_may_be_tighter_and_never_looser_than_the_product()
    {
        Code(Sample.Asked with { MinGroup = 50, Columns = ["station", "pm25"] }).ShouldBeNull();
        Code(Sample.Asked with { MinGroup = 19 }).ShouldBe("trading.looser-than-product");
        Code(Sample.Asked with { Columns = ["station", "trace"] }).ShouldBe("trading.looser-than-product");
        Code(Sample.Asked with { Columns = ["nowhere"] }).ShouldBe("trading.looser-than-product");
        Code(Sample.Asked with { Columns = ["person"] }).ShouldBe("trading.nothing-used");
        Code(Sample.Asked with { MinGroup = 19 }, Side.Seller).ShouldBe("trading.looser-than-product");
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "trading.uses")]
    public void More_uses_than_listed_are_refused_to_either_side(int uses, string? code)
    {
        Code(Sample.Asked with { Uses = uses }).ShouldBe(code);
        Code(Sample.Asked with { Uses = uses }, Side.Seller).ShouldBe(code);
    }

    [Theory]
    [InlineData(-1, "trading.term")]
    [InlineData(0, null)]
    [InlineData(90, null)]
    [InlineData(91, "trading.term")]
    public void The_term_ends_between_today_and_the_longest_that_is_listed(int days, string? code)
        => Code(Sample.Asked with { Until = Sample.Today.AddDays(days) }).ShouldBe(code);

    [Fact]
    public void An_agreement_does_not_outlast_the_right_it_rests_on()
    {
        var bounds = Sample.Bounds(rightUntil: Sample.Today.AddDays(60));
        Code(Sample.Asked, bounds: bounds).ShouldBeNull();
        Code(Sample.Asked with { Until = Sample.Today.AddDays(61) }, bounds: bounds).ShouldBe("trading.beyond-right");
    }

    [Fact]
    public void A_purpose_that_is_not_listed_is_refused() => Code(Sample.Asked with { Purpose = "营销" }).ShouldBe("trading.purpose");

    [Fact]
    public void Only_the_seller_goes_below_the_price_and_the_buyer_may_follow()
    {
        Code(Sample.Asked with { PricePerUseFen = 79_999 }).ShouldBe("trading.price");
        Code(Sample.Asked with { PricePerUseFen = 60_000 }, Side.Seller).ShouldBeNull();
        Code(Sample.Asked with { PricePerUseFen = 60_000 }, bounds: Sample.Bounds(floor: 60_000)).ShouldBeNull();
        Code(Sample.Asked with { PricePerUseFen = 59_999 }, bounds: Sample.Bounds(floor: 60_000)).ShouldBe("trading.price");
    }

    [Fact]
    public void What_a_counter_offer_leaves_out_stays_as_it_lay_on_the_table()
    {
        var before = Sample.Opened with { Columns = ["station", "pm25"], MinGroup = 40, PricePerUseFen = 70_000 };
        var offer = Sample.Bounds(before: before, floor: 70_000).Admit(Sample.Asked, Side.Buyer).Value!;
        (offer.MinGroup, offer.PricePerUseFen).ShouldBe((40, 70_000L));
        offer.Columns.ShouldBe(["station", "pm25"]);
    }

    [Fact]
    public void No_policy_is_looser_than_its_product_whatever_is_asked_for_and_by_whom()
    {
        var names = Sample.Product.Columns.Select(c => c.Name).Append("nowhere").ToArray();
        var asked =
            from columns in Gen.SubListOf(names)
            from smallest in Gen.Choose(1, 60)
            from uses in Gen.Choose(1, 200)
            from days in Gen.Choose(-5, 120)
            from price in Gen.Choose(1, 160_000)
            from side in Gen.Elements(Side.Buyer, Side.Seller)
            select (Asked: new Asked("研究", uses, Sample.Today.AddDays(days), [.. columns], smallest, price), By: side);

        Prop.ForAll(asked.ToArbitrary(), a =>
        {
            if (Sample.Bounds().Admit(a.Asked, a.By).Value is not { } offer) return true;
            var policy = Bounds.Compile(offer, Sample.Product, Sample.Today);
            return policy.MinGroup >= Sample.Product.MinGroup && policy.Uses <= 100
                && policy.Until >= Sample.Today && policy.Until <= Sample.Today.AddDays(90)
                && policy.Columns.All(c => c.Use != ColumnUse.None && Sample.Product.Columns.Contains(c))
                && policy.Columns.Any(c => c.Use == ColumnUse.Identity)
                && policy.Columns.All(c => c.Use == ColumnUse.Identity || a.Asked.Columns!.Contains(c.Name))
                && (a.By == Side.Seller || offer.PricePerUseFen >= 80_000);
        }).QuickCheckThrowOnFailure();
    }
}
