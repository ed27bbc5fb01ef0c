using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Yuanliu.Compute.Merkle;

/// <summary>Up to 256 entries in a row, each after its length as a big-endian uint16 (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>Longest entry, in bytes: logs hold commitments, not documents.</summary>
    public const int EntryBytesMax = ushort.MaxValue;

    const int LengthBytes = sizeof(ushort);

    /// <summary>Adds one entry to a bundle being written. An entry that is too long is the caller's bug and throws.</summary>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, EntryBytesMax);
        var space = bundle.GetSpan(LengthBytes + entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(space, (ushort)entry.Length);
        entry.CopyTo(space[LengthBytes..]);
        bundle.Advance(LengthBytes + entry.Length);
    }

    /// <summary>The entries in place; false unless the bytes are exactly a run of whole entries, at most 256.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, [NotNullWhen(true)] out IReadOnlyList<ReadOnlyMemory<byte>>? entries)
    {
        entries = null;
        var read = new List<ReadOnlyMemory<byte>>();
        while (!bundle.IsEmpty)
        {
            if (bundle.Length < LengthBytes || read.Count == TilePath.WidthMax) return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length - LengthBytes < length) return false;
            read.Add(bundle.Slice(LengthBytes, length));
            bundle = bundle[(LengthBytes + length)..];
        }
        entries = read;
        return true;
    }
}
