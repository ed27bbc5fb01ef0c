using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>概括承继 — a merged, divided or ended organization's rights and duties go to its successor together. Nobody disposes of
/// anything: freezes and pledges go along.</summary>
internal static class Succession
{
    public static bool IsOne(Matter matter) => matter.Applicant != matter.Holder && matter.Other == matter.Holder
        && matter.OfKind.By.Value.Contains(FilingParty.Successor) && IsDeclared(matter.Content.Circumstances);

    public static bool IsDeclared(IReadOnlyCollection<Circumstance> circumstances)
        => circumstances.Contains(Circumstance.SubjectSplitOrMerged) || circumstances.Contains(Circumstance.SubjectEnded);

    /// <summary>The organization is no more: all it has in the register goes, not only what the certificate names.</summary>
    public static bool IsWhole(Matter matter) => IsOne(matter) && matter.Content.Circumstances.Contains(Circumstance.SubjectEnded);

    /// <summary>All that one organization has in this unit: its rights, and what burdens others' rights in its favour.</summary>
    /// <param name="whole">Not only what was chosen: in a unit of others there may be nothing but its claims.</param>
    public static void Move(Matter matter, OrganizationId from, OrganizationId to, bool whole)
    {
        var chosen = matter.Chosen;
        var rights = matter.Standing.Where(r => r.HolderId == from && (whole || chosen.Contains(r))).ToList();
        var burdens = matter.Burdens.Where(e => e.InFavourOf == from && whole).ToList();
        foreach (var right in rights) matter.Set(right, to, right.Scope, right.Reach);
        foreach (var burden in burdens) matter.HandOver(burden, to);
        foreach (var old in matter.Certificates.Where(c => c.HolderId == from && c.On(matter.Today) is CertificateStatus.Valid
            or CertificateStatus.Suspended).ToList())
        {
            var attested = rights.Where(r => old.RightIds.Contains(r.Id.Value)).ToList();
            var held = burdens.Where(b => old.EncumbranceIds.Contains(b.Id.Value)).ToList();
            if (attested.Count + held.Count > 0)
                matter.Awards.Add(new(to, CertificateRecipient.Acquirer, attested, held, old, KeepsTerm: true));
        }
    }
}
