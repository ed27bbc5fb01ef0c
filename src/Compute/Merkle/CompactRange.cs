using System.Numerics;

namespace Yuanliu.Compute.Merkle;

/// <summary>A growing tree kept as its perfect subtrees only: at most 63 hashes for any number of entries.</summary>
public sealed class CompactRange
{
    readonly TreeHash[] peaks = new TreeHash[64];
    int count;

    /// <summary>Number of entries appended so far.</summary>
    public long Size { get; private set; }

    /// <summary>The root over all entries so far (RFC 6962 MTH).</summary>
    public TreeHash Root => Fold(peaks.AsSpan(0, count));

    /// <summary>Adds the next entry by its leaf hash.</summary>
    public void Append(in TreeHash leaf)
    {
        var hash = leaf;
        // Each trailing one bit of the size is a perfect subtree that the new leaf completes to a larger one.
        for (var merges = BitOperations.TrailingZeroCount(~Size); merges > 0; merges--) hash = TreeHash.OfNode(peaks[--count], hash);
        peaks[count++] = hash;
        Size++;
    }

    /// <summary>The root of subtrees standing side by side, largest first.</summary>
    internal static TreeHash Fold(ReadOnlySpan<TreeHash> peaks)
    {
        if (peaks.IsEmpty) return TreeHash.Empty;
        var root = peaks[^1];
        for (var i = peaks.Length - 2; i >= 0; i--) root = TreeHash.OfNode(peaks[i], root);
        return root;
    }
}
