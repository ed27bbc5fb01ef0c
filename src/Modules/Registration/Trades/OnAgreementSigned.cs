using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Trades;

/// <summary>合约签署后 — notes for every register that enters such trades by itself, and has the resource certified, that it is to.</summary>
internal sealed class OnAgreementSigned(AppDb db, IAgreements agreements, RegistrationPacks packs, IClock clock) : IReceive<AgreementSigned>
{
    public async Task Receive(Guid factId, AgreementSigned fact, CancellationToken ct)
    {
        if (await agreements.Find(new(fact.Agreement), ct) is not { } agreement) return;
        var (id, resource) = (agreement.Id, agreement.Resource);
        var certificates = await db.Set<Certificate>().AsNoTracking().Where(c => c.ResourceId == resource
            && (c.Status == CertificateStatus.Valid || c.Status == CertificateStatus.Suspended)).OrderBy(c => c.Id).ToListAsync(ct);
        foreach (var register in certificates.GroupBy(c => packs.For(c.PackId)?.Rules.Jurisdiction))
        {
            if (register.Key is not { } name || Source(name, [.. register], agreement.Seller) is not { } from
                || await db.Set<SignedTrade>().AnyAsync(t => t.Agreement == id && t.Register == name, ct)) continue;
            db.Add(new SignedTrade
            {
                Agreement = id, Register = name, Number = agreement.Number, ResourceTitle = from.Facts.Resource.Title,
                UnitId = from.UnitId, Certificate = from.Number, SignedAt = agreement.Since ?? clock.Now, Buyer = agreement.Buyer,
                Seller = agreement.Seller,
            });
        }
    }

    /// <summary>The certificate of a right that the buyer's can be made out of, the seller's own before another's. One that is suspended
    /// counts: its trade is not lost, it waits.</summary>
    Certificate? Source(string register, List<Certificate> certificates, OrganizationId seller)
    {
        var today = LegalDay.Of(clock.Now);
        if (packs.InForce(register, today) is not { Rules: var rules }
            || rules.Filings.GetValueOrDefault(Filings.FilingKind.Trade)?.ByItself is not { } by) return null;
        var from = rules.Right(by.Right)?.From ?? [];
        return certificates.Where(c => c.On(today) is not CertificateStatus.Expired && c.EncumbranceIds.Count == 0
            && c.Facts.Rights.Any(r => from.Contains(r.Kind))).OrderByDescending(c => c.HolderId == seller).FirstOrDefault();
    }
}
