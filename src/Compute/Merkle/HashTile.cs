using System.Runtime.InteropServices;

namespace Yuanliu.Compute.Merkle;

/// <summary>One tile in memory with every inner node it implies, so that a proof hashes nothing twice. 16 KiB.</summary>
/// <remarks>One writer may add while others read nodes that were complete when they learned of them.</remarks>
sealed class HashTile(int level, long index)
{
    /// <summary>Levels of the tree a tile spans: its hashes are 2^8 leaves of a small tree.</summary>
    public const int Height = 8;

    // The rows of the small tree one after the other: 256 hashes, 128 nodes above them, … , the root.
    readonly TreeHash[] nodes = new TreeHash[(2 * TilePath.WidthMax) - 1];

    public int Level { get; } = level;

    public long Index { get; } = index;

    /// <summary>Number of hashes, 0 to 256.</summary>
    public int Width { get; private set; }

    public bool IsFull => Width == TilePath.WidthMax;

    /// <summary>The root over a full tile: a hash of the level above.</summary>
    public TreeHash Root => nodes[^1];

    public TilePath Path => TilePath.Tile(Level, Index, Width);

    /// <summary>The tile as it is stored: its hashes one after the other, 32 bytes each.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(nodes.AsSpan(0, Width));

    /// <summary>The node at a row (0 for the hashes themselves, 8 for the root) and a place within it.</summary>
    public TreeHash this[int row, int place] => nodes[RowStart(row) + place];

    public void Add(in TreeHash hash)
    {
        var place = Width;
        nodes[place] = hash;
        // A right child completes its parent, which may complete its own.
        for (var row = 0; (place & 1) == 1; row++)
        {
            var start = RowStart(row);
            var parent = TreeHash.OfNode(nodes[start + place - 1], nodes[start + place]);
            place >>= 1;
            nodes[RowStart(row + 1) + place] = parent;
        }
        Width++;
    }

    /// <summary>A tile from its stored bytes; null when they are not <paramref name="width"/> hashes.</summary>
    public static HashTile? Read(int level, long index, int width, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != width * TreeHash.SizeBytes) return null;
        var tile = new HashTile(level, index);
        foreach (ref readonly var hash in MemoryMarshal.Cast<byte, TreeHash>(bytes)) tile.Add(hash);
        return tile;
    }

    static int RowStart(int row) => (2 * TilePath.WidthMax) - ((2 * TilePath.WidthMax) >> row);
}
