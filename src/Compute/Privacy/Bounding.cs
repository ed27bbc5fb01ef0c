using System.Globalization;

namespace Yuanliu.Compute.Privacy;

/// <summary>贡献 — one row of one identity.</summary>
/// <param name="Identity">As text, the way the engine prints it.</param>
/// <param name="Group">Its group's place among all.</param>
/// <param name="GroupKey">The group's key columns as text.</param>
/// <param name="Values">One for each column of the query, in its order; null where the row has none.</param>
public readonly record struct Contribution(string Identity, int Group, IReadOnlyList<string?> GroupKey, IReadOnlyList<long?> Values);

/// <summary>
/// 贡献裁剪 — from rows to lanes within the bounds, for engines that cannot do it in SQL; and the reference that the SQL is tested against.
/// </summary>
public static class Bounding
{
    /// <param name="lanes">Of all groups, one group after another.</param>
    public static void Sum(DpPlan plan, ContributionKey key, ReadOnlySpan<Contribution> rows, Span<Int128> lanes)
    {
        lanes.Clear();
        var (columns, bounds) = (plan.Query.Columns, plan.Query.Bounds);
        foreach (var identity in rows.ToArray().GroupBy(r => r.Identity, StringComparer.Ordinal))
        {
            var kept = identity.GroupBy(r => r.Group)
                .OrderBy(g => key.Rank([identity.Key, .. g.First().GroupKey]), StringComparer.Ordinal).Take(bounds.GroupsMax);
            foreach (var group in kept)
                Add(plan, columns, [.. KeptRows(columns, key, bounds, group)], lanes.Slice(group.Key * plan.LaneCount, plan.LaneCount));
        }
    }

    static IEnumerable<long?[]> KeptRows(
        IReadOnlyList<ClampedColumn> columns, ContributionKey key, ContributionBounds bounds, IEnumerable<Contribution> rows)
        => rows.Select(r => (Row: r, Values: r.Values.Select((v, i) => v is { } value ? columns[i].Clamp(value) : (long?)null).ToArray()))
            .OrderBy(r => key.Rank([r.Row.Identity, .. r.Row.GroupKey, .. r.Values.Select(Text)]), StringComparer.Ordinal)
            .Take(bounds.RowsMax).Select(r => r.Values);

    /// <summary>The lanes of one identity in one group, added to those of the others.</summary>
    static void Add(DpPlan plan, IReadOnlyList<ClampedColumn> columns, IReadOnlyList<long?[]> rows, Span<Int128> lanes)
    {
        foreach (var measure in plan.Measures)
        {
            var own = lanes.Slice(measure.FirstLane, measure.LaneCount);
            if (measure.Kind is MeasureKind.Identities) own[0]++;
            else if (measure.Kind is MeasureKind.Rows) own[0] += rows.Count;
            else
            {
                var at = columns.IndexOf(measure.Column!);
                foreach (var row in rows)
                    if (row[at] is { } value) AddValue(measure, value, own);
            }
        }
    }

    static void AddValue(DpMeasure measure, long value, Span<Int128> own)
    {
        var column = measure.Column!;
        var centred = 2 * (Int128)value - column.Lower - column.Upper;
        checked
        {
            if (measure.Bins is { } bins) own[bins.BinOf(value)]++;
            else own[0] += measure.Kind switch
            {
                MeasureKind.Identities or MeasureKind.Rows or MeasureKind.Present or MeasureKind.Bins or MeasureKind.Choice => 1,
                MeasureKind.Sum => value,
                MeasureKind.Centred => centred,
                MeasureKind.Squares => 2 * centred * centred - column.Width * column.Width,
            };
        }
    }

    static string? Text(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    static int IndexOf(this IReadOnlyList<ClampedColumn> columns, ClampedColumn column)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i] == column) return i;
        throw new InvalidOperationException($"{column.Name} is not measured.");
    }
}
