namespace Yuanliu.Compute.Watermark;

/// <summary>
/// 接收方编码 — Tardos' code (2003) with the symmetric scores of Škorić and others (2008): copies of several recipients laid together still
/// point at those who laid them. Every marked row is a position of its own, so that the code is as long as the file allows and loses by
/// deletion only what was deleted.
/// </summary>
internal static class TardosCode
{
    /// <summary>The bias of a position keeps this far from 0 and 1. It bounds a score by ten, and suits three to five colluders.</summary>
    const double Cutoff = 0.01;

    /// <summary>The bias of every position where no more than two lay their copies together: Nuida and others (2007).</summary>
    public const double EvenBias = 0.5;

    static readonly double Least = Math.Asin(Math.Sqrt(Cutoff));

    /// <summary>The share of recipients who get a one at a position: the arcsine distribution.</summary>
    /// <param name="chance">A keyed hash of the position.</param>
    public static double Bias(ulong chance)
    {
        var sine = Math.Sin(Least + Unit(chance) * (Math.PI / 2 - 2 * Least));
        return sine * sine;
    }

    /// <param name="chance">A hash of the position under the recipient's key.</param>
    public static bool Bit(ulong chance, double bias) => Unit(chance) < bias;

    /// <summary>
    /// What a recipient with this bit scores where this bit was read: on average nothing for whoever had no part in the copy.
    /// </summary>
    public static double Score(bool own, bool read, double bias)
    {
        var rarity = Math.Sqrt(own ? (1 - bias) / bias : bias / (1 - bias));
        return own == read ? rarity : -rarity;
    }

    static double Unit(ulong chance) => (chance >> 11) * (1.0 / (1UL << 53));
}
