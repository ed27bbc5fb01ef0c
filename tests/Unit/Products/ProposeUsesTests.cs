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
        var power = ProposeUses.Of([Field("code", "VARCHAR", 1, "UnifiedCreditCode"), Field("kwh", "DOUBLE", 1)], Rules);
        power.Columns[0].Use.ShouldBe(ColumnUse.Identity);
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

    static FieldCard Field(string name, string type, int level, string? personal = null) => new(name, name, type, "一般", level, personal);
}
