using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Kinds;

/// <summary>补换证 — a lost or damaged certificate is given out anew; nothing in the register changes.</summary>
internal sealed class RegisterReplacement : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Replacement;
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter)
        => matter.Named is null ? Refusals.CertificateRequired(matter.OfKind.Basis) : null;

    public void Apply(Matter matter)
    {
        var old = matter.Named!;
        matter.Awards.Add(new(old.HolderId, CertificateRecipient.Acquirer, matter.Subject,
            [.. matter.Burdens.Where(b => old.EncumbranceIds.Contains(b.Id.Value))], old, KeepsTerm: true));
    }
}
