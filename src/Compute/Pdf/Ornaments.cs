namespace Yuanliu.Compute.Pdf;

/// <summary>Drawing for deeds and certificates: text on arcs, fine-line frames and rosettes that a copier blurs.</summary>
public static class Ornaments
{
    /// <summary>Sets text on a circle: with its feet to the centre, or along the lower half with its head to the centre.</summary>
    /// <param name="radius">Distance of the baseline from the centre, in points.</param>
    /// <param name="middle">Where the middle of the text stands: radians clockwise from the top.</param>
    /// <param name="below">Whether the text runs along the lower half, to be read from left to right.</param>
    public static PdfPage TextOnArc(
        this PdfPage page, string text, double x, double y, double radius, double middle, TextStyle style, bool below = false)
    {
        var turn = below ? -1 : 1;
        var angle = middle - turn * (style.Measure(text) - style.Tracking) / radius / 2;
        return page.ReadAs(text, () =>
        {
            foreach (var character in text.EnumerateRunes().Select(rune => rune.ToString()))
            {
                var width = style.Measure(character) - style.Tracking;
                var at = angle + turn * width / radius / 2;
                var tilt = below ? at - Math.PI : at;
                page.TurnedText(
                    character,
                    x + radius * Math.Sin(at) - width / 2 * Math.Cos(tilt),
                    y - radius * Math.Cos(at) - width / 2 * Math.Sin(tilt),
                    tilt, style with { Tracking = 0 });
                angle += turn * (width + style.Tracking) / radius;
            }

            return page;
        });
    }

    /// <summary>A rosette (团花): strands that swing about a circle, shifted against each other.</summary>
    /// <param name="swing">How far a strand swings to each side of the radius, in points.</param>
    /// <param name="petals">Swings in one turn.</param>
    /// <param name="strands">Copies of the strand.</param>
    public static PdfPage Rosette(
        this PdfPage page, double x, double y, double radius, double swing, int petals, int strands, PdfColor color, double width)
    {
        var path = new PdfPath();
        for (var strand = 0; strand < strands; strand++)
        {
            var shift = 2 * Math.PI * strand / strands;
            path.Smooth(Strand, 0, 2 * Math.PI, petals * 8).Close();

            (double, double, double, double) Strand(double t)
            {
                var r = radius + swing * Math.Sin(petals * t + shift);
                var dr = swing * petals * Math.Cos(petals * t + shift);
                var (sin, cos) = Math.SinCos(t);
                return (x + r * cos, y + r * sin, dr * cos - r * sin, dr * sin + r * cos);
            }
        }

        return page.Stroke(path, color, width);
    }

    /// <summary>A band of plaited sine lines (扭索纹) along the sides of a rectangle, stopping short of its corners.</summary>
    /// <param name="depth">Half the width of the band, in points.</param>
    /// <param name="wave">Length of one swing; it is adjusted so that every side holds whole swings.</param>
    /// <param name="corner">How far from each corner the band begins.</param>
    public static PdfPage GuillocheBand(
        this PdfPage page, double x, double y, double width, double height, double depth, double wave, double corner,
        int strands, PdfColor color, double line)
    {
        var (right, bottom) = (x + width, y + height);
        var path = new PdfPath();
        Plait(path, x + corner, y, width - 2 * corner, false);
        Plait(path, x + corner, bottom, width - 2 * corner, false);
        Plait(path, x, y + corner, height - 2 * corner, true);
        Plait(path, right, y + corner, height - 2 * corner, true);
        return page.Stroke(path, color, line);

        void Plait(PdfPath into, double left, double top, double length, bool upright)
        {
            var swings = Math.Max(1, (int)Math.Round(length / wave));
            var turn = 2 * Math.PI * swings / length;
            for (var strand = 0; strand < strands; strand++)
            {
                var shift = 2 * Math.PI * strand / strands;
                into.Smooth(
                    t =>
                    {
                        var (sin, cos) = Math.SinCos(turn * t + shift);
                        return upright
                            ? (left + depth * sin, top + t, depth * turn * cos, 1)
                            : (left + t, top + depth * sin, 1, depth * turn * cos);
                    },
                    0, length, swings * 4);
            }
        }
    }

    /// <summary>A thin rule with a lozenge in the middle.</summary>
    /// <param name="width">Whole length in points, centred on <paramref name="x"/>.</param>
    public static PdfPage LozengeRule(this PdfPage page, double x, double y, double width, PdfColor color)
    {
        const double gap = 9, size = 3, thin = 0.5;
        return page
            .Line(x - width / 2, y, x - gap, y, color, thin)
            .Line(x + gap, y, x + width / 2, y, color, thin)
            .Fill(new PdfPath().Polygon((x - size, y), (x, y - size), (x + size, y), (x, y + size)), color);
    }
}
