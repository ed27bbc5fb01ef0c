using Shouldly;
using Xunit;
using Yuanliu.Compute.Finder;

namespace Yuanliu.Tests.Finder;

/// <summary>逐种识别 — every kind by itself is found, and what is none is not taken for it: a sum over all would hide one that fails.</summary>
public sealed class KindTests
{
    const int Cells = 150_000;
    const double RecallMin = 0.995, PrecisionMin = 0.99;

    /// <summary>Fewer of a kind say nothing of a part in two hundred.</summary>
    const int OfKindMin = 1_000;

    static readonly Lazy<Measure> Measured = new(() => Measure.Of(seed: 20260817, Cells));

    public static TheoryData<IdentifierKind> Kinds => [.. Enum.GetValues<IdentifierKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_is_found_among_its_near_misses(IdentifierKind kind)
    {
        var counted = Measured.Value.Kinds.Single(k => k.Kind == kind);
        (counted.Right + counted.Missed).ShouldBeGreaterThan(OfKindMin);
        counted.Recall.ShouldBeGreaterThanOrEqualTo(RecallMin, Told(kind));
        counted.Precision.ShouldBeGreaterThanOrEqualTo(PrecisionMin, Told(kind));
    }

    static string Told(IdentifierKind kind)
        => string.Join('\n', Measured.Value.ToString().Split('\n')
            .Where(line => line.Contains($"{kind}", StringComparison.Ordinal)).Take(12));
}
