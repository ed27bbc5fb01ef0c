using System.Text;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;

namespace Yuanliu.Tests;

/// <summary>The families of wrong proofs that the published vectors of transparency logs use, over every small tree.</summary>
public sealed class WrongProofTests
{
    const int SizeMax = 33;

    static readonly byte[] SomeHash = Convert.FromHexString("abacaba000000000000000000000000000000000000000000060061e00123456");
    static readonly byte[] Zero = new byte[32];
    static readonly byte[] NoHash = [];
    static readonly byte[] Empty = TreeHash.Empty.Bytes.ToArray();

    sealed record Inclusion(long Index, long Size, byte[] Leaf, byte[][] Path, byte[] Root)
    {
        public bool Accepted() => TreeHash.TryRead(Leaf, out var leaf) && TreeHash.TryRead(Root, out var root)
            && Read(Path) is { } path && Proofs.VerifyInclusion(Index, Size, leaf, path, root);
    }

    sealed record Consistency(long Old, long New, byte[] OldRoot, byte[] NewRoot, byte[][] Path)
    {
        public bool Accepted() => TreeHash.TryRead(OldRoot, out var oldRoot) && TreeHash.TryRead(NewRoot, out var newRoot)
            && Read(Path) is { } path && Proofs.VerifyConsistency(Old, New, oldRoot, newRoot, path);
    }

    [Fact]
    public void Every_wrong_inclusion_proof_is_refused()
    {
        var leaves = Trees.Leaves(SizeMax);
        for (var size = 1; size <= SizeMax; size++)
            for (var index = 0; index < size; index++)
            {
                var view = Trees.View(leaves, size);
                var good = new Inclusion(index, size, Raw(leaves[index]), Raw(view.Inclusion(index)), Raw(view.Root));
                good.Accepted().ShouldBeTrue($"the good proof of {index} in {size}");
                foreach (var (how, wrong) in Spoil(good)) wrong.Accepted().ShouldBeFalse($"{how}: {index} in {size}");
            }
    }

    static IEnumerable<(string How, Inclusion Proof)> Spoil(Inclusion good)
    {
        yield return ("index − 1", good with { Index = good.Index - 1 });
        yield return ("index + 1", good with { Index = good.Index + 1 });
        yield return ("index ^ 2", good with { Index = good.Index ^ 2 });
        yield return ("index beyond the tree", good with { Index = good.Index + good.Size });
        yield return ("size × 2", good with { Size = good.Size * 2 });
        yield return ("size / 2", good with { Size = good.Size / 2 });
        yield return ("size 0", good with { Size = 0 });
        yield return ("leaf of nine bytes", good with { Leaf = Encoding.ASCII.GetBytes("WrongLeaf") });
        yield return ("leaf of no bytes", good with { Leaf = NoHash });
        yield return ("other leaf", good with { Leaf = SomeHash });
        yield return ("root of no bytes", good with { Root = NoHash });
        yield return ("empty root", good with { Root = Empty });
        yield return ("other root", good with { Root = SomeHash });
        if (good.Size > 1) yield return ("leaf and root swapped", good with { Leaf = good.Root, Root = good.Leaf });
        foreach (var (how, path) in Spoil(good.Path, good.Root)) yield return (how, good with { Path = path });
    }

    [Fact]
    public void Every_wrong_consistency_proof_is_refused()
    {
        var leaves = Trees.Leaves(SizeMax);
        for (var size = 2; size <= SizeMax; size++)
            for (var old = 1; old < size; old++)
            {
                var view = Trees.View(leaves, size);
                var good = new Consistency(old, size, Raw(Trees.View(leaves, old).Root), Raw(view.Root), Raw(view.Consistency(old)));
                good.Accepted().ShouldBeTrue($"the good proof from {old} to {size}");
                foreach (var (how, wrong) in Spoil(good)) wrong.Accepted().ShouldBeFalse($"{how}: {old} to {size}");
            }
    }

    static IEnumerable<(string How, Consistency Proof)> Spoil(Consistency good)
    {
        yield return ("old − 1", good with { Old = good.Old - 1 });
        yield return ("old + 1", good with { Old = good.Old + 1 });
        yield return ("old ^ 2", good with { Old = good.Old ^ 2 });
        yield return ("old 0", good with { Old = 0 });
        yield return ("old after new", good with { Old = good.New + 1 });
        yield return ("new × 2", good with { New = good.New * 2 });
        yield return ("new / 2", good with { New = good.New / 2 });
        yield return ("nine bytes as old root", good with { OldRoot = Encoding.ASCII.GetBytes("WrongRoot") });
        yield return ("nine bytes as new root", good with { NewRoot = Encoding.ASCII.GetBytes("WrongRoot") });
        yield return ("other old root", good with { OldRoot = SomeHash });
        yield return ("other new root", good with { NewRoot = SomeHash });
        yield return ("swapped roots", good with { OldRoot = good.NewRoot, NewRoot = good.OldRoot });
        yield return ("sizes and roots swapped", new(good.New, good.Old, good.NewRoot, good.OldRoot, good.Path));
        yield return ("no proof", good with { Path = [] });
        yield return ("old root behind", good with { Path = [.. good.Path, good.OldRoot] });
        yield return ("old root before", good with { Path = [good.OldRoot, .. good.Path] });
        yield return ("first hash twice", good with { Path = [good.Path[0], .. good.Path] });
        foreach (var (how, path) in Spoil(good.Path, good.NewRoot)) yield return (how, good with { Path = path });
    }

    static IEnumerable<(string How, byte[][] Path)> Spoil(byte[][] path, byte[] root)
    {
        foreach (var (name, extra) in new[] { ("nothing", NoHash), ("zero", Zero), ("the root", root), ("another hash", SomeHash) })
        {
            yield return ($"{name} behind", [.. path, extra]);
            yield return ($"{name} before", [extra, .. path]);
            yield return ($"{name} at both ends", [extra, .. path, extra]);
            for (var i = 1; i < path.Length; i++) yield return ($"{name} inserted at {i}", [.. path[..i], extra, .. path[i..]]);
        }
        for (var i = 0; i < path.Length; i++)
        {
            yield return ($"bit changed in {i}", [.. path[..i], Trees.FlipBit(path[i], 3), .. path[(i + 1)..]]);
            yield return ($"last bit changed in {i}", [.. path[..i], Trees.FlipBit(path[i], 255), .. path[(i + 1)..]]);
            yield return ($"{i} cut short", [.. path[..i], path[i][..31], .. path[(i + 1)..]]);
            yield return ($"{i} left out", [.. path[..i], .. path[(i + 1)..]]);
        }
        for (var i = 1; i < path.Length; i++) yield return ($"{i} swapped", [.. path[..(i - 1)], path[i], path[i - 1], .. path[(i + 1)..]]);
        if (path.Length > 1) yield return ("reversed", [.. path.Reverse()]);
    }

    [Fact]
    public void Nothing_is_proved_about_trees_that_cannot_be()
    {
        foreach (var (index, size) in new[] { (0, 0), (0, 1), (1, 0), (2, 1), (-1, 1), (0, -1) })
        {
            new Inclusion(index, size, SomeHash, [], NoHash).Accepted().ShouldBeFalse();
            new Inclusion(index, size, NoHash, [], Empty).Accepted().ShouldBeFalse();
            new Inclusion(index, size, SomeHash, [], Empty).Accepted().ShouldBeFalse();
        }
        foreach (var (old, size) in new[] { (0, 0), (0, 1), (1, 0), (2, 1), (1, 2), (-1, 0), (-2, -1) })
        {
            new Consistency(old, size, Empty, Empty, []).Accepted().ShouldBeFalse($"{old} to {size}");
            new Consistency(old, size, Empty, SomeHash, []).Accepted().ShouldBeFalse($"{old} to {size}");
            new Consistency(old, size, Empty, Empty, [Empty]).Accepted().ShouldBeFalse($"{old} to {size}");
        }
    }

    [Fact]
    public void Equal_sizes_are_consistent_only_with_equal_roots_and_an_empty_proof()
    {
        new Consistency(1, 1, SomeHash, SomeHash, []).Accepted().ShouldBeTrue();
        new Consistency(1, 1, SomeHash, Empty, []).Accepted().ShouldBeFalse();
        new Consistency(1, 1, SomeHash, SomeHash, [Empty]).Accepted().ShouldBeFalse();
    }

    static byte[] Raw(TreeHash hash) => hash.Bytes.ToArray();

    static byte[][] Raw(TreeHash[] path) => [.. path.Select(Raw)];

    static TreeHash[]? Read(byte[][] path)
    {
        var hashes = new TreeHash[path.Length];
        for (var i = 0; i < path.Length; i++)
            if (!TreeHash.TryRead(path[i], out hashes[i])) return null;
        return hashes;
    }
}
