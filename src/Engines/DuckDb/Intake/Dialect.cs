using System.Text;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>How the rows of a CSV are written, found from its first lines.</summary>
/// <param name="Rows">The first rows, cell by cell, header included.</param>
/// <param name="MixesLineEnds">Whether some lines end in CR LF and others in LF, which DuckDB's strict reader does not take.</param>
internal sealed record Dialect(char Delimiter, IReadOnlyList<string[]> Rows, bool MixesLineEnds)
{
    const int RowsMax = 1_000;
    static readonly char[] Delimiters = [',', '\t', ';', '|'];

    /// <summary>The delimiter under which most rows have as many cells as the first, and the first has most.</summary>
    /// <param name="isWhole">Whether <paramref name="text"/> is the whole content, so that its last line is no fragment.</param>
    /// <returns>Null when not even the first line is complete, or there is none.</returns>
    public static Dialect? Find(string text, bool isWhole)
    {
        var best = Delimiters
            .Select(delimiter => Parse(text, delimiter, isWhole))
            .Where(dialect => dialect.Rows.Count > 0)
            .Select(dialect => (Dialect: dialect, Width: dialect.Rows[0].Length, Share: Agreement(dialect.Rows)))
            .OrderByDescending(each => each.Width > 1 && each.Share >= 0.5)
            .ThenByDescending(each => each.Share * (each.Width > 1 ? 2 : 1))
            .ThenByDescending(each => each.Width)
            .FirstOrDefault();
        return best.Dialect;
    }

    /// <summary>How many cells a line has.</summary>
    public static int CellsOf(string line, char delimiter) => new LineReader(line, delimiter).Next(out var cells) ? cells.Length : 0;

    static double Agreement(IReadOnlyList<string[]> rows) => (double)rows.Count(row => row.Length == rows[0].Length) / rows.Count;

    static Dialect Parse(string text, char delimiter, bool isWhole)
    {
        var rows = new List<string[]>();
        var lines = new LineReader(text, delimiter);
        while (rows.Count < RowsMax && lines.Next(out var cells))
            if ((isWhole || !lines.IsAtEnd) && cells is not [""]) rows.Add(cells);
        return new(delimiter, rows, lines.Returns > 0 && lines.Feeds > 0);
    }

    /// <summary>Reads rows as RFC 4180 writes them, in a fragment of a file.</summary>
    sealed class LineReader(string text, char delimiter)
    {
        readonly StringBuilder cell = new();
        int at;

        public bool IsAtEnd => at >= text.Length;

        /// <summary>Lines that ended in CR LF, and lines that ended in LF alone.</summary>
        public int Returns { get; private set; }

        public int Feeds { get; private set; }

        public bool Next(out string[] cells)
        {
            var row = new List<string>();
            cells = [];
            if (IsAtEnd) return false;
            while (true)
            {
                cell.Clear();
                ReadCell();
                row.Add(cell.ToString());
                if (IsAtEnd) break;
                if (text[at] != delimiter) break;
                at++;
                if (IsAtEnd) row.Add("");
            }
            SkipLineEnd();
            cells = [.. row];
            return true;
        }

        void ReadCell()
        {
            if (!IsAtEnd && text[at] == '"') ReadQuoted();
            while (!IsAtEnd && text[at] != delimiter && text[at] is not ('\r' or '\n')) cell.Append(text[at++]);
        }

        void ReadQuoted()
        {
            at++;
            while (!IsAtEnd)
            {
                if (text[at] != '"') cell.Append(text[at++]);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at += 2;
                }
                else
                {
                    at++;
                    return;
                }
            }
        }

        void SkipLineEnd()
        {
            if (IsAtEnd) return;
            if (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                Returns++;
                at += 2;
                return;
            }
            if (text[at] == '\n') Feeds++;
            at++;
        }
    }
}
