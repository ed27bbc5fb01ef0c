using Table = Yuanliu.Kernel.Workflow<
    Yuanliu.Registration.Filings.Stage, Yuanliu.Registration.Filings.Step, Yuanliu.Registration.Filings.Deadline>;

namespace Yuanliu.Registration.Filings;

/// <summary>登记程序表 — the procedures of the papers that differ in arrows. A pack chooses among them and sets lengths, never arrows.</summary>
/// <remarks>Lengths are not here: they differ by jurisdiction and live in <c>rules/registration</c>.</remarks>
internal static class Procedures
{
    /// <summary>Accept, review, publicise; the registry decides objections, publicity waits for it.</summary>
    static readonly Table Ordinary = new("registration")
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
        { Step.Object,            Stage.Frozen,            Stage.Frozen,            Actor.Objector },
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

    /// <summary>AH-REG-2023 art. 19–22: accepted with gaps where the main papers are right; an objection not settled in time ends the
    /// filing.</summary>
    static readonly Table Settled = new("registration-settled")
    {
        { Step.Submit,            Stage.Draft,             Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,         Stage.UnderReview,       Actor.Registrar,  Deadline.Review },
        { Step.AcceptWithGaps,    Stage.Submitted,         Stage.SupplementAwaited, Actor.Registrar,  Deadline.Supplement },
        { Step.Supplement,        Stage.SupplementAwaited, Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.Reject,            Stage.Submitted,         Stage.Refused,           Actor.Registrar },
        { Step.PassReview,        Stage.UnderReview,       Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.Object,            Stage.Publicised,        Stage.Frozen,            Actor.Objector,   Deadline.Objection },
        { Step.Object,            Stage.Frozen,            Stage.Frozen,            Actor.Objector },
        { Step.Dismiss,           Stage.Frozen,            Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,            Stage.Terminated,        Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,        Stage.Registered,        Actor.Time },
        { Step.Lapse,             Stage.SupplementAwaited, Stage.Lapsed,            Actor.Time },
        { Step.Lapse,             Stage.Frozen,            Stage.Terminated,        Actor.Time },
        { Step.Withdraw,          Stage.Submitted,         Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.SupplementAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,        Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Frozen,            Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>DL-REG-2023 §16–25: received is accepted; form by the registry, substance by a third party; who claims must
    /// prove.</summary>
    static readonly Table ThirdParty = new("registration-third-party")
    {
        { Step.Submit,            Stage.Draft,             Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.RequestCorrection, Stage.UnderReview,       Stage.CorrectionAwaited, Actor.Registrar,  Deadline.Correction },
        { Step.Correct,           Stage.CorrectionAwaited, Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.Lapse,             Stage.CorrectionAwaited, Stage.Refused,           Actor.Time },
        { Step.PassReview,        Stage.UnderReview,       Stage.SubstantiveReview, Actor.Registrar,  Deadline.Substance },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.PassSubstance,     Stage.SubstantiveReview, Stage.DecisionAwaited,   Actor.Reviewer,   Deadline.Decision },
        { Step.FailSubstance,     Stage.SubstantiveReview, Stage.DecisionAwaited,   Actor.Reviewer,   Deadline.Decision },
        { Step.Approve,           Stage.DecisionAwaited,   Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Disapprove,        Stage.DecisionAwaited,   Stage.Refused,           Actor.Registrar },
        { Step.Object,            Stage.Publicised,        Stage.Frozen,            Actor.Objector,   Deadline.Objection },
        { Step.Object,            Stage.Frozen,            Stage.Frozen,            Actor.Objector },
        { Step.Notify,            Stage.Frozen,            Stage.AnswerAwaited,     Actor.Registrar,  Deadline.Answer },
        { Step.Answer,            Stage.AnswerAwaited,     Stage.Frozen,            Actor.Applicant,  Deadline.Objection },
        { Step.Lapse,             Stage.AnswerAwaited,     Stage.Terminated,        Actor.Time },
        { Step.Dismiss,           Stage.Frozen,            Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,            Stage.Terminated,        Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,        Stage.Registered,        Actor.Time },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CorrectionAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.SubstantiveReview, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.DecisionAwaited,   Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>GZ-ELREG-2023 §17–21: substance by a third party; an objection is notified, answered, determined by a third party, or
    /// goes to court.</summary>
    static readonly Table Arbitrated = new("registration-arbitrated")
    {
        { Step.Submit,            Stage.Draft,                Stage.Submitted,            Actor.Applicant, Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,            Stage.UnderReview,          Actor.Registrar, Deadline.Review },
        { Step.PassReview,        Stage.UnderReview,          Stage.SubstantiveReview,    Actor.Registrar, Deadline.Substance },
        { Step.FailReview,        Stage.UnderReview,          Stage.Refused,              Actor.Registrar },
        { Step.PassSubstance,     Stage.SubstantiveReview,    Stage.DecisionAwaited,      Actor.Reviewer,  Deadline.Decision },
        { Step.FailSubstance,     Stage.SubstantiveReview,    Stage.DecisionAwaited,      Actor.Reviewer,  Deadline.Decision },
        { Step.Approve,           Stage.DecisionAwaited,      Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Disapprove,        Stage.DecisionAwaited,      Stage.Refused,              Actor.Registrar },
        { Step.Object,            Stage.Publicised,           Stage.NoticeAwaited,        Actor.Objector,  Deadline.Notice },
        { Step.Object,            Stage.NoticeAwaited,        Stage.NoticeAwaited,        Actor.Objector },
        { Step.Notify,            Stage.NoticeAwaited,        Stage.AnswerAwaited,        Actor.Registrar, Deadline.Answer },
        { Step.Answer,            Stage.AnswerAwaited,        Stage.DeterminationAwaited, Actor.Applicant, Deadline.Determination },
        { Step.Lapse,             Stage.AnswerAwaited,        Stage.DeterminationAwaited, Actor.Time,      Deadline.Determination },
        { Step.Determine,         Stage.DeterminationAwaited, Stage.Frozen,               Actor.Reviewer,  Deadline.Objection },
        { Step.Dismiss,           Stage.Frozen,               Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Republicise,       Stage.Frozen,               Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,               Stage.Terminated,           Actor.Registrar },
        { Step.ReportSuit,        Stage.Frozen,               Stage.InLitigation,         Actor.Registrar },
        { Step.Dismiss,           Stage.InLitigation,         Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Uphold,            Stage.InLitigation,         Stage.Terminated,           Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,           Stage.Registered,           Actor.Time },
        { Step.Withdraw,          Stage.Submitted,            Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.UnderReview,          Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.SubstantiveReview,    Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.DecisionAwaited,      Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,           Stage.Withdrawn,            Actor.Applicant },
    };

    /// <summary>GZ-ELREG-2023 art. 15–21, 28: the same where the paper asks for no substance by a third party.</summary>
    static readonly Table ArbitratedOnForm = new("registration-arbitrated-on-form")
    {
        { Step.Submit,            Stage.Draft,                Stage.Submitted,            Actor.Applicant, Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,            Stage.UnderReview,          Actor.Registrar, Deadline.Review },
        { Step.PassReview,        Stage.UnderReview,          Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.FailReview,        Stage.UnderReview,          Stage.Refused,              Actor.Registrar },
        { Step.Object,            Stage.Publicised,           Stage.NoticeAwaited,        Actor.Objector,  Deadline.Notice },
        { Step.Object,            Stage.NoticeAwaited,        Stage.NoticeAwaited,        Actor.Objector },
        { Step.Notify,            Stage.NoticeAwaited,        Stage.AnswerAwaited,        Actor.Registrar, Deadline.Answer },
        { Step.Answer,            Stage.AnswerAwaited,        Stage.DeterminationAwaited, Actor.Applicant, Deadline.Determination },
        { Step.Lapse,             Stage.AnswerAwaited,        Stage.DeterminationAwaited, Actor.Time,      Deadline.Determination },
        { Step.Determine,         Stage.DeterminationAwaited, Stage.Frozen,               Actor.Reviewer,  Deadline.Objection },
        { Step.Dismiss,           Stage.Frozen,               Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Republicise,       Stage.Frozen,               Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,               Stage.Terminated,           Actor.Registrar },
        { Step.ReportSuit,        Stage.Frozen,               Stage.InLitigation,         Actor.Registrar },
        { Step.Dismiss,           Stage.InLitigation,         Stage.Publicised,           Actor.Registrar, Deadline.Publicity },
        { Step.Uphold,            Stage.InLitigation,         Stage.Terminated,           Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,           Stage.Registered,           Actor.Time },
        { Step.Withdraw,          Stage.Submitted,            Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.UnderReview,          Stage.Withdrawn,            Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,           Stage.Withdrawn,            Actor.Applicant },
    };

    /// <summary>GD-REG-2023 art. 7–11: initial review, then a committee of experts; the applicant, not the registry, settles
    /// objections.</summary>
    static readonly Table Committee = new("registration-committee")
    {
        { Step.Submit,            Stage.Draft,             Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.RequestCorrection, Stage.UnderReview,       Stage.CorrectionAwaited, Actor.Registrar,  Deadline.Correction },
        { Step.Correct,           Stage.CorrectionAwaited, Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.Lapse,             Stage.CorrectionAwaited, Stage.Refused,           Actor.Time },
        { Step.PassReview,        Stage.UnderReview,       Stage.CommitteeReview,   Actor.Registrar,  Deadline.Committee },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.PassCommittee,     Stage.CommitteeReview,   Stage.DecisionAwaited,   Actor.Committee,  Deadline.Decision },
        { Step.FailCommittee,     Stage.CommitteeReview,   Stage.Refused,           Actor.Committee },
        { Step.Approve,           Stage.DecisionAwaited,   Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Disapprove,        Stage.DecisionAwaited,   Stage.Refused,           Actor.Registrar },
        { Step.Object,            Stage.Publicised,        Stage.AnswerAwaited,     Actor.Objector,   Deadline.Answer },
        { Step.Object,            Stage.AnswerAwaited,     Stage.AnswerAwaited,     Actor.Objector },
        { Step.Answer,            Stage.AnswerAwaited,     Stage.Frozen,            Actor.Applicant,  Deadline.Objection },
        { Step.Lapse,             Stage.AnswerAwaited,     Stage.Frozen,            Actor.Time,       Deadline.Objection },
        { Step.Dismiss,           Stage.Frozen,            Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,            Stage.Refused,           Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,        Stage.Registered,        Actor.Time },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CorrectionAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CommitteeReview,   Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.DecisionAwaited,   Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,        Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>GD-REG-2023 art. 12 and 13–16: one review, then publicity; the applicant settles objections.</summary>
    static Table OneReview(string name) => new(name)
    {
        { Step.Submit,            Stage.Draft,             Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.RequestCorrection, Stage.UnderReview,       Stage.CorrectionAwaited, Actor.Registrar,  Deadline.Correction },
        { Step.Correct,           Stage.CorrectionAwaited, Stage.UnderReview,       Actor.Applicant,  Deadline.Review },
        { Step.Lapse,             Stage.CorrectionAwaited, Stage.Refused,           Actor.Time },
        { Step.PassReview,        Stage.UnderReview,       Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.Object,            Stage.Publicised,        Stage.AnswerAwaited,     Actor.Objector,   Deadline.Answer },
        { Step.Object,            Stage.AnswerAwaited,     Stage.AnswerAwaited,     Actor.Objector },
        { Step.Answer,            Stage.AnswerAwaited,     Stage.Frozen,            Actor.Applicant,  Deadline.Objection },
        { Step.Lapse,             Stage.AnswerAwaited,     Stage.Frozen,            Actor.Time,       Deadline.Objection },
        { Step.Dismiss,           Stage.Frozen,            Stage.Publicised,        Actor.Registrar,  Deadline.Publicity },
        { Step.Uphold,            Stage.Frozen,            Stage.Refused,           Actor.Registrar },
        { Step.CloseWindow,       Stage.Publicised,        Stage.Registered,        Actor.Time },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CorrectionAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Publicised,        Stage.Withdrawn,         Actor.Applicant },
    };

    static readonly Table DirectToPublicity = OneReview("registration-direct");
    static readonly Table Simple = OneReview("registration-simple");

    /// <summary>SZ-REG-2023 art. 14, 16–19 and filings of changes elsewhere: accepted, reviewed, entered; nothing is publicised
    /// first.</summary>
    static readonly Table WithoutPublicity = new("registration-without-publicity")
    {
        { Step.Submit,            Stage.Draft,             Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,         Stage.UnderReview,       Actor.Registrar,  Deadline.Review },
        { Step.RequestCorrection, Stage.Submitted,         Stage.CorrectionAwaited, Actor.Registrar,  Deadline.Correction },
        { Step.Correct,           Stage.CorrectionAwaited, Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Lapse,             Stage.CorrectionAwaited, Stage.Lapsed,            Actor.Time },
        { Step.Reject,            Stage.Submitted,         Stage.Refused,           Actor.Registrar },
        { Step.Enter,             Stage.UnderReview,       Stage.Registered,        Actor.Registrar },
        { Step.FailReview,        Stage.UnderReview,       Stage.Refused,           Actor.Registrar },
        { Step.Withdraw,          Stage.Submitted,         Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.CorrectionAwaited, Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.UnderReview,       Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>What the registry does of its own accord (撤销、冻结、恢复): one proposes with the ground, another decides.</summary>
    static readonly Table ByRegistry = new("registration-by-registry")
    {
        { Step.Propose,           Stage.Draft,             Stage.Proposed,          Actor.Registrar,  Deadline.Decision },
        { Step.Enter,             Stage.Proposed,          Stage.Registered,        Actor.Registrar },
        { Step.Disapprove,        Stage.Proposed,          Stage.Refused,           Actor.Registrar },
    };

    /// <summary>SZ-REG-2023 art. 20: an objection to what stands registered is noted on it, and lapses unless suit is reported in
    /// time.</summary>
    static readonly Table PendingSuit = new("objection-pending-suit")
    {
        { Step.Submit,            Stage.Draft,             Stage.Submitted,         Actor.Applicant,  Deadline.Acceptance },
        { Step.Accept,            Stage.Submitted,         Stage.Marked,            Actor.Registrar,  Deadline.Litigation },
        { Step.Reject,            Stage.Submitted,         Stage.Refused,           Actor.Registrar },
        { Step.ReportSuit,        Stage.Marked,            Stage.InLitigation,      Actor.Applicant },
        { Step.Lapse,             Stage.Marked,            Stage.Lapsed,            Actor.Time },
        { Step.Dismiss,           Stage.InLitigation,      Stage.Terminated,        Actor.Registrar },
        { Step.Uphold,            Stage.InLitigation,      Stage.Registered,        Actor.Registrar },
        { Step.Withdraw,          Stage.Submitted,         Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.Marked,            Stage.Withdrawn,         Actor.Applicant },
        { Step.Withdraw,          Stage.InLitigation,      Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>AH-REG-2023 art. 23: an objection to what stands registered is noted on it at once; then the registry decides.</summary>
    static readonly Table MarkedFirst = new("objection-marked-first")
    {
        { Step.Submit,            Stage.Draft,             Stage.Marked,            Actor.Applicant,  Deadline.Objection },
        { Step.Dismiss,           Stage.Marked,            Stage.Terminated,        Actor.Registrar },
        { Step.Uphold,            Stage.Marked,            Stage.Registered,        Actor.Registrar },
        { Step.ReportSuit,        Stage.Marked,            Stage.InLitigation,      Actor.Registrar },
        { Step.Dismiss,           Stage.InLitigation,      Stage.Terminated,        Actor.Registrar },
        { Step.Uphold,            Stage.InLitigation,      Stage.Registered,        Actor.Registrar },
        { Step.Withdraw,          Stage.Marked,            Stage.Withdrawn,         Actor.Applicant },
    };

    /// <summary>ZJ-1329 §5.3, 6.3, 7.3: departments of one organization; who decides does not execute.</summary>
    static readonly Table Confirmation = new("confirmation")
    {
        { Step.Submit,            Stage.Draft,             Stage.Requested,         Actor.BusinessDepartment },
        { Step.Apply,             Stage.Requested,         Stage.Applied,           Actor.AssetDepartment },
        { Step.Start,             Stage.Applied,           Stage.Started,           Actor.FinanceDepartment },
        { Step.GiveEvidence,      Stage.Started,           Stage.Evidenced,         Actor.BusinessDepartment },
        { Step.VerifyControl,     Stage.Evidenced,         Stage.ControlVerified,   Actor.AssetDepartment },
        { Step.FailReview,        Stage.Evidenced,         Stage.Refused,           Actor.AssetDepartment },
        { Step.VerifyMeasurement, Stage.ControlVerified,   Stage.Measured,          Actor.FinanceDepartment },
        { Step.FailReview,        Stage.ControlVerified,   Stage.Refused,           Actor.FinanceDepartment },
        { Step.Enter,             Stage.Measured,          Stage.Registered,        Actor.DecisionBody },
        { Step.Disapprove,        Stage.Measured,          Stage.Refused,           Actor.DecisionBody },
        { Step.Withdraw,          Stage.Requested,         Stage.Withdrawn,         Actor.BusinessDepartment },
        { Step.Withdraw,          Stage.Applied,           Stage.Withdrawn,         Actor.BusinessDepartment },
        { Step.Withdraw,          Stage.Started,           Stage.Withdrawn,         Actor.BusinessDepartment },
    };

    public static readonly IReadOnlyList<Procedure> All =
    [
        new(ProcedureName.Ordinary, Ordinary, Ends((Deadline.Correction, Step.Lapse), (Deadline.Publicity, Step.CloseWindow))),
        new(ProcedureName.Settled, Settled,
            Ends((Deadline.Supplement, Step.Lapse), (Deadline.Publicity, Step.CloseWindow), (Deadline.Objection, Step.Lapse))),
        new(ProcedureName.ThirdParty, ThirdParty,
            Ends((Deadline.Correction, Step.Lapse), (Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
        new(ProcedureName.Arbitrated, Arbitrated, Ends((Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
        new(ProcedureName.Committee, Committee,
            Ends((Deadline.Correction, Step.Lapse), (Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
        new(ProcedureName.DirectToPublicity, DirectToPublicity,
            Ends((Deadline.Correction, Step.Lapse), (Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
        new(ProcedureName.Simple, Simple,
            Ends((Deadline.Correction, Step.Lapse), (Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
        new(ProcedureName.WithoutPublicity, WithoutPublicity, Ends((Deadline.Correction, Step.Lapse))),
        new(ProcedureName.ByRegistry, ByRegistry, Ends()),
        new(ProcedureName.PendingSuit, PendingSuit, Ends((Deadline.Litigation, Step.Lapse))),
        new(ProcedureName.MarkedFirst, MarkedFirst, Ends()),
        new(ProcedureName.Confirmation, Confirmation, Ends()),
        new(ProcedureName.ArbitratedOnForm, ArbitratedOnForm, Ends((Deadline.Publicity, Step.CloseWindow), (Deadline.Answer, Step.Lapse))),
    ];

    static Dictionary<Deadline, Step> Ends(params (Deadline Deadline, Step Step)[] ends) => ends.ToDictionary(e => e.Deadline, e => e.Step);
}
