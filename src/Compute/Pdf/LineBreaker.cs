using System.Text;

namespace Yuanliu.Compute.Pdf;

/// <summary>One line of a set text.</summary>
/// <param name="Indent">Points by which the line starts further right, or, below zero, further left.</param>
/// <param name="EndsParagraph">The last line of a paragraph is never stretched.</param>
public readonly record struct TextLine(string Text, double Indent, bool EndsParagraph)
{
    /// <summary>Multiples of the font size; a line stretched further looks torn, and readers that copy it see spaces.</summary>
    const double SpreadMax = 0.09;

    /// <summary>Room to add at each stretchable place so that the line ends at the right edge; 0 where that would tear it apart.</summary>
    internal double Spread(TextStyle style, double width)
    {
        var runes = style.Font.Drawn(Text).ToList();
        var places = Enumerable.Range(0, Math.Max(0, runes.Count - 1)).Count(i => LineBreaker.MayStretch(runes[i], runes[i + 1]));
        var slack = width - Indent - style.Measure(Text) + style.Tracking;
        return EndsParagraph || places == 0 || slack <= 0 || slack > places * SpreadMax * style.Size ? 0 : slack / places;
    }
}

/// <summary>Breaks Chinese and Latin text into lines (GB/T 15834: which marks may not begin or end a line).</summary>
public static class LineBreaker
{
    const string NeverFirst = "，。、；：？！）》」』】〕〉”’…—·％‰℃ー々～,.;:!?)]}%’”";
    const string NeverLast = "（《「『【〔〈“‘￥＄([{$";

    /// <summary>Marks inside addresses, certificate numbers and dates, which are parted only where nothing else can be.</summary>
    const string Joints = "-/_?&=:.";

    /// <summary>Characters; a line of so many hides a gap of up to three.</summary>
    const int LongLine = 30;

    /// <param name="width">Points.</param>
    /// <param name="firstIndent">How far the first line of each paragraph is set in, in multiples of the font size.</param>
    /// <returns>At least one line; a text break in the source starts a new paragraph.</returns>
    public static IReadOnlyList<TextLine> Break(string text, TextStyle style, double width, double firstIndent = 0)
    {
        var lines = new List<TextLine>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
            Paragraph([.. style.Font.Drawn(paragraph)], style, width, firstIndent * style.Size, lines);
        return lines;
    }

    static void Paragraph(List<Rune> runes, TextStyle style, double width, double indent, List<TextLine> lines)
    {
        var starts = new List<int>();
        for (var start = 0; starts.Count == 0 || start < runes.Count;)
        {
            starts.Add(start);
            start = EndOfLine(runes, start, style, width - From(starts.Count - 1, start));
            while (start < runes.Count && runes[start].Value == ' ')
                start++;
        }

        KeepCompany(runes, starts);
        for (var line = 0; line < starts.Count; line++)
        {
            var end = line + 1 < starts.Count ? starts[line + 1] : runes.Count;
            var text = string.Concat(runes[starts[line]..end]).TrimEnd(' ');
            lines.Add(new(text, From(line, starts[line]), end == runes.Count));
        }

        double From(int line, int start)
            => (line == 0 ? indent : 0) - (start < runes.Count ? Punctuation.Hang(runes[start]) * style.Size / 1000 : 0);
    }

    /// <summary>A character alone on the last line (孤字) gets a neighbour from a line that is long enough to spare some.</summary>
    static void KeepCompany(List<Rune> runes, List<int> starts)
    {
        var left = runes.Count - starts[^1] - (Holds(NeverFirst, runes.LastOrDefault()) ? 1 : 0);
        if (starts.Count < 2 || left > 1 || starts[^1] - starts[^2] < LongLine)
            return;

        for (var start = starts[^1] - 1; start >= starts[^1] - 3; start--)
        {
            if (!MayBreak(runes[start - 1], runes[start]) || runes[start].Value == ' ')
                continue;

            starts[^1] = start;
            return;
        }
    }

    /// <summary>The last lawful place that still fits, else the last joint, else the edge.</summary>
    static int EndOfLine(List<Rune> runes, int start, TextStyle style, double width)
    {
        var (used, lawful, joint) = (0.0, -1, -1);
        for (var i = start; i < runes.Count; i++)
        {
            if (i > start && MayBreak(runes[i - 1], runes[i]))
                lawful = i;
            if (i > start && Holds(Joints, runes[i - 1]))
                joint = i;
            used += (style.Font.Advance(runes, i) + style.Font.Squeeze(runes, i)) * style.Size / 1000 + style.Tracking;

            // A space may hang over the edge, and the tolerance keeps a text of exactly the width on one line.
            if (used - style.Tracking > width + 0.001 && runes[i].Value != ' ')
                return lawful > start ? lawful : joint > start ? joint : Math.Max(i, start + 1);

            // Only what stays on the line with its neighbour is squeezed against it.
            used -= style.Font.Squeeze(runes, i) * style.Size / 1000;
        }

        return runes.Count;
    }

    static bool MayBreak(Rune before, Rune after)
    {
        if (before.Value == ' ')
            return after.Value != ' ';
        if (after.Value == ' ' || Holds(NeverFirst, after) || Holds(NeverLast, before))
            return false;

        return IsWide(before) || IsWide(after);
    }

    /// <summary>Between a pair of dashes or dots no room is added: they are one mark.</summary>
    internal static bool MayStretch(Rune before, Rune after)
        => before.Value == ' ' || ((IsWide(before) || IsWide(after)) && !(before == after && Holds("…—", before)));

    static bool Holds(string marks, Rune rune) => rune.IsBmp && marks.Contains((char)rune.Value, StringComparison.Ordinal);

    /// <summary>Ideographs, kana, hangul and the full-width forms and marks.</summary>
    static bool IsWide(Rune rune) => rune.Value
        is >= 0x2E80 and <= 0xA4CF
        or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF
        or >= 0xFE30 and <= 0xFE4F
        or >= 0xFF00 and <= 0xFFEF
        or >= 0x20000 and <= 0x3FFFF
        or 0x2014 or 0x2026 or 0x2018 or 0x2019 or 0x201C or 0x201D;
}
