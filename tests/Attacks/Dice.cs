namespace Yuanliu.Tests.Attacks;

/// <summary>Numbers by seed: what failed once fails again.</summary>
public sealed class Dice(ulong seed)
{
    ulong state = seed * 0x9E3779B97F4A7C15UL + 1;

    public int Below(int end)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)(state % (ulong)end);
    }

    public T Of<T>(params T[] choices) => choices[Below(choices.Length)];
}
