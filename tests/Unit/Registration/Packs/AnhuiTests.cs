using Shouldly;
using Xunit;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>安徽省数据资源登记管理办法（试行）（征求意见稿） — written from its articles.</summary>
public sealed class AnhuiTests
{
    readonly PackCase anhui = new("cn-anhui");

    [Fact]
    public void It_is_a_draft_and_says_so() => anhui.Rules.Status.ShouldBe(PackStatus.Draft);

    [Fact]
    public void It_knows_five_kinds_and_revokes_wholly_or_in_part_for_four_grounds()
    {
        // What the exchange synchronizes (art. 21) is beside the five of art. 12, and said to be so.
        anhui.Rules.Filings.Keys.Where(k => k is not (FilingKind.Objection or FilingKind.Revocation or FilingKind.Trade)).Order().ShouldBe(
            [FilingKind.Initial, FilingKind.Licence, FilingKind.Transfer, FilingKind.Change, FilingKind.Cancellation]);
        anhui.Rules.Of(FilingKind.Trade).Open.ShouldBeTrue();
        anhui.Rules.Of(FilingKind.Revocation).Partial!.Value.ShouldBeTrue();
        anhui.Rules.Of(FilingKind.Revocation).Grounds.Select(g => g.Key).ShouldBe(["deceit", "incident", "judgment", "other"]);
        anhui.Rules.RefusalGrounds.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("Initial", "20 WorkingDays")]
    [InlineData("Licence", "10 WorkingDays")]
    [InlineData("Transfer", "10 WorkingDays")]
    [InlineData("Change", "10 WorkingDays")]
    [InlineData("Cancellation", "10 WorkingDays")]
    public void Acceptance_takes_five_review_twenty_or_ten_and_publicity_ten_working_days(string kind, string review)
    {
        var filed = Enum.Parse<FilingKind>(kind);
        anhui.Term(filed, Deadline.Acceptance).ShouldBe("5 WorkingDays");
        anhui.Term(filed, Deadline.Review).ShouldBe(review);
        anhui.Term(filed, Deadline.Publicity).ShouldBe("10 WorkingDays");
        anhui.Term(filed, Deadline.Objection).ShouldBe("30 CalendarDays");
    }

    [Fact]
    public void Review_counts_from_the_day_the_papers_came_in()
    {
        var filing = anhui.New(FilingKind.Initial);
        anhui.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        anhui.Take(filing, Step.Accept, Actor.Registrar, "2026-03-06");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 30), "twenty working days after the 2nd, not after the 6th");
    }

    [Fact]
    public void Accepted_with_gaps_the_days_of_review_begin_when_the_papers_are_complete()
    {
        var filing = anhui.New(FilingKind.Change);
        anhui.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        anhui.Try(filing, Step.AcceptWithGaps, Actor.Registrar, "2026-03-03", reason: " ")
            .Refusal!.Code.ShouldBe("registration.reason-required");
        anhui.Take(filing, Step.AcceptWithGaps, Actor.Registrar, "2026-03-03");
        anhui.Take(filing, Step.Supplement, Actor.Applicant, "2026-03-10");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 24));
    }

    [Fact]
    public void Nobody_objecting_it_is_registered_when_ten_working_days_have_passed()
    {
        var filing = Publicised("2026-02-09");      // 春节 15–23 February, the 14th and the 28th are worked
        anhui.ClosesAfter(filing, "2026-02-28", "2026-03-01", Step.CloseWindow, Stage.Registered);
    }

    [Fact]
    public void An_objection_suspends_and_ends_the_filing_when_thirty_calendar_days_bring_no_result()
    {
        var filing = Publicised("2026-03-02");
        anhui.Take(filing, Step.Object, Actor.Objector, "2026-03-05");
        filing.Stage.ShouldBe(Stage.Frozen);
        anhui.ClosesAfter(filing, "2026-04-04", "2026-04-05", Step.Lapse, Stage.Terminated);
    }

    [Fact]
    public void Settled_in_time_publicity_goes_on_with_the_days_that_were_left()
    {
        var filing = Publicised("2026-03-02");      // until the 16th
        anhui.Take(filing, Step.Object, Actor.Objector, "2026-03-12");
        anhui.Take(filing, Step.Dismiss, Actor.Registrar, "2026-03-20");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 24), "two working days were left");
    }

    [Fact]
    public void The_objection_mark_comes_before_anything_else_and_the_registry_decides()
    {
        anhui.Route(FilingKind.Objection).ShouldBe(ProcedureName.MarkedFirst);
        var filing = anhui.New(FilingKind.Objection);
        anhui.Take(filing, Step.Submit, Actor.Applicant, "2026-03-02");
        filing.Stage.ShouldBe(Stage.Marked);
        anhui.Take(filing, Step.Uphold, Actor.Registrar, "2026-03-20");
        filing.Stage.ShouldBe(Stage.Registered);
    }

    [Fact]
    public void Each_kind_asks_for_the_papers_of_its_article_and_is_filed_by_whom_it_names()
    {
        anhui.Needed(FilingKind.Initial).ShouldBe(["commitment", "source", "compliance-report"]);
        anhui.Needed(FilingKind.Licence).ShouldBe(["contract"]);
        anhui.Needed(FilingKind.Transfer).ShouldBe(["contract"]);
        anhui.Needed(FilingKind.Change).ShouldBe(["proof"]);
        anhui.Needed(FilingKind.Cancellation).ShouldBe(["proof"]);
        anhui.Rules.Of(FilingKind.Licence).By.Value.ShouldBe([FilingParty.Licensee]);
        anhui.Rules.Of(FilingKind.Transfer).By.Value.ShouldBe([FilingParty.Transferee, FilingParty.Successor]);
    }

    [Fact]
    public void A_certificate_has_no_term_of_its_own_and_a_cancellation_gets_a_proof()
    {
        anhui.Rules.CertificateOf(FilingKind.Initial)!.Valid.Value.Years.ShouldBeNull();
        anhui.Rules.CertificateOf(FilingKind.Cancellation)!.Title.ShouldBe("数据资源注销证明");
        anhui.Rules.RetentionYears.Value.ShouldBe(30);
    }

    Filing Publicised(string day)
    {
        var filing = anhui.New(FilingKind.Initial);
        anhui.Take(filing, Step.Submit, Actor.Applicant, day);
        anhui.Take(filing, Step.Accept, Actor.Registrar, day);
        anhui.Take(filing, Step.PassReview, Actor.Registrar, day);
        return filing;
    }
}
