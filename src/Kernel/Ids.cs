using System.Security.Cryptography;

namespace Yuanliu.Kernel;

/// <summary>An id that cannot be confused with another kind's. Comparable, so that lists can page by it.</summary>
public interface ITypedId<TSelf> : IComparable<TSelf> where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

/// <summary>The only source of randomness.</summary>
public interface IEntropy { void Fill(Span<byte> target); }

/// <summary>The operating system's cryptographic generator.</summary>
public sealed class SystemEntropy : IEntropy
{
    public void Fill(Span<byte> target) => RandomNumberGenerator.Fill(target);
}

/// <summary>Makes whatever must be new: ids ordered by time, salts, secrets.</summary>
public sealed class Mint(IClock clock, IEntropy entropy)
{
    readonly Lock gate = new();
    long lastMilliseconds;
    int sequence;

    /// <summary>UUIDv7: time-ordered, so that rows of one day lie together in both databases; ordered within a millisecond too.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        entropy.Fill(bytes);
        var (milliseconds, count) = Next(new DateTimeOffset(clock.Now).ToUnixTimeMilliseconds());
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        bytes[6] = (byte)(0x70 | count >> 8);
        bytes[7] = (byte)count;
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>RFC 9562 §6.2, method 1: a 12-bit counter where the random field begins;
    /// a full one borrows from the next millisecond.</summary>
    (long Milliseconds, int Count) Next(long now)
    {
        lock (gate)
        {
            if (now > lastMilliseconds) (lastMilliseconds, sequence) = (now, 0);
            else if (++sequence > 0xFFF) (lastMilliseconds, sequence) = (lastMilliseconds + 1, 0);
            return (lastMilliseconds, sequence);
        }
    }

    public TId Id<TId>() where TId : struct, ITypedId<TId> => TId.From(Id());

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        entropy.Fill(bytes);
        return bytes;
    }

    /// <summary>A secret of 256 bits in base64url, for cookies and tokens.</summary>
    public string Secret() => System.Buffers.Text.Base64Url.EncodeToString(Bytes(32));
}
