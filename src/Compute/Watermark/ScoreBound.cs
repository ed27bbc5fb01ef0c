namespace Yuanliu.Compute.Watermark;

/// <summary>The chance that somebody without a part reaches a score: Chernoff's bound over the positions that were read.</summary>
internal sealed class ScoreBound
{
    const int Points = 64;

    /// <summary>Any point gives a valid bound; a fine grid finds nearly the best.</summary>
    readonly (double Lambda, double Cumulant)[] grid;

    public ScoreBound(IEnumerable<(double Bias, bool Bit)> positions)
    {
        var read = positions.Select(each =>
            (each.Bias, One: TardosCode.Score(true, each.Bit, each.Bias), Zero: TardosCode.Score(false, each.Bit, each.Bias))).ToArray();
        grid = [.. Enumerable.Range(0, Points).Select(i => 0.0005 * Math.Pow(2000, (double)i / (Points - 1))).Select(lambda =>
            (lambda, read.Sum(each =>
                Math.Log(each.Bias * Math.Exp(lambda * each.One) + (1 - each.Bias) * Math.Exp(lambda * each.Zero)))))];
    }

    public double Log10(double score)
        => score <= 0 ? 0 : Math.Min(0, grid.Min(point => point.Cumulant - point.Lambda * score) / Math.Log(10));
}
