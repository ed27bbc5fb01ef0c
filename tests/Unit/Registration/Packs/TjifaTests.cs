using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>T/TJIFA 003—2022 — written from its clauses.</summary>
public sealed class TjifaTests
{
    readonly PackCase tjifa = new("std-tjifa-003");

    [Fact]
    public void Publicity_is_of_three_working_days_and_a_certificate_of_three_years_or_as_long_as_the_data()
    {
        tjifa.Term(FilingKind.Initial, Deadline.Publicity).ShouldBe("3 WorkingDays");
        var term = tjifa.Rules.CertificateOf(FilingKind.Initial)!.Valid;
        (term.Value.Years, term.Value.UntilRight, term.Open).ShouldBe((3, true, false));
    }

    [Fact]
    public void Nothing_is_registered_without_the_vouchers_of_third_parties_and_the_evidence_report()
    {
        tjifa.Needed(FilingKind.Initial).ShouldBe(["application", "declaration", "structuring", "structuring-report",
            "anonymization", "anonymization-report", "evidence"]);
        tjifa.Rules.Of(FilingKind.Initial).Materials.Where(m => m.Statement is not null).Select(m => m.Statement!.Value)
            .ShouldBe([StatementKind.Structuring, StatementKind.Anonymization, StatementKind.Evidence]);
    }

    [Fact]
    public void Each_way_of_acquisition_has_its_proof_and_a_recognized_platform_spares_the_review()
    {
        tjifa.Needed(FilingKind.Initial, Circumstance.OriginalAcquisition).ShouldContain("original-proof");
        tjifa.Needed(FilingKind.Initial, Circumstance.Collected).ShouldContain("collected-proof");
        tjifa.Needed(FilingKind.Initial, Circumstance.Traded).ShouldContain("traded-proof");
        tjifa.Needed(FilingKind.Initial, Circumstance.RecognizedPlatform).ShouldBe(["application", "declaration"]);
    }

    [Fact]
    public void A_failed_filing_is_sent_back_with_what_is_missing_and_comes_again()
    {
        var filing = tjifa.New(FilingKind.Initial);
        tjifa.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        tjifa.Take(filing, Step.RequestCorrection, Actor.Registrar, "2026-03-03");
        tjifa.Take(filing, Step.Correct, Actor.Applicant, "2026-03-17");
        filing.Stage.ShouldBe(Stage.Submitted);
    }

    [Fact]
    public void Use_beyond_the_expected_scenarios_is_registered_in_supplement_as_if_for_the_first_time()
    {
        tjifa.Route(FilingKind.Supplementary).ShouldBe(tjifa.Route(FilingKind.Initial));
        tjifa.Needed(FilingKind.Supplementary).ShouldBe(tjifa.Needed(FilingKind.Initial));
        tjifa.Rules.Of(FilingKind.Supplementary).Issues.ShouldBe(["registration"]);
    }

    [Fact]
    public void Transfer_licence_and_pledge_are_filed_by_both_sides_with_the_contract_they_signed()
    {
        foreach (var kind in new[] { FilingKind.Transfer, FilingKind.Licence, FilingKind.Pledge })
        {
            tjifa.Rules.Of(kind).CounterpartyConsents!.Value.ShouldBeTrue($"{kind}");
            tjifa.Needed(kind).ShouldBe(["application", "certificate", "contract"]);
            tjifa.Route(kind).ShouldBe(ProcedureName.WithoutPublicity);
        }
    }

    [Fact]
    public void The_statement_of_a_transfer_is_owed_on_the_very_day_of_the_certificate()
    {
        var term = tjifa.Rules.Of(FilingKind.Transfer).Within.Single();
        (term.Length, term.Unit, term.From, term.AfterRegistration, term.Bars)
            .ShouldBe((0, TermUnit.CalendarDays, FilingEvent.CertificateIssue, true, false));
    }

    [Fact]
    public void An_extension_is_asked_for_within_the_last_month()
    {
        var term = tjifa.Rules.Of(FilingKind.Renewal).Within.Single();
        (term.Length, term.Unit, term.From, term.Before, term.Opens)
            .ShouldBe((1, TermUnit.CalendarMonths, FilingEvent.CertificateExpiry, true, true));
    }

    [Fact]
    public void A_third_party_with_an_effective_judgment_may_have_it_cancelled()
    {
        tjifa.Rules.Of(FilingKind.Cancellation).By.Value.ShouldBe([FilingParty.Holder, FilingParty.JudgmentHolder]);
        tjifa.Needed(FilingKind.Cancellation, Circumstance.EffectiveJudgment).ShouldBe(["application", "judgment"]);
    }
}
