using System.Globalization;
using Yuanliu.Registration.Encumbrances;
using Yuanliu.Registration.Filings;
using Yuanliu.Registration.Packs;
using Yuanliu.Registration.Rights;

namespace Yuanliu.Registration.Certificates;

/// <summary>证书用语 — puts a certificate into the words that its sheet prints.</summary>
internal static class CertificateWords
{
    /// <param name="leafIndex">The issue's place in the log, from 0.</param>
    /// <param name="burdens">他项权益 — what stands on the certified rights on the day it is printed.</param>
    /// <param name="grants">And what others may use of them.</param>
    public static CertificateSheetData Of(
        Certificate certificate, long leafIndex, IReadOnlyList<Encumbrance> burdens, IReadOnlyList<RegisteredRight> grants,
        DateOnly printedOn, HostSettings node)
    {
        var facts = certificate.Facts;
        return new()
        {
            Title = facts.Title, TitleInEnglish = facts.TitleEn.ToUpperInvariant(), Number = certificate.Number,
            Statement = Statement(facts),
            Fields = [.. Holder(facts), .. facts.Rights.Select(Right), .. facts.Stated.Select(Stated), .. State(facts.Resource, facts),
                .. Procedure(certificate), .. Burdens([.. burdens.Select(Wording.Of), .. grants.Select(Granted)], printedOn)],
            Issuer = facts.IssuerName, IssuerInEnglish = facts.PackTitleEn.ToUpperInvariant(), EmblemText = "数据登记",
            IssuedOn = certificate.IssuedOn, ValidUntil = certificate.ValidUntil, VerifyAt = Address(certificate, node),
            LogPosition = $"存证：透明日志 {node.Node} 第 {leafIndex.ToString(CultureInfo.InvariantCulture)} 条；凭证指纹 {certificate.CredentialSha256}",
            Mark = facts.PackStatus is PackStatus.Draft ? "草案" : null,
        };
    }

    /// <summary>What was done before it was issued, and nothing that was not: not every registration is publicised first.</summary>
    static string Statement(CertifiedFacts facts)
    {
        var publicised = facts is { PublicFrom: { } from, PublicUntil: { } until }
            ? $"，并自 {Day(from)}至 {Day(until)}公示，期满无未决异议" : "";
        var draft = facts.PackStatus is PackStatus.Draft ? "（征求意见稿，尚未施行，仅供试行）" : "";
        return $"依据{facts.Grounds}{draft}，经登记机构审查{publicised}，下列{facts.KindTitle}事项已记载于登记簿，特发此证。";
    }

    /// <summary>The page behind the QR code; the beginning of the credential's hash tells a certificate from a look-alike under its
    /// number, and whoever has it holds the certificate.</summary>
    public static Uri Address(Certificate certificate, HostSettings node)
        => new($"{node.PublicUrl}/v/{certificate.Number}?h={Token(certificate)}");

    public static string Token(Certificate certificate) => certificate.CredentialSha256[..16];

    static IEnumerable<CertificateField> Holder(CertifiedFacts facts) =>
    [
        new("登记主体", "Registrant", facts.HolderName),
        facts.OfPerson ? new("自然人编号", "Number of the person", facts.HolderCode, Half: true)
            : new("统一社会信用代码", "Unified credit code", facts.HolderCode, Half: true),
        new("登记类型", "Kind of registration", facts.KindTitle, Half: true),
        new("登记编号", "Register number", facts.UnitNumber, Half: true),
        new("数据资产名称", "Name of the asset", facts.Resource.Title, Half: facts.Resource.Title.Length <= 16),
        .. facts.Oid is { } oid ? [new CertificateField("唯一标识符（OID）", "Object identifier", oid)] : Array.Empty<CertificateField>(),
    ];

    static CertificateField Right(ClaimedRight right)
    {
        var words = new List<string> { right.Scope };
        if (right.Items.Count > 0) words.Add($"数据项 {string.Join('、', right.Items)}");
        if (right.Scenarios.Count > 0) words.Add($"场景 {string.Join('、', right.Scenarios)}");
        if (right.Territory is { } territory) words.Add($"地域 {territory}");
        if (right.ShareBasisPoints is { } share) words.Add(string.Create(CultureInfo.InvariantCulture, $"份额 {share / 100m:0.##}%"));
        if (right.Exclusive) words.Add("独占");
        if (right.ValidUntil is { } until) words.Add($"至 {Day(until)}");
        return new(Wording.Zh(right.Kind), Wording.En(right.Kind), string.Join('；', words));
    }

    static CertificateField Stated(CertifiedWords stated) => new(stated.TitleZh, stated.TitleEn, stated.Words);

    static IEnumerable<CertificateField> State(ResourceCard resource, CertifiedFacts facts)
        => !facts.Contents.Contains(CertificateContent.DataState)
        ? [new("资源标识", "Identifier", facts.ResourceUrn)]
        :
        [
            new("数据规模", "Extent", $"{resource.Rows:N0} 行，{resource.Fields.Count} 个数据项，{resource.SizeBytes:N0} 字节", Half: true),
            new("数据级别", "Level", $"{resource.Level} 级", Half: true),
            new("数据说明", "Description", resource.Description),
            new("数据项", "Data items", string.Join("、", resource.Fields.Select(f => $"{f.Title}（{f.Class}，{f.Level} 级）"))),
            new("数据指纹", "SHA-256 of the data", resource.Sha256),
            new("资源标识", "Identifier", facts.ResourceUrn),
        ];

    static IEnumerable<CertificateField> Procedure(Certificate certificate)
    {
        yield return new("登记申请", "Filing", certificate.Facts.FilingNumber, Half: true);
        yield return new("登记规则", "Rules", certificate.Facts.PackTitle, Half: true);
        if (certificate.Replaces is { } replaced) yield return new("换发自", "Replaces", replaced);
    }

    static string Granted(RegisteredRight right)
        => $"授权他人使用（{Wording.Zh(right.Kind)}，自 {Day(right.From)}{(right.Until is { } last ? $"至 {Day(last)}" : "")}）";

    static IEnumerable<CertificateField> Burdens(IReadOnlyList<string> burdens, DateOnly printedOn) => burdens.Count == 0 ? []
        : [new("他项权益", "Encumbrances", $"截至 {Day(printedOn)}：{string.Join("；", burdens)}")];

    static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
