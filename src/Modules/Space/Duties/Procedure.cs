namespace Yuanliu.Space.Duties;

internal enum DutyStage { Owed, Done, Overdue }
internal enum DutyStep { Fulfil, Pay, Lapse }
internal enum DutyDeadline { Agreed }

/// <summary>义务程序 — what the agreement owes beside uses is stated as done by the buyer, or paid; time tells when it is late.</summary>
internal static class DutyProcedure
{
    /// <remarks>The length of the clock is agreed, not set by law. An end before the term leaves what was agreed for its days.</remarks>
    public static readonly Workflow<DutyStage, DutyStep, DutyDeadline> Steps = new("duty")
    {
        // step            from                to                 taken by
        { DutyStep.Fulfil, DutyStage.Owed,     DutyStage.Done,    Actor.Buyer },
        { DutyStep.Fulfil, DutyStage.Overdue,  DutyStage.Done,    Actor.Buyer },
        { DutyStep.Pay,    DutyStage.Owed,     DutyStage.Done,    Actor.Platform },
        { DutyStep.Pay,    DutyStage.Overdue,  DutyStage.Done,    Actor.Platform },
        { DutyStep.Lapse,  DutyStage.Owed,     DutyStage.Overdue, Actor.Time },
    };
}

/// <summary>义务已产生 — something is owed by a day.</summary>
internal sealed record DutyArose(Guid Duty, Guid Agreement, DutyKind What, DateOnly DueOn) : Fact
{
    public override string Kind => "space.duty-arose/1";
}

/// <summary>义务步骤 — a duty was done, or its day passed.</summary>
/// <param name="StatementSha256">Over what the buyer stated; null where nobody stated anything.</param>
internal sealed record DutyTaken(Guid Duty, DutyStage From, DutyStep Step, DutyStage To, Actor By, string? StatementSha256) : Fact
{
    public override string Kind => "space.duty-step/1";
}
