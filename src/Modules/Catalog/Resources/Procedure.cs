namespace Yuanliu.Catalog.Resources;

internal enum Stage { Received, Profiling, ProfileFailed, Proposed, Confirmed }
internal enum Step { Profile, Fail, Propose, Confirm }
internal enum Deadline { None }

/// <summary>编目程序 — a file is received, probed, described by proposal, and confirmed by its steward.</summary>
internal static class Procedure
{
    public static readonly Workflow<Stage, Step, Deadline> Steps = new("catalog")
    {
        // step          from                 to                   taken by
        { Step.Profile,  Stage.Received,      Stage.Profiling,     Actor.Platform },
        { Step.Fail,     Stage.Profiling,     Stage.ProfileFailed, Actor.Platform },
        { Step.Propose,  Stage.Profiling,     Stage.Proposed,      Actor.Platform },
        { Step.Profile,  Stage.ProfileFailed, Stage.Profiling,     Actor.Steward },
        { Step.Profile,  Stage.Profiling,     Stage.Profiling,     Actor.Steward },
        { Step.Confirm,  Stage.Proposed,      Stage.Confirmed,     Actor.Steward },
    };
}
