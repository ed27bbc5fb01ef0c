using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Unicode;

namespace Yuanliu.Engines.DuckDb.Intake;

/// <summary>One look at every byte of a text file, compressed or not, in constant memory.</summary>
/// <param name="IsUtf8">Whether all of it is UTF-8.</param>
/// <param name="IsWhole">Whether <paramref name="Head"/> is the whole content.</param>
/// <param name="Head">The first bytes of the content.</param>
internal sealed record TextScan(bool IsUtf8, bool IsWhole, byte[] Head)
{
    /// <summary>Enough for the longest header of the allowed number of columns and for a fair sample of rows.</summary>
    const int HeadBytesMax = 1 << 20;
    const int BlockBytes = 1 << 20;

    /// <summary>Opens the content of the file.</summary>
    public static Stream Open(string path, bool isGzip)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Reads to the end, unless something on the way is a reason to refuse the file.</summary>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    public static (TextScan? Scan, IntakeRefusal? Refusal) Read(FileInfo file, bool isGzip, IntakeLimits limits, CancellationToken ct)
    {
        var contentMax = isGzip
            ? Math.Min(limits.ContentBytesMax, Math.Max(limits.ExpansionFreeBytes, file.Length * limits.ExpansionMax))
            : long.MaxValue;
        var lengthStated = isGzip ? LengthStated(file) : null;
        using var stream = Open(file.FullName, isGzip);
        var block = new byte[BlockBytes];
        using var head = new MemoryStream();
        var (total, carried, isUtf8, mayHoldNul) = (0L, 0, true, false);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(block.AsSpan(carried), BlockBytes - carried, throwOnEndOfStream: false);
            var fresh = block.AsSpan(carried, read);
            if (total == 0)
            {
                if (FileForm.Refuse(file.Name, fresh) is { } form) return (null, form);
                mayHoldNul = FileForm.Mark(fresh)?.Encoding == TextEncoding.Utf16;
            }
            total += read;
            if (total > contentMax) return (null, Refusals.Bomb(file.Name, contentMax, total));
            if (!mayHoldNul && fresh.Contains((byte)0)) return (null, Refusals.Binary(file.Name, "it holds zero bytes"));
            if (head.Length < HeadBytesMax) head.Write(fresh[..(int)Math.Min(fresh.Length, HeadBytesMax - head.Length)]);

            var isLast = carried + read < BlockBytes;
            var all = block.AsSpan(0, carried + read);
            var cut = isLast ? 0 : Unfinished(all);
            isUtf8 = isUtf8 && Utf8.IsValid(all[..^cut]);
            if (isLast && lengthStated is { } length && length != (uint)total)
                return (null, Refusals.Unreadable(file.Name, "its compressed data is cut off, or is several parts in one file"));
            if (isLast) return (new(isUtf8, total <= HeadBytesMax, head.ToArray()), null);
            all[^cut..].CopyTo(block);
            carried = cut;
        }
    }

    /// <summary>The length modulo 2^32 that a gzip file states at its end; .NET takes a file without its end for whole.</summary>
    static uint? LengthStated(FileInfo file)
    {
        using var stream = file.OpenRead();
        Span<byte> last = stackalloc byte[4];
        stream.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        stream.ReadAtLeast(last, 4, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(last);
    }

    /// <summary>How many bytes at the end begin a character that the next block may finish: 0 to 3.</summary>
    static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80) continue;
            var length = lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? back : 0;
        }
        return 0;
    }
}
