using Shouldly;
using Xunit;
using Yuanliu.Catalog;
using Yuanliu.Catalog.Proposals;
using Yuanliu.Compute.Finder;
using Yuanliu.Kernel;

namespace Yuanliu.Tests.Catalog;

public sealed class ProposerTests
{
    static readonly CatalogRules Rules =
        RulePacks<CatalogRules>.Load(Path.Combine(AppContext.BaseDirectory, "rules", "catalog")).For("grading")!.Rules;

    [Fact]
    public void Every_kind_that_can_be_found_has_a_class_and_a_level()
        => Enum.GetNames<IdentifierKind>().Except(Rules.Personal.Select(rule => rule.Kind)).ShouldBeEmpty();

    [Fact]
    public void A_column_of_identifiers_gets_their_level_and_says_why_in_both_languages()
    {
        var proposal = For("c1", IdentifierKind.ResidentNumber, 0.98, Grounds.Form | Grounds.Checksum | Grounds.Table | Grounds.Variety);
        (proposal.Level, proposal.Floor, proposal.Personal, proposal.SharePercent).ShouldBe((4, 4, "ResidentNumber", 98));
        proposal.Why.Zh.ShouldBe("抽样 5,000 个值中 98% 符合公民身份号码：长度与字符相符，校验位正确，号段、区划或姓氏在册，取值分散；置信度 97%。");
        proposal.Why.En.ShouldContain("check characters hold");
    }

    [Fact]
    public void Text_with_a_few_identifiers_gets_their_level_and_may_fall_to_any()
    {
        var proposal = For("remark", IdentifierKind.MobileNumber, 0.02, Grounds.Form | Grounds.Table);
        (proposal.Level, proposal.Floor, proposal.Personal, proposal.Title).ShouldBe((3, 1, "MobileNumber", "remark"));
        proposal.Why.Zh.ShouldContain("少量（2%）");
    }

    [Fact]
    public void Where_only_the_name_speaks_the_name_is_the_reason()
        => Proposer.For(new("passport_no", [new(IdentifierKind.PassportNumber, 0, 10, 0.5, Grounds.Name)]), Rules)
            .ShouldSatisfyAllConditions(p => p.Level.ShouldBe(4), p => p.SharePercent.ShouldBeNull(), p => p.Why.Zh.ShouldBe("列名表明为护照号。"));

    [Fact]
    public void A_few_codes_of_organizations_in_text_raise_nothing()
        => For("remark", IdentifierKind.UnifiedCreditCode, 0.02, Grounds.Form).Personal.ShouldBeNull();

    static Proposal For(string column, IdentifierKind kind, double share, Grounds grounds)
        => Proposer.For(new(column, [new(kind, share, 5000, 0.97, grounds)]), Rules);
}
