using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>One row as tests write it.</summary>
internal readonly record struct Row(int Identity, int Group, long? Value);

/// <summary>Plans and data that several tests use.</summary>
internal static class Samples
{
    public static readonly ContributionKey Key = ContributionKey.Derive("a secret of this dataset"u8);

    public static readonly ClampedColumn Income = new("income", -50, 100);
    public static readonly ClampedColumn Metres = new("metres", 0, 25_000, scale: 2);

    public static Rho Rho(string text) => Compute.Privacy.Rho.RoundedDown(Ratio.Parse(text));
    public static Delta Delta(string text) => Compute.Privacy.Delta.RoundedUp(Ratio.Parse(text));

    public static DpPlan Plan(GroupKeys keys, int groupsMax, int rowsMax, string rho, params IReadOnlyList<DpAggregate> aggregates)
        => DpPlan.For(new(keys, new(groupsMax, rowsMax), aggregates), Rho(rho));

    /// <summary>Every function at once over one column.</summary>
    public static IReadOnlyList<DpAggregate> Everything(ClampedColumn column) =>
    [
        DpAggregate.Count, DpAggregate.Identities, DpAggregate.Sum(column), DpAggregate.Mean(column), DpAggregate.Variance(column),
        DpAggregate.Quantile(column, BinEdges.Even(column, 10), new(1, 2)), DpAggregate.Histogram(column, BinEdges.Even(column, 5)),
        DpAggregate.Present(column), DpAggregate.Deviation(column), DpAggregate.SampleVariance(column), DpAggregate.SampleDeviation(column),
    ];

    public static Contribution[] Contributions(DpPlan plan, IEnumerable<Row> rows) => [.. rows.Select(r => new Contribution(
        $"P{r.Identity}", r.Group, plan.Query.Keys == GroupKeys.None ? [] : [$"g{r.Group}"],
        [.. plan.Query.Columns.Select(_ => r.Value)]))];

    public static Int128[] Lanes(DpPlan plan, IEnumerable<Row> rows, int groups, ContributionKey? key = null)
    {
        var lanes = new Int128[groups * plan.LaneCount];
        Bounding.Sum(plan, key ?? Key, Contributions(plan, rows), lanes);
        return lanes;
    }
}
