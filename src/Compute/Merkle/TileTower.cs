namespace Yuanliu.Compute.Merkle;

/// <summary>The right edge of a growing tree: on each level the tile still being filled.</summary>
sealed class TileTower(IEnumerable<HashTile> tiles)
{
    readonly List<HashTile> tiles = [.. tiles];

    /// <summary>The unfinished tiles, level 0 first; one may be empty.</summary>
    public IReadOnlyList<HashTile> Tiles => tiles;

    /// <summary>Adds the next leaf; each tile it completes goes to <paramref name="full"/>, lowest level first.</summary>
    public void Add(in TreeHash leaf, Action<HashTile> full) => Add(0, leaf, full);

    void Add(int level, in TreeHash hash, Action<HashTile> full)
    {
        if (level == tiles.Count) tiles.Add(new HashTile(level, 0));
        var tile = tiles[level];
        tile.Add(hash);
        if (!tile.IsFull) return;

        full(tile);
        tiles[level] = new HashTile(level, tile.Index + 1);
        Add(level + 1, tile.Root, full);
    }
}
