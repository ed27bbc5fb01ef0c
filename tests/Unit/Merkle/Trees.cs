using Yuanliu.Compute.Merkle;

namespace Yuanliu.Tests;

/// <summary>Small trees with distinct entries, seen through the recursive definition.</summary>
static class Trees
{
    public static TreeHash[] Leaves(int count) => [.. Enumerable.Range(0, count).Select(Leaf)];

    public static TreeHash Leaf(int index) => TreeHash.OfLeaf(BitConverter.GetBytes(index));

    public static TreeView View(TreeHash[] leaves, int size) => new(size, NodesOf(leaves));

    public static NodeReader NodesOf(TreeHash[] leaves) => (height, index) =>
        Reference.Root(leaves.AsSpan(checked((int)(index << height)), 1 << height));

    public static TreeHash Hash(string hex) => TreeHash.From(Convert.FromHexString(hex));

    public static byte[] FlipBit(ReadOnlySpan<byte> bytes, int bit)
    {
        var changed = bytes.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
