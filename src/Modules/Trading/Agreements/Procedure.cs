namespace Yuanliu.Trading.Agreements;

internal enum Stage { Draft, Proposed, Countered, Agreed, SignedByBuyer, SignedBySeller, InForce, Ended, Refused, Terminated }
internal enum Step { Propose, Counter, Accept, Decline, Sign, Terminate, End, Lapse }

/// <summary>What runs while an agreement lives: the term it names itself.</summary>
internal enum Deadline { Term }

/// <summary>合约程序 — offered, bargained over, accepted, signed by both sides, used until its term ends.</summary>
internal static class Procedure
{
    public static readonly Workflow<Stage, Step, Deadline> Steps = new("trading")
    {
        // step            from                   to                     taken by        starts the clock
        { Step.Propose,    Stage.Draft,           Stage.Proposed,        Actor.Buyer,    Deadline.Term },
        { Step.Counter,    Stage.Proposed,        Stage.Countered,       Actor.Seller,   Deadline.Term },
        { Step.Counter,    Stage.Countered,       Stage.Proposed,        Actor.Buyer,    Deadline.Term },
        { Step.Accept,     Stage.Proposed,        Stage.Agreed,          Actor.Seller,   Deadline.Term },
        { Step.Accept,     Stage.Countered,       Stage.Agreed,          Actor.Buyer,    Deadline.Term },
        { Step.Sign,       Stage.Agreed,          Stage.SignedByBuyer,   Actor.Buyer,    Deadline.Term },
        { Step.Sign,       Stage.Agreed,          Stage.SignedBySeller,  Actor.Seller,   Deadline.Term },
        { Step.Sign,       Stage.SignedByBuyer,   Stage.InForce,         Actor.Seller,   Deadline.Term },
        { Step.Sign,       Stage.SignedBySeller,  Stage.InForce,         Actor.Buyer,    Deadline.Term },
        { Step.Decline,    Stage.Proposed,        Stage.Refused,         Actor.Seller },
        { Step.Decline,    Stage.Proposed,        Stage.Refused,         Actor.Buyer },
        { Step.Decline,    Stage.Countered,       Stage.Refused,         Actor.Buyer },
        { Step.Decline,    Stage.Countered,       Stage.Refused,         Actor.Seller },
        { Step.Decline,    Stage.Agreed,          Stage.Refused,         Actor.Buyer },
        { Step.Decline,    Stage.Agreed,          Stage.Refused,         Actor.Seller },
        { Step.Decline,    Stage.SignedByBuyer,   Stage.Refused,         Actor.Seller },
        { Step.Decline,    Stage.SignedBySeller,  Stage.Refused,         Actor.Buyer },
        { Step.Terminate,  Stage.InForce,         Stage.Terminated,      Actor.Buyer },
        { Step.Terminate,  Stage.InForce,         Stage.Terminated,      Actor.Seller },
        { Step.End,        Stage.InForce,         Stage.Ended,           Actor.Time },
        { Step.Lapse,      Stage.Proposed,        Stage.Refused,         Actor.Time },
        { Step.Lapse,      Stage.Countered,       Stage.Refused,         Actor.Time },
        { Step.Lapse,      Stage.Agreed,          Stage.Refused,         Actor.Time },
        { Step.Lapse,      Stage.SignedByBuyer,   Stage.Refused,         Actor.Time },
        { Step.Lapse,      Stage.SignedBySeller,  Stage.Refused,         Actor.Time },
    };

    /// <summary>What the end of the term does: an agreement in force has ended, one that never came into force has lapsed.</summary>
    public static Step WhenDue(Stage stage) => stage == Stage.InForce ? Step.End : Step.Lapse;

    public static string Act(Step step) => step.ToString().ToLowerInvariant();

    /// <summary>The step that the procedure expects next.</summary>
    public static bool IsMain(Step step) => step is Step.Accept or Step.Sign;

    /// <summary>A step that speaks against the other side says why.</summary>
    public static bool NeedsReason(Step step) => step is Step.Decline or Step.Terminate;
}
