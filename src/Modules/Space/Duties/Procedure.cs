namespace Yuanliu.Space.Duties;

internal enum DutyStage { Owed, Done, Overdue, Discharged }
internal enum DutyStep { Fulfil, Pay, Lapse, Discharge }
internal enum DutyDeadline { Agreed }

/// <summary>义务程序 — what the agreement owes beside uses is stated as done by the buyer, or paid; time tells when it is late.</summary>
internal static class DutyProcedure
{
    /// <remarks>
    /// The length of the clock is agreed, not set by law. Where a side ends the agreement before its term, reports are owed for the time
    /// that it ran: those of periods that were over stay, the running period ends with the agreement and is reported on once more, and what
    /// would have been reported on afterwards is discharged, because nothing was used then. Bills stay owed: what was metered is settled.
    /// </remarks>
    public static readonly Workflow<DutyStage, DutyStep, DutyDeadline> Steps = new("duty")
    {
        // step               from                to                    taken by
        { DutyStep.Fulfil,    DutyStage.Owed,     DutyStage.Done,       Actor.Buyer },
        { DutyStep.Fulfil,    DutyStage.Overdue,  DutyStage.Done,       Actor.Buyer },
        { DutyStep.Pay,       DutyStage.Owed,     DutyStage.Done,       Actor.Platform },
        { DutyStep.Pay,       DutyStage.Overdue,  DutyStage.Done,       Actor.Platform },
        { DutyStep.Lapse,     DutyStage.Owed,     DutyStage.Overdue,    Actor.Time },
        { DutyStep.Discharge, DutyStage.Owed,     DutyStage.Discharged, Actor.Platform },
        { DutyStep.Discharge, DutyStage.Overdue,  DutyStage.Discharged, Actor.Platform },
    };
}

/// <summary>义务已产生 — something is owed by a day.</summary>
internal sealed record DutyArose(Guid Duty, Guid Agreement, DutyKind What, DateOnly DueOn) : Fact
{
    public override string Kind => "space.duty-arose/1";
}

/// <summary>义务改期 — the agreement ended before its term: the duty's time ends with it, and its day is earlier.</summary>
/// <param name="Until">The last day of what is reported on; null where it is no report.</param>
internal sealed record DutyMoved(Guid Duty, DateOnly? Until, DateOnly DueOn) : Fact
{
    public override string Kind => "space.duty-moved/1";
}

/// <summary>义务步骤 — a duty was done, its day passed, or it fell away.</summary>
/// <param name="StatementSha256">Over what the buyer stated; null where nobody stated anything.</param>
internal sealed record DutyTaken(Guid Duty, DutyStage From, DutyStep Step, DutyStage To, Actor By, string? StatementSha256) : Fact
{
    public override string Kind => "space.duty-step/1";
}
