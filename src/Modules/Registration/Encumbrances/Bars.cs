using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Encumbrances;

/// <summary>处分限制 — what stands on a right and keeps its holder from disposing of it.</summary>
internal static class Bars
{
    /// <summary>查封冻结 bars the disposals that the pack names; a pledge those of them that its pledgee has not consented to.</summary>
    public static Refusal? Disposal(Matter matter, IReadOnlyCollection<RegisteredRight> rights)
        => Frozen(matter, rights) ?? Pledged(matter, rights);

    public static Refusal? Frozen(Matter matter, IReadOnlyCollection<RegisteredRight> rights)
        => matter.Rules.Check(NamedCheck.NotFrozen, matter.Kind) is { } check && On(matter, rights, EncumbranceKind.Freeze).Any()
            ? Refusals.Frozen(check.Basis) : null;

    /// <summary>Consents come after filing: they are asked for when the filing is taken on.</summary>
    public static Refusal? Pledged(Matter matter, IReadOnlyCollection<RegisteredRight> rights)
    {
        if (matter.Phase is Phase.Filed || matter.Rules.Check(NamedCheck.PledgeeConsents, matter.Kind) is not { } check) return null;
        var hash = matter.Content.Hash();
        return On(matter, rights, EncumbranceKind.Pledge).Any(p => p.InFavourOf is { } pledgee && pledgee != matter.Applicant
            && !matter.Filing.Consents.Any(c => c.OrganizationId == pledgee && c.ContentSha256 == hash))
            ? Refusals.PledgeeConsentMissing(check.Basis) : null;
    }

    public static IEnumerable<Encumbrance> On(Matter matter, IReadOnlyCollection<RegisteredRight> rights, EncumbranceKind kind)
        => matter.Burdens.Where(b => b.Kind == kind && rights.Any(r => b.Burdens(r.Id)));
}
