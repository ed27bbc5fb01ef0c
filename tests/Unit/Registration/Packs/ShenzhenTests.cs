using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration.Packs;

/// <summary>深圳市数据产权登记管理暂行办法 — written from its articles.</summary>
public sealed class ShenzhenTests
{
    readonly PackCase shenzhen = new("cn-shenzhen");

    [Fact]
    public void It_knows_six_types_and_only_the_first_is_publicised()
    {
        shenzhen.Rules.Filings.Keys.ShouldBe([FilingKind.Initial, FilingKind.Licence, FilingKind.Transfer, FilingKind.Change,
            FilingKind.Objection, FilingKind.Cancellation], ignoreOrder: true, "art. 14");
        shenzhen.Route(FilingKind.Initial, Circumstance.ResourceObject).ShouldBe(ProcedureName.Ordinary, "art. 15: with publicity");
        foreach (var kind in new[] { FilingKind.Licence, FilingKind.Transfer, FilingKind.Change, FilingKind.Cancellation })
            shenzhen.Route(kind).ShouldBe(ProcedureName.WithoutPublicity, $"{kind}: apply, accept, review, issue");
        shenzhen.Route(FilingKind.Objection).ShouldBe(ProcedureName.PendingSuit, "art. 20");
    }

    [Fact]
    public void It_binds_for_three_years_and_not_a_day_longer()
    {
        shenzhen.Rules.Status.ShouldBe(PackStatus.InForce);
        shenzhen.Rules.IsEffective(new(2023, 6, 30)).ShouldBeFalse("art. 34: from 1 July 2023");
        shenzhen.Rules.IsEffective(new(2023, 7, 1)).ShouldBeTrue();
        shenzhen.Rules.IsEffective(new(2026, 6, 30)).ShouldBeTrue();
        shenzhen.Rules.IsEffective(new(2026, 7, 1)).ShouldBeFalse();
        shenzhen.Rules.AfterEnd!.Open.ShouldBeTrue("art. 34 is silent on what stands then");
    }

    [Fact]
    public void Only_the_fifteen_days_to_sue_have_a_length()
    {
        shenzhen.Term(FilingKind.Objection, Deadline.Litigation).ShouldBe("15 CalendarDays", "art. 20: days, not working days");
        shenzhen.Rules.Deadlines.Where(d => d.Key is not Deadline.Litigation).ShouldAllBe(d => d.Value.Open);
    }

    [Theory]
    [InlineData("2025-06-30", "2025-07-15", "2025-07-16")]
    [InlineData("2024-12-20", "2025-01-04", "2025-01-05")]
    public void An_objection_lapses_unless_suit_is_reported_on_the_fifteenth_day_at_the_latest(string accepted, string last, string next)
    {
        var reported = Marked(accepted);
        reported.DueOn.ShouldBe(DateOnly.ParseExact(last, "yyyy-MM-dd"));
        shenzhen.Take(reported, Step.ReportSuit, Actor.Applicant, last);
        reported.Stage.ShouldBe(Stage.InLitigation);

        var late = Marked(accepted);
        shenzhen.Try(late, Step.ReportSuit, Actor.Applicant, next).Refusal!.Code.ShouldBe("registration.term-over");
        shenzhen.ClosesAfter(late, last, next, Step.Lapse, Stage.Lapsed);
        shenzhen.Rules.Objections.LapsedIsFinal!.Value.ShouldBeTrue("art. 20: not taken again on the same ground");
        shenzhen.Rules.Objections.DisposalByCommitment!.Value.ShouldBeTrue("art. 20: notice and written commitment, then it must be done");
    }

    [Fact]
    public void A_third_party_reviews_the_substance_and_the_registry_the_form()
    {
        foreach (var kind in new[] { FilingKind.Initial, FilingKind.Licence, FilingKind.Transfer })
            shenzhen.Rules.Of(kind).Materials.Single(m => m.Key == "substance").Statement.ShouldBe(StatementKind.Substance, $"{kind}");
        shenzhen.Needed(FilingKind.Initial, Circumstance.ResourceObject).ShouldBe(["source", "substance"], "the rest is known");
        Known(FilingKind.Initial).ShouldBe(["form", "resource-information", "product-information", "identity"], "art. 15(1)–(3), (6)");
    }

    [Fact]
    public void The_form_asks_what_the_papers_of_a_resource_or_a_product_hold()
    {
        Asked(FilingKind.Initial, Circumstance.ResourceObject).ShouldBe(["source", "industry", "region", "span", "agreed"], "art. 15(2)");
        Asked(FilingKind.Initial, Circumstance.ProductObject).ShouldBe(["source", "industry", "region", "agreed"], "art. 15(3)");
        shenzhen.Rules.Of(FilingKind.Initial).IsCase([]).ShouldBeFalse("art. 13: one resource or one product");
    }

    [Fact]
    public void A_licence_is_registered_by_who_obtains_it_on_resources_only_and_a_recognized_venue_spares_its_papers()
    {
        var licence = shenzhen.Rules.Of(FilingKind.Licence);
        licence.By.Value.ShouldBe([FilingParty.Licensee], "art. 16");
        licence.IsCase([Circumstance.ProductObject]).ShouldBeFalse("art. 16: registered data resources");
        licence.IsCase([Circumstance.ResourceObject]).ShouldBeTrue();
        shenzhen.Needed(FilingKind.Licence, Circumstance.ResourceObject).ShouldBe(["evidence", "substance"]);
        Asked(FilingKind.Licence, Circumstance.ResourceObject).ShouldBe(["mode", "confidentiality", "limits"], "art. 16(2)");
        shenzhen.Needed(FilingKind.Licence, Circumstance.ResourceObject, Circumstance.RecognizedVenue).ShouldBe(["venue"], "art. 16(6)");
        Asked(FilingKind.Licence, Circumstance.ResourceObject, Circumstance.RecognizedVenue).ShouldBeEmpty("art. 16(6)");
        licence.Materials.Where(m => m.Waived.Contains(Circumstance.RecognizedVenue)).Select(m => m.Basis)
            .ShouldBe(["SZ-REG-2023 art. 16(2)", "SZ-REG-2023 art. 16(3)", "SZ-REG-2023 art. 16(4)", "SZ-REG-2023 art. 16(5)"]);
    }

    [Fact]
    public void A_transfer_is_registered_by_the_new_holder_and_a_recognized_venue_spares_items_two_to_four()
    {
        var transfer = shenzhen.Rules.Of(FilingKind.Transfer);
        transfer.By.Value.ShouldBe([FilingParty.Transferee, FilingParty.Successor], "art. 17, 19");
        shenzhen.Needed(FilingKind.Transfer).ShouldBe(["evidence", "substance"]);
        shenzhen.Needed(FilingKind.Transfer, Circumstance.RecognizedVenue).ShouldBe(["venue"], "art. 17(5)");
        transfer.Materials.Where(m => m.Waived.Contains(Circumstance.RecognizedVenue)).Select(m => m.Basis)
            .ShouldBe(["SZ-REG-2023 art. 17(2)", "SZ-REG-2023 art. 17(3)", "SZ-REG-2023 art. 17(4)"]);
    }

    [Fact]
    public void A_change_comes_promptly_and_is_proven()
    {
        shenzhen.Needed(FilingKind.Change).ShouldBe(["evidence"], "art. 18(2)");
        var within = shenzhen.Rules.Of(FilingKind.Change).Within.ShouldHaveSingleItem();
        (within.Open, within.Bars).ShouldBe((true, false), "art. 18 says 及时 and no more");
    }

    [Fact]
    public void Where_nobody_succeeds_the_registry_cancels_by_itself()
    {
        shenzhen.Route(FilingKind.Cancellation, Circumstance.RightExtinguished, Circumstance.EffectiveJudgment)
            .ShouldBe(ProcedureName.WithoutPublicity, "art. 19: the new holder files");
        shenzhen.Route(FilingKind.Cancellation, Circumstance.RightExtinguished, Circumstance.NoSuccessor)
            .ShouldBe(ProcedureName.ByRegistry);
        shenzhen.Needed(FilingKind.Cancellation).ShouldBe(["evidence"], "art. 19(2)");
        shenzhen.Needed(FilingKind.Cancellation, Circumstance.EffectiveJudgment).ShouldBe(["evidence", "judgment"]);
    }

    [Fact]
    public void An_objector_proves_the_error_and_the_refusal_and_later_the_suit()
    {
        var objection = shenzhen.Rules.Of(FilingKind.Objection);
        objection.By.Value.ShouldBe([FilingParty.Interested]);
        objection.Materials.Where(m => m.At is null).Select(m => m.Key).ShouldBe(["evidence", "refusal"]);
        objection.Materials.Single(m => m.At is Step.ReportSuit).Key.ShouldBe("suit");
    }

    [Fact]
    public void A_resource_and_a_product_have_their_own_certificates_a_licence_its_voucher_an_objection_its_proof()
    {
        shenzhen.Rules.CertificateOf(FilingKind.Initial, Circumstance.ResourceObject)!.Title.ShouldBe("数据资源登记证书");
        shenzhen.Rules.CertificateOf(FilingKind.Initial, Circumstance.ProductObject)!.Title.ShouldBe("数据产品登记证书");
        var licence = shenzhen.Rules.CertificateOf(FilingKind.Licence, Circumstance.ResourceObject)!;
        licence.Title.ShouldBe("数据资源许可凭证", "art. 7(2)");
        licence.Valid.Value.UntilRight.ShouldBeTrue();
        shenzhen.Rules.CertificateOf(FilingKind.Objection)!.Title.ShouldBe("异议登记证明", "art. 20");
        shenzhen.Rules.Of(FilingKind.Cancellation).Issues.ShouldBeEmpty("art. 19: the certificate ends (销证)");
        (shenzhen.Rules.RetentionYears.Value, shenzhen.Rules.RetentionYears.Open).ShouldBe((30, false), "art. 10");
    }

    [Fact]
    public void Four_grounds_refuse_and_the_three_rights_are_those_of_article_seven()
    {
        shenzhen.Rules.RefusalGrounds.Take(4).Select(g => g.Key).ShouldBe(["core-data", "source", "dispute", "law"], "art. 21");
        shenzhen.Rules.Rights.Select(r => r.Kind).ShouldBe([RightKind.Holding, RightKind.ProcessingAndUse, RightKind.ProductOperation]);
        shenzhen.Rules.Rights.ShouldAllBe(r => !r.Open);
    }

    Filing Marked(string day)
    {
        var filing = shenzhen.New(FilingKind.Objection);
        shenzhen.Take(filing, Step.Submit, Actor.Applicant, day);
        shenzhen.Take(filing, Step.Accept, Actor.Registrar, day);
        return filing;
    }

    IEnumerable<string> Known(FilingKind kind) => shenzhen.Rules.Of(kind).Materials.Where(m => m.Known is not null).Select(m => m.Key);

    IEnumerable<string> Asked(FilingKind kind, params Circumstance[] circumstances)
        => shenzhen.Rules.Of(kind).Fields.Where(f => f.IsNeeded(circumstances)).Select(f => f.Key);
}
