namespace Yuanliu.Registration.Packs;

/// <summary>公示期异议的效力 — what an objection during publicity does to the filing.</summary>
internal enum ObjectionEffect { Freezes, AnsweredByApplicant }
internal enum AfterDismissal { Restarts, Resumes }

/// <summary>异议规则 — during publicity and after registration.</summary>
internal sealed record ObjectionRules
{
    public required Ruled<ObjectionEffect> DuringPublicity { get; init; }
    public required Ruled<AfterDismissal> PublicityAfterDismissal { get; init; }
    /// <summary>The objector hands in evidence, else the objection is not taken.</summary>
    public required Ruled<bool> EvidenceRequired { get; init; }
    /// <summary>The objector proves who they are by a code or number that checks.</summary>
    public Ruled<bool>? IdentityRequired { get; init; }
    /// <summary>A disposal while an objection stands needs notice and the applicant's signed commitment.</summary>
    public Ruled<bool>? DisposalByCommitment { get; init; }
    /// <summary>An objection that lapsed is not taken again from the same person on the same ground.</summary>
    public Ruled<bool>? LapsedIsFinal { get; init; }
}
