using System.Buffers;

namespace Yuanliu.Compute.Merkle;

/// <summary>Writes the tiles and bundles of a growing log. After a failure it must not be used again.</summary>
sealed class LogWriter
{
    readonly DurableFiles disk;
    readonly TileReader reader;
    readonly TileTower tower;
    readonly ArrayBufferWriter<byte> bundle = new();

    LogWriter(DurableFiles disk, TileReader reader, TileTower tower)
    {
        this.disk = disk;
        this.reader = reader;
        this.tower = tower;
    }

    /// <summary>Stands at the end of a log of this size. The caller compares the root, which vouches for the tiles.</summary>
    public static LogWriter At(long size, DurableFiles disk, TileReader reader)
    {
        var tiles = new List<HashTile>();
        for (var level = 0; TilePath.HashesAt(level, size) > 0; level++)
        {
            var index = TilePath.HashesAt(level + 1, size);
            var width = TilePath.Tile(level, index).WidthAt(size);
            tiles.Add(width == 0 ? new HashTile(level, index) : reader.Tile(level, index, width));
        }
        var writer = new LogWriter(disk, reader, new TileTower(tiles));
        if (tiles is [{ Width: > 0 } leaves, ..]) writer.Restore(leaves);
        return writer;
    }

    void Restore(HashTile leaves)
    {
        foreach (var (i, entry) in reader.Entries(leaves.Index, leaves.Width).Index())
        {
            if (TreeHash.OfLeaf(entry.Span) != leaves[0, i])
                throw new TileLogException(LogFault.BundleDiffers, $"Entry {i} of the last bundle is not the one that was logged.");
            EntryBundle.Append(bundle, entry.Span);
        }
    }

    /// <summary>The tree at a size, seen through the tiles that are the edge now, whatever they grow into later.</summary>
    public TreeView ViewOf(long size)
    {
        HashTile[] edge = [.. tower.Tiles];
        return new TreeView(size, (height, index) => reader.Node(edge, height, index));
    }

    /// <summary>Writes what the entries from a place on complete and begin; on return all of it survives a loss of power.</summary>
    /// <param name="size">Entries written before.</param>
    public void Extend(long size, IReadOnlyList<ReadOnlyMemory<byte>> entries, int from)
    {
        Action<HashTile> full = Full;
        for (var i = from; i < entries.Count; i++)
        {
            EntryBundle.Append(bundle, entries[i].Span);
            tower.Add(TreeHash.OfLeaf(entries[i].Span), full);
        }
        // A published partial tile that has not grown is never written again: a torn write would lose it.
        foreach (var tile in tower.Tiles)
            if (tile.Width > 0 && tile.Path.WidthAt(size) != tile.Width) Put(tile);
        disk.Seal();
    }

    void Full(HashTile tile)
    {
        Put(tile);
        reader.Keep(tile);
        if (tile.Level == 0) bundle.ResetWrittenCount();
    }

    void Put(HashTile tile)
    {
        if (tile.Level == 0) disk.Put(TilePath.Entries(tile.Index, tile.Width).ToString(), bundle.WrittenSpan);
        disk.Put(tile.Path.ToString(), tile.Bytes);
    }

    /// <summary>Removes the partial forms of tiles that a checkpoint now covers in full; they are owed to nobody.</summary>
    public void DropPartials(long before, long size)
    {
        for (var level = 0; TilePath.HashesAt(level, before) > 0; level++)
        {
            var tile = TilePath.Tile(level, TilePath.HashesAt(level + 1, before));
            if (tile.WidthAt(before) == 0 || tile.WidthAt(size) < TilePath.WidthMax) continue;
            disk.Drop(tile.PartialFolder);
            if (level == 0) disk.Drop(TilePath.Entries(tile.Index).PartialFolder);
        }
    }
}
