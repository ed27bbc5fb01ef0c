using QRCoder;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;
using Yuanliu.Registration.Certificates;
using Yuanliu.Tests.Pdf;

namespace Yuanliu.Tests.Registration;

public sealed class CertificateSheetTests
{
    static string Rights(int items) => string.Join('\n', Enumerable.Range(1, items).Select(
        n => $"第{n}项权利：可对数据进行清洗、标注、聚合与建模，不得提供可识别个人身份的明细记录，亦不得转授权他人使用。"));

    [Fact]
    public void The_face_says_everything_it_was_given()
    {
        var data = Samples.Certificate();
        var text = Text(Samples.CertificateFile(data));
        foreach (var word in data.Fields.SelectMany(f => new[] { f.Label, f.Value }))
            text.ShouldContain(Bare(word));
        foreach (var word in new[] { data.Title, data.Number, data.Statement, data.Issuer, "2026年3月17日", "2029年3月16日", data.LogPosition })
            text.ShouldContain(Bare(word));
    }

    [Fact]
    public void A_certificate_of_ordinary_length_is_one_page_and_a_mark_tells_a_sample()
    {
        Pages(Samples.CertificateFile(Samples.Certificate(Rights(6)))).ShouldBe(1);
        Text(Samples.CertificateFile(Samples.Certificate())).ShouldNotContain("样本");
        Text(Samples.CertificateFile(Samples.Certificate(mark: "样本"))).ShouldContain("本");
    }

    [Fact]
    public void A_long_text_runs_on_to_annex_pages_and_loses_nothing()
    {
        var file = Samples.CertificateFile(Samples.Certificate(Rights(60)));

        Pages(file).ShouldBe(4);
        var text = Text(file);
        for (var n = 1; n <= 60; n++)
            text.ShouldContain($"第{n}项权利");
        text.ShouldContain("权利内容（续）");
        text.ShouldContain("第4页，共4页");
        text.ShouldContain("本证书共4页");
        PdfTool.Run(file, "qpdf", "--check", "FILE");
    }

    [Fact]
    public void A_text_of_any_length_and_very_long_names_end_somewhere()
    {
        var data = Samples.Certificate(Rights(1)) with
        {
            Title = new string('证', 40),
            TitleInEnglish = new string('C', 200),
            Issuer = new string('中', 60),
            IssuerInEnglish = new string('X', 200),
            Fields = [new(new string('标', 900), new string('c', 300), new string('值', 4000), Half: true), new("乙", "B", "", Half: true)],
        };
        Pages(Samples.CertificateFile(data)).ShouldBeInRange(4, 20);
    }

    [Fact]
    public void The_code_on_the_page_is_the_address_of_the_verification_page()
    {
        var data = Samples.Certificate();
        const int resolution = 144;
        var (grey, width, _) = PdfTool.Raster(Samples.CertificateFile(data), 1, resolution);
        using var generator = new QRCodeGenerator();
        var modules = generator.CreateQrCode(data.VerifyAt.AbsoluteUri, QRCodeGenerator.ECCLevel.M, forceUtf8: true).ModuleMatrix;
        var (x, y, size) = CertificateSheet.CodeArea;
        var unit = size / (modules.Count - 8);

        for (var row = 4; row < modules.Count - 4; row++)
        {
            for (var column = 4; column < modules.Count - 4; column++)
            {
                var px = (int)((x + (column - 3.5) * unit) * resolution / 72);
                var py = (int)((y + (row - 3.5) * unit) * resolution / 72);
                (grey[py * width + px] < 128).ShouldBe(modules[row][column], $"module {row}, {column}");
            }
        }
    }

    [Fact]
    public void The_signed_certificate_holds_for_strangers_and_for_us()
    {
        var signing = new PdfSigning(Samples.At, "数据资产登记", "北京", CertificateSheet.SignatureArea);
        var signed = PdfSigner.Sign(Samples.CertificateFile(Samples.Certificate()), Samples.Signer, signing);

        PdfTool.Run(signed, "pdfsig", "-nocert", "FILE").Printed.ShouldContain("Signature is Valid.");
        var found = PdfVerifier.Verify(signed, [Samples.Signer]);
        found.Fault.ShouldBeNull(found.Detail);
        found.Attachments.Select(a => a.Name).ShouldBe(["credential.json", "登记凭证.json"]);
    }

    static int Pages(byte[] file)
    {
        var pdf = PdfFile.Open(file);
        return pdf.Array(pdf.Dictionary(pdf.Catalog["Pages"])["Kids"]).Count;
    }

    [Fact]
    public void The_title_and_the_emblem_can_be_found_by_searching()
    {
        var data = Samples.Certificate();
        var printed = PdfTool.Run(Samples.CertificateFile(data), "pdftotext", "-raw", "FILE", "-").Printed.Split('\n');
        printed.ShouldContain(data.Title);
        printed.ShouldContain(data.TitleInEnglish);
        printed.ShouldContain(data.IssuerInEnglish);
        printed.Count(line => line == data.Issuer).ShouldBe(2, "in words and about the emblem");
    }

    static string Text(byte[] file) => Bare(PdfTool.Run(file, "pdftotext", "-raw", "FILE", "-").Printed);

    static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
