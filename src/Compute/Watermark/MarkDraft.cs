using Yuanliu.Compute.Csv;

namespace Yuanliu.Compute.Watermark;

/// <summary>标记准备 — the plan for a file and the neighbours that marking takes values from; made once for all recipients.</summary>
/// <remarks>
/// <code>
/// var draft = MarkDraft.Of("agreement-7/version-3", File.OpenRead(csv), primaryKey: ["id"], rows: 1_000_000)!;
/// evidence.Add(draft.Plan.Commitment(key));                                  // at delivery
/// MarkedCsv.Write(File.OpenRead(csv), response.Body, draft, key, "91350100M000100Y43");
/// …
/// var accused = MarkDetector.Read(File.OpenRead(leak), plan, key).Judge(recipients).Where(each => each.IsAccused);
/// </code>
/// </remarks>
public sealed class MarkDraft
{
    /// <summary>Rows from the head of the file that are looked at.</summary>
    public const int SampleRowsMax = 20_000;

    /// <summary>
    /// A number changes by about an eighth of the standard deviation: past what rounding removes, below what analysis feels.
    /// </summary>
    const int StepsInSpread = 8;

    const int DistinctNumbersMin = 32, CategoriesMin = 4, CategoriesMax = 200;

    readonly SampleTable sample;

    MarkDraft(SampleTable sample, MarkPlan plan)
    {
        (this.sample, Plan) = (sample, plan);
        Neighbours = [.. plan.Marked.Select(NeighboursOf)];
    }

    public MarkPlan Plan { get; }

    internal IReadOnlyList<Neighbours> Neighbours { get; }

    /// <summary>Chooses the columns to mark and those that tell rows apart.</summary>
    /// <param name="csv">UTF-8 with a header; only the sample is read.</param>
    /// <param name="primaryKey">Columns that identify a row; empty when there are none: stable columns take their place.</param>
    /// <param name="rows">Rows of the whole file, about: the limits are shares of them.</param>
    /// <returns>Null when the file has no column that may be changed or none that tells rows apart.</returns>
    public static MarkDraft? Of(string file, Stream csv, IReadOnlyList<string> primaryKey, long rows, UsabilityLimits? limits = null)
    {
        var sample = SampleTable.Read(csv, SampleRowsMax);
        limits ??= new();
        var marked = sample.Columns.Where(column => !primaryKey.Contains(column.Name) && MayMark(column, sample.Rows)).ToList();
        var keys = new List<IReadOnlyList<string>>();
        if (primaryKey.Count > 0 && primaryKey.All(name => sample.Columns.Any(column => column.Name == name))) keys.Add(primaryKey);
        // A second key of other columns finds the marks again when whoever leaks the file drops the first.
        if (VirtualKey(sample, marked, primaryKey, mayTakeMarked: keys.Count == 0) is { } stable) keys.Add(stable);
        if (keys.Count == 0 || marked.Count == 0) return null;

        // Half of the places hold the right bit already, so twice as many rows can carry one as cells may change.
        var rowShare = Math.Min(0.5, 1.9 * limits.ChangedShareMax * sample.Columns.Count);
        var colluders = MarkPlan.ColludersOf((long)(rowShare * rows));
        return new(sample, new(file, keys, [.. marked.Select(ColumnOf)], rowShare, rows, sample.Columns.Count, limits, colluders));
    }

    static bool MayMark(SampleColumn column, int rows) => column.IsNumber
        ? column.Distinct >= DistinctNumbersMin && column.Spread > 0 && !(column.IsWhole && column.Distinct == rows)
        : column.Distinct is >= CategoriesMin and <= CategoriesMax && column.Distinct * 5 <= rows;

    static MarkColumn ColumnOf(SampleColumn column) => column.IsNumber
        ? new(column.Name, Math.Max(column.Unit, column.Spread / StepsInSpread), column.Spread) : new(column.Name, 0, 0);

    /// <summary>As few columns as tell nearly all rows of the sample apart, first of all those that are not marked.</summary>
    static List<string>? VirtualKey(SampleTable sample, List<SampleColumn> marked, IReadOnlyList<string> taken, bool mayTakeMarked)
    {
        const int columnsMax = 4;
        const double uniqueMin = 0.9, uniqueEnough = 0.99;

        var (chosen, unique) = (new List<SampleColumn>(), 0.0);
        var order = sample.Columns.Except(marked).Where(column => !taken.Contains(column.Name)).OrderByDescending(column => column.Distinct)
            .Concat(mayTakeMarked ? marked.OrderByDescending(column => column.Distinct).ToList() : []);
        foreach (var column in order)
        {
            if (unique >= uniqueEnough || chosen.Count == columnsMax) break;
            if (marked.Contains(column) && marked.Count == 1) break;
            var with = sample.UniqueShare([.. chosen, column]);
            if (with <= unique) continue;
            chosen.Add(column);
            marked.Remove(column);
            unique = with;
        }
        return unique >= uniqueMin ? [.. chosen.Select(column => column.Name)] : null;
    }

    Neighbours NeighboursOf(MarkColumn marked)
    {
        var column = sample.Columns.First(each => each.Name == marked.Name);
        if (marked.Quantum > 0) return new NumberNeighbours(column.Mean, column.SortedNumbers());
        // The companion must be stable itself, or a second change would contradict the first.
        var companion = sample.Columns
            .Where(each => each != column && !Plan.Marked.Any(m => m.Name == each.Name) && each.Distinct is > 1 and <= CategoriesMax)
            .MaxBy(each => sample.Information(column, each));
        return new CategoryNeighbours(companion?.Index ?? -1, sample.Beside(column, companion));
    }
}
