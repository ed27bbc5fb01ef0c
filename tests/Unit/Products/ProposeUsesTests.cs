using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Products;
using Yuanliu.Products.CleanRoom;

namespace Yuanliu.Tests.Products;

public sealed class ProposeUsesTests
{
    static readonly ProductRules Rules = ProductRules.Load(Path.Combine(AppContext.BaseDirectory, "rules/products")).Rules;

    [Fact]
    public void The_higher_the_level_the_less_is_open_and_persons_are_only_counted()
    {
        var view = ProposeUses.Of(
        [
            Field("district", "VARCHAR", 1), Field("month", "BIGINT", 1), Field("price", "DOUBLE", 2), Field("note", "VARCHAR", 3),
            Field("idno", "VARCHAR", 3, "ResidentNumber"), Field("phone", "VARCHAR", 3, "Mobile"), Field("secret", "DOUBLE", 4),
        ], Rules);
        view.Columns.Select(c => c.Use).ShouldBe(
        [
            ColumnUse.Dimension, ColumnUse.Dimension, ColumnUse.Measure, ColumnUse.None, ColumnUse.Identity, ColumnUse.None, ColumnUse.None,
        ]);
        view.Columns.Where(c => c.Closed).Select(c => c.Name).ShouldBe(["secret"]);
        view.Columns[^1].Basis.ShouldBe(Rules.LevelOpenableMax.Basis);
        view.MinGroup.ShouldBe(30);
    }

    [Fact]
    public void An_enterprise_is_counted_by_its_code_and_a_place_is_nobodys_identity()
    {
        var power = ProposeUses.Of(
        [
            Field("phone", "VARCHAR", 2, "Mobile"), Field("code", "VARCHAR", 1, "UnifiedCreditCode"), Field("kwh", "DOUBLE", 1),
        ], Rules);
        power.Columns[1].Use.ShouldBe(ColumnUse.Identity);
        power.MinGroup.ShouldBe(20);
        ProposeUses.Of([Field("at", "VARCHAR", 1, "Coordinates"), Field("pm", "DOUBLE", 1)], Rules).Columns[0].Use.ShouldBe(ColumnUse.None);
    }

    [Fact]
    public void What_is_proposed_may_be_drafted()
    {
        FieldCard[] fields =
        [
            Field("district", "VARCHAR", 1), Field("price", "DOUBLE", 3), Field("idno", "VARCHAR", 3, "ResidentNumber"),
            Field("phone", "VARCHAR", 2, "Mobile"), Field("secret", "VARCHAR", 4),
        ];
        var chosen = ProposeUses.Of(fields, Rules).Columns.Where(c => c.Use is not ColumnUse.None)
            .Select(c => new DraftProduct.ColumnChoice(c.Name, c.Use)).ToList();
        DraftProduct.Admission.Open(chosen, fields, Rules).Refusal.ShouldBeNull();
    }

    [Fact]
    public void What_the_probe_saw_gives_bounds_a_cap_categories_and_whose_the_rows_are()
    {
        FieldCard[] fields =
        [
            Field("visit_id", "BIGINT", 1), Field("patientId", "VARCHAR", 2), Field("ward", "BIGINT", 1), Field("cost", "DOUBLE", 2),
            Field("remark", "VARCHAR", 1), Field("district", "VARCHAR", 1), Field("days", "BIGINT", 4),
        ];
        var view = ProposeUses.Of(fields, Rules, new(10_000,
        [
            new("visit_id", 0, 10_000, "1", "10000"), new("patientId", 0, 4_000, null, null), new("ward", 0, 8, "1", "8"),
            new("cost", 0, 3_000, "12.5", "48710.25"), new("remark", 0, 9_000, "a", "z"), new("district", 0, 16, "东城", "西城"),
            new("days", 0, 30, "1", "30"),
        ]));
        view.Columns.Select(c => c.Use).ShouldBe(
        [
            ColumnUse.None, ColumnUse.Identity, ColumnUse.Dimension, ColumnUse.Measure, ColumnUse.None, ColumnUse.Dimension, ColumnUse.None,
        ]);
        view.RowsPerIdentityMax.ShouldBe(10);
        view.Columns[3].Control.ShouldBe(new ColumnControl { Low = 0, High = 50_000 });
        view.Columns[3].Warning!.Value.Zh.ShouldContain("透露");
        view.Columns[6].ShouldSatisfyAllConditions(c => c.Closed.ShouldBeTrue(), c => c.Control.ShouldBeNull());
    }

    /// <summary>Twelve rows of each enterprise: a name is shared by twelve rows, and still by one enterprise only.</summary>
    [Fact]
    public void What_most_identities_have_one_of_their_own_of_is_closed_however_many_rows_each_has()
    {
        FieldCard[] fields =
        [
            Field("code", "VARCHAR", 1, "UnifiedCreditCode"), Field("name", "VARCHAR", 1), Field("month", "VARCHAR", 1),
            Field("industry", "VARCHAR", 1),
        ];
        ProposeUses.Of(fields, Rules, new(36_000,
        [
            new("code", 0, 3_000, null, null), new("name", 0, 1_700, "a", "z"), new("month", 0, 12, "2025-01", "2025-12"),
            new("industry", 0, 60, "a", "z"),
        ])).Columns.Select(c => c.Use).ShouldBe([ColumnUse.Identity, ColumnUse.None, ColumnUse.Dimension, ColumnUse.Dimension]);
    }

    [Fact]
    public void The_higher_the_level_the_fewer_ways_and_the_smaller_quotas_are_proposed()
    {
        UseControls Proposed(int level, string? personal = "UnifiedCreditCode")
            => ProposeUses.Of(
                [Field("district", "VARCHAR", 1), Field("kwh", "DOUBLE", level), Field("code", "VARCHAR", 1, personal)], Rules).Controls;
        var levels = Enumerable.Range(1, Rules.LevelOpenableMax.Value).Select(l => Proposed(l)).ToList();
        levels.Select(c => string.Join(' ', c.Modes)).ShouldBe(["Aggregate ListOverlap Private", "Aggregate Private", "Private"]);
        foreach (var (lower, higher) in levels.Zip(levels.Skip(1)))
        {
            higher.RowsMax.ShouldBeLessThan(lower.RowsMax);
            higher.UsesPerDayMax!.Value.ShouldBeLessThan(lower.UsesPerDayMax!.Value);
            higher.ProbesPerDayMax.ShouldBeLessThan(lower.ProbesPerDayMax);
            higher.Privacy!.PerMonth.ShouldBeLessThan(lower.Privacy!.PerMonth);
        }
        Proposed(1, "ResidentNumber").Modes.ShouldBe(levels[1].Modes);                    // persons: as for one level more
        new ControlsShape().Validate(levels[2]).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void Where_nobody_can_be_counted_neither_noise_nor_lists_are_proposed_and_it_says_why()
    {
        var view = ProposeUses.Of([Field("station", "VARCHAR", 1), Field("pm", "DOUBLE", 3)], Rules);
        view.Controls.Modes.ShouldBe([UseMode.Aggregate]);
        view.Controls.Privacy.ShouldBeNull();
        view.Reasons.Select(r => r.Why.Zh).ShouldContain(w => w.Contains("没有身份列", StringComparison.Ordinal));
        view.Reasons.ShouldAllBe(r => r.Open && r.Reason != null);
    }

    [Fact]
    public void Rules_by_which_a_higher_level_opens_more_do_not_load()
    {
        Openness.Fault(Rules.Openness, Rules.LevelOpenableMax.Value).ShouldBeNull();
        Openness.Fault([.. Rules.Openness.Take(2), Rules.Openness[2] with { RowsMax = 3_000 }], 3).ShouldBe("A higher level opens more.");
        Openness.Fault([.. Rules.Openness.Take(2), Rules.Openness[2] with { Modes = [UseMode.File] }], 3)
            .ShouldBe("A higher level opens more.");
        Openness.Fault([.. Rules.Openness.Take(2)], 3).ShouldNotBeNull();
    }

    [Fact]
    public void Bounds_hold_the_range_tell_no_value_of_it_and_are_round()
        => Prop.ForAll(Gen.Choose(-2_000_000, 2_000_000).Two().ToArbitrary(), pair =>
        {
            var (low, high) = (Math.Min(pair.Item1, pair.Item2) / 100m, Math.Max(pair.Item1, pair.Item2) / 100m);
            var bounds = ProfileReading.Outward(low, high);
            return bounds.Low <= low && bounds.High > high && (bounds.Low < low || bounds.Low == 0) && Digits(bounds.Low!.Value) <= 3
                && Digits(bounds.High!.Value) <= 3 && bounds.High - bounds.Low <= 2.1m * (high - low) + 3 * Math.Max(-low, high) + 1;
        }).QuickCheckThrowOnFailure();

    static int Digits(decimal number)
        => Math.Abs(number).ToString(System.Globalization.CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal)
            .Trim('0').Length;

    static FieldCard Field(string name, string type, int level, string? personal = null) => new(name, name, type, "一般", level, personal);
}
