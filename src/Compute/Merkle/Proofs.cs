using System.Numerics;

namespace Yuanliu.Compute.Merkle;

/// <summary>Checks of the two proofs a log gives (RFC 6962 §2.1.1 and §2.1.2). No allocation, no exception on any input.</summary>
public static class Proofs
{
    /// <summary>Does entry <paramref name="index"/>, hashed to <paramref name="leaf"/>, lie in the tree of this size and root?</summary>
    /// <param name="index">Zero-based index of the entry.</param>
    /// <param name="size">Number of entries in the tree.</param>
    /// <param name="leaf">Hash of the entry.</param>
    /// <param name="path">Siblings from the leaf upwards.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool VerifyInclusion(long index, long size, in TreeHash leaf, ReadOnlySpan<TreeHash> path, in TreeHash root)
    {
        if (index < 0 || index >= size) return false;
        var climb = new Climb(index, size - 1);
        var hash = leaf;
        foreach (ref readonly var sibling in path)
        {
            if (climb.AtRoot) return false;
            hash = climb.SiblingIsLeft ? TreeHash.OfNode(sibling, hash) : TreeHash.OfNode(hash, sibling);
            climb.Up();
        }
        return climb.AtRoot && hash == root;
    }

    /// <summary>Is the tree of <paramref name="oldSize"/> a beginning of the tree of <paramref name="newSize"/>?</summary>
    /// <remarks>From size 0 nothing is proved and the answer is no; a witness that has seen nothing may take an empty proof.</remarks>
    public static bool VerifyConsistency(
        long oldSize, long newSize, in TreeHash oldRoot, in TreeHash newRoot, ReadOnlySpan<TreeHash> path)
    {
        if (oldSize <= 0 || oldSize > newSize) return false;
        if (oldSize == newSize) return path.IsEmpty && oldRoot == newRoot;
        if (path.IsEmpty) return false;

        // A power of two is itself a node of the larger tree, so the proof leaves it out.
        var seedIsOldRoot = BitOperations.IsPow2(oldSize);
        var seed = seedIsOldRoot ? oldRoot : path[0];
        var (oldHash, newHash) = (seed, seed);
        var climb = new Climb(oldSize - 1, newSize - 1);
        climb.SkipRightTurns();
        foreach (ref readonly var sibling in seedIsOldRoot ? path : path[1..])
        {
            if (climb.AtRoot) return false;
            if (climb.SiblingIsLeft) (oldHash, newHash) = (TreeHash.OfNode(sibling, oldHash), TreeHash.OfNode(sibling, newHash));
            else newHash = TreeHash.OfNode(newHash, sibling);
            climb.Up();
        }
        return climb.AtRoot && oldHash == oldRoot && newHash == newRoot;
    }

    /// <summary>The way from a node to the root, kept beside the way from the last node of the tree.</summary>
    struct Climb(long node, long last)
    {
        long node = node;
        long last = last;

        public readonly bool AtRoot => last == 0;

        public readonly bool SiblingIsLeft => (node & 1) == 1 || node == last;

        public void Up()
        {
            // A last node without a right sibling moves up until it is somebody's right child.
            if (node == last)
                while (node != 0 && (node & 1) == 0) (node, last) = (node >> 1, last >> 1);
            (node, last) = (node >> 1, last >> 1);
        }

        public void SkipRightTurns()
        {
            while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        }
    }
}
