namespace Yuanliu.Registration.Filings;

/// <summary>中止原因 — why a running clock stands still.</summary>
internal enum StopReason { Correction, Supplement, Objection }

/// <summary>期限中止 — a clock that stood still: why, since when, until when, on what it rests.</summary>
/// <param name="Until">The day on which it ran again or the filing ended; null while it stands.</param>
internal sealed record ClockStop(Deadline Clock, StopReason Reason, DateOnly From, DateOnly? Until, string Basis)
{
    public static StopReason? Of(Step step) => step switch
    {
        Step.RequestCorrection => StopReason.Correction,
        Step.AcceptWithGaps => StopReason.Supplement,
        Step.Object => StopReason.Objection,
        _ => null,
    };
}
