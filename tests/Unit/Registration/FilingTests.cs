using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Tests.Registration;

public sealed class FilingTests
{
    static readonly WorkCalendar Calendar = new(CalendarFiles.Load(Path.Combine(AppContext.BaseDirectory, "rules", "calendar")));
    static readonly Pack<RegistrationRules> Beijing =
        RegistrationPacks.Load(Path.Combine(AppContext.BaseDirectory, "rules", "registration")).For("cn-beijing-social")!;
    static readonly HostSettings Node = new("", "test.example", "", false);
    static readonly PersonId Clerk = new(new(1, 0, 0, new byte[8])), Registrar = new(new(2, 0, 0, new byte[8])),
        Other = new(new(3, 0, 0, new byte[8]));

    [Theory]
    [InlineData("Restarts", "2026-03-19")]     // five working days from the 12th
    [InlineData("Resumes", "2026-03-16")]      // two were left on the 5th: the 6th and the 9th
    public void After_a_dismissed_objection_publicity_restarts_or_resumes_as_the_pack_says(string effect, string due)
    {
        var objections = Beijing.Rules.Objections;
        var ruled = objections.PublicityAfterDismissal with { Value = Enum.Parse<AfterDismissal>(effect) };
        var pack = Beijing with { Rules = Beijing.Rules with { Objections = objections with { PublicityAfterDismissal = ruled } } };
        var filing = Publicised(pack, "2026-03-02");
        filing.DueOn.ShouldBe(new DateOnly(2026, 3, 9));
        Take(filing, Step.Object, Actor.Objector, null, "2026-03-05", pack);
        filing.WindowLeft.ShouldBe(2);
        filing.PublicUntil.ShouldBe(new DateOnly(2026, 3, 9));

        Take(filing, Step.Dismiss, Actor.Registrar, Registrar, "2026-03-12", pack, "无据");
        filing.DueOn.ShouldBe(DateOnly.ParseExact(due, "yyyy-MM-dd"));
        filing.PublicUntil.ShouldBe(filing.DueOn);
        filing.PublicisedOn.ShouldBe(new DateOnly(2026, 3, 2));
    }

    [Fact]
    public void When_the_window_is_over_nobody_objects_or_withdraws_though_time_has_not_acted_yet()
    {
        var filing = Publicised(Beijing, "2026-03-02");
        Try(filing, Step.Object, Actor.Objector, null, "2026-03-10").Refusal!.Code.ShouldBe("registration.term-over");
        Try(filing, Step.Withdraw, Actor.Applicant, Clerk, "2026-03-10", reason: "x").Refusal!.Code.ShouldBe("registration.term-over");
        Try(filing, Step.Object, Actor.Objector, null, "2026-03-09").Refusal.ShouldBeNull();
    }

    [Fact]
    public void Time_that_comes_early_is_a_bug()
    {
        var filing = Publicised(Beijing, "2026-03-02");
        Should.Throw<InvalidOperationException>(() => Try(filing, Step.CloseWindow, Actor.Time, null, "2026-03-09"));
        Try(filing, Step.CloseWindow, Actor.Time, null, "2026-03-10").Value.ShouldBe(Stage.Registered);
    }

    [Fact]
    public void A_pack_may_keep_acceptance_and_review_apart()
    {
        var separate = Beijing.Rules.Separate with { Value = [[Step.Accept, Step.PassReview]] };
        var pack = Beijing with { Rules = Beijing.Rules with { Separate = separate } };
        var filing = New();
        Take(filing, Step.Submit, Actor.Applicant, Clerk, "2026-03-02", pack);
        Take(filing, Step.Accept, Actor.Registrar, Registrar, "2026-03-02", pack);

        Try(filing, Step.PassReview, Actor.Registrar, Registrar, "2026-03-02", pack).Refusal!.Code.ShouldBe("registration.separation");
        Try(filing, Step.FailReview, Actor.Registrar, Clerk, "2026-03-02", pack, "x").Refusal!.Code.ShouldBe("registration.separation");
        Try(filing, Step.PassReview, Actor.Registrar, Other, "2026-03-02", pack).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_refused_step_leaves_stage_clock_and_facts_as_they_were()
    {
        var filing = Publicised(Beijing, "2026-03-02");
        ((IWitnessed)filing).TakeFacts().Count().ShouldBe(3);
        var before = (filing.Stage, filing.Running, filing.DueOn, filing.Version, filing.Acts.Count);
        Try(filing, Step.Dismiss, Actor.Registrar, Registrar, "2026-03-03", reason: "x").Refusal.ShouldNotBeNull();
        (filing.Stage, filing.Running, filing.DueOn, filing.Version, filing.Acts.Count).ShouldBe(before);
        ((IWitnessed)filing).TakeFacts().ShouldBeEmpty();
    }

    static Filing New() => new()
    {
        Id = new(Guid.Empty), Number = "1", Kind = FilingKind.Initial, Procedure = ProcedureName.Ordinary, ApplicantId = new(Guid.Empty),
        UnitId = new(Guid.Empty), ResourceId = new(Guid.Empty),
        PackId = Beijing.Id, PackSha256 = Beijing.Sha256, ResourceTitle = "x",
        Content = new(new(new(Guid.Empty), new(Guid.Empty), "x", "", true, 1, 1, "", 1, []), [], new Dictionary<string, string>(), [], []),
    };

    static Filing Publicised(Pack<RegistrationRules> pack, string day)
    {
        var filing = New();
        Take(filing, Step.Submit, Actor.Applicant, Clerk, day, pack);
        Take(filing, Step.Accept, Actor.Registrar, Registrar, day, pack);
        Take(filing, Step.PassReview, Actor.Registrar, Registrar, day, pack);
        return filing;
    }

    static void Take(Filing filing, Step step, Actor by, PersonId? person, string day, Pack<RegistrationRules> pack, string? reason = null)
        => Try(filing, step, by, person, day, pack, reason).Refusal.ShouldBeNull();

    /// <param name="day">The legal day, at nine in the morning.</param>
    static Result<Stage> Try(
        Filing filing, Step step, Actor by, PersonId? person, string day, Pack<RegistrationRules>? pack = null, string? reason = null)
        => filing.Take(
            new() { Id = Guid.Empty, Step = step, By = by, PersonId = person, At = LegalDay.Start(DateOnly.ParseExact(day, "yyyy-MM-dd"))
            .AddHours(9), Reason = reason },
            pack ?? Beijing, Calendar, Node);
}
