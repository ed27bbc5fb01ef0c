namespace Yuanliu.Tests.Finder;

/// <summary>Seeded chance, the same everywhere: SplitMix64.</summary>
internal sealed class Dice(ulong seed)
{
    ulong state = seed;

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>From 0 up to, not including, the end.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public int From(int first, int last) => first + Below(last - first + 1);

    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Happens(double share) => Share() < share;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public string Digits(int count) => string.Create(count, this, (text, dice) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('0' + dice.Below(10));
    });

    public string Text(string alphabet, int count) => string.Create(count, (this, alphabet), (text, from) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = from.alphabet[from.Item1.Below(from.alphabet.Length)];
    });
}
