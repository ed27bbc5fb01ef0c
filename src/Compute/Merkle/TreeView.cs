using System.Numerics;

namespace Yuanliu.Compute.Merkle;

/// <summary>Reads the root of the perfect subtree over entries [index·2^height, (index+1)·2^height).</summary>
public delegate TreeHash NodeReader(int height, long index);

/// <summary>A log's tree at one size, seen through a reader of its perfect subtrees; makes the root and all proofs.</summary>
/// <remarks>Thread-safe as far as the reader is. The reader is only asked for subtrees that lie wholly within the size.</remarks>
public sealed class TreeView
{
    readonly Peak[] peaks;
    readonly TreeHash[] rest;

    /// <param name="size">Number of entries, 0 or more.</param>
    /// <param name="node">Where the hashes come from: tiles on disk, tiles fetched, or memory.</param>
    public TreeView(long size, NodeReader node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        Node = node;
        peaks = PeaksOf(size);
        rest = new TreeHash[peaks.Length];
        for (var i = peaks.Length - 1; i >= 0; i--)
        {
            var own = Read(peaks[i]);
            rest[i] = i == peaks.Length - 1 ? own : TreeHash.OfNode(own, rest[i + 1]);
        }
    }

    internal NodeReader Node { get; }

    /// <summary>Number of entries.</summary>
    public long Size { get; }

    /// <summary>The root hash at this size.</summary>
    public TreeHash Root => rest.Length == 0 ? TreeHash.Empty : rest[0];

    /// <summary>The inclusion proof of entry <paramref name="index"/> (0 ≤ index &lt; size), leaf's sibling first.</summary>
    public TreeHash[] Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        return Above(0, index);
    }

    /// <summary>The proof that this tree begins with its first <paramref name="oldSize"/> entries (0 ≤ oldSize ≤ size).</summary>
    /// <remarks>Empty for 0 and for the size itself.</remarks>
    public TreeHash[] Consistency(long oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, Size);
        if (oldSize == 0 || oldSize == Size) return [];

        // The smallest perfect subtree that ends at the old size: both roots are built up from it.
        var height = BitOperations.TrailingZeroCount(oldSize);
        var seed = (oldSize - 1) >> height;
        var above = Above(height, seed);
        return seed == 0 ? above : [Node(height, seed), .. above];
    }

    /// <summary>The siblings from a node up to the root: inside its peak, then all right of it, then the peaks left of it.</summary>
    TreeHash[] Above(int height, long index)
    {
        var at = 0;
        while (peaks[at].Index < index >> (peaks[at].Height - height)) at++;

        var inside = peaks[at].Height - height;
        var hasRight = at + 1 < peaks.Length;
        var path = new TreeHash[inside + (hasRight ? 1 : 0) + at];
        for (var i = 0; i < inside; i++) path[i] = Node(height + i, (index >> i) ^ 1);
        var next = inside;
        if (hasRight) path[next++] = rest[at + 1];
        for (var left = at - 1; left >= 0; left--) path[next++] = Read(peaks[left]);
        return path;
    }

    TreeHash Read(Peak peak) => Node(peak.Height, peak.Index);

    static Peak[] PeaksOf(long size)
    {
        var peaks = new Peak[BitOperations.PopCount((ulong)size)];
        var start = 0L;
        for (var i = 0; i < peaks.Length; i++)
        {
            var height = BitOperations.Log2((ulong)(size - start));
            peaks[i] = new Peak(height, start >> height);
            start += 1L << height;
        }
        return peaks;
    }

    readonly record struct Peak(int Height, long Index);
}
