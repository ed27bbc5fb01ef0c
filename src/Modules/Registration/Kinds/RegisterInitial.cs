using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>首次登记 — the source's own rights in a resource, entered for the first time.</summary>
internal sealed class RegisterInitial : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Initial;
    public Demands Demands => Demands.OwnResource | Demands.Rights;

    public Refusal? Check(Matter matter) => matter.Content.Rights
        .Select(claim => Conflicts.Of(matter, claim.Kind, Conflicts.ReachOf(claim, matter.Rules), matter.Applicant))
        .FirstOrDefault(refusal => refusal is not null);

    public void Apply(Matter matter)
    {
        foreach (var claim in matter.Content.Rights)
            matter.Make(claim.Kind, matter.Applicant, null, claim.Scope, Conflicts.ReachOf(claim, matter.Rules));
        matter.Awards.Add(new(matter.Applicant, CertificateRecipient.Acquirer, [.. matter.Made], []));
    }
}
