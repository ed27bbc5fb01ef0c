using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Kinds;

/// <summary>异议登记 — somebody says the register is wrong. It is noted on the rights until it is decided; upheld, they are taken
/// back.</summary>
internal sealed class RegisterObjection : INotedKind
{
    public FilingKind Kind => FilingKind.Objection;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Suspended];

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter)
        ?? (matter.Holder == matter.Applicant ? Refusals.OwnRegistration(matter.OfKind.Basis) : Takeback.Check(matter));

    public void Note(Matter matter)
    {
        var marks = matter.Chosen.Select(r => matter.Burden(EncumbranceKind.Objection, r.Id, null, matter.Filing.Number)).ToList();
        matter.Awards.Add(new(matter.Applicant, CertificateRecipient.Acquirer, matter.Chosen, marks));
    }

    public void Strike(Matter matter)
    {
        foreach (var mark in Marks(matter)) matter.End(mark);
    }

    /// <summary>Upheld.</summary>
    public void Apply(Matter matter)
    {
        Strike(matter);
        matter.Ending = CertificateStep.Revoke;
        Takeback.Apply(matter);
    }

    static List<Encumbrance> Marks(Matter matter) => [.. matter.Encumbrances.Where(e => e.Kind is EncumbranceKind.Objection
        && e.Status is EncumbranceStatus.Standing && e.Ground == matter.Filing.Number)];
}
