namespace Yuanliu.Compute.Merkle;

/// <summary>One thing wrong with a log, and where.</summary>
public sealed record LogFinding(LogFault Fault, string Path, string Message);

/// <summary>What a check of a whole log found. Without a trusted checkpoint nothing else is read.</summary>
/// <param name="EntriesRead">Entries read from bundles.</param>
public sealed record FsckReport(Checkpoint? Checkpoint, long EntriesRead, IReadOnlyList<LogFinding> Findings)
{
    public bool IsClean => Findings.Count == 0;
}

/// <summary>Rebuilds a log's tree from its entries alone and compares every tile, the root and the signature.</summary>
/// <remarks>Needs only the public key and no lock, so an auditor can run it over a copy or while the log is written.</remarks>
public sealed class Fsck
{
    readonly IFileSystem files;
    readonly List<LogFinding> findings = [];
    readonly CompactRange range = new();
    readonly TileTower tower = new([]);
    long entriesRead;

    Fsck(IFileSystem files) => this.files = files;

    /// <summary>Checks the log in a folder.</summary>
    /// <param name="files">The log's folder.</param>
    /// <param name="log">The log's public key.</param>
    /// <param name="entry">Is shown each entry with its index, in order, to be compared with where it came from.</param>
    public static FsckReport Run(IFileSystem files, NoteKey log, Action<long, ReadOnlyMemory<byte>>? entry = null)
    {
        const string Name = "checkpoint";
        if (files.Read(Name) is not { } bytes)
            return new FsckReport(null, 0, [new LogFinding(LogFault.CheckpointMissing, Name, "There is no checkpoint.")]);

        var opening = Checkpoint.Open(bytes, log);
        if (!opening.Trusted)
        {
            var fault = TileLog.FaultOf(opening.Verdict);
            return new FsckReport(null, 0, [new LogFinding(fault, Name, $"The checkpoint is {opening.Verdict}.")]);
        }

        var run = new Fsck(files);
        run.Check(opening.Checkpoint, entry);
        return new FsckReport(opening.Checkpoint, run.entriesRead, run.findings);
    }

    void Check(Checkpoint checkpoint, Action<long, ReadOnlyMemory<byte>>? entry)
    {
        Action<HashTile> compare = Compare;
        for (var index = 0L; TilePath.Entries(index).WidthAt(checkpoint.Size) is > 0 and var width; index++)
        {
            if (Leaves(TilePath.Entries(index, width), entry) is not { } leaves) return;
            foreach (var leaf in leaves)
            {
                range.Append(leaf);
                tower.Add(leaf, compare);
            }
        }
        foreach (var tile in tower.Tiles)
            if (tile.Width > 0) Compare(tile);
        if (range.Root != checkpoint.Root) Report(LogFault.RootDiffers, "checkpoint", $"The entries have the root {range.Root}.");
    }

    /// <summary>The leaf hashes of a bundle; when it cannot be read, those its tile claims; null when that is lost too.</summary>
    TreeHash[]? Leaves(TilePath bundle, Action<long, ReadOnlyMemory<byte>>? entry)
    {
        if (Entries(bundle) is { } entries)
        {
            for (var i = 0; i < bundle.Width; i++) entry?.Invoke((bundle.Index * TilePath.WidthMax) + i, entries[i]);
            entriesRead += bundle.Width;
            return [.. entries.Take(bundle.Width).Select(e => TreeHash.OfLeaf(e.Span))];
        }

        var tile = TilePath.Tile(0, bundle.Index, bundle.Width);
        if (ReadOrFull(tile) is { } stored && HashTile.Read(0, tile.Index, tile.Width, stored) is { } hashes)
            return [.. Enumerable.Range(0, tile.Width).Select(i => hashes[0, i])];
        Report(LogFault.TileMissing, tile.ToString(), "Neither entries nor their hashes are left: nothing after them was checked.");
        return null;
    }

    IReadOnlyList<ReadOnlyMemory<byte>>? Entries(TilePath bundle)
    {
        var exact = files.Read(bundle.ToString());
        var bytes = exact ?? (bundle.IsPartial ? files.Read(bundle.Full.ToString()) : null);
        if (bytes is null)
        {
            Report(LogFault.BundleMissing, bundle.ToString(), "There is no such file.");
            return null;
        }
        var whole = EntryBundle.TryRead(bytes, out var entries);
        if (whole && (exact is null ? entries!.Count >= bundle.Width : entries!.Count == bundle.Width)) return entries;
        Report(LogFault.BundleMalformed, bundle.ToString(), $"It is not a bundle of {bundle.Width} entries.");
        return null;
    }

    void Compare(HashTile built)
    {
        var path = built.Path;
        if (ReadOrFull(path) is not { } stored) Report(LogFault.TileMissing, path.ToString(), "There is no such file.");
        else if (!built.Bytes.SequenceEqual(stored))
        {
            var same = built.Bytes.CommonPrefixLength(stored) / TreeHash.SizeBytes;
            Report(LogFault.TileDiffers, path.ToString(), $"It differs from the entries at its hash {same}, or is of another length.");
        }
    }

    /// <summary>A tile's bytes. A partial tile may be gone once the full one is there, which begins with the same hashes.</summary>
    byte[]? ReadOrFull(TilePath tile)
    {
        var wanted = tile.Width * TreeHash.SizeBytes;
        if (files.Read(tile.ToString()) is { } exact) return exact;
        return tile.IsPartial && files.Read(tile.Full.ToString()) is { } full && full.Length >= wanted ? full[..wanted] : null;
    }

    void Report(LogFault fault, string path, string message) => findings.Add(new LogFinding(fault, path, message));
}
