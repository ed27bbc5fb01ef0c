using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// 隐私核算 — what a loss in ρ and δ means as (ε, δ), always rounded against us. Bun and Steinke (2016) for composition; Canonne, Kamath and
/// Steinke (2020), proposition 12, for the conversion. Every order α gives a true bound, so the search for the best one need not be exact.
/// </summary>
public static class Accountant
{
    const int LeastOrderBits = 64;

    /// <summary>The smallest ε for which the loss is (ε, δ)-differential privacy; null where no ε is large enough.</summary>
    public static Epsilon? EpsilonAt(PrivacyLoss loss, Delta delta)
    {
        if (delta < loss.Delta) return null;
        if (loss.Rho.Units == 0) return new(0);
        var left = delta - loss.Delta;
        if (left.Units == 0) return null;
        if (left.Units >= Delta.UnitsPerOne) return new(0);
        var (rho, logDelta) = (Interval.Of(loss.Rho.Exact), Interval.Of(left.Exact).Ln());
        // ε(α) = αρ + ln(1 − 1/α) − (ln δ + ln α)/(α − 1) falls until ρ(α−1)² = −ln(αδ) and rises after.
        var excess = LeastExcess(e => rho * e * e + logDelta + (Interval.One + e).Ln());
        var order = Interval.One + excess;
        var epsilon = order * rho + (excess / order).Ln() - (logDelta + order.Ln()) / excess;
        return Epsilon.RoundedUp(NotNegative(epsilon.HighEnd));
    }

    /// <summary>The smallest δ for which the loss is (ε, δ)-differential privacy; at most 1, which promises nothing.</summary>
    public static Delta DeltaAt(PrivacyLoss loss, Epsilon epsilon)
    {
        if (loss.Rho.Units == 0) return loss.Delta;
        var (rho, eps) = (Interval.Of(loss.Rho.Exact), Interval.Of(epsilon.Exact));
        // ln δ(α) = (α−1)(αρ−ε) − ln(α−1) + α·ln(1−1/α) falls until (2α−1)ρ − ε + ln(1−1/α) = 0 and rises after.
        var excess = LeastExcess(e => (e + e + Interval.One) * rho - eps + (e / (Interval.One + e)).Ln());
        var order = Interval.One + excess;
        var log = excess * (order * rho - eps) - excess.Ln() + order * (excess / order).Ln();
        var delta = log.High.Sign > 0 ? 1 : log.Exp().HighEnd;
        return new(Math.Min(Delta.UnitsPerOne, Delta.RoundedUp(delta).Units + loss.Delta.Units));
    }

    /// <summary>The largest ρ that, together with a δ spent on choosing groups, still is (ε, δ)-differential privacy.</summary>
    public static Rho RhoWithin(Epsilon epsilon, Delta delta, Delta spentOnGroups)
    {
        var (low, high) = (0L, 1L);
        while (Fits(high)) (low, high) = (high, checked(high * 4));
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (Fits(middle)) low = middle; else high = middle;
        }
        return new(low);

        bool Fits(long units) => EpsilonAt(new(new(units), spentOnGroups), delta) is { } reached && reached <= epsilon;
    }

    /// <summary>What pure ε-differential privacy costs here: ε²/2.</summary>
    public static Rho OfPure(Ratio epsilon) => Rho.RoundedUp(epsilon * epsilon / 2);

    /// <summary>
    /// Where a rising function of α − 1 changes its sign, within a part in 2^32: what that costs is of the order of its square.
    /// </summary>
    static Interval LeastExcess(Func<Interval, Interval> slope)
    {
        var (low, high) = (new Ratio(1, BigInteger.One << LeastOrderBits), new Ratio(1, 1));
        while (slope(Interval.Of(high)).High.Sign < 0) (low, high) = (high, high * 4);
        while (high > low + low / (BigInteger.One << 32))
        {
            var middle = (low + high) / 2;
            if (slope(Interval.Of(middle)).High.Sign < 0) low = middle; else high = middle;
        }
        return Interval.Of(high);
    }

    static Ratio NotNegative(Ratio value) => value.IsPositive ? value : 0;
}
