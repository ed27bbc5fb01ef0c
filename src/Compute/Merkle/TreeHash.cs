using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Yuanliu.Compute.Merkle;

/// <summary>A node of a log's tree: 32 bytes of SHA-256, domain-separated as RFC 6962 §2.1 says.</summary>
/// <remarks>A value of another length cannot exist, so no proof is ever checked against one.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TreeHash
{
    /// <summary>Length of every tree hash, in bytes.</summary>
    public const int SizeBytes = 32;

    const int LeafBytesOnStack = 1024;

    readonly ulong first, second, third, fourth;

    /// <summary>The root of the tree without entries: SHA-256 of nothing.</summary>
    public static readonly TreeHash Empty = From(SHA256.HashData([]));

    /// <summary>The 32 bytes, in place.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<TreeHash>(in this));

    /// <summary>False, and no hash, when <paramref name="bytes"/> is not exactly 32 long.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TreeHash hash)
    {
        hash = default;
        return bytes.Length == SizeBytes && MemoryMarshal.TryRead(bytes, out hash);
    }

    /// <summary>A hash from 32 bytes the caller made itself; any other length is a bug and throws.</summary>
    public static TreeHash From(ReadOnlySpan<byte> bytes)
        => TryRead(bytes, out var hash) ? hash : throw new ArgumentException($"A tree hash is {SizeBytes} bytes, not {bytes.Length}.");

    /// <summary>False unless <paramref name="text"/> is the one standard base64 spelling (RFC 4648 §4) of 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TreeHash hash)
    {
        hash = default;
        return StrictText.TryBase64(text, out var bytes) && TryRead(bytes, out hash);
    }

    /// <summary>H(0x00 ‖ entry): the hash of a leaf.</summary>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        var length = entry.Length + 1;
        var rented = length > LeafBytesOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var input = (rented ?? stackalloc byte[LeafBytesOnStack])[..length];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        var hash = Of(input);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>H(0x01 ‖ left ‖ right): the hash of an inner node.</summary>
    public static TreeHash OfNode(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * SizeBytes)];
        input[0] = 1;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + SizeBytes)..]);
        return Of(input);
    }

    static TreeHash Of(ReadOnlySpan<byte> input)
    {
        TreeHash hash = default;
        SHA256.HashData(input, MemoryMarshal.AsBytes(new Span<TreeHash>(ref hash)));
        return hash;
    }

    /// <summary>Standard base64, 44 characters, as checkpoints and proofs spell it.</summary>
    public override string ToString() => Convert.ToBase64String(Bytes);
}
