using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>续期登记 — the certificate goes on, and with it the rights it attests.</summary>
internal sealed class RegisterRenewal : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Renewal;
    public bool RunsAlone => true;
    /// <summary>What was asked for in time is not lost because deciding it took longer.</summary>
    public IReadOnlyList<CertificateStatus> MayHaveBecome => [CertificateStatus.Valid, CertificateStatus.Expired];

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter) ?? Renew.Check(matter);
    public void Apply(Matter matter) => Renew.Apply(matter);
}

/// <summary>年审 — the account is looked at again, and a certificate that says what the account says is given out for another term.</summary>
internal sealed class RegisterAnnualReview : IRegistrationKind
{
    public FilingKind Kind => FilingKind.AnnualReview;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Expired];
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter) ?? Renew.Check(matter);
    public void Apply(Matter matter) => Renew.Apply(matter);
}

/// <summary>Gives another term to a certificate, and to the rights that the form names a later day for.</summary>
internal static class Renew
{
    public static Refusal? Check(Matter matter)
    {
        if (matter.Named is null) return Refusals.CertificateRequired(matter.OfKind.Basis);
        foreach (var (right, until) in Later(matter))
        {
            var reach = right.Reach with { Until = until };
            if (Descent.ToSource(right, matter.Rights).FirstOrDefault() is { } parent && !reach.IsWithin(parent.Reach))
                return Refusals.BeyondParent(right.Kind, [Extent.Term], matter.BasisOf(NamedCheck.RightsWithinParent));
            if (Conflicts.Of(matter, right.Kind, reach, right.HolderId, same: right) is { } conflict) return conflict;
        }
        return null;
    }

    public static void Apply(Matter matter)
    {
        foreach (var (right, until) in Later(matter)) matter.Set(right, right.HolderId, right.Scope, right.Reach with { Until = until });
        matter.Awards.Add(new(matter.Named!.HolderId, CertificateRecipient.Acquirer, matter.Subject, [], matter.Named));
    }

    static List<(RegisteredRight Right, DateOnly? Until)> Later(Matter matter) =>
    [
        .. from right in matter.Subject
           join claim in matter.Content.Rights on right.Kind equals claim.Kind
           where right.Until is not null && (claim.ValidUntil is null || claim.ValidUntil > right.Until)
           select (right, claim.ValidUntil),
    ];
}
