using System.Runtime.InteropServices;
using Yuanliu.Compute.Privacy;

namespace Yuanliu.Tests.Privacy;

/// <summary>Bytes that are the same for the same seed (SplitMix64), so that a statistical test gives the same verdict every day.</summary>
internal sealed class SeededBytes(ulong seed) : IRandomBytes
{
    ulong state = seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019;

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            word = z ^ z >> 31;
        }
    }

    public static RandomWords Words(ulong seed) => new(new SeededBytes(seed));
}
