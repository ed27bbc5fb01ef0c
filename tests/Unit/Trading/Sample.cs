using Yuanliu.Contracts;
using Yuanliu.Kernel;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Trading;

/// <summary>A product with two groupings, two measures, an identity and a closed column; and an offer that uses all it opens.</summary>
static class Sample
{
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static ProductCard Product { get; } = new(
        new(Guid.Empty), new(Guid.Empty), new(Guid.Empty), new(Guid.Empty), "空气质量分区统计", "按站点统计",
        [
            new("station", "监测站", "VARCHAR", ColumnUse.Dimension), new("year", "年", "INTEGER", ColumnUse.Dimension),
            new("pm25", "细颗粒物", "DOUBLE", ColumnUse.Measure), new("no2", "二氧化氮", "DOUBLE", ColumnUse.Measure),
            new("person", "巡检员", "VARCHAR", ColumnUse.Identity), new("trace", "轨迹", "VARCHAR", ColumnUse.None),
        ],
        MinGroup: 20, "BJ-2026-000001", Checked: true);

    public static Offer Opened { get; } = new("研究", 100, Today.AddDays(30), 20, Yuanliu.Trading.Policies.Bounds.Opened(Product), 80_000);

    public static Bounds Bounds(DateOnly? rightUntil = null, Offer? before = null, long floor = 80_000)
        => new(Product, MaxUses: 100, TermDaysMax: 90, ["研究", "规划"], Today, rightUntil, before ?? Opened, new Fen(floor));

    public static Asked Asked { get; } = new("研究", 50, Today.AddDays(60));
    public static SplitTerms Split { get; } = new(6000, 3000, 1000, "BJ-OPIN-2023 §5");
}
