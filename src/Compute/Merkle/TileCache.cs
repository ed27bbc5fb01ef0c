using System.Collections.Concurrent;

namespace Yuanliu.Compute.Merkle;

/// <summary>The full tiles used lately. Two generations: when the young one is full the old one is forgotten.</summary>
sealed class TileCache(int tilesMax)
{
    readonly Lock turning = new();
    ConcurrentDictionary<(int Level, long Index), HashTile> young = new();
    ConcurrentDictionary<(int Level, long Index), HashTile> old = new();
    int youngCount;

    public HashTile? Find(int level, long index)
    {
        if (young.TryGetValue((level, index), out var tile)) return tile;
        if (!old.TryGetValue((level, index), out tile)) return null;
        Keep(tile);
        return tile;
    }

    public void Keep(HashTile tile)
    {
        if (!young.TryAdd((tile.Level, tile.Index), tile) || Interlocked.Increment(ref youngCount) * 2 <= tilesMax) return;
        lock (turning)
        {
            if (youngCount * 2 <= tilesMax) return;
            (old, young, youngCount) = (young, new(), 0);
        }
    }
}
