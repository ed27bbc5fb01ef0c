using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>广东省数据资产合规登记规则（试行）（征求意见稿） — written from its articles.</summary>
public sealed class GuangdongTests
{
    readonly PackCase guangdong = new("cn-guangdong");

    [Fact]
    public void It_is_a_draft_that_knows_four_types()
    {
        guangdong.Rules.Status.ShouldBe(PackStatus.Draft);
        guangdong.Rules.EffectiveTo.ShouldBeNull("its two years begin with a promulgation that has not come");
        guangdong.Rules.Filings.Keys.Order().ToList()
            .ShouldBe(new[] { FilingKind.Initial, FilingKind.Change, FilingKind.Cancellation, FilingKind.Revocation });
        guangdong.Rules.Forms.Value.ShouldBe([AssetForm.DataSet, AssetForm.Interface, AssetForm.Indicator, AssetForm.Report,
            AssetForm.Model, AssetForm.Application, AssetForm.Other], "art. 3(3): products and services, no raw resources");
        guangdong.Rules.ObligatoryBefore!.Value.ShouldBe([Activity.VenueTrading], "art. 4");
    }

    [Theory]
    [InlineData("PublicData")]
    [InlineData("ImportantData")]
    [InlineData("SecurityOrSecret")]
    [InlineData("PersonalInformation")]
    [InlineData("CriticalInfrastructure")]
    [InlineData("CrossBorder")]
    [InlineData("OtherListed")]
    public void Each_of_the_seven_flags_alone_forces_the_ordinary_procedure(string flag)
    {
        var circumstance = Enum.Parse<Circumstance>(flag);
        guangdong.Route(FilingKind.Initial, circumstance).ShouldBe(ProcedureName.Committee, "art. 7");
        guangdong.Route(FilingKind.Change, circumstance, Circumstance.ObjectChanged).ShouldBe(ProcedureName.Committee);
    }

    [Theory]
    [InlineData("ImportantData", "DirectToPublicity")]
    [InlineData("SecurityOrSecret", "DirectToPublicity")]
    [InlineData("PersonalInformation", "DirectToPublicity")]
    [InlineData("CriticalInfrastructure", "DirectToPublicity")]
    [InlineData("CrossBorder", "DirectToPublicity")]
    [InlineData("PublicData", "Committee")]
    [InlineData("OtherListed", "Committee")]
    public void A_departments_approval_leads_straight_to_publicity_for_items_two_to_five_alone(string flag, string procedure)
        => guangdong.Route(FilingKind.Initial, Enum.Parse<Circumstance>(flag), Circumstance.DepartmentApproval).ToString()
            .ShouldBe(procedure, "art. 12");

    [Fact]
    public void Combinations_of_flags_go_as_articles_seven_twelve_and_thirteen_read_word_for_word()
    {
        guangdong.Route(FilingKind.Initial).ShouldBe(ProcedureName.Simple);
        guangdong.Route(FilingKind.Initial, Circumstance.DepartmentApproval).ShouldBe(ProcedureName.Simple, "nothing to approve");
        guangdong.Route(FilingKind.Initial, Circumstance.ChoosesOrdinary).ShouldBe(ProcedureName.Committee, "art. 13 only permits");
        guangdong.Route(FilingKind.Initial, Circumstance.PublicData, Circumstance.ImportantData, Circumstance.DepartmentApproval)
            .ShouldBe(ProcedureName.DirectToPublicity, "one of items 2 to 5 is enough");
        guangdong.Route(FilingKind.Initial, Circumstance.PublicData, Circumstance.OtherListed, Circumstance.DepartmentApproval)
            .ShouldBe(ProcedureName.Committee);
    }

    [Fact]
    public void Publicity_is_three_working_days_and_one_on_the_simple_way_and_objections_are_settled_in_ten()
    {
        guangdong.Term(FilingKind.Initial, Deadline.Publicity, Circumstance.PublicData).ShouldBe("3 WorkingDays", "art. 11");
        guangdong.Term(FilingKind.Initial, Deadline.Publicity, Circumstance.CrossBorder, Circumstance.DepartmentApproval)
            .ShouldBe("3 WorkingDays", "art. 12");
        guangdong.Term(FilingKind.Initial, Deadline.Publicity).ShouldBe("1 WorkingDays", "art. 16");
        guangdong.Term(FilingKind.Initial, Deadline.Answer, Circumstance.PublicData)
            .ShouldBe("10 WorkingDays ?", "art. 11: its beginning is open");
        guangdong.Term(FilingKind.Initial, Deadline.Answer).ShouldBe("10 WorkingDays ?", "art. 16: its beginning is open");
        guangdong.Rules.TermOf(FilingKind.Initial, ProcedureName.Simple, Deadline.Answer).Reason!.ShouldStartWith("长度由规则规定");
        (guangdong.Rules.RefusalNotice!.Length, guangdong.Rules.RefusalNotice.Unit).ShouldBe((3, TermUnit.WorkingDays));
        foreach (var silent in new[] { Deadline.Review, Deadline.Correction, Deadline.Committee, Deadline.Decision })
            guangdong.Term(FilingKind.Initial, silent, Circumstance.PublicData).ShouldEndWith("?", Case.Sensitive, $"{silent}");
    }

    [Fact]
    public void The_ordinary_procedure_over_the_national_day_counts_the_worked_saturday()
    {
        var filing = Publicised("2026-09-30");      // 国庆节 1–7 October, Saturday the 10th is worked
        guangdong.ClosesAfter(filing, "2026-10-10", "2026-10-11", Step.CloseWindow, Stage.Registered);
    }

    [Fact]
    public void An_objection_is_the_applicants_to_settle_and_what_is_not_settled_in_ten_working_days_may_be_refused()
    {
        var filing = Publicised("2026-03-02");
        guangdong.Take(filing, Step.Object, Actor.Objector, "2026-03-05");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 19));
        guangdong.Try(filing, Step.Answer, Actor.Applicant, "2026-03-20").Refusal!.Code.ShouldBe("registration.term-over");
        guangdong.Take(filing, Step.Lapse, Actor.Time, "2026-03-20");
        guangdong.Take(filing, Step.Uphold, Actor.Registrar, "2026-03-23");
        filing.Stage.ShouldBe(Stage.Refused, "art. 23: the registry may refuse");

        var settled = Publicised("2026-03-02");
        guangdong.Take(settled, Step.Object, Actor.Objector, "2026-03-05");
        guangdong.Take(settled, Step.Answer, Actor.Applicant, "2026-03-19");
        guangdong.Take(settled, Step.Dismiss, Actor.Registrar, "2026-03-20");
        guangdong.ClosesAfter(settled, "2026-03-25", "2026-03-26", Step.CloseWindow, Stage.Registered);
    }

    [Fact]
    public void The_registry_reviews_first_the_committee_second_and_nobody_does_both()
    {
        var filing = guangdong.New(FilingKind.Initial, Circumstance.PublicData);
        guangdong.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        guangdong.Try(filing, Step.PassCommittee, Actor.Committee, "2026-03-03").Refusal.ShouldNotBeNull("art. 10: after the first review");
        guangdong.Try(filing, Step.PassReview, Actor.Registrar, "2026-03-03", person: 1).Refusal.ShouldBeNull();
        guangdong.Try(filing, Step.PassCommittee, Actor.Committee, "2026-03-04", person: 1).Refusal!.Code
            .ShouldBe("registration.separation");
        guangdong.Try(filing, Step.FailCommittee, Actor.Committee, "2026-03-04", reason: " ", person: 2).Refusal!.Code
            .ShouldBe("registration.reason-required", "art. 10: with the reason");
        guangdong.Try(filing, Step.FailCommittee, Actor.Committee, "2026-03-04", person: 2).Refusal.ShouldBeNull();
        filing.Stage.ShouldBe(Stage.Refused);
    }

    [Fact]
    public void First_registration_needs_four_papers_and_a_report_or_an_approval_where_they_apply()
    {
        guangdong.Needed(FilingKind.Initial).ShouldBe(["description", "source", "security", "shares"], "art. 17(1)–(4)");
        guangdong.Needed(FilingKind.Initial, Circumstance.ReportDemanded).ShouldContain("report");
        guangdong.Needed(FilingKind.Initial, Circumstance.DepartmentApproval).ShouldContain("approval");
        guangdong.Needed(FilingKind.Initial, Circumstance.ByAgent).ShouldContain("mandate");
        guangdong.Rules.Of(FilingKind.Initial).Materials.Single(m => m.Key == "report").Statement.ShouldBe(StatementKind.Compliance);
        guangdong.Rules.Objections.EvidenceRequired.Value.ShouldBeTrue("art. 11, 16");
    }

    [Fact]
    public void A_change_is_filed_in_ten_working_days_of_approval_or_five_of_its_occurrence_with_the_papers_of_its_case()
    {
        Terms(FilingKind.Change).ShouldBe([
            "10 WorkingDays after MarketRegulatorApproval: SubjectRenamed, SubjectSplitOrMerged",
            "5 WorkingDays after Occurrence: ObjectChanged, SharesChanged"]);
        guangdong.Rules.Of(FilingKind.Change).Within.ShouldAllBe(t => !t.Bars && !t.Open);
        string[] ofSubject = ["department", "decision", "security"];
        guangdong.Needed(FilingKind.Change, Circumstance.SubjectRenamed).ShouldBe(ofSubject, "art. 19(1)");
        guangdong.Needed(FilingKind.Change, Circumstance.SubjectSplitOrMerged).ShouldBe(ofSubject, "art. 19(1)");
        guangdong.Needed(FilingKind.Change, Circumstance.ObjectChanged).ShouldBe(["description"], "art. 19(2)");
        guangdong.Needed(FilingKind.Change, Circumstance.SharesChanged).ShouldBe(["shares"], "art. 19(3)");
        guangdong.Rules.Of(FilingKind.Change).IsCase([]).ShouldBeFalse("art. 18 names the cases");
    }

    [Fact]
    public void A_cancellation_comes_ten_working_days_before_the_market_regulator_is_asked_or_five_after_operation_ends()
    {
        Terms(FilingKind.Cancellation).ShouldBe(
            ["10 WorkingDays before MarketRegulatorFiling: SubjectEnded", "5 WorkingDays after Occurrence: CannotOperate"]);
        guangdong.Needed(FilingKind.Cancellation, Circumstance.SubjectEnded).ShouldBe(["department", "decision", "transfer"], "art. 21(1)");
        guangdong.Needed(FilingKind.Cancellation, Circumstance.CannotOperate).ShouldBe(["explanation"], "art. 21(2)");
        guangdong.Rules.Of(FilingKind.Cancellation).Issues.ShouldBeEmpty();
    }

    [Fact]
    public void The_registry_revokes_wholly_or_in_part_on_three_grounds_and_refuses_on_five()
    {
        var revocation = guangdong.Rules.Of(FilingKind.Revocation);
        revocation.By.Value.ShouldBe([FilingParty.Registry]);
        revocation.Partial!.Value.ShouldBeTrue("art. 22");
        revocation.Grounds.Select(g => g.Key).ShouldBe(["deceit", "incident", "other"]);
        guangdong.Rules.RefusalGrounds.Select(g => g.Key).ShouldBe(["banned", "core-data", "not-corrected", "law", "objection-unsettled"]);
    }

    [Fact]
    public void The_voucher_states_type_purpose_and_rights_and_the_registry_reports_within_twenty_working_days_of_the_years_end()
    {
        var voucher = guangdong.Rules.CertificateOf(FilingKind.Initial)!;
        voucher.Title.ShouldBe("数据资产登记凭证");
        voucher.Contents.Value.ShouldBe([CertificateContent.AssetType, CertificateContent.Purpose, CertificateContent.Rights], "art. 25");
        (voucher.Valid.Value.Years, voucher.Valid.Open).ShouldBe((null, true));
        var report = guangdong.Rules.Reports.ShouldHaveSingleItem();
        (report.By, report.Due.Length, report.Due.Unit, report.Due.From)
            .ShouldBe((FilingParty.Registry, 20, TermUnit.WorkingDays, FilingEvent.YearEnd));
    }

    Filing Publicised(string day)
    {
        var filing = guangdong.New(FilingKind.Initial, Circumstance.PublicData);
        guangdong.Take(filing, Step.Submit, Actor.Applicant, "2026-02-02");
        guangdong.Take(filing, Step.PassReview, Actor.Registrar, "2026-02-05");
        guangdong.Take(filing, Step.PassCommittee, Actor.Committee, "2026-02-10");
        guangdong.Take(filing, Step.Approve, Actor.Registrar, day);
        return filing;
    }

    IEnumerable<string> Terms(FilingKind kind) => guangdong.Rules.Of(kind).Within
        .Select(t => $"{t.Length} {t.Unit} {(t.Before ? "before" : "after")} {t.From}: {string.Join(", ", t.When)}");
}
