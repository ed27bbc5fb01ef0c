using System.Globalization;
using Yuanliu.Compute.Pdf;

namespace Yuanliu.Registration.Certificates;

/// <summary>登记证书 — sets a certificate: its face, and annex pages for what the face cannot hold.</summary>
internal static class CertificateSheet
{
    const double LabelWidth = 96;
    const double RowHeightMin = 27;
    const double RaiseMax = 9;
    const double FaceBottom = 638;
    const double AnnexBottom = 768;
    const double NotesTop = 758;
    const double EmblemRadius = 49;

    static readonly (double X, double Y) EmblemCentre = (322, 701);

    /// <summary>Where a reader's click on the emblem finds the signature (first page, points from the top left).</summary>
    public static (double X, double Y, double Width, double Height) SignatureArea { get; }
        = (EmblemCentre.X - EmblemRadius, EmblemCentre.Y - EmblemRadius, 2 * EmblemRadius, 2 * EmblemRadius);

    /// <summary>Where the code on the face stands: its upper left corner and the length of a side, in points.</summary>
    public static (double X, double Y, double Size) CodeArea { get; } = (CertificateLook.Right - 76, FaceBottom + 20, 76);

    /// <param name="at">UTC; the time printed into the file's properties.</param>
    /// <returns>The unsigned PDF/A-3u file.</returns>
    public static byte[] Render(
        CertificateSheetData data, CertificateFonts fonts, IReadOnlyList<PdfAttachment> attachments, DateTime at)
    {
        var document = new PdfDocument(new(data.Title, data.Issuer, $"{data.Title} {data.Number}", at));
        var look = new CertificateLook(document.AddFont(fonts.Regular), document.AddFont(fonts.Bold));
        foreach (var attachment in attachments)
            document.Attach(attachment);

        var face = Page(document, look, data);
        var top = Head(face, look, data);
        var rest = new Queue<TableRow>(Spaced([.. Rows(data, look)], FaceBottom - top));
        TableRow.Flow(face, rest, CertificateLook.Left, top, FaceBottom);
        Foot(face, look, data);

        while (rest.Count > 0)
        {
            var annex = Page(document, look, data);
            TableRow.Flow(annex, rest, CertificateLook.Left, AnnexHead(annex, look, data), AnnexBottom);
        }

        Folios(document.Pages, look, data);
        return document.Write();
    }

    static PdfPage Page(PdfDocument document, CertificateLook look, CertificateSheetData data)
    {
        var page = document.AddPage(PageSize.A4);
        CertificateLook.Watermark(page);
        if (data.Mark is { } mark)
            look.Mark(page, mark);
        CertificateLook.Frame(page);
        return page;
    }

    static double Head(PdfPage page, CertificateLook look, CertificateSheetData data)
    {
        var middle = page.Size.Width / 2;
        page.Text(data.Title, middle, 112, look.Title.FittedTo(data.Title, CertificateLook.Width), TextAlign.Center);
        var english = look.TitleInEnglish.FittedTo(data.TitleInEnglish, CertificateLook.Width);
        page.Text(data.TitleInEnglish, middle, 132, english, TextAlign.Center);
        page.LozengeRule(middle, 147, 250, CertificateLook.Main);
        page.Text($"证书编号 No.  {data.Number}", middle, 168, look.Number, TextAlign.Center);

        var statement = LineBreaker.Break(data.Statement, look.Statement, CertificateLook.Width, firstIndent: 2);
        return page.Lines(statement, CertificateLook.Left, 180, CertificateLook.Width, look.Statement, TextAlign.Justify) + 8;
    }

    static double AnnexHead(PdfPage page, CertificateLook look, CertificateSheetData data)
    {
        page.Text($"{data.Title} · 附页", CertificateLook.Left, 82, look.Heading);
        page.Text($"No. {data.Number}", CertificateLook.Right, 82, look.Number, TextAlign.Right);
        page.Line(CertificateLook.Left, 90, CertificateLook.Right, 90, CertificateLook.Main, 0.8);
        return 102;
    }

    static IEnumerable<TableRow> Rows(CertificateSheetData data, CertificateLook look)
    {
        for (var i = 0; i < data.Fields.Count; i++)
        {
            var field = data.Fields[i];
            if (field.Half && i + 1 < data.Fields.Count && data.Fields[i + 1] is { Half: true } second)
            {
                i++;
                var width = CertificateLook.Width / 2;
                yield return new([.. Cells(field, width, look), .. Cells(second, width, look)], look.Rules, RowHeightMin);
            }
            else
            {
                yield return new([.. Cells(field, CertificateLook.Width, look)], look.Rules, RowHeightMin);
            }
        }
    }

    /// <summary>Few rows are set wider apart, so that the face looks full.</summary>
    static IEnumerable<TableRow> Spaced(List<TableRow> rows, double room)
    {
        var free = room - rows.Sum(row => row.Height);
        return free > 0 ? rows.Select(row => row.Raised(Math.Min(RaiseMax, free / rows.Count))) : rows;
    }

    static IEnumerable<TableCell> Cells(CertificateField field, double width, CertificateLook look) =>
    [
        new(field.Label, look.Label, LabelWidth)
        {
            Fill = CertificateLook.LabelGround, Caption = (field.Caption, look.Caption), Continued = "（续）",
        },
        new(field.Value, look.Value, width - LabelWidth) { Align = TextAlign.Justify },
    ];

    static void Foot(PdfPage page, CertificateLook look, CertificateSheetData data)
    {
        var top = FaceBottom + 22;
        top = Stated(page, look, top, "登记机构", "Registration body", data.Issuer);
        top = Stated(page, look, top, "登记日期", "Date of registration", InWords(data.IssuedOn));
        Stated(page, look, top, "有效期至", "Valid until", data.ValidUntil is { } end ? InWords(end) : "长期");

        look.Emblem(page, EmblemCentre.X, EmblemCentre.Y, EmblemRadius, data.Issuer, data.IssuerInEnglish, data.EmblemText);

        var (x, y, size) = CodeArea;
        page.QrCode(data.VerifyAt.AbsoluteUri, x, y, size, CertificateLook.Deep);
        page.Link(x, y, size, size, data.VerifyAt);
        page.Text("扫码核验  Scan to verify", x + size / 2, y + size + 12, look.Caption, TextAlign.Center);
    }

    static double Stated(PdfPage page, CertificateLook look, double top, string label, string caption, string value)
    {
        const double width = 195;
        page.Text(label, CertificateLook.Left, top + 8, look.Caption with { Size = 7.5 });
        page.Text(caption, CertificateLook.Left + 36, top + 8, look.Caption);
        return page.Lines(LineBreaker.Break(value, look.Strong, width), CertificateLook.Left, top + 10, width, look.Strong) + 5;
    }

    /// <summary>The last lines of every page; the count of pages is known only now.</summary>
    static void Folios(IReadOnlyList<PdfPage> pages, CertificateLook look, CertificateSheetData data)
    {
        var extent = pages.Count > 1 ? $"本证书共 {pages.Count} 页，附页与正页具有同等效力。" : "";
        string[] notes =
        [
            $"核验：扫描二维码，或访问 {data.VerifyAt}",
            $"{extent}本文件带有电子签名，附件中的登记凭证可离线核验。",
            data.LogPosition,
        ];
        var lines = notes.SelectMany(note => LineBreaker.Break(note, look.Note, CertificateLook.Width));
        pages[0].Lines(lines, CertificateLook.Left, NotesTop, CertificateLook.Width, look.Note, TextAlign.Center);

        for (var i = 1; i < pages.Count; i++)
            pages[i].Text($"第 {i + 1} 页，共 {pages.Count} 页", pages[i].Size.Width / 2, AnnexBottom + 18, look.Note, TextAlign.Center);
    }

    static string InWords(DateOnly day) => day.ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture);
}
