using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Derived;
using Yuanliu.Tests.Finder;

namespace Yuanliu.Tests.Space;

/// <summary>收紧 — whatever is wanted of a derived table, what comes of it is never wider than what was.</summary>
public sealed class TightnessTests
{
    static readonly DerivedColumn[] Columns =
    [
        new("a", "Text", ColumnUse.Dimension, null, null), new("m", "Number", ColumnUse.Measure, 0, 100),
        new("n", "Number", ColumnUse.Measure, null, null),
    ];
    static readonly Tightness Widest = new(["a", "m", "n"], 5, [], Tightness.EveryMode);

    [Fact]
    public void However_often_it_is_narrowed_it_is_within_what_it_was()
    {
        var dice = new Dice(16);
        var (narrowed, refused) = (0, 0);
        for (var run = 0; run < 2_000; run++)
        {
            var now = Widest;
            for (var step = 0; step < 6; step++)
            {
                var (next, denial) = now.Narrow(Wanted(dice), Columns);
                (next is null).ShouldBe(denial is not null);
                if (next is null)
                {
                    refused++;
                    continue;
                }
                narrowed++;
                Within(next, now).ShouldBeTrue($"{next} in {now}");
                now = next;
            }
        }
        (narrowed > 500, refused > 500).ShouldBe((true, true));
    }

    [Fact]
    public void What_wants_nothing_changes_nothing()
        => ByText.Of(Widest.Narrow(new(), Columns).Narrowed).ShouldBe(ByText.Of(Widest));

    [Fact]
    public void The_order_of_two_narrowings_makes_no_difference()
    {
        var dice = new Dice(61);
        for (var run = 0; run < 2_000; run++)
        {
            var (one, other) = (Wanted(dice), Wanted(dice));
            if (Both(one, other) is { } there && Both(other, one) is { } back) ByText.Of(there).ShouldBe(ByText.Of(back));
        }
        static Tightness? Both(TightenRequest a, TightenRequest b)
            => Widest.Narrow(a, Columns).Narrowed?.Narrow(b, Columns).Narrowed;
    }

    [Fact]
    public void Bounds_leave_noise_alone()
    {
        Widest.Narrow(new(Bounds: [new("m", 10, 20)]), Columns).Denial!.Refusal.Code.ShouldBe("space.derived-bounds");
        var bounded = Widest.Narrow(new(Bounds: [new("m", 10, 20)], Modes: [UseMode.Private]), Columns).Narrowed!;
        (bounded.Allows(UseMode.Private), bounded.Allows(UseMode.Aggregate)).ShouldBe((true, false));
        // Whatever was kept, by whatever hand.
        (bounded with { Modes = Tightness.EveryMode }).Allows(UseMode.Aggregate).ShouldBeFalse();
    }

    static TightenRequest Wanted(Dice dice)
    {
        bool Maybe() => dice.Below(2) == 0;
        return new(
            Maybe() ? [.. new[] { "a", "m", "n" }.Where(_ => dice.Below(4) > 0)] : null, Maybe() ? 4 + dice.Below(8) : null,
            Maybe() ? [new(dice.Below(2) == 0 ? "m" : "n", Maybe() ? dice.Below(70) - 10 : null, Maybe() ? 30 + dice.Below(90) : null)]
                : null,
            Maybe() ? [.. Tightness.EveryMode.Where(m => m is UseMode.Private || dice.Below(3) == 0)] : null);
    }

    static bool Within(Tightness inner, Tightness outer) => inner.Columns.All(outer.Columns.Contains) && inner.MinGroup >= outer.MinGroup
        && inner.Modes.All(outer.Modes.Contains)
        && Columns.Where(c => c.Use is ColumnUse.Measure).All(c =>
            Low(inner, c) >= Low(outer, c) && High(inner, c) <= High(outer, c)
                && (inner.BoundOf(c.Name) is null || Low(inner, c) < High(inner, c)))
        && Tightness.EveryMode.All(m => outer.Allows(m) || !inner.Allows(m));

    static decimal Low(Tightness t, DerivedColumn c) => t.BoundOf(c.Name)?.Lowest(c.Low) ?? c.Low ?? decimal.MinValue;
    static decimal High(Tightness t, DerivedColumn c) => t.BoundOf(c.Name)?.Highest(c.High) ?? c.High ?? decimal.MaxValue;

    static class ByText
    {
        public static string Of(Tightness? t) => System.Text.Json.JsonSerializer.Serialize(t);
    }
}
