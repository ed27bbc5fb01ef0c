namespace Yuanliu.Compute.Pdf;

/// <summary>A cell of a table: text, broken to the width of its column.</summary>
public sealed record TableCell(string Text, TextStyle Style, double Width)
{
    public TextAlign Align { get; init; } = TextAlign.Left;

    public PdfColor? Fill { get; init; }

    /// <summary>A second, smaller text under the first, for example its translation.</summary>
    public (string Text, TextStyle Style)? Caption { get; init; }

    /// <summary>For the head of a row: what is added to its text where the row goes on over a page, for example （续）.</summary>
    public string? Continued { get; init; }
}

/// <summary>How a table is ruled.</summary>
/// <param name="Line">Points.</param>
/// <param name="Padding">Free room left and right of the text, in points.</param>
/// <param name="Rise">Free room above and below the text, in points.</param>
public sealed record TableRules(PdfColor Color, double Line, double Padding, double Rise);

/// <summary>One row of a table, which knows its height and can be parted where a page ends.</summary>
public sealed class TableRow
{
    readonly IReadOnlyList<TableCell> cells;
    readonly IReadOnlyList<IReadOnlyList<TextLine>> lines;
    readonly TableRules rules;

    public TableRow(IReadOnlyList<TableCell> cells, TableRules rules, double heightMin = 0)
    {
        (this.cells, this.rules) = (cells, rules);
        lines = [.. cells.Select(cell => Broken(cell))];
        Height = HeightOf(heightMin);
    }

    TableRow(IReadOnlyList<TableCell> cells, IReadOnlyList<IReadOnlyList<TextLine>> lines, TableRules rules, double heightMin)
    {
        (this.cells, this.lines, this.rules) = (cells, lines, rules);
        Height = HeightOf(heightMin);
    }

    /// <summary>Points, text and free room together.</summary>
    public double Height { get; }

    double HeightOf(double least) => Math.Max(least, Enumerable.Range(0, cells.Count).Max(TextHeight) + 2 * rules.Rise);

    double TextHeight(int cell) => lines[cell].Count * cells[cell].Style.Leading + CaptionHeight(cells[cell]);

    static double CaptionHeight(TableCell cell) => cell.Caption?.Style.Leading ?? 0;

    /// <summary>Parts the row so that the first piece is at most so high.</summary>
    /// <returns>No pieces when less than two lines of a cell would stay, which looks torn off.</returns>
    public (TableRow Head, TableRow Tail)? Split(double height)
    {
        var kept = Enumerable.Range(0, cells.Count).Select(cell => Kept(cell, height - 2 * rules.Rise)).ToList();
        if (kept.Where((count, cell) => count < Math.Min(2, lines[cell].Count)).Any() || kept.SequenceEqual(lines.Select(l => l.Count)))
            return null;

        return (
            new(cells, [.. lines.Select((l, i) => l.Take(kept[i]).ToList())], rules, 0),
            new(cells, [.. lines.Select((l, i) => Later(i, kept[i]))], rules, 0));
    }

    IReadOnlyList<TextLine> Later(int cell, int kept)
        => kept == lines[cell].Count && cells[cell].Continued is { } mark ? Broken(cells[cell], mark) : [.. lines[cell].Skip(kept)];

    IReadOnlyList<TextLine> Broken(TableCell cell, string mark = "")
        => LineBreaker.Break(cell.Text + mark, cell.Style, cell.Width - 2 * rules.Padding);

    /// <summary>How many lines of a cell fit; a last line alone on the next page is given company.</summary>
    int Kept(int cell, double room)
    {
        var fit = Math.Max(0, (int)Math.Floor((room - CaptionHeight(cells[cell])) / cells[cell].Style.Leading));
        return lines[cell].Count - fit == 1 && fit > 2 ? fit - 1 : Math.Min(fit, lines[cell].Count);
    }

    /// <summary>Draws rows while they fit; a row too high for the rest of the page is parted, and its rest leads the queue.</summary>
    /// <param name="bottom">No row reaches below it.</param>
    public static void Flow(PdfPage page, Queue<TableRow> rest, double x, double top, double bottom)
    {
        while (rest.TryPeek(out var row))
        {
            // The tolerance keeps sums of lengths that should be equal from counting as too high.
            if (top + row.Height <= bottom + 0.01)
            {
                top = rest.Dequeue().Draw(page, x, top);
                continue;
            }

            if (row.Split(bottom - top) is not var (head, tail))
                return;

            head.Draw(page, x, top);
            TableRow[] later = [tail, .. rest.Skip(1)];
            rest.Clear();
            foreach (var next in later)
                rest.Enqueue(next);
            return;
        }
    }

    /// <summary>The same row, higher; its text stays in the middle.</summary>
    public TableRow Raised(double by) => new(cells, lines, rules, Height + by);

    /// <returns>The lower edge of the row.</returns>
    public double Draw(PdfPage page, double x, double top)
    {
        var left = x;
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            var frame = new PdfPath().Rectangle(left, top, cell.Width, Height);
            if (cell.Fill is { } fill)
                page.Fill(frame, fill);
            page.Stroke(frame, rules.Color, rules.Line);

            var width = cell.Width - 2 * rules.Padding;
            var start = top + (Height - TextHeight(i)) / 2;
            var end = page.Lines(lines[i], left + rules.Padding, start, width, cell.Style, cell.Align);
            if (cell.Caption is var (caption, style))
                page.Lines([new(caption, 0, true)], left + rules.Padding, end, width, style, cell.Align);
            left += cell.Width;
        }

        return top + Height;
    }
}
