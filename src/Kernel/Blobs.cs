using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Sizes;

namespace Yuanliu.Kernel;

/// <summary>材料与文件 — bytes kept by their SHA-256, so that a name can never be a path and nothing is ever overwritten.</summary>
public sealed class Blobs(string folder)
{
    readonly string folder = folder;

    /// <summary>Folders that are known to survive a loss of power: only the name of the new file is still owed to the disk.</summary>
    readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> durable = new();

    static readonly System.Buffers.SearchValues<char> LowerHex = System.Buffers.SearchValues.Create("0123456789abcdef");

    /// <summary>Stores and syncs the stream. Returns lower-case hex SHA-256 and the size in bytes.</summary>
    /// <param name="bytesMax">A longer stream is refused and leaves nothing behind.</param>
    public async Task<Result<StoredBlob>> Store(Stream content, long bytesMax, CancellationToken ct)
    {
        using var incoming = new Incoming(this);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (incoming.SizeBytes + read > bytesMax) return TooLarge(bytesMax);
            incoming.Add(buffer.AsSpan(0, read));
        }
        return incoming.Keep();
    }

    /// <summary>Stores and syncs what is in memory already: written at once, by the caller's own thread.</summary>
    public Task<StoredBlob> Store(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var incoming = new Incoming(this);
        incoming.Add(content.Span);
        return Task.FromResult(incoming.Keep());
    }

    /// <summary>Bytes on their way in: hashed as they are written, synced, and only then given their name.</summary>
    sealed class Incoming : IDisposable
    {
        readonly Blobs blobs;
        readonly string path;
        readonly SafeFileHandle file;
        readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public Incoming(Blobs blobs)
        {
            this.blobs = blobs;
            path = Path.Combine(Directory.CreateDirectory(Path.Combine(blobs.folder, "incoming")).FullName, Path.GetRandomFileName());
            file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        public long SizeBytes { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            RandomAccess.Write(file, bytes, SizeBytes);
            SizeBytes += bytes.Length;
        }

        public StoredBlob Keep()
        {
            RandomAccess.FlushToDisk(file);
            file.Dispose();
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            var target = blobs.PathOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(path, target, overwrite: true);
            blobs.Sync(sha256[..2], Path.Combine(sha256[..2], sha256[2..4]));
            return new(sha256, SizeBytes);
        }

        /// <summary>What was not kept leaves nothing behind.</summary>
        public void Dispose()
        {
            file.Dispose();
            hash.Dispose();
            File.Delete(path);
        }
    }

    void Sync(string outer, string inner)
    {
        var disk = new DiskFiles(folder);
        if (durable.ContainsKey(inner)) disk.SyncFolders(inner);
        else if (durable.ContainsKey(outer)) disk.SyncFolders(outer, inner);
        else disk.SyncFolders("", outer, inner);
        durable[outer] = durable[inner] = true;
    }

    public Stream? Open(string sha256) => File.Exists(PathOf(sha256)) ? File.OpenRead(PathOf(sha256)) : null;

    /// <summary>Whether the bytes still are those that were stored under their hash.</summary>
    public async Task<bool> IsIntact(string sha256, CancellationToken ct)
    {
        if (Open(sha256) is not { } bytes) return false;
        await using (bytes) return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)) == sha256;
    }

    public Task<byte[]> Read(string sha256, CancellationToken ct) => File.ReadAllBytesAsync(PathOf(sha256), ct);

    /// <exception cref="ArgumentException">Not a lower-case hex SHA-256.</exception>
    public string PathOf(string sha256)
    {
        if (sha256.Length != 64 || sha256.AsSpan().ContainsAnyExcept(LowerHex))
            throw new ArgumentException("Not a SHA-256.", nameof(sha256));
        return Path.Combine(folder, sha256[..2], sha256[2..4], sha256);
    }

    /// <summary>No room on the disk that holds the database or the files.</summary>
    public static Refusal Full { get; } = new(
        RefusalKind.NoSpace, "storage.full", "存储空间不足，本次操作未生效。", "Storage is full; nothing was changed.");

    /// <summary>For what states its size before it sends: refused at once, before a byte is taken in.</summary>
    public static Refusal? TooLarge(long? bytes, long bytesMax) => bytes > bytesMax ? TooLarge(bytesMax) : null;

    static Refusal TooLarge(long bytesMax) => new(RefusalKind.TooLarge, "storage.file-too-large",
        $"文件超过上限（{ByteSize.Zh(bytesMax)}）。", $"The file is larger than allowed ({ByteSize.En(bytesMax)}).");
}

public sealed record StoredBlob(string Sha256, long SizeBytes);
