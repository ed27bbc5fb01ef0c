using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>大理州数据资产登记管理办法 — written from its articles.</summary>
public sealed class DaliTests
{
    readonly PackCase dali = new("cn-dali");

    [Fact]
    public void It_is_in_force_from_november_2023_to_october_2028()
    {
        dali.Rules.Status.ShouldBe(PackStatus.InForce);
        dali.Rules.IsEffective(new(2023, 10, 31)).ShouldBeFalse();
        dali.Rules.IsEffective(new(2023, 11, 1)).ShouldBeTrue();
        dali.Rules.IsEffective(new(2028, 10, 31)).ShouldBeTrue();
        dali.Rules.IsEffective(new(2028, 11, 1)).ShouldBeFalse();
    }

    [Fact]
    public void Form_takes_five_working_days_correction_five_publicity_seven_calendar_days()
    {
        dali.Term(FilingKind.Initial, Deadline.Review).ShouldBe("5 WorkingDays");
        dali.Term(FilingKind.Initial, Deadline.Correction).ShouldBe("5 WorkingDays");
        dali.Term(FilingKind.Initial, Deadline.Publicity).ShouldBe("7 CalendarDays");
        dali.Term(FilingKind.Initial, Deadline.Substance).ShouldBe("20 WorkingDays ?");
        dali.Rules.CorrectionOnce!.Value.ShouldBeTrue();
    }

    [Fact]
    public void The_day_the_papers_come_in_is_the_day_of_acceptance()
    {
        var filing = dali.New(FilingKind.Initial);
        dali.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        filing.Stage.ShouldBe(Stage.UnderReview);
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
    }

    [Fact]
    public void What_is_not_corrected_in_five_working_days_is_not_registered()
    {
        var filing = dali.New(FilingKind.Initial);
        dali.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        dali.Take(filing, Step.RequestCorrection, Actor.Registrar, "2026-03-03");
        dali.ClosesAfter(filing, "2026-03-10", "2026-03-11", Step.Lapse, Stage.Refused);
    }

    [Fact]
    public void Substance_is_a_third_partys_and_publicity_is_of_seven_days_with_weekends()
    {
        var filing = Publicised("2026-03-02");
        dali.ClosesAfter(filing, "2026-03-09", "2026-03-10", Step.CloseWindow, Stage.Registered);
    }

    [Fact]
    public void Who_reviewed_the_form_may_not_review_the_substance()
    {
        var filing = dali.New(FilingKind.Initial);
        dali.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        dali.Try(filing, Step.PassReview, Actor.Registrar, "2026-03-02", person: 7).Refusal.ShouldBeNull();
        dali.Try(filing, Step.PassSubstance, Actor.Reviewer, "2026-03-02", person: 7).Refusal!.Code.ShouldBe("registration.separation");
        dali.Try(filing, Step.PassSubstance, Actor.Reviewer, "2026-03-02", person: 8).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_applicant_who_does_not_prove_that_the_objection_is_void_loses()
    {
        var filing = Publicised("2026-03-02");
        dali.Take(filing, Step.Object, Actor.Objector, "2026-03-04");
        dali.Take(filing, Step.Notify, Actor.Registrar, "2026-03-05");
        filing.Running.ShouldBe(Deadline.Answer);
        dali.ClosesAfter(filing, "2026-03-12", "2026-03-13", Step.Lapse, Stage.Terminated);
    }

    [Fact]
    public void Proven_void_the_remaining_days_run_on()
    {
        var filing = Publicised("2026-03-02");      // until the 9th
        dali.Take(filing, Step.Object, Actor.Objector, "2026-03-04");
        dali.Take(filing, Step.Notify, Actor.Registrar, "2026-03-05");
        dali.Take(filing, Step.Answer, Actor.Applicant, "2026-03-09");
        dali.Take(filing, Step.Dismiss, Actor.Registrar, "2026-03-10");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 15), "five calendar days were left on the 4th");
    }

    [Fact]
    public void From_a_recognized_venue_the_second_to_the_fifth_paper_need_not_be_handed_in_again()
    {
        dali.Needed(FilingKind.Initial).ShouldBe(["application", "identity", "lawful-source"]);
        dali.Needed(FilingKind.Initial, Circumstance.OriginalAcquisition).ShouldBe(
            ["application", "identity", "lawful-source", "original"]);
        dali.Needed(FilingKind.Initial, Circumstance.Authorized).ShouldBe(["application", "identity", "authorization"]);
        dali.Needed(FilingKind.Initial, Circumstance.RecognizedVenue).ShouldBe(["application", "venue"]);
        dali.Needed(FilingKind.Transfer, Circumstance.RecognizedVenue).ShouldBe(["statement", "venue"]);
    }

    /// <summary>涉及登记内容变更的，除提供前款资料外，还应当提交变更事情说明书.</summary>
    [Fact]
    public void A_change_of_the_registered_content_asks_for_the_first_papers_too_and_one_of_particulars_does_not()
    {
        dali.Needed(FilingKind.Change, Circumstance.SubjectRenamed).ShouldBe(["identity", "statement"]);
        dali.Needed(FilingKind.Change, Circumstance.ObjectChanged).ShouldBe(["identity", "lawful-source", "statement"]);
        dali.Needed(FilingKind.Change, Circumstance.ObjectChanged, Circumstance.Authorized).ShouldBe(
            ["identity", "authorization", "statement"]);
        dali.Needed(FilingKind.Transfer).ShouldBe(["identity", "lawful-source", "statement"]);
    }

    [Fact]
    public void A_change_of_the_rights_goes_the_whole_way_a_change_of_particulars_does_not()
    {
        dali.Route(FilingKind.Change, Circumstance.ObjectChanged).ShouldBe(ProcedureName.ThirdParty);
        dali.Route(FilingKind.Change, Circumstance.SubjectRenamed).ShouldBe(ProcedureName.WithoutPublicity);
    }

    [Fact]
    public void A_certificate_is_of_one_year_void_on_any_change_and_the_account_prevails()
    {
        var certificate = dali.Rules.CertificateOf(FilingKind.Initial)!;
        certificate.Valid.Value.Years.ShouldBe(1);
        certificate.Valid.Open.ShouldBeFalse();
        certificate.VoidOnChange!.Value.ShouldBeTrue();
        dali.Rules.AccountPrevails!.Value.ShouldBeTrue();
        dali.Rules.RetentionYears.Value.ShouldBe(15);
    }

    Filing Publicised(string day)
    {
        var filing = dali.New(FilingKind.Initial);
        dali.Take(filing, Step.Submit, Actor.Applicant, day);
        dali.Take(filing, Step.PassReview, Actor.Registrar, day);
        dali.Take(filing, Step.PassSubstance, Actor.Reviewer, day);
        dali.Take(filing, Step.Approve, Actor.Registrar, day);
        return filing;
    }
}
