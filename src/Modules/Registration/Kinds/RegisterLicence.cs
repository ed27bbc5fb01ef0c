using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>许可登记 — a holder lets somebody else use what it holds, within what it holds.</summary>
internal sealed class RegisterLicence : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Licence;
    public Demands Demands => Demands.Rights | Demands.OtherSide;

    public Refusal? Check(Matter matter) => Bars.Disposal(matter, matter.Subject) ?? Derivation.Check(matter);

    public void Apply(Matter matter) => Grant(matter, []);

    /// <summary>The rights, and what both sides get to show for them.</summary>
    public static void Grant(Matter matter, IReadOnlyList<Encumbrance> burdens)
    {
        var holder = matter.Holder!.Value;
        var granted = Derivation.Apply(matter, matter.Gaining);
        matter.Awards.Add(new(matter.Gaining, CertificateRecipient.Acquirer, granted, burdens));
        matter.Awards.Add(new(holder, CertificateRecipient.Grantor, granted, burdens));
    }
}
