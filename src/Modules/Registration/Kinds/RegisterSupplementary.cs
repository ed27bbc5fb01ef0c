using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>补充登记 — what is registered reaches further: new scenarios, places, items. What is not registered yet is entered as at
/// first.</summary>
internal sealed class RegisterSupplementary : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Supplementary;
    public Demands Demands => Demands.OwnResource | Demands.Rights;
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        if (Bars.Frozen(matter, matter.Subject) is { } frozen) return frozen;
        foreach (var claim in matter.Content.Rights)
        {
            var (own, reach) = (Own(matter, claim), Conflicts.ReachOf(claim, matter.Rules));
            if (Conflicts.Of(matter, claim.Kind, own is null ? reach : Wider(own, reach), matter.Applicant, same: own) is { } conflict)
                return conflict;
        }
        return null;
    }

    public void Apply(Matter matter)
    {
        var named = matter.Named ?? matter.Attesting([.. matter.Standing.Where(r => r.HolderId == matter.Applicant)]).FirstOrDefault();
        foreach (var claim in matter.Content.Rights)
        {
            var reach = Conflicts.ReachOf(claim, matter.Rules);
            if (Own(matter, claim) is { } own) matter.Set(own, matter.Applicant, claim.Scope, Wider(own, reach));
            else matter.Make(claim.Kind, matter.Applicant, null, claim.Scope, reach);
        }
        matter.Awards.Add(new(matter.Applicant, CertificateRecipient.Acquirer, 
            [.. matter.Standing.Where(r => matter.IsTouched(r) || named is not null && named.RightIds.Contains(r.Id.Value))], [], named));
    }

    /// <summary>Only what the source itself gave can be widened; a derived right is as wide as its parent granted.</summary>
    static RegisteredRight? Own(Matter matter, ClaimedRight claim)
        => matter.Standing.FirstOrDefault(r => r.Kind == claim.Kind && r.HolderId == matter.Applicant && r.ParentId is null);

    static Reach Wider(RegisteredRight own, Reach reach) => own.Reach.Join(reach);
}
