namespace Yuanliu.Space.Derived;

internal enum DerivedStage { Standing, Dropped, Ended }
internal enum DerivedStep { Tighten, Drop, End }

/// <summary>No term of the law runs: a derived table stands as long as what it is made of.</summary>
internal enum DerivedDeadline { }

/// <summary>派生表程序 — the buyer tightens a derived table or drops it; it ends with the agreement.</summary>
internal static class DerivedProcedure
{
    public static readonly Workflow<DerivedStage, DerivedStep, DerivedDeadline> Steps = new("derived")
    {
        // step                  from                     to                       taken by
        { DerivedStep.Tighten,   DerivedStage.Standing,   DerivedStage.Standing,   Actor.Buyer },
        { DerivedStep.Drop,      DerivedStage.Standing,   DerivedStage.Dropped,    Actor.Buyer },
        { DerivedStep.End,       DerivedStage.Standing,   DerivedStage.Ended,      Actor.Platform },
    };
}

/// <summary>派生表已留存 — a definition is kept; told of every agreement that it stands on.</summary>
/// <param name="Under">The agreement under which it is named.</param>
/// <param name="PolicySha256">Of this agreement, as it stood.</param>
internal sealed record DerivedKept(
    Guid Derived, Guid Agreement, Guid Under, string DefinitionSha256, string PlanSha256, string PolicySha256, string TightSha256,
    int Depth) : Fact
{
    public override string Kind => "space.derived-kept/1";
}

/// <summary>派生表步骤 — a derived table was tightened, dropped, or ended with its agreement.</summary>
/// <param name="TightSha256">Over how narrow it is from now on.</param>
internal sealed record DerivedTaken(
    Guid Derived, Guid Agreement, DerivedStage From, DerivedStep Step, DerivedStage To, Actor By, string TightSha256) : Fact
{
    public override string Kind => "space.derived-step/1";
}
