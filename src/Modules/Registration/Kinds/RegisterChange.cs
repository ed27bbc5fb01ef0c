using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>变更登记 — what is registered is not so any more: the holder's name, the data, the shares, how far a right reaches.</summary>
internal sealed class RegisterChange : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Change;
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        if (RegisterPledge.HasSubject(matter) is { } nothing) return nothing;
        if (Succession.IsOne(matter)) return null;
        return Restate.Check(matter) ?? (matter.Content.Rights.Count > 0 ? Bars.Disposal(matter, matter.Chosen) : null);
    }

    public void Apply(Matter matter)
    {
        if (Succession.IsOne(matter)) Succession.Move(matter, matter.Holder!.Value, matter.Applicant, Succession.IsWhole(matter));
        else Restate.Apply(matter);
    }
}

/// <summary>更正登记 — the register says what was never so.</summary>
internal sealed class RegisterCorrection : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Correction;
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter) ?? Bars.Frozen(matter, matter.Chosen)
        ?? Restate.Check(matter);

    public void Apply(Matter matter) => Restate.Apply(matter);
}

/// <summary>States anew how far rights reach, and has their certificates made anew.</summary>
internal static class Restate
{
    public static Refusal? Check(Matter matter)
    {
        foreach (var (right, claim) in Pairs(matter))
        {
            var (reach, all) = (ReachOf(right, claim, matter.Rules), matter.Rights);
            if (Descent.ToSource(right, all).FirstOrDefault() is { } parent && !reach.IsWithin(parent.Reach))
                return Refusals.BeyondParent(right.Kind, [.. reach.Beyond(parent.Reach)],
                    matter.BasisOf(NamedCheck.RightsWithinParent));
            if (all.Find(c => c.ParentId == right.Id && c.StandsOn(matter.Today) && !c.Reach.IsWithin(reach)) is { } child)
                return Refusals.DerivedBeyond(child.Kind, matter.BasisOf(NamedCheck.RightsWithinParent));
            if (Conflicts.Of(matter, right.Kind, reach, right.HolderId, same: right) is { } conflict) return conflict;
        }
        return null;
    }

    public static void Apply(Matter matter)
    {
        List<Certificate> old = matter.Named is { } named ? [named] : matter.Attesting(matter.Chosen);
        foreach (var (right, claim) in Pairs(matter))
            matter.Set(right, right.HolderId, claim.Scope, ReachOf(right, claim, matter.Rules));
        foreach (var right in matter.Chosen) matter.Touch(right);
        matter.Restates = true;
        foreach (var certificate in old)
            matter.Awards.Add(new(certificate.HolderId, CertificateRecipient.Acquirer,
                [.. matter.Standing.Where(r => certificate.RightIds.Contains(r.Id.Value))], [], certificate, KeepsTerm: true));
    }

    static IEnumerable<(RegisteredRight Right, ClaimedRight Claim)> Pairs(Matter matter) =>
        from right in matter.Chosen
        join claim in matter.Content.Rights on right.Kind equals claim.Kind
        select (right, claim);

    /// <summary>A derived right that says nothing of a limit has its parent's, which is its own so far.</summary>
    static Reach ReachOf(RegisteredRight right, ClaimedRight claim, RegistrationRules rules)
        => right.ParentId is null ? Conflicts.ReachOf(claim, rules) : Reach.Of(claim);
}
