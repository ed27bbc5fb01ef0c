using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>误差范围 — with 95 % chance noise moved the answer by at most this. What bounds and clamping cut off is not in it.</summary>
/// <param name="HalfWidth">In 10^−Scale.</param>
/// <param name="RowsAround">Of a quantile: so many rows may lie between it and its bin. Zero for all else.</param>
public readonly record struct ErrorBar(BigInteger HalfWidth, int Scale, BigInteger RowsAround)
{
    public static readonly Ratio Confidence = new(95, 100);

    public override string ToString() => $"±{Decimals.Text(HalfWidth, Scale)}{(RowsAround.IsZero ? "" : $" ±{RowsAround} rows")}";
}

/// <summary>差分隐私答案 — one aggregate of one group, as it may be shown.</summary>
/// <param name="Units">In 10^−Scale; a histogram has one for each bin, all else one.</param>
public sealed record DpAnswer(IReadOnlyList<BigInteger> Units, int Scale, ErrorBar Bar)
{
    public BigInteger First => Units[0];
    public override string ToString() => string.Join(' ', Units.Select(u => Decimals.Text(u, Scale)));
}

/// <summary>分组答案 — the answers of a group that is shown.</summary>
/// <param name="Group">Its place among the groups that were handed in.</param>
public sealed record DpGroup(int Group, IReadOnlyList<DpAnswer> Answers);
