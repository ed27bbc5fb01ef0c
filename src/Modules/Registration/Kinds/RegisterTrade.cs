using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Kinds;

/// <summary>交易登记 — both sides of a trade have entered what the buyer may do from now on.</summary>
internal sealed class RegisterTrade : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Trade;
    public Demands Demands => Demands.Rights | Demands.OtherSide;

    public Refusal? Check(Matter matter) => Bars.Disposal(matter, matter.Subject) ?? Derivation.Check(matter);

    public void Apply(Matter matter) => RegisterLicence.Grant(matter, []);
}
