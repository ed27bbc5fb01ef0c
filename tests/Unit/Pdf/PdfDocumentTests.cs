using Shouldly;
using Xunit;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Tests.Pdf;

public sealed class PdfDocumentTests
{
    const string Text = "数据资产登记证书：依据《办法》（试行）第十六条，经受理、审查和公示，准予登记。№173, é, 2026-03-17.";

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        Samples.Text(Text).ShouldBe(Samples.Text(Text));
        Samples.CertificateFile(Samples.Certificate()).ShouldBe(Samples.CertificateFile(Samples.Certificate()));
    }

    [Fact]
    public void Other_content_gives_another_identifier()
        => Identifier(Samples.Text("甲")).ShouldNotBe(Identifier(Samples.Text("乙")));

    [Fact]
    public void A_stranger_s_checker_finds_nothing_wrong()
        => PdfTool.Run(Samples.CertificateFile(Samples.Certificate()), "qpdf", "--check", "FILE").Printed
            .ShouldContain("No syntax or stream encoding errors");

    [Fact]
    public void Text_can_be_copied_and_searched()
    {
        var copied = PdfTool.Run(Samples.Text(Text), "pdftotext", "FILE", "-").Printed;
        copied.Split('\n').Length.ShouldBeGreaterThan(2, "a stretched line is among them");
        copied.ReplaceLineEndings("").Replace("\f", "").ShouldBe(Text);
    }

    [Fact]
    public void A_spaced_title_and_squeezed_marks_copy_as_they_were_written()
    {
        var document = Samples.Empty();
        var page = document.AddPage(PageSize.A4);
        var style = new TextStyle(document.AddFont(Samples.Fonts.Regular), 12, PdfColor.Black);
        page.Text("登记证书", 72, 72, style with { Tracking = 9 });
        page.Text("《办法（试行）》，第十六条", 72, 100, style);

        PdfTool.Run(document.Write(), "pdftotext", "-raw", "FILE", "-").Printed.ShouldBe("登记证书\n《办法（试行）》，第十六条\n\f");
    }

    [Fact]
    public void A_character_the_font_lacks_is_shown_as_a_geta_but_still_copied_as_itself()
    {
        var document = Samples.Empty();
        var font = document.AddFont(Samples.Fonts.Regular);
        document.AddPage(PageSize.A4).Text("张😀三", 72, 72, new(font, 12, PdfColor.Black));

        PdfTool.Run(document.Write(), "pdftotext", "FILE", "-").Printed.Trim().ShouldBe("张😀三");
        font.Missing.ShouldBe(["😀"]);
    }

    [Fact]
    public void Only_the_glyphs_in_use_are_embedded()
    {
        var fonts = PdfTool.Run(Samples.Text(Text), "pdffonts", "FILE").Printed.Split('\n')[2];
        fonts.ShouldMatch(@"^[A-Z]{6}\+NotoSansSC-Regular +CID TrueType +Identity-H +yes yes yes ");
        Samples.Text(Text).Length.ShouldBeLessThan(40_000);
    }

    [Fact]
    public void Attached_files_are_listed_and_come_out_whole()
    {
        var file = Samples.CertificateFile(Samples.Certificate());
        PdfTool.Run(file, "pdfdetach", "-list", "FILE").Printed.ShouldBe("2 embedded files\n1: credential.json\n2: 登记凭证.json\n");
        PdfTool.Run(file, "pdfdetach", "-save", "2", "-o", "OUT", "FILE").Written.ShouldBe("[1]"u8.ToArray());
    }

    [Fact]
    public void A_document_without_pages_is_not_written_and_a_name_is_attached_once()
    {
        var document = Samples.Empty();
        Should.Throw<InvalidOperationException>(document.Write);
        document.Attach(Samples.Attachment("a.json", "1"));
        Should.Throw<ArgumentException>(() => document.Attach(Samples.Attachment("a.json", "2")));
        Should.Throw<ArgumentException>(() => document.Attach(Samples.Attachment("../a.json", "2")));
        Should.Throw<ArgumentException>(() => PdfSyntax.Date(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)));
    }

    static string Identifier(byte[] file) => ((PdfArray)PdfFile.Open(file).Trailer["ID"]).Spell();
}
