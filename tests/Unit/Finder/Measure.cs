using System.Globalization;
using System.Text;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Tests.Finder;

/// <summary>Counts of what was found rightly, found wrongly and missed, over generated cells.</summary>
internal sealed class Measure
{
    readonly SortedDictionary<IdentifierKind, int[]> counts = [];
    readonly List<string> wrong = [];
    readonly Dictionary<string, ColumnHint> hints = [];

    public int Right { get; private set; }
    public int Wrong { get; private set; }
    public int Missed { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>Of each kind: found rightly, found wrongly, missed.</summary>
    public IEnumerable<OfKind> Kinds => counts.Select(c => new OfKind(c.Key, c.Value[0], c.Value[1], c.Value[2]));

    public OfKind WorstRecall => Kinds.MinBy(k => k.Recall)!;
    public OfKind WorstPrecision => Kinds.MinBy(k => k.Precision)!;

    public sealed record OfKind(IdentifierKind Kind, int Right, int Wrong, int Missed)
    {
        public double Recall => (double)Right / Math.Max(1, Right + Missed);
        public double Precision => (double)Right / Math.Max(1, Right + Wrong);
    }

    public double Recall => (double)Right / (Right + Missed);
    public double Precision => (double)Right / (Right + Wrong);

    public static Measure Of(ulong seed, int cells)
    {
        var (measure, corpus) = (new Measure(), new Corpus(seed));
        for (var i = 0; i < cells; i++) measure.Take(corpus.Next());
        return measure;
    }

    public void Take(Cell cell)
    {
        Bytes += cell.Utf8.Length;
        var left = cell.Truths.ToList();
        foreach (var found in new TextScanner(cell.Utf8, HintOf(cell.Column)))
        {
            var at = left.FindIndex(truth => Fits(truth, found));
            if (at >= 0)
            {
                Right++;
                CountsOf(found.Kind)[0]++;
                left.RemoveAt(at);
            }
            else
            {
                Wrong++;
                CountsOf(found.Kind)[1]++;
                Note($"wrong {found.Kind} {found.Confidence:F2} «{Encoding.UTF8.GetString(cell.Utf8, found.Start, found.Length)}»", cell);
            }
        }
        foreach (var truth in left)
        {
            Missed++;
            CountsOf(truth.Kind)[2]++;
            Note($"missed {truth.Kind} «{Encoding.UTF8.GetString(cell.Utf8, truth.Start, truth.Length)}»", cell);
        }
    }

    /// <summary>The very bytes; of an address, most of them, since where it begins is a matter of taste.</summary>
    static bool Fits(Truth truth, Finding found)
    {
        if (truth.Kind != found.Kind) return false;
        if (truth.Kind != IdentifierKind.Address) return truth.Start == found.Start && truth.Length == found.Length;
        var common = Math.Min(truth.Start + truth.Length, found.Start + found.Length) - Math.Max(truth.Start, found.Start);
        return common >= 0.8 * Math.Max(truth.Length, found.Length);
    }

    ColumnHint HintOf(string? column)
        => column is null ? default : hints.TryGetValue(column, out var hint) ? hint : hints[column] = ColumnHint.Of(column);

    int[] CountsOf(IdentifierKind kind) => counts.TryGetValue(kind, out var count) ? count : counts[kind] = new int[3];

    void Note(string what, Cell cell)
    {
        if (wrong.Count < 400) wrong.Add($"{what} in [{cell.Column}] {Encoding.UTF8.GetString(cell.Utf8)}");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"recall {Recall:P3}, precision {Precision:P3}\n")
        + string.Join('\n', counts.Select(c => $"{c.Key}: right {c.Value[0]}, wrong {c.Value[1]}, missed {c.Value[2]}")) + "\n"
        + string.Join('\n', wrong);
}
