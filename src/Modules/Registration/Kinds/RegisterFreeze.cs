using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Kinds;

/// <summary>查封冻结 — a court or another authority forbids every disposal. One that comes later stands beside the first.</summary>
internal sealed class RegisterFreeze : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Freeze;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Valid, CertificateStatus.Suspended];

    public Refusal? Check(Matter matter) => RegisterPledge.HasSubject(matter);

    public void Apply(Matter matter)
    {
        foreach (var right in matter.Chosen) matter.Burden(EncumbranceKind.Freeze, right.Id, null, Ground(matter));
    }

    /// <summary>What was given as the reason when it was proposed: the order it rests on.</summary>
    static string Ground(Matter matter)
    {
        var reason = matter.Filing.Acts.OrderBy(a => a.At).Select(a => a.Reason).FirstOrDefault(r => r is not null) ?? matter.Filing.Number;
        return reason.Length <= Encumbrance.GroundMax ? reason : reason[..Encumbrance.GroundMax];
    }
}

/// <summary>解除冻结 — the freeze that is named, or every one on the rights, is gone.</summary>
internal sealed class RegisterUnfreeze : IRegistrationKind
{
    public FilingKind Kind => FilingKind.Unfreeze;
    public IReadOnlyList<CertificateStatus> ActsOn => [CertificateStatus.Suspended, CertificateStatus.Valid];
    public bool RunsAlone => true;

    public Refusal? Check(Matter matter) => Lifted(matter).Count == 0 ? Refusals.NotFrozen(matter.OfKind.Basis) : null;

    public void Apply(Matter matter)
    {
        foreach (var freeze in Lifted(matter)) matter.End(freeze);
    }

    static List<Encumbrance> Lifted(Matter matter) => [.. Bars.On(matter, matter.Subject, EncumbranceKind.Freeze)
        .Where(f => matter.Content.Encumbrance is not { } id || f.Id.Value == id)];
}
