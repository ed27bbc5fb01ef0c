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
    /// <summary>UUIDv7: time-ordered, so that rows of one day lie together in both databases.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        entropy.Fill(bytes);
        var milliseconds = new DateTimeOffset(clock.Now).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new(bytes, bigEndian: true);
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
