using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Kinds;

/// <summary>申请资格 — in what position the applicant stands towards the rights that a filing acts on, and whether the pack lets that
/// position file.</summary>
internal static class Sides
{
    /// <summary>What makes somebody else than the holder its successor.</summary>
    public static readonly IReadOnlyList<Circumstance> Succeeding =
        [Circumstance.SubjectSplitOrMerged, Circumstance.SubjectEnded, Circumstance.EffectiveJudgment];

    public static Refusal? Check(Matter matter, IRegistrationKind kind)
    {
        var by = matter.OfKind.By;
        if (kind.Demands.HasFlag(Demands.OtherSide))
        {
            if (matter.Other is not { } other) return Refusals.CounterpartyMissing(by.Basis);
            if (other == matter.Applicant) return Refusals.CounterpartySelf(by.Basis);
        }
        var positions = Of(matter);
        if (!positions.Any(by.Value.Contains)) return Refusals.NotEntitled(by.Basis);
        var ground = matter.OfKind.Grounds.Find(g => g.Key == matter.Content.Ground);
        return ground is { By.Count: > 0 } && !positions.Any(ground.By.Contains) ? Refusals.NotEntitled(ground.Basis) : null;
    }

    /// <summary>Every position that the applicant is in.</summary>
    static List<FilingParty> Of(Matter matter)
    {
        var actor = matter.Filing.Table.Steps.First(r => r.From is Stage.Draft).By;
        if (actor is Actor.Registrar) return [FilingParty.Registry];
        // What failed at first is filed in supplement: there is nobody in the register yet.
        var holder = matter.Kind is FilingKind.Initial || matter is { Kind: FilingKind.Supplementary, Holder: null }
            ? matter.Content.Resource.Holder : matter.Holder;
        if (actor is Actor.BusinessDepartment)
            return matter.Applicant == holder ? [FilingParty.Department, FilingParty.Holder] : [];
        if (matter.Applicant == holder)
            return [FilingParty.Holder, FilingParty.Licensor, FilingParty.Transferor, FilingParty.BothSides];
        var positions = new List<FilingParty> { FilingParty.Interested };
        if (matter.Other == holder) positions.AddRange([FilingParty.Licensee, FilingParty.Transferee, FilingParty.BothSides]);
        if (matter.Other == holder && Succession.IsDeclared(matter.Content.Circumstances)) positions.Add(FilingParty.Successor);
        if (matter.Content.Circumstances.Contains(Circumstance.EffectiveJudgment))
            positions.AddRange([FilingParty.Successor, FilingParty.JudgmentHolder]);
        return positions;
    }
}
