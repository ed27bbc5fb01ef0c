namespace Yuanliu.Registration.Filings;

/// <summary>登记类型 — what a filing asks the register to do.</summary>
internal enum FilingKind
{
    Initial, Supplementary, Licence, Transfer, Trade, Trust, Change, Correction, Renewal, AnnualReview, Pledge, Encumbrance, Release,
    Objection, Freeze, Unfreeze, Cancellation, Revocation, Restoration, Replacement,
}

/// <summary>阶段 — where a filing stands, in whichever procedure it runs.</summary>
internal enum Stage
{
    Draft, Submitted, CorrectionAwaited, SupplementAwaited, UnderReview, SubstantiveReview, CommitteeReview, DecisionAwaited, Publicised,
    Frozen, NoticeAwaited, AnswerAwaited, DeterminationAwaited, Marked, InLitigation, Proposed,
    Requested, Applied, Started, Evidenced, ControlVerified, Measured,
    Registered, Refused, Withdrawn, Lapsed, Terminated,
}

/// <summary>步骤 — an act of the procedure.</summary>
internal enum Step
{
    Submit, Accept, AcceptWithGaps, Supplement, RequestCorrection, Correct, Reject, PassReview, FailReview, PassSubstance, FailSubstance,
    PassCommittee, FailCommittee, Approve, Disapprove, Object, Notify, Answer, Determine, Dismiss, Uphold, Republicise, CloseWindow, Enter,
    Withdraw, Lapse, ReportSuit, Propose, Apply, Start, GiveEvidence, VerifyControl, VerifyMeasurement,
}

/// <summary>期限 — the clocks a procedure may start; lengths are the pack's.</summary>
internal enum Deadline
{
    Acceptance, Correction, Supplement, Review, Substance, Committee, Decision, Publicity, Objection, Notice, Answer, Determination,
    Litigation,
}

/// <summary>程序名称 — the named tables a pack chooses among.</summary>
internal enum ProcedureName
{
    Ordinary, Settled, ThirdParty, Arbitrated, Committee, DirectToPublicity, Simple, WithoutPublicity, ByRegistry, PendingSuit,
    MarkedFirst, Confirmation, ArbitratedOnForm,
}

/// <summary>登记程序 — one named table: its arrows, and what the end of each of its terms does.</summary>
internal sealed record Procedure(ProcedureName Name, Workflow<Stage, Step, Deadline> Steps, IReadOnlyDictionary<Deadline, Step> WhenDue)
{
    public static Procedure Of(ProcedureName name) => Procedures.All.Single(p => p.Name == name);

    /// <summary>Everybody who takes a step in it.</summary>
    public IReadOnlyList<Actor> Actors { get; } = [.. Steps.Select(r => r.By).Distinct()];

    /// <summary>Whoever takes a step in it at any stage.</summary>
    public IReadOnlyList<Actor> Takers(Step step) => [.. Steps.Where(r => r.Step == step).Select(r => r.By).Distinct()];

    /// <summary>Who has to go on from a stage: whose fault it is when the time for it has passed.</summary>
    public Actor Owes(Stage stage) => Steps.Where(r => r.From == stage && r.Step is not Step.Withdraw
        && r.By is not (Actor.Time or Actor.Objector))
        .Select(r => r.By).FirstOrDefault(Actor.Registrar);

    /// <summary>实质审查 — a third party judges the substance, and has to be named before the review of the form is passed.</summary>
    public bool HasSubstance { get; } = Steps.Any(r => r.From is Stage.SubstantiveReview);

    /// <summary>What time does when the term runs out; null for a duty: its end is a fault of whoever owes it, never a silent
    /// yes.</summary>
    public Step? Fires(Deadline deadline) => WhenDue.TryGetValue(deadline, out var step) ? step : null;

    /// <summary>The clocks that end by a step of time in some procedure: what the daily sweep looks for.</summary>
    public static readonly IReadOnlyList<Deadline> Firing = [.. Procedures.All.SelectMany(p => p.WhenDue.Keys).Distinct().Order()];

    /// <summary>A step that speaks against somebody or cannot be undone: its reason is part of it.</summary>
    public static bool NeedsReason(Step step) => step switch
    {
        Step.RequestCorrection or Step.AcceptWithGaps or Step.Reject or Step.FailReview or Step.FailSubstance or Step.FailCommittee
            or Step.Disapprove or Step.Dismiss or Step.Uphold or Step.Withdraw or Step.Determine or Step.Republicise
            or Step.Propose or Step.Answer => true,
        Step.Submit or Step.Accept or Step.Supplement or Step.Correct or Step.PassReview or Step.PassSubstance or Step.PassCommittee
            or Step.Approve or Step.Object or Step.Notify or Step.CloseWindow or Step.Enter or Step.Lapse or Step.ReportSuit or Step.Apply
            or Step.Start or Step.GiveEvidence or Step.VerifyControl or Step.VerifyMeasurement => false,
    };

    /// <summary>A step that is nothing without the paper that proves it.</summary>
    public static bool NeedsPaper(Step step) => step is Step.ReportSuit;

    /// <summary>A step that brings content in, or begins or ends its publicity: its evidence says which content.</summary>
    public static bool ShowsContent(Step step) => step is Step.Submit or Step.Correct or Step.Supplement or Step.PassReview or Step.Approve
        or Step.Enter or Step.Object or Step.Dismiss or Step.Republicise or Step.CloseWindow or Step.Propose or Step.GiveEvidence
        or Step.VerifyControl or Step.VerifyMeasurement;

    /// <summary>The step that leads on towards registration.</summary>
    public static bool IsMain(Step step) => step is Step.Submit or Step.Accept or Step.Supplement or Step.Correct or Step.PassReview
        or Step.PassSubstance or Step.PassCommittee or Step.Approve or Step.Enter or Step.Answer or Step.Apply or Step.Start
        or Step.GiveEvidence or Step.VerifyControl or Step.VerifyMeasurement;

    /// <summary>Ended without registration: what the filing had asked for is free again.</summary>
    public static bool EndsInNothing(Stage stage) => stage is Stage.Refused or Stage.Withdrawn or Stage.Lapsed or Stage.Terminated;

    public static bool IsFinal(Stage stage) => stage is Stage.Registered || EndsInNothing(stage);
}

internal static class Rows
{
    /// <summary>What joins something under way, such as a second objection, leaves its clock alone.</summary>
    public static bool KeepsClock(this Transition<Stage, Step, Deadline> row) => row.From == row.To && row.Starts is null;
}
