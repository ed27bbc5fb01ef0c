using System.Text.Json.Nodes;
using Yuanliu.Kernel;

namespace Yuanliu.Host.Simulation;

/// <summary>偶然 — numbers from a seed (SplitMix64): the same seed plays the same.</summary>
internal sealed class Chance(ulong state)
{
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    public int Below(int max) => (int)(Next() % (ulong)max);
    public bool Is(int percent) => Below(100) < percent;
    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public JsonNode Of(JsonArray list) => list[Below(list.Count)]!;

    /// <summary>One of them, by weight.</summary>
    public T Of<T>(IReadOnlyList<T> list, Func<T, int> weight)
    {
        var left = Below(list.Sum(weight));
        foreach (var each in list)
            if ((left -= weight(each)) < 0) return each;
        throw new InvalidOperationException("Weights are positive.");
    }
}

/// <summary>Ids, salts and keys of a simulation: nothing in it has to stay secret.</summary>
internal sealed class SeededEntropy(ulong seed) : IEntropy
{
    readonly Lock gate = new();
    readonly Chance chance = new(seed ^ 0xA5A5_5A5A_0F0F_F0F0);

    public void Fill(Span<byte> target)
    {
        lock (gate)
            for (var i = 0; i < target.Length; i++) target[i] = (byte)chance.Next();
    }
}

/// <summary>The clock of a simulation; it has nothing to do with the host's.</summary>
internal sealed class SimulatedClock(DateTime now) : IClock
{
    long ticks = now.Ticks;

    public DateTime Now => new(Volatile.Read(ref ticks), DateTimeKind.Utc);
    public DateOnly Today => LegalDay.Of(Now);

    /// <summary>To a time of a legal day; never back.</summary>
    public void To(DateOnly day, TimeSpan time)
    {
        var wanted = (LegalDay.Start(day) + time).Ticks;
        if (wanted > Volatile.Read(ref ticks)) Volatile.Write(ref ticks, wanted);
    }

    /// <summary>Some seconds on, as long as the day lasts.</summary>
    public void Pass(int seconds)
    {
        var later = Now.AddSeconds(seconds);
        if (LegalDay.Of(later) == Today) Volatile.Write(ref ticks, later.Ticks);
    }
}
