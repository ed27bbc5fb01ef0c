using System.Numerics;

namespace Yuanliu.Compute.Privacy;

/// <summary>
/// Exact sampling from rational parameters by comparing uniform integers only: Canonne, Kamath, Steinke, "The Discrete Gaussian for
/// Differential Privacy" (2020), algorithms 1 to 3. Written once for every width; arbitrary width is the reference that the machine's
/// own widths are tested against, word by word. Arithmetic is checked: a number that outgrows its width throws instead of wrapping.
/// </summary>
/// <remarks>
/// Sketch: a Gaussian draw takes about 1.4 Laplace draws of 1.6 trials of 5 words: some 12 words and 0.2 µs where 64 bits suffice.
/// </remarks>
static class Sampling
{
    /// <summary>True with probability e^(−numerator/denominator).</summary>
    public static bool ExpMinus<T>(RandomWords words, T numerator, T denominator) where T : IBinaryInteger<T>
    {
        for (; numerator >= denominator; numerator -= denominator)
            if (!ExpMinusOne(words)) return false;
        // e^−γ = Σ (−γ)^k/k!: the first k for which a coin of γ/k fails is odd with just that probability. γ/k is a coin of 1/k and one
        // of γ.
        for (var k = 1UL;; k++)
            if (!OneIn(words, k) || words.Below(denominator) >= numerator) return k % 2 == 1;
    }

    public static bool ExpMinusOne(RandomWords words)
    {
        for (var k = 2UL;; k++)
            if (!OneIn(words, k)) return k % 2 == 1;
    }

    /// <summary>Discrete Laplace: P(x) ∝ e^(−|x|·denominator/numerator).</summary>
    public static (T Size, bool Negative) Laplace<T>(RandomWords words, T numerator, T denominator) where T : IBinaryInteger<T>
    {
        while (true)
        {
            var rest = words.Below(numerator);
            if (!ExpMinus(words, rest, numerator)) continue;
            var size = rest;
            while (ExpMinusOne(words)) size = checked(size + numerator);
            if (denominator > T.One) size /= denominator;
            // Zero must not be twice as likely as its neighbours say: of its two signs one is drawn again.
            var negative = words.Bit();
            if (!negative || !T.IsZero(size)) return (size, negative);
        }
    }

    /// <summary>Discrete Gaussian: Laplace of the same spread, kept with the probability that turns one into the other.</summary>
    public static (T Size, bool Negative) Gaussian<T>(RandomWords words, in GaussianTerms<T> terms) where T : IBinaryInteger<T>
    {
        while (true)
        {
            var (size, negative) = Laplace(words, terms.Spread, T.One);
            var scaled = checked(size * terms.Weight);
            var distance = scaled > terms.Centre ? scaled - terms.Centre : terms.Centre - scaled;
            if (ExpMinus(words, checked(distance * distance * terms.Factor), terms.Denominator)) return (size, negative);
        }
    }

    static bool OneIn(RandomWords words, ulong k) => k == 1 || (k == 2 ? words.Bit() : words.Below(k) == 0);
}

/// <summary>
/// With σ² = a/b and a Laplace of integer spread t, x is kept with probability e^−γ, γ = (|x| − a/bt)²·b/2a.
/// Cleared of fractions that is (|x|·Weight − Centre)²·Factor / Denominator.
/// </summary>
readonly record struct GaussianTerms<T>(T Spread, T Weight, T Centre, T Factor, T Denominator) where T : IBinaryInteger<T>
{
    public GaussianTerms<TOther> To<TOther>() where TOther : IBinaryInteger<TOther> => new(TOther.CreateChecked(Spread),
        TOther.CreateChecked(Weight), TOther.CreateChecked(Centre), TOther.CreateChecked(Factor), TOther.CreateChecked(Denominator));
}
