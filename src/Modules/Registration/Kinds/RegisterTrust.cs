using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>信托登记 — rights are held in trust by somebody else; where the form names rights, the trustee gets those out of them.</summary>
internal sealed class RegisterTrust : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Trust;
    public Demands Demands => Demands.OtherSide;

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter) ?? Bars.Disposal(matter, matter.Subject)
        ?? (Bars.On(matter, matter.Subject, EncumbranceKind.Trust).Any()
            ? Refusals.InTrust(matter.OfKind.Basis) : Derivation.Check(matter));

    public void Apply(Matter matter) => RegisterLicence.Grant(matter, [.. matter.Subject
        .Select(right => matter.Burden(EncumbranceKind.Trust, right.Id, matter.Gaining, matter.Filing.Number)).ToList()]);
}
