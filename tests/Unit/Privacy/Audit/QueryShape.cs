using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy.Audit;

/// <summary>A query on two data sets that differ by one identity, which brings as much as it can.</summary>
/// <param name="Groups">Groups that occur in either.</param>
/// <param name="Questions">How often it is asked, each time against the same budget.</param>
internal sealed record QueryShape(string Name, DpQuery Query, string Rho, int Groups, Row[] With, Row[] Without, int Questions = 1)
{
    public DpPlan Plan { get; } = DpPlan.For(Query, Samples.Rho(Rho));

    /// <summary>Where rows become tables that a question of the clean room joins: what adds them up. Null where they are one.</summary>
    public Func<DpPlan, Row[], Int128[]>? Room { get; init; }

    public Int128[] Lanes(DpPlan plan, Row[] rows) => Room is { } room ? room(plan, rows) : Samples.Lanes(plan, rows, Groups);

    /// <summary>What all answers together may cost: one question's worth.</summary>
    public PrivacyLoss Budget => Plan.Cost;
}

/// <summary>The shapes that are audited: every function, both kinds of noise, and the corners where libraries went wrong.</summary>
internal static class QueryShapes
{
    const int Other = 99;

    static readonly ClampedColumn Income = Samples.Income;
    static readonly ClampedColumn Wide = new("wide", 0, 1L << 50);
    static readonly BinEdges Even = BinEdges.Even(Income, 8);

    /// <summary>Twenty identities, one row each, in the first groups.</summary>
    static readonly Row[] Crowd = [.. Enumerable.Range(0, 20).Select(i => new Row(i, i % 4, 5 * i - 45))];

    public static IReadOnlyList<QueryShape> All { get; } =
    [
        // One answer.
        One("count", DpAggregate.Count, 1, Same(1, 5)),
        One("count, Laplace", DpAggregate.Count, 1, Same(1, 5), NoiseKind.Laplace),
        One("count of an identity with more rows than counted", DpAggregate.Count, 3, Same(10, 5)),
        One("count, next to no noise", DpAggregate.Count, 1, Same(1, 5), rho: "8"),
        One("count, little spent, Laplace", DpAggregate.Count, 1, Same(1, 5), NoiseKind.Laplace, "0.125"),
        One("identities", DpAggregate.Identities, 1, Same(1, 5)),
        One("identities of one with a thousand rows", DpAggregate.Identities, 1, Same(1000, 5), NoiseKind.Laplace),
        One("sum at the upper bound", DpAggregate.Sum(Income), 1, Same(1, 100)),
        One("sum at the lower bound", DpAggregate.Sum(Income), 1, Same(1, -50), NoiseKind.Laplace),
        One("sum far beyond the bounds", DpAggregate.Sum(Income), 1, Same(1, long.MaxValue)),
        One("sum of many rows at the bound", DpAggregate.Sum(Income), 4, Same(50, 100)),
        One("sum with wide noise", DpAggregate.Sum(Wide), 1, Same(1, (1L << 50) - 1)),
        One("mean at the upper bound", DpAggregate.Mean(Income), 1, Same(1, 100)),
        One("mean far below the bounds", DpAggregate.Mean(Income), 2, Same(9, long.MinValue), NoiseKind.Laplace),
        Only("mean of nobody else", DpAggregate.Mean(Income), Same(1, 100)),
        One("variance at the edge", DpAggregate.Variance(Income), 1, Same(1, 100)),
        One("variance of many rows, Laplace", DpAggregate.Variance(Income), 3, Same(9, -50), NoiseKind.Laplace),
        One("count of values, one identity without any", DpAggregate.Present(Income), 3, [.. Same(3, 5), new(Other, 0, null)]),
        One("count of values, Laplace", DpAggregate.Present(Income), 2, Same(9, 5), NoiseKind.Laplace),
        One("deviation at the edge", DpAggregate.Deviation(Income), 1, Same(1, 100)),
        One("deviation of many rows, Laplace", DpAggregate.Deviation(Income), 3, Same(9, -50), NoiseKind.Laplace),
        Only("deviation of nobody else", DpAggregate.Deviation(Income), Same(1, 100)),
        One("variance of a sample", DpAggregate.SampleVariance(Income), 2, Same(2, 100)),
        Only("variance of a sample of nobody else", DpAggregate.SampleVariance(Income), Same(1, 100)),
        One("deviation of a sample", DpAggregate.SampleDeviation(Income), 1, Same(1, -50), NoiseKind.Laplace),
        One("median moved from the top", DpAggregate.Quantile(Income, Even, new(1, 2)), 1, Same(1, 100)),
        One("ninth decile moved by several rows", DpAggregate.Quantile(Income, Even, new(9, 10)), 3, Same(9, 100)),
        Only("median of nobody else", DpAggregate.Quantile(Income, Even, new(1, 2)), Same(1, 100)),
        One("histogram, all rows in one bin", DpAggregate.Histogram(Income, Even), 3, Same(9, 100)),
        One("histogram, rows in all bins, Laplace", DpAggregate.Histogram(Income, Even), 8, Spread(), NoiseKind.Laplace),
        // Public groups.
        Listed("count by group of one in one", DpAggregate.Count, 1, InGroups(1)),
        Listed("sum by group of one in all", DpAggregate.Sum(Income), 5, InGroups(5)),
        Listed("identities by group of one in more than counted", DpAggregate.Identities, 1, InGroups(5), NoiseKind.Laplace),
        Listed("sum by group of one alone in its group", DpAggregate.Sum(Income), 1, [new(Other, 4, 100)]),
        Listed("deviation of a sample by group", DpAggregate.SampleDeviation(Income), 5, InGroups(5)),
        Listed("mean by group of one in more than counted", DpAggregate.Mean(Income), 2, InGroups(5)),
        // Groups that the data names.
        Chosen("identities by group of one alone in its group", DpAggregate.Identities, 1, [new(Other, 4, 5)], "0.06"),
        Chosen("identities by group of one alone in many", DpAggregate.Identities, 8, InGroups(8, first: 4), "0.2", NoiseKind.Laplace),
        Chosen("sum by group of one in groups of others", DpAggregate.Sum(Income), 2, InGroups(2), "0.001"),
        Chosen("count by group of one alone in many", DpAggregate.Count, 6, InGroups(6, first: 4), "0.1"),
        // More than one.
        new("everything at once", new(GroupKeys.Public(5), new(2, 2), Samples.Everything(Income)), "2", 5,
            [.. Crowd, .. InGroups(5)], Crowd),
        new("four questions and a budget for one", new(GroupKeys.None, new(1, 1), [DpAggregate.Count]), "0.5", 1,
            Flat([.. Crowd, .. Same(1, 5)]), Flat(Crowd), Questions: 4),
        // Questions of the clean room, from their text on.
        .. RoomShapes.Of(Crowd, Other),
    ];

    static QueryShape One(
        string name, DpAggregate aggregate, int rowsMax, Row[] own, NoiseKind noise = NoiseKind.Gaussian, string rho = "0.5")
        => new(name, new(GroupKeys.None, new(1, rowsMax), [aggregate], noise), rho, 1, Flat([.. Crowd, .. own]), Flat(Crowd));

    static QueryShape Only(string name, DpAggregate aggregate, Row[] own)
        => new(name, new(GroupKeys.None, new(1, 1), [aggregate]), "0.5", 1, own, []);

    static QueryShape Listed(string name, DpAggregate aggregate, int groupsMax, Row[] own, NoiseKind noise = NoiseKind.Gaussian)
        => new(name, new(GroupKeys.Public(5), new(groupsMax, 1), [aggregate], noise), "0.5", 5, [.. Crowd, .. own], Crowd);

    /// <summary>δ is large here, so that a few thousand runs can tell it from a larger one.</summary>
    static QueryShape Chosen(
        string name, DpAggregate aggregate, int groupsMax, Row[] own, string delta, NoiseKind noise = NoiseKind.Gaussian)
        => new(name, new(GroupKeys.Selected(Samples.Delta(delta)), new(groupsMax, 1), [aggregate], noise), "0.5", 12,
            [.. Crowd, .. own], Crowd);

    static Row[] Same(int rows, long value) => [.. Enumerable.Repeat(new Row(Other, 0, value), rows)];

    static Row[] Spread() => [.. Enumerable.Range(0, 8).Select(i => new Row(Other, 0, -50 + 19 * i))];

    static Row[] InGroups(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(g => new Row(Other, g, 100))];

    static Row[] Flat(Row[] rows) => [.. rows.Select(r => r with { Group = 0 })];
}
