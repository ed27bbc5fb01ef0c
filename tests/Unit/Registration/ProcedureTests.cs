using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Tests.Registration;

public sealed class ProcedureTests
{
    static readonly Stage[] Final = [Stage.Registered, Stage.Refused, Stage.Withdrawn, Stage.Lapsed, Stage.Terminated];

    public static TheoryData<string> Names => [.. Enum.GetNames<ProcedureName>()];

    static Procedure Of(string name) => Procedure.Of(Enum.Parse<ProcedureName>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_stage_but_the_last_ones_has_a_way_out_and_every_stage_can_be_reached(string name)
    {
        var rows = Of(name).Steps.ToList();
        rows.Select(r => r.To).Except(rows.Select(r => r.From)).Except(Final).ShouldBeEmpty("a dead end");
        rows.Select(r => r.From).Except(rows.Select(r => r.To)).ShouldBe([Stage.Draft], "never entered");
        rows.Select(r => r.From).Intersect(Final).ShouldBeEmpty("left though final");
        rows.ShouldContain(r => r.To == Stage.Registered);
    }

    [Fact]
    public void Every_name_has_its_table_and_every_stage_step_and_clock_a_place()
    {
        Procedures.All.Select(p => p.Name).Order().ShouldBe(Enum.GetValues<ProcedureName>());
        Procedures.All.Select(p => p.Steps.Name).ShouldBeUnique();
        var rows = Procedures.All.SelectMany(p => p.Steps).ToList();
        rows.SelectMany(r => new[] { r.From, r.To }).Distinct().Order().ShouldBe(Enum.GetValues<Stage>());
        rows.Select(r => r.Step).Distinct().Order().ShouldBe(Enum.GetValues<Step>());
        rows.Select(r => r.Starts).Where(d => d is not null).Select(d => d!.Value).Distinct().Order().ShouldBe(Enum.GetValues<Deadline>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clock_can_only_fire_a_step_that_is_open_while_it_runs(string name)
    {
        foreach (var row in Of(name).Steps.Where(r => r.Starts is not null))
            if (Of(name).Fires(row.Starts!.Value) is { } step)
                Of(name).Steps.Find(row.To, step, Actor.Time).Refusal.ShouldBeNull($"{row.Starts} fires {step} while {row.To}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_time_does_it_does_only_at_the_end_of_the_clock_that_runs_there(string name)
    {
        foreach (var exit in Of(name).Steps.Where(r => r.By == Actor.Time))
            foreach (var entry in Of(name).Steps.Where(r => r.To == exit.From && !r.KeepsClock()))
                (entry.Starts is { } deadline ? Of(name).Fires(deadline) : null)
                    .ShouldBe(exit.Step, $"{entry.Step} enters {exit.From}, which {exit.Step} must end");
    }

    /// <summary>A court takes its own time, and an organization its own inside itself; everybody else has a clock.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_stage_that_waits_for_somebody_has_a_clock(string name)
    {
        if (name == nameof(ProcedureName.Confirmation)) return;
        foreach (var entry in Of(name).Steps.Where(r => !Final.Contains(r.To) && r.To is not Stage.InLitigation && !r.KeepsClock()))
            entry.Starts.ShouldNotBeNull($"{entry.Step} leads to {entry.To}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Silence_of_the_registrar_never_registers(string name)
        => Of(name).Steps.Where(r => r.To == Stage.Registered && r.By == Actor.Time).Select(r => r.From)
            .ShouldBeSubsetOf([Stage.Publicised]);

    [Fact]
    public void Only_what_ends_without_registration_frees_the_right()
        => Final.Where(Procedure.EndsInNothing).ShouldBe(Final.Except([Stage.Registered]));

    [Fact]
    public void The_names_that_reach_evidence_are_these()
    {
        Enum.GetNames<Stage>().ShouldBe(["Draft", "Submitted", "CorrectionAwaited", "SupplementAwaited", "UnderReview", "SubstantiveReview",
            "CommitteeReview", "DecisionAwaited", "Publicised", "Frozen", "NoticeAwaited", "AnswerAwaited", "DeterminationAwaited",
            "Marked", "InLitigation", "Proposed", "Requested", "Applied", "Started", "Evidenced", "ControlVerified", "Measured",
            "Registered", "Refused", "Withdrawn", "Lapsed", "Terminated"]);
        Enum.GetNames<Step>().ShouldBe(["Submit", "Accept", "AcceptWithGaps", "Supplement", "RequestCorrection", "Correct", "Reject",
            "PassReview", "FailReview", "PassSubstance", "FailSubstance", "PassCommittee", "FailCommittee", "Approve", "Disapprove",
            "Object", "Notify", "Answer", "Determine", "Dismiss", "Uphold", "Republicise", "CloseWindow", "Enter", "Withdraw", "Lapse",
            "ReportSuit", "Propose", "Apply", "Start", "GiveEvidence", "VerifyControl", "VerifyMeasurement"]);
        Enum.GetNames<Deadline>().ShouldBe(["Acceptance", "Correction", "Supplement", "Review", "Substance", "Committee", "Decision",
            "Publicity", "Objection", "Notice", "Answer", "Determination", "Litigation"]);
        Enum.GetNames<CertificateStatus>().ShouldBe(["Valid", "Suspended", "Revoked", "Expired", "Superseded", "Cancelled"]);
        Enum.GetNames<RightKind>()
            .ShouldBe(["Holding", "ProcessingAndUse", "ProductOperation", "IntellectualProperty", "Usufruct"]);
    }

    [Fact]
    public void A_certificate_that_has_ended_never_stands_again_and_every_standing_one_can_end()
    {
        CertificateStatus[] standing = [CertificateStatus.Valid, CertificateStatus.Suspended];
        CertificateStatus[] forever = [CertificateStatus.Revoked, CertificateStatus.Superseded, CertificateStatus.Cancelled];
        var rows = CertificateProcedure.Steps.ToList();
        rows.ShouldAllBe(r => !forever.Contains(r.From));
        rows.Where(r => r.From == CertificateStatus.Expired).ShouldAllBe(r => forever.Contains(r.To));
        foreach (var status in standing)
            forever.Append(CertificateStatus.Expired).ShouldBeSubsetOf(rows.Where(r => r.From == status).Select(r => r.To), $"{status}");
    }
}
