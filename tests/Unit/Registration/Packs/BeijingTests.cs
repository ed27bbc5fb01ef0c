using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>北京 — the opinion of 2023, the draft on public data, the pilot zone's list, the guide to data IP: written from their articles.
/// </summary>
public sealed class BeijingTests
{
    readonly PackCase social = new("cn-beijing-social"), open = new("cn-beijing-public"), ip = new("cn-beijing-ip");

    [Fact]
    public void What_the_papers_name_is_not_open_and_every_other_kind_is()
    {
        social.Rules.Filings.Where(f => !f.Value.Open).Select(f => f.Key).ShouldBe([FilingKind.Initial, FilingKind.Transfer,
            FilingKind.Change, FilingKind.Pledge, FilingKind.Trust, FilingKind.Cancellation], ignoreOrder: true);
        social.Rules.Filings.Where(f => f.Value.Open).ShouldAllBe(f => f.Value.Reason!.Length > 8);
        social.Rules.Of(FilingKind.Change).Basis.ShouldBe("BJ-IP-2023 art. 14");
        social.Rules.Of(FilingKind.Cancellation).Basis.ShouldBe("BJ-IP-2023 art. 14");
        social.Rules.Of(FilingKind.Trust).Basis.ShouldStartWith("BJ-OPIN-2023 §8");
    }

    [Theory]
    [InlineData("cn-beijing-social")]
    [InlineData("cn-beijing-public")]
    [InlineData("cn-beijing-ip")]
    public void No_Beijing_paper_gives_a_clock_its_length(string pack)
        => new PackCase(pack).Rules.Deadlines.Values.ShouldAllBe(t => t.Open);

    [Fact]
    public void Social_data_is_registered_on_three_statements_and_certified_with_rights_and_state()
    {
        social.Needed(FilingKind.Initial).ShouldBe(["source", "compliance", "authorization"], "§6: 来源合法、内容合规、授权明晰");
        social.Needed(FilingKind.Initial, Circumstance.PersonalInformation).ShouldContain("personal-data", "§4");
        social.Rules.RefusalGrounds.Select(g => g.Key).ShouldBe(["source", "content", "authorization"]);
        var certificate = social.Rules.CertificateOf(FilingKind.Initial)!;
        (certificate.Title, certificate.Contents.Open).ShouldBe(("数据资产登记证书", false));
        certificate.Contents.Value.ShouldBe([CertificateContent.Rights, CertificateContent.DataState]);
        social.Rules.Rights.Select(r => r.Kind).ShouldBe([RightKind.Holding, RightKind.ProcessingAndUse, RightKind.ProductOperation], "§4");
    }

    [Fact]
    public void A_change_of_the_data_is_publicised_again_and_a_change_of_name_is_not()
    {
        social.Route(FilingKind.Change, Circumstance.ObjectChanged).ShouldBe(ProcedureName.Ordinary);
        social.Route(FilingKind.Change, Circumstance.SubjectRenamed).ShouldBe(ProcedureName.WithoutPublicity);
        social.Needed(FilingKind.Change, Circumstance.ObjectChanged).ShouldBe(["evidence", "compliance"]);
        social.Needed(FilingKind.Change, Circumstance.SubjectRenamed).ShouldBe(["evidence"]);
        social.Needed(FilingKind.Replacement, Circumstance.CertificateLost).ShouldBe(["loss"]);
        social.Needed(FilingKind.Replacement, Circumstance.CertificateDamaged).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_registry_does_by_itself_one_proposes_and_another_decides()
    {
        foreach (var kind in new[] { FilingKind.Freeze, FilingKind.Unfreeze, FilingKind.Revocation, FilingKind.Restoration })
        {
            social.Route(kind).ShouldBe(ProcedureName.ByRegistry);
            social.Rules.Of(kind).Grounds.ShouldNotBeEmpty();
            var filing = social.New(kind);
            social.Try(filing, Step.Propose, Actor.Registrar, "2026-03-02", person: 1).Refusal.ShouldBeNull();
            social.Try(filing, Step.Enter, Actor.Registrar, "2026-03-03", person: 1).Refusal!.Code.ShouldBe("registration.separation");
            social.Try(filing, Step.Enter, Actor.Registrar, "2026-03-03", person: 2).Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void Public_data_is_registered_before_it_is_operated_which_only_a_draft_says_so_far()
    {
        open.Rules.ObligatoryBefore!.Value.ShouldBe([Activity.AuthorizedOperation]);
        open.Rules.ObligatoryBefore.Basis.ShouldStartWith("BJ-PUB-DRAFT §3");
        open.Rules.Status.ShouldBe(PackStatus.InForce, "the base ledger of BJ-OPIN-2023 §6 is");
        open.Rules.Of(FilingKind.Licence).Basis.ShouldStartWith("BJ-PUB-DRAFT");
        open.Rules.Of(FilingKind.Licence).IsCase([]).ShouldBeFalse();
    }

    [Fact]
    public void One_datum_has_one_source_and_the_ledger_is_kept_up_to_date()
    {
        open.Rules.Checks.Where(c => c.Basis.Contains("一数一源", StringComparison.Ordinal)).Select(c => c.Check)
            .ShouldBe([NamedCheck.NoExclusiveConflict, NamedCheck.NotSimilar]);
        open.Rules.Right(RightKind.Holding)!.Exclusive.ShouldBeTrue();
        open.Rules.Of(FilingKind.Change).TitleZh.ShouldBe("动态更新登记");
        open.Needed(FilingKind.Initial).ShouldBe(["source"]);
        open.Needed(FilingKind.Initial, Circumstance.Collected, Circumstance.AuthorizedOperation)
            .ShouldBe(["source", "commission", "scope"]);
    }

    [Fact]
    public void An_authorized_operation_is_registered_with_approval_collective_decision_and_its_five_terms()
    {
        open.Needed(FilingKind.Licence, Circumstance.AuthorizedOperation)
            .ShouldBe(["approval", "collective-decision", "agreement", "assessment"], "§6, §15");
        open.Rules.Of(FilingKind.Licence).Fields.Where(f => f.Known is null).Select(f => f.Key)
            .ShouldBe(["extent", "conditions", "model", "exit", "security"], "§6: 授权条件、运营模式、退出机制、安全管理责任");
        open.Rules.Of(FilingKind.Licence).By.Value.ShouldBe([FilingParty.Licensor]);
        open.Rules.CertificateOf(FilingKind.Licence)!.Valid.Value.UntilRight.ShouldBeTrue();
    }

    [Fact]
    public void Trade_pledge_and_licence_of_data_IP_are_filed_within_ten_working_days_and_late_bars_nothing()
    {
        foreach (var kind in new[] { FilingKind.Transfer, FilingKind.Trade, FilingKind.Pledge, FilingKind.Licence })
        {
            var within = ip.Rules.Of(kind).Within.ShouldHaveSingleItem();
            (within.Length, within.Unit, within.From, within.Bars)
                .ShouldBe((10, TermUnit.WorkingDays, FilingEvent.Contract, false), $"art. 16: {kind}");
            within.Reason!.ShouldStartWith("长度由指引规定");
        }
        ip.Rules.Filings.Keys.ShouldBe([FilingKind.Initial, FilingKind.Change, FilingKind.Transfer, FilingKind.Trade, FilingKind.Licence,
            FilingKind.Pledge, FilingKind.Release, FilingKind.Renewal, FilingKind.Cancellation], ignoreOrder: true);
    }

    [Fact]
    public void The_guide_is_on_trial_for_three_years_and_leaves_the_procedure_to_measures_we_do_not_have()
    {
        ip.Rules.Status.ShouldBe(PackStatus.Trial);
        ip.Rules.IsEffective(new(2023, 12, 1)).ShouldBeTrue("art. 41");
        ip.Rules.IsEffective(new(2026, 11, 30)).ShouldBeTrue();
        ip.Rules.IsEffective(new(2026, 12, 1)).ShouldBeFalse();
        ip.Rules.AfterEnd!.Value.ShouldBe([FilingKind.Change, FilingKind.Transfer, FilingKind.Release, FilingKind.Cancellation]);
        ip.Rules.AfterEnd.Open.ShouldBeTrue("art. 41 has three years and not a word about what is registered then");
        ip.Rules.Filings.Values.SelectMany(f => f.Procedure).ShouldAllBe(r => r.Open);
        ip.Rules.Filings.Values.SelectMany(f => f.Materials).ShouldAllBe(m => m.Open);
        ip.Rules.CertificateOf(FilingKind.Initial)!.Title.ShouldBe("数据知识产权登记证书", "art. 30");
    }

    [Fact]
    public void Data_IP_is_asked_how_it_was_come_by_by_which_rule_it_was_processed_and_what_it_is_worth()
    {
        ip.Rules.Of(FilingKind.Initial).Fields.Where(f => f.Known is null).Select(f => f.Key)
            .ShouldBe(["acquisition", "rule", "value", "confidentiality"], "art. 2, 25, 31");
        ip.Needed(FilingKind.Initial).ShouldBe(["source", "processing", "compliance"]);
        ip.Needed(FilingKind.Initial, Circumstance.Traded).ShouldContain("contract");
        var renewal = ip.Rules.Of(FilingKind.Renewal).Within.ShouldHaveSingleItem();
        (renewal.From, renewal.Before, renewal.Bars).ShouldBe((FilingEvent.CertificateExpiry, true, true), "art. 25: before it ends");
    }
}
