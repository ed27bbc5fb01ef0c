namespace Yuanliu.Compute.Privacy;

/// <summary>What is summed for each group: all of it integers.</summary>
public enum MeasureKind
{
    /// <summary>Distinct identities.</summary>
    Identities,
    /// <summary>Rows kept.</summary>
    Rows,
    /// <summary>Rows kept that have a value in the column.</summary>
    Present,
    /// <summary>Clamped values v.</summary>
    Sum,
    /// <summary>c = 2v − lower − upper: twice the distance from the middle, so that it stays an integer.</summary>
    Centred,
    /// <summary>2c² − width²: squares, centred too, which halves what one row can move.</summary>
    Squares,
    /// <summary>Rows in each bin, to be released with noise.</summary>
    Bins,
    /// <summary>Rows in each bin, of which only the choice of one bin is released.</summary>
    Choice,
}

/// <summary>
/// 度量 — one thing that is measured and pays its own share of ρ: its columns of integers (lanes), what one identity can move, and the
/// noise for that.
/// </summary>
public sealed record DpMeasure
{
    public required MeasureKind Kind { get; init; }
    public ClampedColumn? Column { get; init; }
    public BinEdges? Bins { get; init; }
    /// <summary>Of a choice.</summary>
    public Ratio Rank { get; init; }
    /// <summary>Where its lanes begin among those of a group.</summary>
    public required int FirstLane { get; init; }
    public int LaneCount => Bins?.Count ?? 1;
    /// <summary>灵敏度 — how far one identity can move the lanes of one group, all together.</summary>
    public required Int128 Sensitivity { get; init; }
    /// <summary>The share of ρ it was given; what it really costs is never more.</summary>
    public required Rho Share { get; init; }
    /// <summary>Of everything but a choice.</summary>
    public Noise? Noise { get; init; }
    /// <summary>Of a choice.</summary>
    public QuantileChoice? Choice { get; init; }

    internal static Int128 SensitivityOf(MeasureKind kind, ClampedColumn? column, Ratio rank, int rowsMax) => checked(kind switch
    {
        MeasureKind.Identities => 1,
        MeasureKind.Rows or MeasureKind.Present or MeasureKind.Bins => rowsMax,
        MeasureKind.Sum => rowsMax * column!.Largest,
        MeasureKind.Centred => rowsMax * column!.Width,
        MeasureKind.Squares => rowsMax * (column!.Width * column.Width),
        MeasureKind.Choice => rowsMax * QuantileChoice.RowWeight(rank),
    });
}
