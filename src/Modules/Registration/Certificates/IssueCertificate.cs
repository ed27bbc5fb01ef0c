using System.Security.Cryptography;
using System.Text;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>发证 — enters the rights of a filing in the register and issues the certificate, in the transaction that ends its
/// publicity.</summary>
internal sealed class IssueCertificate(AppDb db, Numbers numbers, Mint mint, IClock clock, IParties parties,
    CertificateCredential credentials, HostSettings node)
{
    const string StatusSeries = "certificate-status";

    /// <summary>Needs a transaction; saves nothing itself.</summary>
    public async Task<Certificate> Issue(Filing filing, RegistrationPack pack, CancellationToken ct)
    {
        var (rules, at) = (pack.Rules, clock.Now);
        var issuedOn = LegalDay.Of(at);
        var form = rules.CertificateOf(filing.Kind, filing.Content.Circumstances)
            ?? throw new InvalidOperationException($"{filing.Kind} under {pack.Id} issues nothing.");
        var facts = await Facts(filing, form, pack, ct);
        var draft = new CredentialDraft(
            mint.Id<CertificateId>(), await numbers.Next(form.Number, "certificate", rules, issuedOn.Year, ct),
            filing.ApplicantId, facts, form.Contents.Value, filing.Id, pack.Id, pack.Sha256, at,
            form.Valid.Value.Years is { } years ? issuedOn.AddYears(years).AddDays(-1) : null, await numbers.Next(StatusSeries, ct) - 1);
        var credential = credentials.Sign(draft);
        var certificate = new Certificate
        {
            Id = draft.Id, Number = draft.Number, FilingId = filing.Id, HolderId = filing.ApplicantId, ResourceId = filing.ResourceId,
            EntryId = mint.Id<Entries.EntryId>(), UnitId = filing.UnitId, Form = rules.Filings[filing.Kind].Issues[0], RightIds = [],
            PackId = pack.Id, PackSha256 = pack.Sha256, Facts = facts, IssuedAt = at, ValidUntil = draft.ValidUntil,
            StatusIndex = draft.StatusIndex,
            Credential = Encoding.UTF8.GetString(credential), CredentialSha256 = Convert.ToHexStringLower(SHA256.HashData(credential)),
        };
        certificate.Issue(node);
        filing.CertificateNumber = certificate.Number;
        db.Add(certificate);
        return certificate;
    }

    async Task<CertifiedFacts> Facts(Filing filing, CertificateRules form, RegistrationPack pack, CancellationToken ct)
    {
        var holder = await parties.Find(filing.ApplicantId, ct)
            ?? throw new InvalidOperationException($"{filing.Id} has an applicant that is no party.");
        var rules = pack.Rules;
        return new(
            form.Title, form.TitleEn, form.Basis, form.Grounds, holder.Name,
            holder.Code, (await parties.Platform(ct)).Name,
            node.Urn("resource", filing.ResourceId.Value), filing.Content.Resource, filing.Content.Rights, filing.Number, rules.Title,
            rules.TitleEn, filing.PublicisedOn, filing.PublicUntil);
    }
}
