namespace Yuanliu.Settlement.Bills;

/// <summary>Who shares in a bill. The order settles ties between equal remainders.</summary>
internal enum ShareRole { Holder, Operator, Platform }

/// <summary>收益分配 — divides an amount by the agreement's shares, to the last fen.</summary>
internal static class RevenueSplit
{
    public const int Whole = 10_000;

    /// <summary>
    /// Largest remainder: everybody gets the whole fen of their share; what is left goes fen by fen to the largest remainders, equal ones
    /// in the order given.
    /// </summary>
    /// <param name="amount">Not negative.</param>
    /// <param name="basisPoints">Not negative; together 10,000.</param>
    /// <returns>One amount for each share, in the order given; together exactly <paramref name="amount"/>.</returns>
    public static IReadOnlyList<Fen> Divide(Fen amount, IReadOnlyList<int> basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Value);
        if (basisPoints.Any(p => p < 0) || basisPoints.Sum() != Whole)
            throw new ArgumentException("Shares must add up to 10,000 basis points.", nameof(basisPoints));

        var (tenThousands, rest) = Math.DivRem(amount.Value, Whole);
        var parts = new long[basisPoints.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = tenThousands * basisPoints[i] + rest * basisPoints[i] / Whole;

        var left = (int)(amount.Value - parts.Sum());
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => rest * basisPoints[i] % Whole).Take(left)) parts[i]++;
        return [.. parts.Select(p => new Fen(p))];
    }
}
