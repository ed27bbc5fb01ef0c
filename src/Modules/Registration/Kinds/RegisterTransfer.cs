using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>转移登记 — a right gets another holder, with all that derives from it and all that stands on it; or a share of it does.</summary>
internal sealed class RegisterTransfer : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Transfer;
    public Demands Demands => Demands.OtherSide;
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        if (RegisterPledge.HasSubject(matter) is { } nothing) return nothing;
        if (Succession.IsOne(matter)) return null;
        if (Bars.Disposal(matter, matter.Chosen) is { } bar) return bar;
        foreach (var claim in matter.Content.Rights)
            if (claim.ShareBasisPoints is { } share && matter.Chosen.First(r => r.Kind == claim.Kind).Reach.ShareBasisPoints is { } whole
                && share > whole)
                return Refusals.BeyondParent(claim.Kind, [Extent.Share], matter.BasisOf(NamedCheck.RightsWithinParent));
        return null;
    }

    public void Apply(Matter matter)
    {
        if (Succession.IsOne(matter))
        {
            Succession.Move(matter, matter.Holder!.Value, matter.Applicant, Succession.IsWhole(matter));
            return;
        }
        var (to, moved) = (matter.Gaining, new List<RegisteredRight>());
        foreach (var right in matter.Chosen) moved.Add(Move(matter, right, to));
        matter.Awards.Add(new(to, CertificateRecipient.Acquirer, moved, []));
    }

    /// <summary>The right itself, so that what derives from it stays attached; or a new one for the share that goes.</summary>
    static RegisteredRight Move(Matter matter, RegisteredRight right, OrganizationId to)
    {
        var share = matter.Content.Rights.FirstOrDefault(c => c.Kind == right.Kind)?.ShareBasisPoints;
        var whole = right.Reach.ShareBasisPoints ?? Reach.WholeShare;
        if (share is not { } part || part == whole)
        {
            matter.Set(right, to, right.Scope, right.Reach);
            return right;
        }
        matter.Set(right, right.HolderId, right.Scope, right.Reach with { ShareBasisPoints = whole - part });
        return matter.Make(right.Kind, to, right.ParentId, right.Scope, right.Reach with { ShareBasisPoints = part });
    }
}
