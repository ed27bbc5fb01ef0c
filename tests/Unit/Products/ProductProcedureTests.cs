using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Products;
using Yuanliu.Products.CleanRoom;

namespace Yuanliu.Tests.Products;

public sealed class ProductProcedureTests
{
    [Fact]
    public void Every_stage_is_reached_and_only_a_withdrawn_product_is_at_its_end()
    {
        var reached = new HashSet<Stage> { Stage.Draft };
        while (Procedure.Steps.Where(r => reached.Contains(r.From) && !reached.Contains(r.To)).ToList() is { Count: > 0 } more)
            reached.UnionWith(more.Select(r => r.To));
        reached.ShouldBe(Enum.GetValues<Stage>(), ignoreOrder: true);
        Enum.GetValues<Stage>().Where(s => Procedure.Steps.All(r => r.From != s)).ShouldBe([Stage.Withdrawn]);
    }

    [Fact]
    public void The_names_that_reach_the_evidence_are_pinned()
    {
        Enum.GetNames<Stage>().ShouldBe(["Draft", "Checked", "Refused", "Withdrawn"]);
        Enum.GetNames<Step>().ShouldBe(["Pass", "Refuse", "Withdraw"]);
    }

    [Fact]
    public void A_column_graded_too_high_is_refused_with_the_line_it_crosses()
    {
        var rules = ProductRules.Load(Path.Combine(AppContext.BaseDirectory, "rules", "products")).Rules;
        FieldCard[] fields = [new("trace", "轨迹", "VARCHAR", "轨迹", 4, null), new("year", "年", "INTEGER", "时间", 1, null)];
        var refused = DraftProduct.Admission.Open([new("trace", ColumnUse.Dimension)], fields, rules).Refusal!;
        (refused.Code, refused.Basis).ShouldBe(("products.level", "BJ-OPIN-2023 §19"));
        DraftProduct.Admission.Open([new("trace", ColumnUse.None), new("year", ColumnUse.Dimension)], fields, rules).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Nothing_opened_ever_lies_above_the_level_or_shows_a_person_whatever_is_asked_for()
    {
        var rules = ProductRules.Load(Path.Combine(AppContext.BaseDirectory, "rules", "products")).Rules;
        var choices =
            from level in Gen.Choose(1, 4)
            from personal in Gen.Elements<string?>(null, "ResidentId")
            from use in Gen.Elements(Enum.GetValues<ColumnUse>())
            select (level, personal, use);

        Prop.ForAll(choices.ListOf().Select(c => c.ToList()).ToArbitrary(), asked =>
        {
            var fields = asked.Select((c, i) => new FieldCard($"f{i}", $"列{i}", "VARCHAR", "类", c.level, c.personal)).ToList();
            var chosen = asked.Select((c, i) => new DraftProduct.ColumnChoice($"f{i}", c.use)).ToList();
            var opened = DraftProduct.Admission.Open(chosen, fields, rules);
            if (opened.Value is not { } columns) return opened.Refusal is not null;
            return columns.Count == fields.Count && columns.Zip(fields).All(p => p.First.Use == ColumnUse.None
                || p.Second.Level <= rules.LevelOpenableMax.Value && (p.Second.Personal is null || p.First.Use == ColumnUse.Identity));
        }).QuickCheckThrowOnFailure();
    }
}
