using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Yuanliu.Compute.Privacy;

/// <summary>Where random bytes come from. Tests replay them; production has one source only.</summary>
public interface IRandomBytes
{
    void Fill(Span<byte> bytes);
}

/// <summary>The operating system's cryptographic generator.</summary>
public sealed class SystemRandomBytes : IRandomBytes
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

/// <summary>
/// 随机字 — random words and exact uniform numbers out of a buffer. Used by one release at a time, and never copied or rewound.
/// </summary>
public sealed class RandomWords : IDisposable
{
    const int BufferWords = 1024;

    readonly IRandomBytes source;
    readonly ulong[] buffer = new ulong[BufferWords];
    int next = BufferWords;
    ulong bits = 1;

    public RandomWords(IRandomBytes source) => this.source = source;

    public ulong Next()
    {
        if (next == BufferWords) Refill();
        // What was handed out is forgotten at once, so that a memory image shows no noise of the past.
        var word = buffer[next];
        buffer[next++] = 0;
        return word;
    }

    /// <summary>One bit; a word lasts for 63 of them.</summary>
    public bool Bit()
    {
        if (bits == 1) bits = Next() | 1UL << 63;
        var bit = (bits & 1) != 0;
        bits >>= 1;
        return bit;
    }

    /// <summary>Uniform on 0 … count−1, exactly: the words that would make some numbers likelier are drawn again (Lemire 2019).</summary>
    public ulong Below(ulong count)
    {
        ArgumentOutOfRangeException.ThrowIfZero(count);
        var high = Math.BigMul(Next(), count, out var low);
        if (low >= count) return high;
        for (var uneven = (0 - count) % count; low < uneven;) high = Math.BigMul(Next(), count, out low);
        return high;
    }

    /// <summary>Uniform on 0 … count−1 for any width: larger counts draw as many bits as they have until the number is below.</summary>
    internal T Below<T>(T count) where T : IBinaryInteger<T>
    {
        if (typeof(T) == typeof(ulong) || count <= T.CreateTruncating(ulong.MaxValue))
            return T.CreateTruncating(Below(ulong.CreateTruncating(count)));
        var bitLength = (count - T.One).GetShortestBitLength();
        var (words, topBits) = ((bitLength + 63) / 64, 64 - (64 - bitLength % 64) % 64);
        while (true)
        {
            var drawn = T.CreateTruncating(Next() >> 64 - topBits);
            for (var i = 1; i < words; i++) drawn = drawn << 64 | T.CreateTruncating(Next());
            if (drawn < count) return drawn;
        }
    }

    public void Dispose()
    {
        Array.Clear(buffer);
        bits = 1;
    }

    void Refill()
    {
        source.Fill(MemoryMarshal.AsBytes(buffer.AsSpan()));
        next = 0;
    }
}
