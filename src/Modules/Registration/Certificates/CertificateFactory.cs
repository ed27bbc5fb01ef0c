using System.Globalization;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Certificates;

/// <summary>Puts together what a certificate certifies.</summary>
internal sealed class CertificateFactory(IParties parties, CertificateCredential credentials, HostSettings node)
{
    public byte[] Sign(CredentialDraft draft) => credentials.Sign(draft);

    public async Task<CertifiedFacts> Facts(Matter matter, string form, Award award, CancellationToken ct)
    {
        var (rules, filing, content) = (matter.Rules, matter.Filing, matter.Content);
        var certificate = rules.Certificates[form];
        // What takes another's place is as anonymous as that was.
        var anonymous = matter.OfKind.HidesParties(content.Fields) || award.Replaces is { Facts.Anonymous: true };
        var holder = await parties.Find(award.To, ct)
            ?? throw new InvalidOperationException($"{filing.Id} leads to a certificate for {award.To}, which is no party.");
        var other = award.To == matter.Applicant ? matter.Other : matter.Applicant;
        var otherName = certificate.Contents.Value.Contains(CertificateContent.Counterparty) && other is { } id && id != award.To
            ? (await parties.Find(id, ct))?.Name : null;
        return new(
            certificate.Title, certificate.TitleEn, certificate.Basis, certificate.Grounds, holder.Name, holder.Code,
            (await parties.Platform(ct)).Name, node.Urn("resource", matter.Unit.ResourceId.Value), content.Resource,
            [.. award.Rights.Select(r => r.Claimed)], filing.Number, rules.Title, rules.TitleEn, filing.PublicisedOn, filing.PublicUntil)
        {
            Kind = matter.Kind, KindTitle = matter.OfKind.TitleZh, KindTitleEn = matter.OfKind.TitleEn, UnitNumber = matter.Unit.Number!,
            OfPerson = holder.IsPerson, PackStatus = rules.Status, Contents = certificate.Contents.Value, Anonymous = anonymous,
            Stated = [.. Stated(matter, certificate, award, otherName)
                .Select(s => anonymous && s.Content is CertificateContent.Counterparty ? s with { Private = true } : s)],
        };
    }

    /// <summary>What the pack wants stated beyond rights and data: from the form, from the register, or as the replaced certificate had
    /// it.</summary>
    static IEnumerable<CertifiedWords> Stated(Matter matter, CertificateRules rules, Award award, string? other)
    {
        foreach (var content in rules.Contents.Value)
        {
            if (FromForm(matter, content) is { } words) yield return words;
            else if (FromRegister(award, content, other) is { } known) yield return known;
            else if (award.Replaces?.Facts.Stated.FirstOrDefault(s => s.Content == content) is { } before) yield return before;
        }
    }

    static CertifiedWords? FromForm(Matter matter, CertificateContent content)
    {
        if (matter.OfKind.Fields.Find(f => f.States == content) is not { } field
            || !matter.Content.Fields.TryGetValue(field.Key, out var given) || string.IsNullOrWhiteSpace(given)) return null;
        return new(content, field.TitleZh, field.TitleEn, field.Spell(given)) { Private = field.Private is { Value: true } };
    }

    static CertifiedWords? FromRegister(Award award, CertificateContent content, string? other) => content switch
    {
        CertificateContent.Counterparty when other is not null => new(content, "相对方", "Other side", other),
        CertificateContent.OtherRights when award.Encumbrances.Count > 0 => new(content, "他项权", "Encumbrance", string.Join("；",
            award.Encumbrances.Select(e => Wording.Of(e)).Distinct())),
        CertificateContent.Scenarios when award.Rights.Any(r => r.Reach.Scenarios.Count > 0) => new(content, "使用场景与范围", "Scenarios",
            string.Join('、', award.Rights.SelectMany(r => r.Reach.Scenarios).Distinct())),
        CertificateContent.Shares when award.Rights.Any(r => r.Reach.ShareBasisPoints is not null) => new(content, "权益比例", "Shares",
            string.Join("；", award.Rights.Where(r => r.Reach.ShareBasisPoints is not null).Select(r => string.Create(
                CultureInfo.InvariantCulture, $"{Wording.Zh(r.Kind)} {r.Reach.ShareBasisPoints / 100m:0.##}%")))),
        CertificateContent.RightTerm when award.Rights.Count > 0 => new(content, "权利期限", "Term of the rights", string.Join("；",
            award.Rights.Select(r => r.Until is { } last ? $"{Wording.Zh(r.Kind)}至 {last:yyyy-MM-dd}" : $"{Wording.Zh(r.Kind)}无期限"))),
        CertificateContent.Objection when award.Encumbrances.Count > 0 => new(content, "异议标识", "Objection noted",
            string.Join('、', award.Encumbrances.Select(e => e.Ground).Distinct())),
        CertificateContent.Rights or CertificateContent.DataState or CertificateContent.AssetType or CertificateContent.Purpose
            or CertificateContent.Shares or CertificateContent.Acquisition or CertificateContent.Scenarios or CertificateContent.Source
            or CertificateContent.UpdateCycle or CertificateContent.RightTerm or CertificateContent.OtherRights
            or CertificateContent.Implementation or CertificateContent.Counterparty or CertificateContent.Objection
            or CertificateContent.Version => null,
    };
}
