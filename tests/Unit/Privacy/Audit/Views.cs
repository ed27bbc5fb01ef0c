namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>One number made of an answer, and the cells into which its values fall.</summary>
internal sealed class View
{
    const int CellsMax = 64;

    readonly Func<Int128?[], double?> read;
    readonly double[] edges;

    View(string name, Func<Int128?[], double?> read, double[] edges) => (Name, this.read, this.edges) = (name, read, edges);

    public string Name { get; }

    /// <summary>Cell 0 is for what does not show.</summary>
    int Cells => edges.Length + 1;

    /// <summary>Few values have a cell each; many are cut into parts of about the same weight.</summary>
    public static View Over(string name, Func<Int128?[], double?> read, IEnumerable<Int128?[]> outcomes)
    {
        var values = outcomes.Select(read).OfType<double>().Order().ToArray();
        var distinct = values.Distinct().ToArray();
        var edges = distinct.Length <= CellsMax
            ? distinct
            : [.. Enumerable.Range(0, CellsMax).Select(i => values[(long)i * values.Length / CellsMax]).Distinct()];
        return new(name, read, edges);
    }

    public int CellOf(Int128?[] outcome)
    {
        if (read(outcome) is not { } value) return 0;
        var at = Array.BinarySearch(edges, value);
        return Math.Clamp(at >= 0 ? at + 1 : ~at, 1, Cells - 1);
    }

    public long[] Histogram(Int128?[][] outcomes)
    {
        var counts = new long[Math.Max(2, Cells)];
        foreach (var outcome in outcomes) counts[CellOf(outcome)]++;
        return counts;
    }
}

/// <summary>Looking at an answer from many sides, as somebody would who wants to know whether one person is in the data.</summary>
internal static class Views
{
    const int SinglesMax = 24;

    public static IEnumerable<View> Of(Int128?[][] with, Int128?[][] without)
    {
        var (both, width) = (with.Concat(without).ToList(), with[0].Length);
        foreach (var i in Enumerable.Range(0, Math.Min(width, SinglesMax)))
        {
            yield return View.Over($"number {i}", o => o[i] is { } x ? (double)x : null, both);
            yield return View.Over($"low bits of number {i}", o => o[i] is { } x ? (double)(x & 15) : null, both);
            if (i == 0) continue;
            yield return View.Over($"number {i} less the last", o => o[i] is { } x && o[i - 1] is { } y ? (double)(x - y) : null, both);
        }
        if (width == 1) yield break;
        yield return View.Over("numbers that show", o => o.Count(x => x is not null), both);
        yield return View.Over("all together", o => o.Sum(x => x is { } y ? (double)y : 0), both);
        var weights = Discriminant(with, without);
        yield return View.Over("likelihood", o => Enumerable.Range(0, width).Sum(i => o[i] is { } x ? weights[i] * (double)x : 0), both);
    }

    /// <summary>
    /// Each number weighed by how far the data sets move it, measured by its spread: the ratio of likelihoods of Gaussian noise.
    /// </summary>
    static double[] Discriminant(Int128?[][] with, Int128?[][] without) => [.. Enumerable.Range(0, with[0].Length).Select(i =>
    {
        var (a, b) = (Moments(with, i), Moments(without, i));
        return (a.Mean - b.Mean) / (a.Variance + b.Variance + 1e-9);
    })];

    static (double Mean, double Variance) Moments(Int128?[][] outcomes, int i)
    {
        var values = outcomes.Select(o => o[i] is { } x ? (double)x : 0).ToList();
        var mean = values.Average();
        return (mean, values.Average(v => (v - mean) * (v - mean)));
    }
}
