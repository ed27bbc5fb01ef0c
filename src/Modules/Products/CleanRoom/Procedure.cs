namespace Yuanliu.Products.CleanRoom;

internal enum Stage { Draft, Checked, Refused, Withdrawn }
internal enum Step { Pass, Refuse, Withdraw }

/// <summary>A product waits for no term of the law.</summary>
internal enum Deadline { }

/// <summary>产品程序 — drafted by a steward, checked by the venue, withdrawn by whoever answers for it.</summary>
internal static class Procedure
{
    /// <remarks>Pass and Refuse are one act of the venue: the negative list decides which of them it is.</remarks>
    public static readonly Workflow<Stage, Step, Deadline> Steps = new("products")
    {
        // step            from             to                taken by
        { Step.Pass,       Stage.Draft,     Stage.Checked,    Actor.Platform },
        { Step.Refuse,     Stage.Draft,     Stage.Refused,    Actor.Platform },
        { Step.Withdraw,   Stage.Draft,     Stage.Withdrawn,  Actor.Steward },
        { Step.Withdraw,   Stage.Checked,   Stage.Withdrawn,  Actor.Steward },
        { Step.Withdraw,   Stage.Refused,   Stage.Withdrawn,  Actor.Steward },
    };

    /// <summary>The act at whose address a step is taken.</summary>
    public static string Act(Step step) => step switch
    {
        Step.Pass => "check",
        Step.Refuse => "check",
        Step.Withdraw => "withdraw",
    };

    public static string Basis(Step step) => step switch
    {
        Step.Pass => "BJ-OPIN-2023 §20",
        Step.Refuse => "BJ-OPIN-2023 §20",
        Step.Withdraw => "BJ-OPIN-2023 §4",
    };
}
