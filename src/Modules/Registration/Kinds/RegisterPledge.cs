using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Kinds;

/// <summary>质押登记 — rights secure a debt. A later pledge ranks behind the earlier ones, and their pledgees consent to it.</summary>
internal sealed class RegisterPledge : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Pledge;
    public Demands Demands => Demands.OtherSide;

    public Refusal? Check(Matter matter) => HasSubject(matter) ?? Bars.Disposal(matter, matter.Chosen)
        ?? (matter.Chosen.Any(r => matter.Burdens.Any(b => b.Kind is EncumbranceKind.Pledge && b.RightId == r.Id
            && b.InFavourOf == matter.Gaining)) ? Refusals.PledgedAlready(matter.OfKind.Basis) : null);

    public void Apply(Matter matter)
    {
        var (holder, rights) = (matter.Holder!.Value, matter.Chosen);
        var pledges = rights.Select(right => matter.Burden(EncumbranceKind.Pledge, right.Id, matter.Gaining, matter.Filing.Number,
            matter.Burdens.Count(b => b.Kind is EncumbranceKind.Pledge && b.RightId == right.Id) + 1)).ToList();
        matter.Awards.Add(new(matter.Gaining, CertificateRecipient.Acquirer, rights, pledges));
        matter.Awards.Add(new(holder, CertificateRecipient.Grantor, rights, pledges));
    }

    /// <summary>There are standing rights to act on, and those that the form names are among them.</summary>
    public static Refusal? HasSubject(Matter matter)
        => matter.Subject.Count == 0 ? Refusals.NoStandingRight(matter.OfKind.Basis)
            : matter.Content.Rights.FirstOrDefault(c => !matter.Subject.Any(r => r.Kind == c.Kind)) is { } missing
                && matter.Kind is not FilingKind.Trust ? Refusals.RightNotHeld(missing.Kind, matter.OfKind.Basis) : null;
}

/// <summary>他项权登记 — another burden on a right in somebody's favour.</summary>
internal sealed class RegisterEncumbrance : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Encumbrance;
    public Demands Demands => Demands.OtherSide;

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter) ?? Bars.Disposal(matter, matter.Chosen);

    public void Apply(Matter matter)
    {
        var (holder, rights) = (matter.Holder!.Value, matter.Chosen);
        var burdens = rights.Select(r => matter.Burden(EncumbranceKind.Other, r.Id, matter.Gaining, matter.Filing.Number)).ToList();
        matter.Awards.Add(new(matter.Gaining, CertificateRecipient.Acquirer, rights, burdens));
        matter.Awards.Add(new(holder, CertificateRecipient.Grantor, rights, burdens));
    }
}

/// <summary>解除登记 — a pledge, a trust or another burden is gone.</summary>
internal sealed class RegisterRelease : IRegistrationKind
{
    static readonly EncumbranceKind[] Agreed = [EncumbranceKind.Pledge, EncumbranceKind.Trust, EncumbranceKind.Other];

    public FilingKind Kind => FilingKind.Release;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Suspended];
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
    {
        var found = Released(matter);
        if (found.Count == 0) return Refusals.NoSuchEncumbrance(matter.OfKind.Basis);
        // Whoever is neither side could do nothing with it, and would keep both from filing theirs.
        if (matter.Applicant != matter.Holder && !found.Exists(b => b.InFavourOf == matter.Applicant))
            return Refusals.NotEntitled(matter.OfKind.By.Basis);
        return matter.Phase is not Phase.Filed && found.Exists(b => b.InFavourOf is { } beneficiary && beneficiary != matter.Applicant
            && !matter.Filing.Consents.Any(c => c.OrganizationId == beneficiary && c.ContentSha256 == matter.Content.Hash()))
            ? Refusals.PledgeeConsentMissing(matter.OfKind.Basis) : null;
    }

    public void Apply(Matter matter)
    {
        foreach (var burden in Released(matter)) matter.End(burden);
    }

    /// <summary>The one that is named; else all that stand on the rights in the other side's favour.</summary>
    static List<Encumbrance> Released(Matter matter) => [.. matter.Burdens.Where(b => Agreed.Contains(b.Kind)
        && (matter.Content.Encumbrance is { } id ? b.Id.Value == id
            : matter.Subject.Any(r => b.Burdens(r.Id)) && (matter.Other is null || b.InFavourOf == matter.Other
                || b.InFavourOf == matter.Applicant)))];
}
