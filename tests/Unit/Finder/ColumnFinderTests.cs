using System.Globalization;
using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Tests.Finder;

public sealed class ColumnFinderTests
{
    const int Sample = 500;

    [Fact]
    public void A_column_of_each_kind_is_recognized_without_its_name_save_documents_that_have_no_check()
    {
        foreach (var kind in Enum.GetValues<IdentifierKind>())
        {
            if (kind is IdentifierKind.PassportNumber or IdentifierKind.TravelPermit) continue;
            var dice = new Dice((ulong)kind + 1);
            var found = Column("c1", _ => Valid.Of(kind, dice));
            found.Count.ShouldBeGreaterThan(0, kind.ToString());
            (found[0].Kind, found[0].IsNamed).ShouldBe((kind, false), string.Join('\n', found));
            found[0].Confidence.ShouldBeGreaterThan(0.8, string.Join('\n', found));
        }
    }

    [Fact]
    public void A_name_that_says_so_makes_surer()
    {
        var (bare, named) = (Mobiles("c1"), Mobiles("sjh"));
        named.Confidence.ShouldBeGreaterThan(bare.Confidence);
        named.Grounds.HasFlag(Grounds.Name | Grounds.Variety).ShouldBeTrue();
    }

    [Theory]
    [InlineData("身份证号", IdentifierKind.ResidentNumber)]
    [InlineData("customer_id_card", IdentifierKind.ResidentNumber)]
    [InlineData("联系人电话", IdentifierKind.MobileNumber)]
    [InlineData("clientIp", IdentifierKind.IpAddress)]
    [InlineData("IP地址", IdentifierKind.IpAddress)]
    [InlineData("email_address", IdentifierKind.EmailAddress)]
    [InlineData("法定代表人", IdentifierKind.PersonName)]
    [InlineData("姓名（必填）", IdentifierKind.PersonName)]
    public void A_name_is_read_from_its_end_and_in_parts(string name, IdentifierKind kind)
    {
        var found = Column(name, _ => "***");
        (found[0].Kind, found[0].Share, found[0].Confidence, found[0].Grounds).ShouldBe((kind, 0, 0.5, Grounds.Name));
    }

    [Theory]
    [InlineData("学生人数")]
    [InlineData("zip_code")]
    [InlineData("客户名称")]
    [InlineData("备注")]
    public void A_name_that_only_contains_such_a_word_says_nothing(string name) => Column(name, _ => "***").ShouldBeEmpty();

    [Fact]
    public void Columns_of_other_things_are_none_of_persons()
    {
        var dice = new Dice(5);
        Column("颜色", _ => dice.Of("黄色", "白色", "红色", "金色", "蓝色", "青色", "石青", "江蓝")).ShouldBeEmpty();
        Column("city", _ => dice.Of("常州", "徐州", "苏州", "杭州", "郑州", "温州", "广州", "福州", "惠州", "梅州", "柳州", "宁波")).ShouldBeEmpty();
        Column("订单", i => (20240000000L + i * 7919).ToString(CultureInfo.InvariantCulture)).ShouldBeEmpty();
        Column("读数", i => (4_000_000_000_000_000 + i * 1_000_003L).ToString(CultureInfo.InvariantCulture)).ShouldBeEmpty();
        Column("产品编码", i => $"E{dice.Digits(8)}").ShouldBeEmpty();
        Column("wd", _ => dice.Of("NW", "WSW", "E")).ShouldBeEmpty();
        Column("面积", i => $"{dice.Below(30000) / 100.0:F2}").ShouldBeEmpty();
    }

    [Fact]
    public void A_few_among_other_text_are_found_with_their_share()
    {
        var dice = new Dice(9);
        var found = Column("remark", i => i % 50 == 7 ? $"已联系{Valid.Mobile(dice)}" : $"已处理{i}").ShouldHaveSingleItem();
        (found.Kind, found.Share).ShouldBe((IdentifierKind.MobileNumber, 0.02));
    }

    [Fact]
    public void One_value_again_and_again_is_less_than_many()
    {
        var many = Column("c", i => $"{13800000000 + i * 37}")[0];
        var one = Column("c", _ => "13800138000")[0];
        one.Confidence.ShouldBeLessThan(many.Confidence - 0.2);
    }

    [Theory]
    [InlineData(IdentifierKind.PassportNumber, "护照号")]
    [InlineData(IdentifierKind.TravelPermit, "港澳通行证号")]
    public void Documents_without_a_check_are_recognized_by_name_and_form_together(IdentifierKind kind, string name)
    {
        var dice = new Dice(4);
        Column("c1", _ => Valid.Of(kind, dice)).ShouldBeEmpty();
        Column(name, _ => Valid.Of(kind, dice))[0].ShouldSatisfyAllConditions(
            found => found.Kind.ShouldBe(kind), found => found.Share.ShouldBe(1), found => found.Confidence.ShouldBeGreaterThan(0.9));
    }

    static ColumnFinding Mobiles(string name)
    {
        var dice = new Dice(3);
        return Column(name, _ => Valid.Mobile(dice))[0];
    }

    static IReadOnlyList<ColumnFinding> Column(string name, Func<int, string> value)
    {
        var finder = new ColumnFinder(name);
        for (var i = 0; i < Sample; i++) finder.Look(Encoding.UTF8.GetBytes(value(i)));
        return finder.Findings();
    }
}
