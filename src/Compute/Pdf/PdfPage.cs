using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>A colour in sRGB, each part from 0 to 255.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public static readonly PdfColor Black = new(0, 0, 0);
    public static readonly PdfColor White = new(255, 255, 255);

    /// <param name="rgb">For example <c>0x0E6E83</c>.</param>
    public static PdfColor Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    internal string Operands => PdfSyntax.Numbers(Red / 255.0, Green / 255.0, Blue / 255.0);
}

/// <summary>How text lies between its edges, or about its point.</summary>
public enum TextAlign { Left, Center, Right, Justify }

/// <summary>How text looks.</summary>
/// <param name="Size">Points.</param>
public sealed record TextStyle(PdfFont Font, double Size, PdfColor Color)
{
    /// <summary>Points added after every character.</summary>
    public double Tracking { get; init; }

    /// <summary>Distance of baselines as a multiple of the size.</summary>
    public double LineHeight { get; init; } = 1.6;

    public double Leading => Size * LineHeight;

    public double Measure(string text) => Font.Measure(text, Size, Tracking);

    /// <summary>The same style, smaller if the text would else be wider than so many points.</summary>
    public TextStyle FittedTo(string text, double width)
        => Measure(text) is var needed && needed > width
            ? this with { Size = Size * width / needed, Tracking = Tracking * width / needed }
            : this;
}

/// <summary>One page to draw on, in points from its top left corner, y downwards.</summary>
public sealed class PdfPage
{
    readonly StringBuilder content = new();
    readonly List<string> links = [];

    internal PdfPage(PageSize size)
    {
        Size = size;
        // Turns the page's own axes, which run upwards, into ours; text is turned back where it is drawn.
        content.Append($"1 0 0 -1 0 {PdfSyntax.Number(size.Height)} cm\n");
    }

    public PageSize Size { get; }

    /// <summary>One line of text; <paramref name="align"/> says which part of it stands at <paramref name="x"/>.</summary>
    public PdfPage Text(string text, double x, double baseline, TextStyle style, TextAlign align = TextAlign.Left)
    {
        // The space after the last character belongs to no one and would pull centred text to the left.
        var width = Math.Max(0, style.Measure(text) - style.Tracking);
        var left = align switch
        {
            TextAlign.Center => x - width / 2,
            TextAlign.Right => x - width,
            TextAlign.Left or TextAlign.Justify => x,
        };
        return Show(text, style, 0, 1, left, baseline);
    }

    /// <summary>One line of text turned clockwise about its start.</summary>
    /// <param name="angle">Radians.</param>
    public PdfPage TurnedText(string text, double x, double baseline, double angle, TextStyle style)
        => Show(text, style, Math.Sin(angle), Math.Cos(angle), x, baseline);

    PdfPage Show(string text, TextStyle style, double sin, double cos, double x, double y, double spread = 0)
    {
        var runes = style.Font.Drawn(text).ToList();
        if (runes.Count == 0)
            return this;

        // Room between characters looks like spaces to those who copy them, and squeezed marks like a new line.
        return style.Tracking > 0.08 * style.Size || Enumerable.Range(0, runes.Count).Any(i => style.Font.Squeeze(runes, i) > 0)
            ? ReadAs(string.Concat(runes), Put)
            : Put();

        PdfPage Put()
        {
            content.Append($"BT\n/{style.Font.Resource} {PdfSyntax.Number(style.Size)} Tf\n{style.Color.Operands} rg\n");
            content.Append($"{PdfSyntax.Number(style.Tracking)} Tc\n{PdfSyntax.Numbers(cos, sin, sin, -cos, x, y)} Tm\n");
            content.Append($"[{Spaced(runes, style, spread)}] TJ\nET\n");
            return this;
        }
    }

    /// <summary>Tells those who copy or search what the drawn characters say together (ISO 32000-1, 14.9.4).</summary>
    internal PdfPage ReadAs(string text, Func<PdfPage> draw)
    {
        content.Append($"/Span << /ActualText {PdfSyntax.Utf16(text)} >> BDC\n");
        draw();
        content.Append("EMC\n");
        return this;
    }

    /// <summary>Adds room wherever a line may be stretched, and takes it where marks are squeezed.</summary>
    static string Spaced(List<Rune> runes, TextStyle style, double spread)
    {
        var text = new StringBuilder("<");
        for (var i = 0; i < runes.Count; i++)
        {
            text.Append(style.Font.Encode([runes[i]]));
            var wider = i + 1 < runes.Count && LineBreaker.MayStretch(runes[i], runes[i + 1]) ? spread * 1000 / style.Size : 0;
            var back = style.Font.Squeeze(runes, i) - wider;
            if (back != 0)
                text.Append('>').Append(PdfSyntax.Number(back)).Append('<');
        }

        return text.Append('>').ToString();
    }

    /// <summary>Lines of text under each other.</summary>
    /// <param name="top">Upper edge of the first line, whose baseline lies a line height's middle lower.</param>
    /// <returns>The lower edge of the last line.</returns>
    public double Lines(IEnumerable<TextLine> lines, double x, double top, double width, TextStyle style, TextAlign align = TextAlign.Left)
    {
        foreach (var line in lines)
        {
            var baseline = top + style.Leading / 2 + style.Size * 0.36;
            if (align is TextAlign.Left or TextAlign.Justify)
                Show(line.Text, style, 0, 1, x + line.Indent, baseline, align == TextAlign.Justify ? line.Spread(style, width) : 0);
            else
                Text(line.Text, align == TextAlign.Center ? x + width / 2 : x + width, baseline, style, align);
            top += style.Leading;
        }

        return top;
    }

    /// <param name="dash">Lengths of ink and gap in points; none draws a solid line.</param>
    public PdfPage Stroke(PdfPath path, PdfColor color, double width, params ReadOnlySpan<double> dash)
    {
        content.Append($"q\n{color.Operands} RG\n{PdfSyntax.Number(width)} w\n[{PdfSyntax.Numbers(dash)}] 0 d\n");
        content.Append(path.Operators).Append("S\nQ\n");
        return this;
    }

    /// <param name="evenOdd">Whether overlapping parts of the path stay empty.</param>
    public PdfPage Fill(PdfPath path, PdfColor color, bool evenOdd = false)
    {
        content.Append($"{color.Operands} rg\n").Append(path.Operators).Append(evenOdd ? "f*\n" : "f\n");
        return this;
    }

    public PdfPage Line(double x1, double y1, double x2, double y2, PdfColor color, double width)
        => Stroke(new PdfPath().MoveTo(x1, y1).LineTo(x2, y2), color, width);

    /// <summary>Makes a part of the page open an address.</summary>
    public PdfPage Link(double x, double y, double width, double height, Uri address)
    {
        var (top, bottom) = (Size.Height - y, Size.Height - y - height);
        links.Add(
            $"<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [{PdfSyntax.Numbers(x, bottom, x + width, top)}] "
            + $"/Contents {PdfSyntax.Text(address.AbsoluteUri)} /A << /S /URI /URI {PdfSyntax.Text(address.AbsoluteUri)} >> >>");
        return this;
    }

    internal string AddTo(PdfObjects objects, int parent)
    {
        var contents = objects.AddStream("", Encoding.ASCII.GetBytes(content.ToString()));
        var annotations = string.Join(' ', links.Select(link => $"{objects.Add(link)} 0 R"));
        return $"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {PdfSyntax.Numbers(Size.Width, Size.Height)}] "
            + $"/Contents {contents} 0 R /Annots [{annotations}] >>";
    }
}
