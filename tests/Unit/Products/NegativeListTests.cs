using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Products;
using Yuanliu.Products.CleanRoom;
using Yuanliu.Products.NegativeList;

namespace Yuanliu.Tests.Products;

public sealed class NegativeListTests
{
    static readonly Pack<ProductRules> Pack = ProductRules.Load(Path.Combine(AppContext.BaseDirectory, "rules", "products"));

    static readonly FieldCard[] Fields =
    [
        new("district", "区", "VARCHAR", "地理", 2, null),
        new("pm25", "细颗粒物", "DOUBLE", "环境", 1, null),
        new("id_no", "身份证号", "VARCHAR", "身份", 3, "ResidentId"),
        new("raw", "原始轨迹", "VARCHAR", "轨迹", 4, null),
    ];

    static List<Finding> Run(int minGroup, string description, params (string Name, ColumnUse Use)[] columns)
        => Run(minGroup, description, Fields, columns);

    static List<Finding> Run(int minGroup, string description, FieldCard[] fields, params (string Name, ColumnUse Use)[] columns)
    {
        var resource = new ResourceCard(default, default, "空气质量", "每小时监测", Confirmed: true, 1000, 1000, new string('a', 64), 3, fields);
        var product = new Product
        {
            Id = default, Resource = default, ResourceTitle = "空气质量", Holder = default, Operator = default, DraftedBy = default,
            At = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc), Name = "分区统计", Description = description,
            CertificateNumber = "C1", MinGroup = minGroup,
        };
        product.Columns.AddRange(columns.Select((c, place) => new OpenedColumn
        {
            Product = default, Place = place, Name = c.Name, Title = c.Name, Type = "VARCHAR", Use = c.Use,
        }));
        return Checks.Run(Pack.Rules, new(product, resource));
    }

    static List<string> Against(List<Finding> findings) => findings.Where(f => !f.Passed).Select(f => f.Item.Key).ToList();

    [Fact]
    public void Every_item_of_the_list_is_answered_and_each_is_open_with_its_reason_because_no_paper_names_one()
    {
        var findings = Run(20, "按区统计", ("district", ColumnUse.Dimension), ("pm25", ColumnUse.Measure));
        findings.Select(f => f.Item.Key).ShouldBe(Pack.Rules.Items.Select(i => i.Key));
        Against(findings).ShouldBeEmpty();
        Pack.Rules.Items.ShouldAllBe(i => i.Open && i.Reason!.Length > 20 && i.Basis.Length > 5);
    }

    [Theory]
    [InlineData("本数据涉密，仅供内部", "state-secret")]
    [InlineData("含国家秘密", "state-secret")]
    [InlineData("属于核心数据", "core-data")]
    public void A_marked_description_stands_against_the_product(string description, string item)
        => Against(Run(20, description, ("district", ColumnUse.Dimension))).ShouldBe([item]);

    [Fact]
    public void A_mark_is_found_in_the_title_and_the_class_of_any_field_even_a_closed_one()
    {
        FieldCard[] marked = [.. Fields[..2], new("x", "核心数据编号", "VARCHAR", "其他", 2, null)];
        Against(Run(20, "按区统计", marked, ("district", ColumnUse.Dimension))).ShouldBe(["core-data"]);
        FieldCard[] classed = [.. Fields[..2], new("x", "编号", "VARCHAR", "国家核心数据", 2, null)];
        Against(Run(20, "按区统计", classed, ("district", ColumnUse.Dimension))).ShouldBe(["core-data"]);
    }

    [Theory]
    [InlineData(ColumnUse.Dimension)]
    [InlineData(ColumnUse.Measure)]
    public void A_personal_column_shown_in_any_way_is_banned(ColumnUse use)
        => Against(Run(20, "按区统计", ("district", ColumnUse.Dimension), ("id_no", use))).ShouldBe(["raw-identifier"]);

    [Fact]
    public void A_personal_column_that_only_counts_is_strictly_limited_to_larger_groups()
    {
        var kept = Run(20, "按区统计", ("district", ColumnUse.Dimension), ("id_no", ColumnUse.Identity));
        Against(kept).ShouldBeEmpty();
        kept.Single(f => f.Restricted).Item.Key.ShouldBe("personal-information");

        Against(Run(19, "按区统计", ("district", ColumnUse.Dimension), ("id_no", ColumnUse.Identity))).ShouldBe(["personal-information"]);
    }

    [Fact]
    public void A_credit_code_names_an_organization_and_no_person()
    {
        FieldCard[] codes = [.. Fields[..2], new("code", "统一社会信用代码", "VARCHAR", "单位标识", 1, "UnifiedCreditCode")];
        var findings = Run(10, "按单位统计", codes, ("code", ColumnUse.Dimension), ("pm25", ColumnUse.Measure));
        Against(findings).ShouldBeEmpty();
        findings.ShouldAllBe(f => !f.Restricted);
    }

    [Fact]
    public void A_group_below_the_floor_would_release_rows_and_a_level_above_the_line_may_not_be_opened()
    {
        Against(Run(9, "按区统计", Fields[..2], ("district", ColumnUse.Dimension))).ShouldBe(["raw-public-data"]);
        Against(Run(10, "按区统计", Fields[..2], ("district", ColumnUse.Dimension))).ShouldBeEmpty();
        Against(Run(20, "按区统计", ("raw", ColumnUse.Dimension))).ShouldBe(["level-too-high"]);
        Against(Run(20, "按区统计", ("raw", ColumnUse.None), ("pm25", ColumnUse.Measure))).ShouldBeEmpty();
    }

    [Fact]
    public void An_item_that_could_never_be_checked_stops_the_start()
    {
        ProductRules.Fault(Item(NegativeCheck.MarkedWords, NegativeEffect.Banned)).ShouldNotBeNull();
        ProductRules.Fault(Item(NegativeCheck.LevelTooHigh, NegativeEffect.Restricted)).ShouldNotBeNull();
        ProductRules.Fault(Item(NegativeCheck.LevelTooHigh, NegativeEffect.Banned) with { Open = true }).ShouldNotBeNull();
        ProductRules.Fault(Item(NegativeCheck.LevelTooHigh, NegativeEffect.Banned)).ShouldBeNull();
    }

    static NegativeItem Item(NegativeCheck check, NegativeEffect effect)
        => new() { Key = "k", Check = check, Effect = effect, Zh = "项", En = "item", Basis = "BJ-OPIN-2023 §20" };
}
