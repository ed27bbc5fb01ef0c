using Yuanliu.Compute.Finder;
using Yuanliu.Engines.DuckDb.Profiling;

namespace Yuanliu.Catalog.Resources;

/// <summary>数据探查结果 — what is kept and shown of a profile. Values of columns that tell of persons are masked before they get here.</summary>
internal sealed record ProfileView(long Rows, IReadOnlyList<ProfileView.Column> Columns)
{
    internal sealed record Column(
        string Name, string Type, long Nulls, long Distinct, string? Min, string? Max, double? Mean, double? StandardDeviation,
        IReadOnlyList<Quantile> Quantiles, IReadOnlyList<Bin> Histogram, IReadOnlyList<ValueCount> Top, bool Masked,
        IReadOnlyList<Found> Detected);

    /// <param name="Share">Of the sampled values, 0 to 1.</param>
    /// <param name="Grounds">What the finding rests on: <see cref="Grounds"/> by name.</param>
    internal sealed record Found(string Kind, double Share, int Sampled, double Confidence, IReadOnlyList<string> Grounds);

    public static ProfileView Of(TableProfile profile) => new(profile.Rows, [.. profile.Columns.Select(c => new Column(
        c.Name, c.Type, c.Nulls, c.DistinctEstimate, c.Min, c.Max, c.Mean, c.StandardDeviation, c.Quantiles, c.Histogram, c.Top, c.IsMasked,
        [.. c.Detected.Select(d => new Found(
            d.Kind.ToString(), d.Share, d.Sample, d.Confidence,
            [.. Enum.GetValues<Grounds>().Where(g => g != 0 && d.Grounds.HasFlag(g)).Select(g => g.ToString())]))]))]);
}
