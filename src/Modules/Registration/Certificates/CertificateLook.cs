using Yuanliu.Compute.Pdf;

namespace Yuanliu.Registration.Certificates;

/// <summary>Colours, type and measures of a certificate, and the ornaments that carry no words of the case.</summary>
internal sealed class CertificateLook(PdfFont regular, PdfFont bold)
{
    public const double Left = 64;
    public const double Width = 467.276;
    public const double Right = Left + Width;

    static readonly PdfColor Ink = PdfColor.Of(0x1F2A30);
    static readonly PdfColor Quiet = PdfColor.Of(0x5E727A);
    public static readonly PdfColor Deep = PdfColor.Of(0x0A5163);
    public static readonly PdfColor Main = PdfColor.Of(0x0E6E83);
    static readonly PdfColor Middle = PdfColor.Of(0x7DB2BF);
    static readonly PdfColor Pale = PdfColor.Of(0xE4F0F3);
    static readonly PdfColor Ground = PdfColor.Of(0xF3F8F9);

    public TextStyle Title { get; } = new(bold, 30, Deep) { Tracking = 9 };

    public TextStyle TitleInEnglish { get; } = new(regular, 8.5, Main) { Tracking = 2.1 };

    public TextStyle Heading { get; } = new(bold, 13, Deep) { Tracking = 1.5 };

    public TextStyle Number { get; } = new(bold, 10.5, Ink) { Tracking = 0.3 };

    public TextStyle Statement { get; } = new(regular, 10.5, Ink) { LineHeight = 1.75 };

    public TextStyle Label { get; } = new(bold, 9.5, Deep) { LineHeight = 1.4 };

    public TextStyle Value { get; } = new(regular, 9.5, Ink) { LineHeight = 1.55 };

    public TextStyle Strong { get; } = new(bold, 11, Ink) { LineHeight = 1.5 };

    public TextStyle Caption { get; } = new(regular, 6.5, Quiet) { LineHeight = 1.4 };

    public TextStyle Note { get; } = new(regular, 7, Quiet) { LineHeight = 1.55 };

    public TableRules Rules { get; } = new(Middle, 0.5, 8, 4.5);

    public static PdfColor LabelGround => Ground;

    /// <summary>The frame of every page: outer rule, plaited band, scalloped inner rules, and a rosette in each corner.</summary>
    public static void Frame(PdfPage page)
    {
        var (width, height) = (page.Size.Width, page.Size.Height);
        page.Stroke(Inset(22), Main, 1.6).Stroke(Inset(25.5), Main, 0.4);
        page.GuillocheBand(34, 34, width - 68, height - 68, 5.2, 21, 13, 6, Main, 0.3);
        page.Stroke(Scalloped(42.5, 10), Main, 0.9).Stroke(Scalloped(45.5, 10), Middle, 0.4);
        foreach (var (x, y) in new[] { (34.0, 34.0), (width - 34, 34), (34, height - 34), (width - 34, height - 34) })
        {
            page.Rosette(x, y, 4.9, 2.6, 9, 3, Main, 0.3);
            page.Fill(new PdfPath().Circle(x, y, 1.2), Main);
        }

        PdfPath Inset(double by) => new PdfPath().Rectangle(by, by, width - 2 * by, height - 2 * by);
        PdfPath Scalloped(double by, double radius)
            => new PdfPath().ScallopedRectangle(by, by, width - 2 * by, height - 2 * by, radius);
    }

    /// <summary>The pale rosette under the text, which a copier turns into a blur.</summary>
    public static void Watermark(PdfPage page)
    {
        var (x, y) = (page.Size.Width / 2, page.Size.Height / 2 + 10);
        page.Rosette(x, y, 150, 34, 24, 8, Pale, 0.35);
        page.Rosette(x, y, 96, 26, 18, 8, Pale, 0.35);
        page.Rosette(x, y, 48, 22, 12, 8, Pale, 0.35);
    }

    /// <summary>样本, 草稿 — a word across the page that tells it from a certificate that counts.</summary>
    public void Mark(PdfPage page, string word)
    {
        const double size = 110, angle = -0.62;
        var style = new TextStyle(bold, size, PdfColor.Of(0xE9EDEE)) { Tracking = 30 };
        var half = (style.Measure(word) - style.Tracking) / 2;
        var (x, y) = (page.Size.Width / 2, page.Size.Height / 2);
        page.TurnedText(
            word,
            x - half * Math.Cos(angle) - size * 0.36 * Math.Sin(angle),
            y - half * Math.Sin(angle) + size * 0.36 * Math.Cos(angle),
            angle, style);
    }

    /// <summary>登记机构徽记 — a plain round emblem with the issuer's name about it.</summary>
    public void Emblem(PdfPage page, double x, double y, double radius, string issuer, string issuerInEnglish, string middle)
    {
        page.Fill(new PdfPath().Circle(x, y, radius), PdfColor.White);
        page.Rosette(x, y, radius * 0.42, radius * 0.13, 16, 6, Middle, 0.25);
        page.Fill(new PdfPath().Circle(x, y, radius * 0.36), PdfColor.White);
        page.Stroke(new PdfPath().Circle(x, y, radius), Main, 1.8)
            .Stroke(new PdfPath().Circle(x, y, radius - 3), Main, 0.4)
            .Stroke(new PdfPath().Circle(x, y, radius * 0.6), Main, 0.4);

        var name = new TextStyle(bold, radius * 0.185, Main) { Tracking = radius * 0.045 }
            .FittedTo(issuer, radius * 0.7 * Math.PI * 1.3);
        page.TextOnArc(issuer, x, y, radius * 0.79 - name.Size * 0.36, 0, name);
        var english = new TextStyle(regular, radius * 0.105, Main) { Tracking = 0.3 }
            .FittedTo(issuerInEnglish, radius * 0.79 * Math.PI * 0.62);
        page.TextOnArc(issuerInEnglish, x, y, radius * 0.79 + english.Size * 0.36, Math.PI, english, below: true);

        var rows = middle.Length > 2 ? new[] { middle[..2], middle[2..] } : [middle];
        var centre = new TextStyle(bold, radius * 0.24, Main) { Tracking = radius * 0.02 };
        for (var i = 0; i < rows.Length; i++)
            page.Text(rows[i], x, y + (i - (rows.Length - 1) / 2.0) * centre.Size * 1.12 + centre.Size * 0.36, centre, TextAlign.Center);
    }
}
