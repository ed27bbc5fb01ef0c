using Yuanliu.Compute.Signing;

namespace Yuanliu.Compute.Merkle;

/// <summary>存证日志 — an append-only log of entries in a folder that can be served as it is (C2SP tlog-tiles).</summary>
/// <remarks>
/// The signed checkpoint alone says what the log holds; files beyond it are left by an append that did not finish and are
/// written again by a later one. Whoever appends numbers the entries and can always give them again from the first.
/// One writer at a time; any number of threads may read meanwhile.
/// </remarks>
public sealed class TileLog : IDisposable
{
    /// <summary>Most entries in one append.</summary>
    public const int BatchEntriesMax = 1 << 16;

    /// <summary>Full tiles kept in memory unless the caller says otherwise: 2,048 × 16 KiB = 32 MiB.</summary>
    public const int CachedTilesMaxDefault = 2048;

    const string CheckpointName = "checkpoint";
    const string LockName = ".lock";

    readonly IFileSystem files;
    readonly NoteSigner signer;
    readonly IDisposable holding;
    readonly DurableFiles disk;
    readonly TileReader reader;
    readonly Lock writing = new();
    LogWriter writer;
    Published published = null!;
    bool broken;

    TileLog(IFileSystem files, NoteSigner signer, IDisposable holding, int cachedTilesMax)
    {
        this.files = files;
        this.signer = signer;
        this.holding = holding;
        disk = new DurableFiles(files);
        reader = new TileReader(files, cachedTilesMax);
        writer = LogWriter.At(0, disk, reader);
    }

    /// <summary>Opens a log, or starts an empty one in an empty folder and signs that it is empty.</summary>
    /// <param name="files">The log's folder, such as <see cref="DiskFiles"/>.</param>
    /// <param name="origin">The log's name: its URL without scheme, no space, no plus.</param>
    /// <param name="key">The log's private key. A log once opened with a key opens with no other.</param>
    /// <param name="cachedTilesMax">Full tiles kept in memory for proofs, 16 KiB each.</param>
    /// <exception cref="TileLogException">It is being written, its checkpoint is missing or not ours, or its root differs.</exception>
    public static TileLog Open(IFileSystem files, string origin, Ed25519Key key, int cachedTilesMax = CachedTilesMaxDefault)
    {
        var signer = new NoteSigner(origin, key);
        var holding = files.TryLock(LockName) ?? throw new TileLogException(LogFault.Locked, "Another process writes this log.");
        var log = new TileLog(files, signer, holding, cachedTilesMax);
        try
        {
            log.Load();
            return log;
        }
        catch
        {
            holding.Dispose();
            throw;
        }
    }

    /// <summary>The public key to verify this log's checkpoints and receipts with.</summary>
    public NoteKey Key => signer.Key;

    /// <summary>Entries under the published checkpoint.</summary>
    public long Size => published.Checkpoint.Size;

    /// <summary>The published checkpoint.</summary>
    public Checkpoint Checkpoint => published.Checkpoint;

    /// <summary>The published checkpoint with its signatures, as it is served.</summary>
    public ReadOnlyMemory<byte> ReadCheckpoint() => published.Bytes;

    /// <summary>Makes entries durable and publishes a checkpoint over them; returns the log's size afterwards.</summary>
    /// <param name="startIndex">Index of the first entry given, at most <see cref="Size"/>.</param>
    /// <param name="entries">At most <see cref="BatchEntriesMax"/>, each at most <see cref="EntryBundle.EntryBytesMax"/> bytes.</param>
    /// <remarks>
    /// Entries the log holds already are compared, so giving them again is harmless. When this throws an
    /// <see cref="IOException"/> other than <see cref="LogFault.Fork"/> the outcome is unknown: open the log anew and give them again.
    /// </remarks>
    /// <exception cref="TileLogException"><see cref="LogFault.Fork"/>: another entry is logged under one of the indices.</exception>
    public long Append(long startIndex, IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, BatchEntriesMax);
        foreach (var entry in entries) ArgumentOutOfRangeException.ThrowIfGreaterThan(entry.Length, EntryBundle.EntryBytesMax);
        lock (writing)
        {
            RefuseIfBroken();
            ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(startIndex, Size);

            var known = (int)Math.Min(Size - startIndex, entries.Count);
            RefuseFork(startIndex, entries, known);
            if (known < entries.Count) Extend(entries, known);
            return Size;
        }
    }

    void RefuseFork(long startIndex, IReadOnlyList<ReadOnlyMemory<byte>> entries, int known)
    {
        var stored = ReadEntries(startIndex, known);
        for (var i = 0; i < known; i++)
            if (!stored[i].Span.SequenceEqual(entries[i].Span))
                throw new TileLogException(LogFault.Fork, $"Entry {startIndex + i} is logged with other bytes.");
    }

    void Extend(IReadOnlyList<ReadOnlyMemory<byte>> entries, int from)
    {
        // Until the new checkpoint is out nobody knows which one a crash would leave, so a failure ends this instance.
        broken = true;
        var before = Size;
        var size = before + entries.Count - from;
        writer.Extend(before, entries, from);
        Publish(size);
        writer.DropPartials(before, size);
        broken = false;
    }

    /// <summary>Adds witnesses' cosignatures to the published checkpoint.</summary>
    /// <param name="size">Size of the checkpoint they were made for.</param>
    /// <param name="lines">Signature lines as the witness answered.</param>
    /// <param name="witness">The key they must verify with.</param>
    /// <returns>False, and nothing changes, when the log has grown meanwhile or the lines do not verify.</returns>
    public bool Cosign(long size, string lines, NoteKey witness)
    {
        if (!SignedNote.TryParseLines(lines, out var signatures)) return false;
        lock (writing)
        {
            RefuseIfBroken();
            if (size != Size) return false;
            var note = published.Note.With([.. signatures.Where(s => s.ClaimsToBeBy(witness))]);
            if (note.Check(witness).Verdict is not NoteVerdict.Trusted || note.Signatures.Count > SignedNote.SignaturesMax) return false;
            broken = true;
            Publish(note, published.View);
            broken = false;
            return true;
        }
    }

    void Publish(long size)
    {
        var view = writer.ViewOf(size);
        Publish(SignedNote.Sign(new Checkpoint(Key.Name, size, view.Root).Text, [signer]), view);
    }

    void Publish(SignedNote note, TreeView view)
    {
        disk.Replace(CheckpointName, note.ToBytes());
        published = new Published(note, view);
    }

    void RefuseIfBroken()
    {
        if (broken) throw new TileLogException(LogFault.Broken, "The log was closed, or an earlier append failed: open it anew.");
    }

    /// <summary>A file of the log by its path below the log's URL, or null where there is none under the published checkpoint.</summary>
    public byte[]? Read(string path)
    {
        if (path == CheckpointName) return published.Bytes.ToArray();
        if (!TilePath.TryParse(path, out var tile)) return null;
        var width = tile.WidthAt(Size);
        return tile.Width == width || (tile.IsPartial && tile.Width < width) ? files.Read(path) : null;
    }

    /// <summary>The entries [startIndex, startIndex + count), all of which must be under the published checkpoint.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ReadEntries(long startIndex, int count)
    {
        var size = Size;
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startIndex, size - count);

        var read = new List<ReadOnlyMemory<byte>>(count);
        for (var at = startIndex; read.Count < count; at = startIndex + read.Count)
        {
            var (bundle, skip) = (at / TilePath.WidthMax, (int)(at % TilePath.WidthMax));
            var entries = reader.Entries(bundle, TilePath.Entries(bundle).WidthAt(size));
            read.AddRange(entries.Skip(skip).Take(count - read.Count));
        }
        return read;
    }

    /// <summary>The inclusion proof of an entry in the tree of a size (index &lt; size ≤ <see cref="Size"/>).</summary>
    public IReadOnlyList<TreeHash> Proof(long index, long size) => ViewAt(size).Inclusion(index);

    /// <summary>The proof that the tree of <paramref name="oldSize"/> is a beginning of the tree of <paramref name="newSize"/>.</summary>
    public IReadOnlyList<TreeHash> Consistency(long oldSize, long newSize) => ViewAt(newSize).Consistency(oldSize);

    /// <summary>The root the log had at a size.</summary>
    public TreeHash Root(long size) => ViewAt(size).Root;

    /// <summary>The offline receipt of an entry under the published checkpoint.</summary>
    /// <param name="index">Index of the entry, below <see cref="Size"/>.</param>
    /// <param name="extra">Bytes to travel with it, which the receipt does not vouch for.</param>
    public TlogProof Receipt(long index, ReadOnlyMemory<byte>? extra = null)
    {
        var now = published;
        return new TlogProof(index, now.View.Inclusion(index), now.Bytes, extra);
    }

    TreeView ViewAt(long size)
    {
        var now = published;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, now.View.Size);
        return size == now.View.Size ? now.View : new TreeView(size, now.View.Node);
    }

    void Load()
    {
        // A process that ended between renaming and syncing leaves a checkpoint that a loss of power would still take back.
        files.SyncFolders("");
        if (files.Read(CheckpointName) is not { } bytes)
        {
            if (files.Exists("tile")) throw new TileLogException(LogFault.CheckpointMissing, "There are tiles but no checkpoint.");
            Publish(0);
            return;
        }

        var opening = Checkpoint.Open(bytes, Key);
        if (!opening.Trusted) throw new TileLogException(FaultOf(opening.Verdict), $"The checkpoint is {opening.Verdict}.");
        writer = LogWriter.At(opening.Checkpoint.Size, disk, reader);
        var view = writer.ViewOf(opening.Checkpoint.Size);
        if (view.Root != opening.Checkpoint.Root)
            throw new TileLogException(LogFault.RootDiffers, $"The tiles of size {view.Size} do not have the signed root.");
        published = new Published(opening.Note, view);
    }

    internal static LogFault FaultOf(CheckpointVerdict verdict)
        => verdict is CheckpointVerdict.Malformed ? LogFault.CheckpointMalformed : LogFault.CheckpointNotOurs;

    /// <summary>Lets another process write the log; this instance may still be read.</summary>
    public void Dispose()
    {
        lock (writing) broken = true;
        holding.Dispose();
    }

    sealed class Published(SignedNote note, TreeView view)
    {
        public SignedNote Note { get; } = note;
        public TreeView View { get; } = view;
        public byte[] Bytes { get; } = note.ToBytes();
        public Checkpoint Checkpoint { get; } =
            Checkpoint.TryParse(note.Text, out var read) ? read : throw new InvalidOperationException(note.Text);
    }
}
