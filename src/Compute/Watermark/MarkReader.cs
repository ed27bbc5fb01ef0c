using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>A place in a row that carries a mark.</summary>
/// <param name="Position">Which position of the code.</param>
/// <param name="Column">Index in <see cref="MarkPlan.Marked"/>.</param>
/// <param name="Row">The row's key, hashed.</param>
internal readonly record struct MarkPlace(ulong Position, int Column, ulong Row);

/// <summary>Finds the places and reads their bits: the part that marking and detecting have in common.</summary>
internal sealed class MarkReader
{
    readonly MarkPlan plan;
    readonly SipHash rows, positions, bits, biases;
    readonly ulong threshold;
    readonly double[] offsets;
    readonly int[][] keys;

    /// <param name="header">The names of the file's columns, in the order of the file.</param>
    public MarkReader(MarkPlan plan, MarkKey key, IReadOnlyList<string> header)
    {
        this.plan = plan;
        (rows, positions) = (key.For("rows", plan.File), key.For("positions", plan.File));
        (bits, biases) = (key.For("bits", plan.File), key.For("biases", plan.File));
        offsets = [.. plan.Marked.Select(column => key.For("offset", $"{plan.File}\n{column.Name}").Hash([]))
            .Select(chance => (chance >> 11) * (1.0 / (1UL << 53)))];
        var names = header.Select((name, index) => (name, index)).DistinctBy(column => column.name).ToDictionary(c => c.name, c => c.index);
        Columns = [.. plan.Marked.Select(column => names.GetValueOrDefault(column.Name, -1))];
        keys = [.. plan.Keys.Select(set => set.Select(name => names.GetValueOrDefault(name, -1)).ToArray())];
        threshold = (ulong)(plan.RowShare / Math.Max(1, plan.Keys.Count) * ulong.MaxValue);
    }

    /// <summary>Where the marked columns stand in the file; −1 for one that is gone.</summary>
    public int[] Columns { get; }

    public int KeyCount => keys.Length;

    /// <summary>The place that a key set gives in the row; false where the row carries none by it, or columns are gone.</summary>
    public bool TryPlace(CsvReader row, int set, out MarkPlace place)
    {
        place = default;
        var hash = (ulong)set;
        foreach (var column in keys[set])
        {
            if ((uint)column >= (uint)row.Count) return false;
            hash = rows.Of(hash, rows.Hash(CellText.Canonical(row[column])));
        }
        var position = positions.Of(hash, 1);
        if (position >= threshold) return false;
        var marked = (int)(positions.Of(hash, 2) % (ulong)plan.Marked.Count);
        place = new(position, marked, hash);
        return (uint)Columns[marked] < (uint)row.Count;
    }

    public double BiasOf(MarkPlace place) => plan.Colluders == 2 ? TardosCode.EvenBias : TardosCode.Bias(biases.Of(place.Position, 0));

    /// <summary>The step of a number.</summary>
    public long StepOf(int column, double value) => (long)Math.Floor(value / plan.Marked[column].Quantum + offsets[column]);

    /// <summary>The numbers of a step.</summary>
    public (double From, double Until) Range(int column, long step)
        => ((step - offsets[column]) * plan.Marked[column].Quantum, (step + 1 - offsets[column]) * plan.Marked[column].Quantum);

    public bool BitOfStep(MarkPlace place, long step) => (bits.Of(place.Row, (ulong)step) & 1) != 0;

    public bool BitOfText(MarkPlace place, ReadOnlySpan<byte> text) => (bits.Of(place.Row, bits.Hash(text)) & 1) != 0;

    /// <summary>The bit that stands in a cell; false when the cell can carry none.</summary>
    public bool TryRead(MarkPlace place, ReadOnlySpan<byte> cell, out bool bit)
    {
        var text = CellText.Canonical(cell);
        bit = false;
        if (text.IsEmpty) return false;
        if (plan.Marked[place.Column].Quantum == 0)
        {
            bit = BitOfText(place, text);
            return true;
        }
        if (!CellText.IsNumber(text, out var value)) return false;
        bit = BitOfStep(place, StepOf(place.Column, value));
        return true;
    }
}
