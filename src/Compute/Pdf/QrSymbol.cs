using QRCoder;

namespace Yuanliu.Compute.Pdf;

/// <summary>二维码 — a QR symbol (GB/T 18284) drawn as vector rectangles, so that it stays sharp at any size.</summary>
public static class QrSymbol
{
    /// <summary>White modules the standard demands around the symbol.</summary>
    const int QuietZone = 4;

    /// <param name="size">Length of a side in points without the quiet zone, which the page must keep free.</param>
    public static PdfPage QrCode(this PdfPage page, string text, double x, double y, double size, PdfColor color)
    {
        using var generator = new QRCodeGenerator();
        using var symbol = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        var rows = symbol.ModuleMatrix;
        var modules = rows.Count - 2 * QuietZone;
        var unit = size / modules;

        var path = new PdfPath();
        for (var row = 0; row < modules; row++)
        {
            var line = rows[row + QuietZone];
            for (var column = 0; column < modules; column++)
            {
                if (!line[column + QuietZone])
                    continue;

                var start = column;
                while (column + 1 < modules && line[column + 1 + QuietZone])
                    column++;

                // A hair of overlap keeps screens from showing white seams between the rows.
                path.Rectangle(x + start * unit, y + row * unit, (column + 1 - start) * unit, unit * 1.02);
            }
        }

        return page.Fill(path, color);
    }
}
