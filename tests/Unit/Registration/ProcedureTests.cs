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

    [Fact]
    public void Every_stage_but_the_last_ones_has_a_way_out_and_every_stage_can_be_reached()
    {
        var rows = Procedure.Steps.ToList();
        rows.Select(r => r.From).Distinct().Order().ShouldBe(Enum.GetValues<Stage>().Except(Final));
        rows.Select(r => r.To).Append(Stage.Draft).Distinct().Order().ShouldBe(Enum.GetValues<Stage>());
        rows.Select(r => r.Step).Distinct().Order().ShouldBe(Enum.GetValues<Step>());
    }

    [Fact]
    public void A_clock_can_only_fire_a_step_that_is_open_while_it_runs()
    {
        foreach (var row in Procedure.Steps.Where(r => r.Starts is not null))
            if (Procedure.WhenDue(row.Starts!.Value) is { } step)
                Procedure.Steps.Find(row.To, step, Actor.Time).Refusal.ShouldBeNull($"{row.Starts} fires {step} while {row.To}");
    }

    [Fact]
    public void What_time_does_it_does_only_at_the_end_of_the_clock_that_runs_there()
    {
        foreach (var exit in Procedure.Steps.Where(r => r.By == Actor.Time))
            foreach (var entry in Procedure.Steps.Where(r => r.To == exit.From))
                (entry.Starts is { } deadline ? Procedure.WhenDue(deadline) : null)
                    .ShouldBe(exit.Step, $"{entry.Step} enters {exit.From}, which {exit.Step} must end");
    }

    [Fact]
    public void Every_stage_that_waits_for_somebody_has_a_clock()
    {
        foreach (var entry in Procedure.Steps.Where(r => !Final.Contains(r.To)))
            entry.Starts.ShouldNotBeNull($"{entry.Step} leads to {entry.To}");
    }

    [Fact]
    public void Silence_of_the_registrar_never_registers()
        => Procedure.Steps.Where(r => r.To == Stage.Registered).Select(r => (r.From, r.By)).ShouldBe([(Stage.Publicised, Actor.Time)]);

    [Fact]
    public void Only_what_ends_without_registration_frees_the_right()
        => Final.Where(Procedure.EndsInNothing).ShouldBe(Final.Except([Stage.Registered]));

    [Fact]
    public void The_names_that_reach_evidence_are_these()
    {
        Enum.GetNames<Stage>().ShouldBe(["Draft", "Submitted", "CorrectionAwaited", "UnderReview", "Publicised", "Frozen", "Registered",
            "Refused", "Withdrawn", "Lapsed", "Terminated"]);
        Enum.GetNames<Step>().ShouldBe(["Submit", "Accept", "RequestCorrection", "Correct", "Reject", "PassReview", "FailReview", "Object",
            "Dismiss", "Uphold", "CloseWindow", "Withdraw", "Lapse"]);
        Enum.GetNames<Deadline>().ShouldBe(["Acceptance", "Correction", "Review", "Publicity", "Objection"]);
        Enum.GetNames<CertificateStatus>().ShouldBe(["Valid", "Suspended", "Revoked", "Expired"]);
        Enum.GetNames<RightKind>().ShouldBe(["Holding", "ProcessingAndUse", "ProductOperation"]);
    }

    [Fact]
    public void A_revoked_or_expired_certificate_never_stands_again_and_every_standing_one_can_end()
    {
        CertificateStatus[] last = [CertificateStatus.Revoked, CertificateStatus.Expired];
        var rows = CertificateProcedure.Steps.ToList();
        rows.ShouldAllBe(r => !last.Contains(r.From));
        foreach (var status in Enum.GetValues<CertificateStatus>().Except(last))
            last.ShouldBeSubsetOf(rows.Where(r => r.From == status).Select(r => r.To), $"{status}");
    }
}
