using Yuanliu.Registration.Certificates;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Trades;

/// <summary>合约签署后 — notes for every register that enters such trades by itself, and has the resource certified, that it is to.</summary>
internal sealed class OnAgreementSigned(AppDb db, IAgreements agreements, RegistrationPacks packs, IClock clock) : IReceive<AgreementSigned>
{
    const int FilingsMax = 200;

    public async Task Receive(Guid factId, AgreementSigned fact, CancellationToken ct)
    {
        if (await agreements.Find(new(fact.Agreement), ct) is not { } agreement) return;
        var (id, resource) = (agreement.Id, agreement.Resource);
        var certificates = await db.Set<Certificate>().AsNoTracking().Where(c => c.ResourceId == resource
            && (c.Status == CertificateStatus.Valid || c.Status == CertificateStatus.Suspended)).OrderBy(c => c.Id).ToListAsync(ct);
        foreach (var register in certificates.GroupBy(c => packs.For(c.PackId)?.Rules.Jurisdiction))
        {
            if (register.Key is not { } name || Source(name, [.. register], agreement.Seller) is not { } from
                || await db.Set<SignedTrade>().AnyAsync(t => t.Agreement == id && t.Register == name, ct)
                || !await IsAuthorized(from, Rules(name)!.Authorization, ct)) continue;
            db.Add(new SignedTrade
            {
                Agreement = id, Register = name, Number = agreement.Number, ResourceTitle = from.Facts.Resource.Title,
                UnitId = from.UnitId, Certificate = from.Number, SignedAt = agreement.Since ?? clock.Now, Buyer = agreement.Buyer,
                Seller = agreement.Seller,
            });
        }
    }

    ByItselfRules? Rules(string register)
        => packs.InForce(register, LegalDay.Of(clock.Now))?.Rules.Filings.GetValueOrDefault(FilingKind.Trade)?.ByItself;

    /// <summary>申请人授权 — the newest of the holder's registered filings on the unit that says anything about it says yes.</summary>
    async Task<bool> IsAuthorized(Certificate from, AuthorizationRule? word, CancellationToken ct)
    {
        if (word is null) return true;
        var (unit, holder) = (from.UnitId, from.HolderId);
        var filed = await db.Set<Filing>().AsNoTracking().Where(f => f.UnitId == unit && f.ApplicantId == holder
            && f.Stage == Stage.Registered).OrderByDescending(f => f.Id).Take(FilingsMax).ToListAsync(ct);
        return filed.Select(f => f.Content.Fields.GetValueOrDefault(word.Field)).FirstOrDefault(said => said is not null) == word.Choice;
    }

    /// <summary>The certificate of a right that the buyer's can be made out of, the seller's own before another's. One that is suspended
    /// counts: its trade is not lost, it waits.</summary>
    Certificate? Source(string register, List<Certificate> certificates, OrganizationId seller)
    {
        var today = LegalDay.Of(clock.Now);
        if (Rules(register) is not { } by) return null;
        var from = packs.InForce(register, today)!.Rules.Right(by.Right)?.From ?? [];
        return certificates.Where(c => c.On(today) is not CertificateStatus.Expired && c.EncumbranceIds.Count == 0
            && c.Facts.Rights.Any(r => from.Contains(r.Kind))).OrderByDescending(c => c.HolderId == seller).FirstOrDefault();
    }
}
