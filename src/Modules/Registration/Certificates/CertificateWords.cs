using System.Globalization;
using Yuanliu.Registration.Filings;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书用语 — puts a certificate into the words that its sheet prints.</summary>
internal static class CertificateWords
{
    /// <param name="leafIndex">The place in the log, from 0.</param>
    public static CertificateSheetData Of(Certificate certificate, long leafIndex, HostSettings node)
    {
        var facts = certificate.Facts;
        return new()
        {
            Title = facts.Title, TitleInEnglish = facts.TitleEn.ToUpperInvariant(), Number = certificate.Number,
            Statement = $"依据{facts.Grounds}，经受理、审查，并自 {Day(facts.PublicFrom!.Value)}至 {Day(facts.PublicUntil!.Value)}公示，期满无未决异议，"
                + "下列数据资产权利准予登记，特发此证。",
            Fields = [.. Holder(facts), .. facts.Rights.Select(Right), .. State(facts.Resource, facts), .. Procedure(certificate)],
            Issuer = facts.IssuerName, IssuerInEnglish = facts.PackTitleEn.ToUpperInvariant(), EmblemText = "数据登记",
            IssuedOn = certificate.IssuedOn, ValidUntil = certificate.ValidUntil, VerifyAt = Address(certificate, node),
            LogPosition = $"存证：透明日志 {node.Node} 第 {leafIndex.ToString(CultureInfo.InvariantCulture)} 条；凭证指纹 {certificate.CredentialSha256}",
        };
    }

    /// <summary>The page behind the QR code; the beginning of the credential's hash tells a certificate from a look-alike under its
    /// number.</summary>
    public static Uri Address(Certificate certificate, HostSettings node)
        => new($"{node.PublicUrl}/v/{certificate.Number}?h={certificate.CredentialSha256[..16]}");

    static IEnumerable<CertificateField> Holder(CertifiedFacts facts) =>
    [
        new("登记主体", "Registrant", facts.HolderName),
        new("统一社会信用代码", "Unified credit code", facts.HolderCode, Half: true),
        new("登记类型", "Kind of registration", "首次登记", Half: true),
        new("数据资产名称", "Name of the asset", facts.Resource.Title),
    ];

    static CertificateField Right(ClaimedRight right) => new(
        Wording.Zh(right.Kind), Wording.En(right.Kind), right.ValidUntil is { } until ? $"{right.Scope}；至 {Day(until)}" : right.Scope);

    static IEnumerable<CertificateField> State(ResourceCard resource, CertifiedFacts facts) =>
    [
        new("数据规模", "Extent", $"{resource.Rows:N0} 行，{resource.Fields.Count} 个数据项，{resource.SizeBytes:N0} 字节", Half: true),
        new("数据级别", "Level", $"{resource.Level} 级", Half: true),
        new("数据说明", "Description", resource.Description),
        new("数据项", "Data items", string.Join("、", resource.Fields.Select(f => $"{f.Title}（{f.Class}，{f.Level} 级）"))),
        new("数据指纹", "SHA-256 of the data", resource.Sha256),
        new("资源标识", "Identifier", facts.ResourceUrn),
    ];

    static IEnumerable<CertificateField> Procedure(Certificate certificate) =>
    [
        new("登记申请", "Filing", certificate.Facts.FilingNumber, Half: true),
        new("登记规则", "Rules", certificate.Facts.PackTitle, Half: true),
    ];

    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
