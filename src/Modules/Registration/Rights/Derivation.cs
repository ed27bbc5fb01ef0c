using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Rights;

/// <summary>派生权利 — rights made out of a standing one: never of another kind than the pack allows, never further than their
/// parent.</summary>
internal static class Derivation
{
    /// <summary>Why not each claim can be made out of what the holder has.</summary>
    public static Refusal? Check(Matter matter)
    {
        foreach (var claim in matter.Content.Rights)
        {
            var found = Out(matter, claim);
            if (found.Refusal is { } refusal) return refusal;
            var (parent, reach) = found.Value!;
            if (Conflicts.Of(matter, claim.Kind, reach, matter.Gaining, parent, matter.Holder) is { } conflict) return conflict;
        }
        return null;
    }

    public static List<RegisteredRight> Apply(Matter matter, OrganizationId to) => [.. matter.Content.Rights.Select(claim =>
    {
        var (parent, reach) = Out(matter, claim).Value!;
        return matter.Make(claim.Kind, to, parent.Id, claim.Scope, reach);
    })];

    sealed record Origin(RegisteredRight Parent, Reach Reach);

    /// <summary>The first right, in the pack's order, that it can be made out of.</summary>
    static Result<Origin> Out(Matter matter, ClaimedRight claim)
    {
        var basis = matter.BasisOf(NamedCheck.RightsWithinParent);
        var from = matter.Rules.Right(claim.Kind)?.From ?? [];
        var parents = from.SelectMany(kind => matter.Subject.Where(r => r.Kind == kind)).ToList();
        if (parents.Count == 0) return Refusals.NothingToDerive(claim.Kind, basis);
        var asked = Reach.Of(claim);
        foreach (var parent in parents)
            if (!asked.Exceeds(parent.Reach).Any() && asked.OutOf(parent.Reach) is { } reach) return new Origin(parent, reach);
        return Refusals.BeyondParent(claim.Kind, [.. asked.Exceeds(parents[0].Reach).DefaultIfEmpty(Extent.Items)], basis);
    }
}
