using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.Intrinsics;

namespace Yuanliu.Space.Verification;

/// <summary>核验结论 — the three answers of a verification. Their names are equally long, so that an answer's size tells nothing.</summary>
internal enum Outcome
{
    /// <summary>一致.</summary>
    Matched,
    /// <summary>不一致.</summary>
    Differs,
    /// <summary>无记录.</summary>
    Unknown,
}

/// <summary>核验索引 — a file of keyed hashes, mapped into memory: no plain identity lies in it, and every question reads as much of
/// it.</summary>
/// <remarks>
/// Each record lies in one of two buckets that its first hash names, in the emptier one: at three quarters full none runs over. A bucket
/// holds 64 tags, then 64 hashes for each compared column. A question reads both buckets whole, whatever is found in them, without a
/// branch on what it compares: neither time nor places tell the answer. 16 bytes a record and column pair, 21 with the room left free.
/// </remarks>
internal sealed unsafe class IndexFile : IDisposable
{
    public const int Slots = 64, HeaderBytes = 4096, FilledSlots = 48;
    public static ReadOnlySpan<byte> Magic => "YLVERIFY"u8;

    readonly MemoryMappedFile file;
    readonly MemoryMappedViewAccessor view;
    readonly byte* at;
    readonly int width;
    readonly ulong buckets;

    IndexFile(MemoryMappedFile file, MemoryMappedViewAccessor view, byte* at)
    {
        (this.file, this.view) = (file, view);
        this.at = at;
        var header = new ReadOnlySpan<byte>(at, HeaderBytes);
        width = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        buckets = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        Records = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
    }

    public long Records { get; }

    /// <exception cref="InvalidDataException">It is no such file, or one that was not written to its end.</exception>
    public static IndexFile Open(string path)
    {
        var length = new FileInfo(path).Length;
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* at = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        var index = new IndexFile(file, view, at);
        // Invariant: no bucket lies beyond the mapped length, so no question reads past it.
        if (length >= HeaderBytes && new ReadOnlySpan<byte>(at, 8).SequenceEqual(Magic) && index.width is > 0 and <= 8 && index.buckets > 1
            && length == HeaderBytes + (long)index.buckets * BucketBytes(index.width)) return index;
        index.Dispose();
        throw new InvalidDataException($"{path} is no whole index.");
    }

    public static int BucketBytes(int columns) => Slots * 8 * (1 + columns);

    /// <summary>The two buckets in which a record may lie.</summary>
    public static (ulong First, ulong Second) Buckets(ulong place, ulong tag, ulong buckets)
    {
        var first = Math.BigMul(place, buckets, out _);
        var second = Math.BigMul((place << 32 | place >> 32) * 0x9E3779B97F4A7C15 ^ tag, buckets, out _);
        return (first, second == first ? (second + 1) % buckets : second);
    }

    /// <param name="wanted">One hash for each column; 0 where the column is not asked about.</param>
    public Outcome Look(ulong place, ulong tag, ReadOnlySpan<ulong> wanted)
    {
        var (first, second) = Buckets(place, tag, buckets);
        Vector256<ulong> found = default, matched = default;
        fixed (ulong* hashes = wanted)
        {
            Scan(Bucket(first), tag, hashes, ref found, ref matched);
            Scan(Bucket(second), tag, hashes, ref found, ref matched);
        }
        var (isFound, isMatched) = (Bit(found), Bit(matched));
        return (Outcome)(2 - isFound - isMatched);
    }

    /// <summary>1 when any bit is set, without a branch.</summary>
    static int Bit(Vector256<ulong> vector)
    {
        var all = vector.GetElement(0) | vector.GetElement(1) | vector.GetElement(2) | vector.GetElement(3);
        return (int)((all | (ulong)-(long)all) >> 63);
    }

    void Scan(ulong* bucket, ulong tag, ulong* wanted, ref Vector256<ulong> found, ref Vector256<ulong> matched)
    {
        var whose = Vector256.Create(tag);
        for (var slot = 0; slot < Slots; slot += 4)
        {
            var same = Vector256.Equals(Vector256.Load(bucket + slot), whose);
            found |= same;
            for (var column = 0; column < width; column++)
            {
                var asked = Vector256.Create(wanted[column]);
                same &= Vector256.Equals(Vector256.Load(bucket + Slots * (1 + column) + slot), asked)
                    | Vector256.Equals(asked, Vector256<ulong>.Zero);
            }
            matched |= same;
        }
    }

    ulong* Bucket(ulong number) => (ulong*)(at + HeaderBytes + (long)number * BucketBytes(width));

    public void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }
}
