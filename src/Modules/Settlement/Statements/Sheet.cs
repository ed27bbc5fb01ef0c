using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Yuanliu.Settlement.Statements;

/// <summary>The looks of a cell; the value is its place among the sheet's cell formats.</summary>
internal enum Look { Plain, Label, Head, Amount, Total, Title }

/// <summary>One cell. Text is always an inline string: no spreadsheet reads it as a formula.</summary>
internal readonly record struct Cell(string Value, bool IsNumber, Look Look)
{
    public static Cell Text(string value) => new(value, false, Look.Plain);
    public static Cell Label(string value) => new(value, false, Look.Label);
    public static Cell Head(string value) => new(value, false, Look.Head);
    public static Cell Count(int value) => new(value.ToString(CultureInfo.InvariantCulture), true, Look.Plain);
    public static Cell Amount(long fen) => new(new Fen(fen).Yuan(), true, Look.Amount);
    public static Cell Total(long fen) => new(new Fen(fen).Yuan(), true, Look.Total);
}

/// <summary>A workbook of one A4 sheet. The same rows give the same bytes.</summary>
internal sealed class Sheet(string name, IReadOnlyList<double> widths)
{
    static readonly DateTimeOffset ZipEpoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    readonly SheetData data = new();

    public void Title(string text)
    {
        Row(new Cell(text, false, Look.Title));
        Row();
    }

    public void Row(params ReadOnlySpan<Cell> cells)
    {
        var row = new Row { RowIndex = (uint)data.ChildElements.Count + 1 };
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = new DocumentFormat.OpenXml.Spreadsheet.Cell
            {
                CellReference = $"{(char)('A' + i)}{row.RowIndex.Value.ToString(CultureInfo.InvariantCulture)}",
                    StyleIndex = (uint)cells[i].Look,
            };
            if (cells[i].IsNumber) cell.CellValue = new(cells[i].Value);
            else
            {
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new(new Text(cells[i].Value) { Space = SpaceProcessingModeValues.Preserve });
            }
            row.Append(cell);
        }
        data.Append(row);
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "rId1");
            book.AddNewPart<WorkbookStylesPart>("rId2").Stylesheet = Styles();
            book.AddNewPart<WorksheetPart>("rId1").Worksheet = Worksheet();
            book.Workbook = new(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = 1, Id = "rId1" }));
        }
        return WithoutTimes(stream);
    }

    Worksheet Worksheet() => new(
        new SheetProperties(new PageSetupProperties { FitToPage = true }),
        new Columns(widths.Select((w, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true })),
        data,
        new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 },
        new PageSetup { PaperSize = 9, Orientation = OrientationValues.Portrait, FitToWidth = 1, FitToHeight = 0 },
        new HeaderFooter(new OddFooter("&C&P / &N")));

    static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0.00" }),
        new Fonts(Font(11, false), Font(11, true), Font(14, true)),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(), new Border(
            new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder { Style = BorderStyleValues.Thin })),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(Format(), Format(font: 1), Format(font: 1, border: 1), Format(number: 164), Format(font: 1, number: 164),
            Format(font: 2)));

    static Font Font(double size, bool bold)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = "Noto Sans SC" });
        return font;
    }

    static CellFormat Format(uint font = 0, uint border = 0, uint number = 0) => new()
    {
        FontId = font, FillId = 0, BorderId = border, NumberFormatId = number, FormatId = 0,
        ApplyFont = font > 0, ApplyBorder = border > 0, ApplyNumberFormat = number > 0,
    };

    /// <summary>A package is a zip, and its entries carry the hour at which they were written: they are packed anew without it.</summary>
    static byte[] WithoutTimes(MemoryStream package)
    {
        package.Position = 0;
        using var target = new MemoryStream();
        using (var read = new ZipArchive(package, ZipArchiveMode.Read))
        using (var write = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in read.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = write.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = ZipEpoch;
                using Stream from = entry.Open(), to = copy.Open();
                from.CopyTo(to);
            }
        return target.ToArray();
    }
}
