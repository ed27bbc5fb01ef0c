namespace Yuanliu.Registration.Filings;

internal enum FilingKind { Initial }
internal enum Stage
{
    Draft, Submitted, CorrectionAwaited, UnderReview, Publicised, Frozen, Registered, Refused, Withdrawn, Lapsed, Terminated,
}
internal enum Step
{
    Submit, Accept, RequestCorrection, Correct, Reject, PassReview, FailReview, Object, Dismiss, Uphold, CloseWindow, Withdraw, Lapse,
}
internal enum Deadline { Acceptance, Correction, Review, Publicity, Objection }

/// <summary>登记程序 — the ordinary procedure of initial registration: apply, accept, review, publicise, register.</summary>
internal static class Procedure
{
    /// <remarks>Lengths are not here: they differ by jurisdiction and live in <c>rules/registration</c>.</remarks>
    public static readonly Workflow<Stage, Step, Deadline> Steps = new("registration")
    {
        // step                   from                     to                       taken by          starts the clock
        { Step.Submit,            Stage.Draft,             Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,         Stage.UnderReview,       Actor.Registrar,  Deadline.Review },
        { Step.RequestCorrection, Stage.Submitted,         Stage.CorrectionAwaited, Actor.Registrar,  Deadline.Correction },
        { Step.Correct,           Stage.CorrectionAwaited, Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Reject,            Stage.Submitted,         Stage.Refused,           Actor.Registrar },
        { Step.PassReview,        Stage.UnderReview,       Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.Object,            Stage.Publicised,        Stage.Frozen,            Actor.Objector,   Deadline.Objection },
        { Step.Dismiss,           Stage.Frozen,            Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,            Stage.Terminated,        Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,        Stage.Registered,        Actor.Time },
        { Step.Lapse,             Stage.CorrectionAwaited, Stage.Lapsed,            Actor.Time },
        { Step.Withdraw,          Stage.Submitted,         Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CorrectionAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,        Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Frozen,            Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>What the end of a term does. A duty that runs out is a fault of the registrar, never a silent approval.</summary>
    public static Step? WhenDue(Deadline deadline) => deadline switch
    {
        Deadline.Acceptance => null,
        Deadline.Correction => Step.Lapse,
        Deadline.Review => null,
        Deadline.Publicity => Step.CloseWindow,
        Deadline.Objection => null,
    };

    /// <summary>A step that speaks against somebody or cannot be undone: its reason is part of it.</summary>
    public static bool NeedsReason(Step step) => step switch
    {
        Step.RequestCorrection or Step.Reject or Step.FailReview or Step.Dismiss or Step.Uphold or Step.Withdraw => true,
        Step.Submit or Step.Accept or Step.Correct or Step.PassReview or Step.Object or Step.CloseWindow or Step.Lapse => false,
    };

    /// <summary>A step that brings content in, or begins or ends its publicity: its evidence says which content.</summary>
    public static bool ShowsContent(Step step)
        => step is Step.Submit or Step.Correct or Step.PassReview or Step.Object or Step.Dismiss or Step.CloseWindow;

    /// <summary>The step that leads on towards registration.</summary>
    public static bool IsMain(Step step) => step is Step.Submit or Step.Accept or Step.Correct or Step.PassReview;

    /// <summary>Ended without registration: what the filing had asked for is free again.</summary>
    public static bool EndsInNothing(Stage stage) => stage switch
    {
        Stage.Refused or Stage.Withdrawn or Stage.Lapsed or Stage.Terminated => true,
        Stage.Draft or Stage.Submitted or Stage.CorrectionAwaited or Stage.UnderReview
            or Stage.Publicised or Stage.Frozen or Stage.Registered => false,
    };
}
