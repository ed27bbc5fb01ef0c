using System.Text;
using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>What marking did to a column.</summary>
/// <param name="MeanShift">Of the mean, in standard deviations.</param>
/// <param name="VarianceShift">Of the variance, as a part of it.</param>
public sealed record ColumnChange(string Name, long Changed, double MeanShift, double VarianceShift);

/// <summary>逐行标记 — decides for each row whether one of its cells becomes a neighbour's value, within the limits.</summary>
internal sealed class RowMarker
{
    /// <summary>Steps to either side in which a neighbour is looked for.</summary>
    const int ReachMax = 5;

    readonly MarkDraft draft;
    readonly MarkReader reader;
    readonly SipHash recipient, choices;
    readonly long changedMax;
    readonly long[] changed;
    readonly double[] shifts, spreads;

    public RowMarker(MarkDraft draft, MarkKey key, string recipient, IReadOnlyList<string> header)
    {
        var plan = draft.Plan;
        (this.draft, reader) = (draft, new(plan, key, header));
        this.recipient = key.For("recipient", $"{plan.File}\n{recipient}");
        choices = key.For("choices", $"{plan.File}\n{recipient}");
        changedMax = (long)(plan.Limits.ChangedShareMax * plan.Rows * plan.Columns);
        (changed, shifts, spreads) = (new long[plan.Marked.Count], new double[plan.Marked.Count], new double[plan.Marked.Count]);
    }

    public long Changed { get; private set; }

    public IReadOnlyList<ColumnChange> Changes => [.. draft.Plan.Marked.Select((column, i) => new ColumnChange(
        column.Name, changed[i], column.Spread > 0 ? shifts[i] / draft.Plan.Rows / column.Spread : 0,
        column.Spread > 0 ? spreads[i] / draft.Plan.Rows / (column.Spread * column.Spread) : 0))];

    /// <param name="column">The cell to replace, by its index in the file.</param>
    /// <returns>The value to write there; empty when the row stays as it is.</returns>
    public ReadOnlySpan<byte> Mark(CsvReader row, out int column)
    {
        column = -1;
        for (var set = 0; set < reader.KeyCount; set++)
        {
            if (!reader.TryPlace(row, set, out var place)) continue;
            column = reader.Columns[place.Column];
            if (!reader.TryRead(place, row[column], out var bit)) return default;
            var wanted = TardosCode.Bit(recipient.Of(place.Position, 0), reader.BiasOf(place));
            if (bit == wanted || Changed >= changedMax) return default;
            var value = draft.Neighbours[place.Column] is NumberNeighbours numbers
                ? Number(place, row[column], wanted, numbers)
                : Category(place, row, wanted, (CategoryNeighbours)draft.Neighbours[place.Column]);
            if (value.IsEmpty) return default;
            Changed++;
            changed[place.Column]++;
            return value;
        }
        return default;
    }

    /// <summary>A number of the nearest step with the right bit, on the side that brings the mean back.</summary>
    ReadOnlySpan<byte> Number(MarkPlace place, ReadOnlySpan<byte> cell, bool wanted, NumberNeighbours numbers)
    {
        if (!CellText.IsNumber(CellText.Canonical(cell), out var old)) return default;
        var (step, side) = (reader.StepOf(place.Column, old), shifts[place.Column] > 0 ? -1 : 1);
        for (var reach = 1; reach <= ReachMax; reach++)
        {
            for (var turn = 0; turn < 2; turn++, side = -side)
            {
                var to = step + side * reach;
                if (reader.BitOfStep(place, to) != wanted) continue;
                var (from, until) = reader.Range(place.Column, to);
                if (numbers.Pick(from, until, choices.Of(place.Position, (ulong)to)) is not { } pick) continue;
                // Rounding at the edge of a step could give another bit than the table's.
                if (!reader.TryRead(place, pick.Text, out var bit) || bit != wanted) continue;
                if (!Fits(place.Column, old, pick.Value, numbers.Mean)) continue;
                return pick.Text;
            }
        }
        return default;
    }

    /// <summary>Counts the change if mean and variance stay within the limits.</summary>
    bool Fits(int column, double old, double changedTo, double mean)
    {
        var (plan, spread) = (draft.Plan, draft.Plan.Marked[column].Spread);
        var shift = shifts[column] + changedTo - old;
        var variance = spreads[column] + (changedTo - mean) * (changedTo - mean) - (old - mean) * (old - mean);
        var fits = Math.Abs(shift) <= plan.Limits.MeanShiftMax * spread * plan.Rows
            && Math.Abs(variance) <= plan.Limits.VarianceShiftMax * spread * spread * plan.Rows;
        if (fits) (shifts[column], spreads[column]) = (shift, variance);
        return fits;
    }

    /// <summary>A category that occurs beside the same companion, as often as it does there.</summary>
    ReadOnlySpan<byte> Category(MarkPlace place, CsvReader row, bool wanted, CategoryNeighbours categories)
    {
        const int tries = 12;
        if (categories.Companion >= row.Count) return default;
        var companion = categories.Companion < 0 ? "" : Encoding.UTF8.GetString(CellText.Canonical(row[categories.Companion]));
        var beside = categories.Beside(companion);
        if (beside.Length == 0) return default;
        for (var i = 0UL; i < tries; i++)
        {
            var pick = beside[choices.Of(place.Position, i) % (ulong)beside.Length];
            if (reader.BitOfText(place, pick) == wanted) return pick;
        }
        return default;
    }
}
