namespace Yuanliu.Compute.Merkle;

/// <summary>Reads a log's tiles and bundles, and lends hashes from memory when it can.</summary>
sealed class TileReader(IFileSystem files, int cachedTilesMax)
{
    readonly TileCache cache = new(cachedTilesMax);

    public void Keep(HashTile tile) => cache.Keep(tile);

    /// <summary>A perfect subtree's root; the caller vouches that the log with this edge holds it.</summary>
    public TreeHash Node(IReadOnlyList<HashTile> edge, int height, long index)
    {
        var (level, row) = (height / HashTile.Height, height % HashTile.Height);
        var placesBits = HashTile.Height - row;
        var tile = Find(edge, level, index >> placesBits);
        return tile[row, (int)(index & ((1 << placesBits) - 1))];
    }

    HashTile Find(IReadOnlyList<HashTile> edge, int level, long index)
    {
        if (edge[level].Index == index) return edge[level];
        return cache.Find(level, index) ?? Load(edge, level, index);
    }

    HashTile Load(IReadOnlyList<HashTile> edge, int level, long index)
    {
        var tile = Tile(level, index, TilePath.WidthMax);

        // The level above holds this tile's root, and so up to the edge, which the signed root vouches for.
        var expected = Node(edge, (level + 1) * HashTile.Height, index);
        if (tile.Root != expected) throw new TileLogException(LogFault.TileDiffers, $"{tile.Path} is not the tile that was logged.");
        cache.Keep(tile);
        return tile;
    }

    /// <summary>A tile as stored, not yet compared with anything.</summary>
    public HashTile Tile(int level, long index, int width)
    {
        var path = TilePath.Tile(level, index, width);
        var wanted = width * TreeHash.SizeBytes;
        var bytes = ReadOrFull(path) ?? throw new TileLogException(LogFault.TileMissing, $"{path} is missing.");
        return bytes.Length >= wanted && HashTile.Read(level, index, width, bytes.AsSpan(0, wanted)) is { } tile
            ? tile
            : throw new TileLogException(LogFault.TileDiffers, $"{path} holds {bytes.Length} bytes.");
    }

    /// <summary>The first <paramref name="width"/> entries of a bundle as stored, not yet compared with anything.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Entries(long index, int width)
    {
        var path = TilePath.Entries(index, width);
        var bytes = ReadOrFull(path) ?? throw new TileLogException(LogFault.BundleMissing, $"{path} is missing.");
        if (!EntryBundle.TryRead(bytes, out var entries) || entries.Count < width)
            throw new TileLogException(LogFault.BundleMalformed, $"{path} is not a bundle of {width} entries.");
        return entries.Count == width ? entries : [.. entries.Take(width)];
    }

    /// <summary>A partial tile may be gone once the full one is there, which begins with the same bytes.</summary>
    byte[]? ReadOrFull(TilePath path) => files.Read(path.ToString()) ?? (path.IsPartial ? files.Read(path.Full.ToString()) : null);
}
