using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Yuanliu.Space.Verification;

/// <summary>核验索引的写入 — fills an index aside and puts it in its place once it is whole.</summary>
internal sealed unsafe class IndexWriter : IDisposable
{
    readonly string path;
    readonly MemoryMappedFile file;
    readonly MemoryMappedViewAccessor view;
    readonly byte* at;
    readonly byte[] filled;
    readonly int width;
    long records;
    bool isDone;

    /// <param name="records">How many there will be at most.</param>
    public IndexWriter(string path, long records, int columns)
    {
        (this.path, width) = (path, columns);
        var buckets = Math.Max(2, records / IndexFile.FilledSlots + 1);
        filled = new byte[buckets];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(Aside);
        var length = IndexFile.HeaderBytes + buckets * IndexFile.BucketBytes(columns);
        file = MemoryMappedFile.CreateFromFile(Aside, FileMode.CreateNew, null, length);
        view = file.CreateViewAccessor(0, length);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        at = pointer;
    }

    string Aside => path + ".new";

    /// <summary>Adds a record; the same record twice is one.</summary>
    /// <returns>False when there is no room: too many records have the same key.</returns>
    public bool Add(ulong place, ulong tag, ReadOnlySpan<ulong> columns)
    {
        var (first, second) = IndexFile.Buckets(place, tag, (ulong)filled.Length);
        ulong* one = Bucket(first), other = Bucket(second);
        if (Has(one, filled[first], tag, columns) || Has(other, filled[second], tag, columns)) return true;
        var isFirst = filled[first] <= filled[second];
        var bucket = isFirst ? one : other;
        var number = isFirst ? first : second;
        var slot = filled[number];
        if (slot == IndexFile.Slots) return false;
        bucket[slot] = tag;
        for (var i = 0; i < columns.Length; i++) bucket[IndexFile.Slots * (1 + i) + slot] = columns[i];
        filled[number]++;
        records++;
        return true;
    }

    static bool Has(ulong* bucket, int filled, ulong tag, ReadOnlySpan<ulong> columns)
    {
        var tags = new ReadOnlySpan<ulong>(bucket, filled);
        for (var from = 0; tags[from..].IndexOf(tag) is >= 0 and var found; from += found + 1)
        {
            var same = true;
            for (var i = 0; i < columns.Length; i++) same &= bucket[IndexFile.Slots * (1 + i) + from + found] == columns[i];
            if (same) return true;
        }
        return false;
    }

    /// <summary>Writes the head last: a file that was cut off is no index.</summary>
    public void Finish()
    {
        var header = new Span<byte>(at, IndexFile.HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], width);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], filled.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], records);
        view.Flush();
        IndexFile.Magic.CopyTo(header);
        view.Flush();
        isDone = true;
        Close();
        File.Move(Aside, path, overwrite: true);
    }

    ulong* Bucket(ulong number) => (ulong*)(at + IndexFile.HeaderBytes + (long)number * IndexFile.BucketBytes(width));

    void Close()
    {
        if (file.SafeMemoryMappedFileHandle.IsClosed) return;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    public void Dispose()
    {
        Close();
        if (!isDone) File.Delete(Aside);
    }
}
