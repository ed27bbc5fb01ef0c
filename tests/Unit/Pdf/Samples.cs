using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Yuanliu.Compute.Pdf;
using Yuanliu.Registration.Certificates;

namespace Yuanliu.Tests.Pdf;

/// <summary>Documents, a font and a signer for the tests of the PDF writer.</summary>
internal static class Samples
{
    public static readonly DateTime At = new(2026, 3, 17, 2, 30, 0, DateTimeKind.Utc);

    static readonly Lazy<RSA> HeldKey = new(() => RSA.Create(OrganizationCertificate.KeyBitsMin));

    static readonly Lazy<X509Certificate2> HeldSigner = new(
        () => OrganizationCertificate.SelfSigned("示例数据登记中心", At.AddDays(-1), At.AddYears(10), Key));

    static readonly Lazy<CertificateFonts> HeldFonts = new(() => new(Font("Regular"), Font("Bold")));

    public static RSA Key => HeldKey.Value;

    public static X509Certificate2 Signer => HeldSigner.Value;

    public static CertificateFonts Fonts => HeldFonts.Value;

    public static PdfSigning Signing { get; } = new(At, "数据资产登记", "北京", (100, 100, 50, 50));

    static TrueTypeFont Font(string weight)
        => TrueTypeFont.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, $"fonts/NotoSansSC-{weight}.ttf")));

    public static PdfDocument Empty() => new(new("样例 <&> (\\)", "示例数据登记中心", "PDF/A 样例", At));

    /// <summary>A few kilobytes: one page without text and one attachment.</summary>
    public static byte[] Small()
    {
        var document = Empty();
        document.AddPage(PageSize.A4).Fill(new PdfPath().Circle(300, 300, 100), PdfColor.Of(0x0E6E83));
        document.Attach(Attachment("data.json", "{\"a\":1}"));
        return document.Write();
    }

    public static byte[] Text(string text)
    {
        var document = Empty();
        var style = new TextStyle(document.AddFont(Fonts.Regular), 12, PdfColor.Black);
        var page = document.AddPage(PageSize.A4);
        page.Lines(LineBreaker.Break(text, style, 400), 72, 72, 400, style, TextAlign.Justify);
        return document.Write();
    }

    public static PdfAttachment Attachment(string name, string content)
        => new(name, "application/json", Encoding.UTF8.GetBytes(content), AttachmentRelationship.Data, At, "凭证");

    public static CertificateSheetData Certificate(string rights = "持有权、加工使用权", string? mark = null) => new()
    {
        Title = "数据资产登记证书",
        TitleInEnglish = "CERTIFICATE OF DATA ASSET REGISTRATION",
        Number = "BJ-SJZC-2026-0000173",
        Statement = "依据有关规定，经受理、审查和公示，公示期内无异议，下列数据资产符合登记条件，准予登记，特发此证。",
        Fields =
        [
            new("登记主体", "Registrant", "示例智行数据科技有限公司"),
            new("统一社会信用代码", "Unified credit code", "91110108MA01ABCD3X", Half: true),
            new("登记类型", "Kind of registration", "首次登记", Half: true),
            new("数据资产名称", "Name of the asset", "新能源重型卡车运行监测数据集"),
            new("权利内容", "Rights in detail", rights),
            new("权利限制", "Encumbrances", "无"),
        ],
        Issuer = "示例数据登记中心",
        IssuerInEnglish = "EXAMPLE DATA REGISTRATION CENTRE",
        EmblemText = "数据登记",
        IssuedOn = new(2026, 3, 17),
        ValidUntil = new(2029, 3, 16),
        VerifyAt = new("https://registry.example/c/BJ-SJZC-2026-0000173"),
        LogPosition = "透明日志 log.example/registry 第 48,213 号",
        Mark = mark,
    };

    public static byte[] CertificateFile(CertificateSheetData data)
        => CertificateSheet.Render(data, Fonts, [Attachment("credential.json", "{}"), Attachment("登记凭证.json", "[1]")], At);
}
