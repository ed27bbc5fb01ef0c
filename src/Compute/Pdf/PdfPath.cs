using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>A shape made of lines and curves, in points from the top left corner of the page, y downwards.</summary>
public sealed class PdfPath
{
    /// <summary>How far the control points of a quarter circle lie along its tangents, as a part of the radius.</summary>
    const double QuarterCircle = 0.5522847498;

    readonly StringBuilder operators = new();

    internal string Operators => operators.ToString();

    public PdfPath MoveTo(double x, double y) => Add("m", x, y);

    public PdfPath LineTo(double x, double y) => Add("l", x, y);

    public PdfPath CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Add("c", x1, y1, x2, y2, x, y);

    public PdfPath Close() => Add("h");

    public PdfPath Rectangle(double x, double y, double width, double height) => Add("re", x, y, width, height);

    public PdfPath Polygon(params ReadOnlySpan<(double X, double Y)> points)
    {
        MoveTo(points[0].X, points[0].Y);
        foreach (var (x, y) in points[1..])
            LineTo(x, y);
        return Close();
    }

    public PdfPath RoundedRectangle(double x, double y, double width, double height, double radius)
    {
        var (right, bottom, k) = (x + width, y + height, radius * (1 - QuarterCircle));
        return MoveTo(x + radius, y)
            .LineTo(right - radius, y).CurveTo(right - k, y, right, y + k, right, y + radius)
            .LineTo(right, bottom - radius).CurveTo(right, bottom - k, right - k, bottom, right - radius, bottom)
            .LineTo(x + radius, bottom).CurveTo(x + k, bottom, x, bottom - k, x, bottom - radius)
            .LineTo(x, y + radius).CurveTo(x, y + k, x + k, y, x + radius, y)
            .Close();
    }

    /// <summary>A frame whose corners are hollowed out by quarter circles of the radius.</summary>
    public PdfPath ScallopedRectangle(double x, double y, double width, double height, double radius)
    {
        var (right, bottom, k) = (x + width, y + height, radius * QuarterCircle);
        return MoveTo(x + radius, y)
            .LineTo(right - radius, y).CurveTo(right - radius, y + k, right - k, y + radius, right, y + radius)
            .LineTo(right, bottom - radius).CurveTo(right - k, bottom - radius, right - radius, bottom - k, right - radius, bottom)
            .LineTo(x + radius, bottom).CurveTo(x + radius, bottom - k, x + k, bottom - radius, x, bottom - radius)
            .LineTo(x, y + radius).CurveTo(x + k, y + radius, x + radius, y + k, x + radius, y)
            .Close();
    }

    public PdfPath Circle(double x, double y, double radius)
    {
        var k = radius * QuarterCircle;
        return MoveTo(x + radius, y)
            .CurveTo(x + radius, y + k, x + k, y + radius, x, y + radius)
            .CurveTo(x - k, y + radius, x - radius, y + k, x - radius, y)
            .CurveTo(x - radius, y - k, x - k, y - radius, x, y - radius)
            .CurveTo(x + k, y - radius, x + radius, y - k, x + radius, y)
            .Close();
    }

    /// <summary>A smooth line through the points of a curve given by place and direction (Hermite form).</summary>
    /// <param name="curve">Place and derivative at a parameter.</param>
    public PdfPath Smooth(Func<double, (double X, double Y, double Dx, double Dy)> curve, double from, double to, int pieces)
    {
        var step = (to - from) / pieces;
        var start = curve(from);
        MoveTo(start.X, start.Y);
        for (var i = 1; i <= pieces; i++)
        {
            var end = curve(from + i * step);
            CurveTo(
                start.X + start.Dx * step / 3, start.Y + start.Dy * step / 3,
                end.X - end.Dx * step / 3, end.Y - end.Dy * step / 3,
                end.X, end.Y);
            start = end;
        }

        return this;
    }

    PdfPath Add(string name, params ReadOnlySpan<double> operands)
    {
        if (operands.Length > 0)
            operators.Append(PdfSyntax.Numbers(operands)).Append(' ');
        operators.Append(name).Append('\n');
        return this;
    }
}
