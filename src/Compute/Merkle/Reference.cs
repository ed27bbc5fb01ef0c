namespace Yuanliu.Compute.Merkle;

/// <summary>The tree as RFC 6962 §2.1 defines it, word for word and recursive; the fast paths are checked against it.</summary>
static class Reference
{
    /// <summary>MTH(D[n]): the root over leaf hashes.</summary>
    public static TreeHash Root(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.IsEmpty) return TreeHash.Empty;
        if (leaves.Length == 1) return leaves[0];
        var k = Split(leaves.Length);
        return TreeHash.OfNode(Root(leaves[..k]), Root(leaves[k..]));
    }

    /// <summary>PATH(m, D[n]), leaf's sibling first.</summary>
    public static TreeHash[] Inclusion(int index, ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return index < k
            ? [.. Inclusion(index, leaves[..k]), Root(leaves[k..])]
            : [.. Inclusion(index - k, leaves[k..]), Root(leaves[..k])];
    }

    /// <summary>PROOF(m, D[n]) for 0 &lt; m ≤ n.</summary>
    public static TreeHash[] Consistency(int oldSize, ReadOnlySpan<TreeHash> leaves) => SubProof(oldSize, leaves, true);

    static TreeHash[] SubProof(int oldSize, ReadOnlySpan<TreeHash> leaves, bool known)
    {
        if (oldSize == leaves.Length) return known ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return oldSize <= k
            ? [.. SubProof(oldSize, leaves[..k], known), Root(leaves[k..])]
            : [.. SubProof(oldSize - k, leaves[k..], false), Root(leaves[..k])];
    }

    /// <summary>The largest power of two smaller than <paramref name="count"/>.</summary>
    static int Split(int count)
    {
        var k = 1;
        while (k * 2 < count) k *= 2;
        return k;
    }
}
