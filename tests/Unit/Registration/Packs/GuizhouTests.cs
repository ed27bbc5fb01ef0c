using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>贵州省数据要素登记服务管理办法（试行） — written from its articles.</summary>
public sealed class GuizhouTests
{
    readonly PackCase guizhou = new("cn-guizhou");

    [Fact]
    public void It_knows_seven_types_of_registration_and_four_certificates()
    {
        guizhou.Rules.Filings.Keys.Order().ToList().ShouldBe(new[] { FilingKind.Initial, FilingKind.Transfer, FilingKind.Trade,
            FilingKind.Trust, FilingKind.Change, FilingKind.Renewal, FilingKind.Cancellation, FilingKind.Revocation });
        guizhou.Rules.Certificates.Values.Select(c => c.Title).ShouldBe(["数据要素登记凭证", "数据用益凭证", "数据交易凭证", "数据信托登记凭证"]);
        guizhou.Rules.Certificates.Values.Select(c => (c.Identifier!.Value, c.Identifier.Open)).Distinct().ShouldBe([("2.25", true)]);
        (guizhou.Rules.Of(FilingKind.Trade).ByItself!.Right, guizhou.Rules.Of(FilingKind.Trade).ByItself!.Basis)
            .ShouldBe((RightKind.ProcessingAndUse, "GZ-ELREG-2023 art. 28(3)"));
        guizhou.Rules.Of(FilingKind.Initial).Issues.ShouldBe(["registration", "usufruct"]);
        guizhou.Rules.Of(FilingKind.Trade).Issues.ShouldBe(["trade", "usufruct"]);
        guizhou.Rules.Of(FilingKind.Trust).Issues.ShouldBe(["trust", "usufruct"]);
    }

    [Fact]
    public void Acceptance_three_publicity_thirty_notice_three_and_answer_seven_working_days()
    {
        guizhou.Term(FilingKind.Initial, Deadline.Acceptance).ShouldBe("3 WorkingDays");
        guizhou.Term(FilingKind.Initial, Deadline.Publicity).ShouldBe("30 WorkingDays");
        guizhou.Term(FilingKind.Initial, Deadline.Notice).ShouldBe("3 WorkingDays");
        guizhou.Term(FilingKind.Initial, Deadline.Answer).ShouldBe("7 WorkingDays");
        // 自做出决定之日起3个工作日内通知: the three days run from the decision; how long it may take is not said.
        (guizhou.Rules.RefusalNotice!.Length, guizhou.Rules.RefusalNotice.Unit, guizhou.Rules.RefusalNotice.Open)
            .ShouldBe((3, TermUnit.WorkingDays, false));
        guizhou.Rules.Deadlines[Deadline.Decision].Open.ShouldBeTrue();
    }

    [Fact]
    public void Thirty_working_days_over_new_year_skip_the_holiday_and_count_the_worked_sunday()
    {
        var filing = Publicised("2025-12-15");      // 元旦 1–3 January, Sunday the 4th is worked
        guizhou.ClosesAfter(filing, "2026-01-27", "2026-01-28", Step.CloseWindow, Stage.Registered);
    }

    [Fact]
    public void An_objection_is_notified_answered_and_determined_and_keeping_goes_on_where_it_stopped()
    {
        var filing = Publicised("2026-03-02");      // until 14 April
        filing.DueOn.ShouldBe(new DateOnly(2026, 4, 14));
        guizhou.Take(filing, Step.Object, Actor.Objector, "2026-03-04");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        guizhou.Take(filing, Step.Notify, Actor.Registrar, "2026-03-06");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 17));
        guizhou.Take(filing, Step.Answer, Actor.Applicant, "2026-03-17");
        guizhou.Take(filing, Step.Determine, Actor.Reviewer, "2026-03-20");
        guizhou.Take(filing, Step.Dismiss, Actor.Registrar, "2026-03-23");
        filing.Stage.ShouldBe(Stage.Publicised);
        filing.DueOn.ShouldBe(new DateOnly(2026, 5, 6), "twenty-eight working days were left on 4 March");
    }

    [Fact]
    public void Silence_of_the_registrant_leaves_the_determination_to_the_third_party()
    {
        var filing = Publicised("2026-03-02");
        guizhou.Take(filing, Step.Object, Actor.Objector, "2026-03-04");
        guizhou.Take(filing, Step.Notify, Actor.Registrar, "2026-03-04");
        guizhou.ClosesAfter(filing, "2026-03-13", "2026-03-14", Step.Lapse, Stage.DeterminationAwaited);
    }

    [Fact]
    public void Undecided_it_goes_to_court_and_the_registry_acts_on_the_document()
    {
        var filing = Publicised("2026-03-02");
        guizhou.Take(filing, Step.Object, Actor.Objector, "2026-03-04");
        guizhou.Take(filing, Step.Notify, Actor.Registrar, "2026-03-04");
        guizhou.Take(filing, Step.Answer, Actor.Applicant, "2026-03-05");
        guizhou.Take(filing, Step.Determine, Actor.Reviewer, "2026-03-06");
        guizhou.Take(filing, Step.ReportSuit, Actor.Registrar, "2026-03-09");
        filing.DueOn.ShouldBeNull("a court takes its own time");
        guizhou.Take(filing, Step.Uphold, Actor.Registrar, "2026-09-09");
        filing.Stage.ShouldBe(Stage.Terminated);
    }

    [Fact]
    public void A_product_of_registered_components_brings_their_certificates_instead_of_their_papers()
    {
        guizhou.Needed(FilingKind.Initial, Circumstance.ResourceObject, Circumstance.Collected)
            .ShouldBe(["agreed", "collection", "template", "report"]);
        guizhou.Needed(FilingKind.Initial, Circumstance.ModelObject).ShouldBe(["agreed", "property", "security"]);
        guizhou.Needed(FilingKind.Initial, Circumstance.ComputeObject).ShouldBe(["agreed"]);
        guizhou.Needed(FilingKind.Initial, Circumstance.ProductObject).ShouldBe(["agreed", "component-proof"]);
        guizhou.Needed(FilingKind.Initial, Circumstance.ProductObject, Circumstance.ComponentsRegistered).ShouldBe(["agreed"]);
    }

    [Fact]
    public void A_certificate_is_of_two_years_or_the_agreements_and_is_renewed_from_its_old_last_day()
    {
        var term = guizhou.Rules.CertificateOf(FilingKind.Initial)!.Valid;
        (term.Value.Years, term.Value.UntilRight, term.Value.RenewsFromExpiry, term.Open).ShouldBe((2, true, true, false));
        guizhou.Route(FilingKind.Renewal).ShouldBe(ProcedureName.WithoutPublicity);
        guizhou.Route(FilingKind.Renewal, Circumstance.ObjectChanged).ShouldBe(ProcedureName.Arbitrated);
        guizhou.Rules.RetentionYears.Value.ShouldBe(20);
    }

    Filing Publicised(string day)
    {
        var filing = guizhou.New(FilingKind.Initial);
        guizhou.Take(filing, Step.Submit, Actor.Applicant, day);
        guizhou.Take(filing, Step.Accept, Actor.Registrar, day);
        guizhou.Take(filing, Step.PassReview, Actor.Registrar, day);
        guizhou.Take(filing, Step.PassSubstance, Actor.Reviewer, day);
        guizhou.Take(filing, Step.Approve, Actor.Registrar, day);
        return filing;
    }
}
