using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;

namespace Yuanliu.Tests;

public sealed class TreeTests
{
    // The eight entries of Certificate Transparency's first test vectors, and the root after each.
    static readonly string[] Entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    static readonly TreeHash[] Leaves = [.. Entries.Select(e => TreeHash.OfLeaf(Convert.FromHexString(e)))];

    [Fact]
    public void The_published_roots_are_reproduced_by_the_definition_the_range_and_the_view()
    {
        var range = new CompactRange();
        range.Root.ShouldBe(Trees.Hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));

        for (var size = 1; size <= 8; size++)
        {
            range.Append(Leaves[size - 1]);
            range.Root.ShouldBe(Trees.Hash(Roots[size - 1]));
            Reference.Root(Leaves.AsSpan(0, size)).ShouldBe(range.Root);
            Trees.View(Leaves, size).Root.ShouldBe(range.Root);
        }
    }

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void The_published_inclusion_proofs_are_made_and_accepted(int index, int size, string published)
    {
        var path = Path(published);

        Trees.View(Leaves, size).Inclusion(index).ShouldBe(path);
        Proofs.VerifyInclusion(index, size, Leaves[index], path, Trees.Hash(Roots[size - 1])).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
        + "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a "
        + "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    [InlineData(6, 7, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a "
        + "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    public void The_published_consistency_proofs_are_made_and_accepted(int oldSize, int newSize, string published)
    {
        var path = Path(published);

        Trees.View(Leaves, newSize).Consistency(oldSize).ShouldBe(path);
        Proofs.VerifyConsistency(oldSize, newSize, Trees.Hash(Roots[oldSize - 1]), Trees.Hash(Roots[newSize - 1]), path).ShouldBeTrue();
    }

    [Fact]
    public void Every_proof_of_every_small_tree_is_the_one_RFC_6962_defines_and_is_accepted()
    {
        var leaves = Trees.Leaves(70);
        for (var size = 1; size <= leaves.Length; size++)
        {
            var tree = leaves.AsSpan(0, size);
            var view = Trees.View(leaves, size);
            view.Root.ShouldBe(Reference.Root(tree));
            for (var i = 0; i < size; i++)
            {
                var path = view.Inclusion(i);
                path.ShouldBe(Reference.Inclusion(i, tree));
                Proofs.VerifyInclusion(i, size, leaves[i], path, view.Root).ShouldBeTrue($"inclusion of {i} in {size}");

                var older = view.Consistency(i + 1);
                older.ShouldBe(Reference.Consistency(i + 1, tree));
                Proofs.VerifyConsistency(i + 1, size, Reference.Root(tree[..(i + 1)]), view.Root, older).ShouldBeTrue($"{i + 1} to {size}");
            }
        }
    }

    [Fact]
    public void Trees_of_any_size_give_proofs_that_hold()
    {
        var leaves = Trees.Leaves(1200);
        var sizes = from size in Gen.Choose(1, leaves.Length) from index in Gen.Choose(0, size - 1) select (size, index);
        Prop.ForAll(sizes.ToArbitrary(), at =>
        {
            var range = new CompactRange();
            foreach (var leaf in leaves.AsSpan(0, at.size)) range.Append(leaf);
            var view = Trees.View(leaves, at.size);

            view.Root.ShouldBe(range.Root);
            Proofs.VerifyInclusion(at.index, at.size, leaves[at.index], view.Inclusion(at.index), range.Root).ShouldBeTrue();
            Proofs.VerifyConsistency(
                at.index + 1, at.size, Trees.View(leaves, at.index + 1).Root, range.Root, view.Consistency(at.index + 1)).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_view_refuses_questions_outside_its_tree()
    {
        var view = Trees.View(Trees.Leaves(4), 3);

        Should.Throw<ArgumentOutOfRangeException>(() => view.Inclusion(3));
        Should.Throw<ArgumentOutOfRangeException>(() => view.Inclusion(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => view.Consistency(4));
        view.Consistency(0).ShouldBeEmpty();
        new TreeView(0, (_, _) => throw new InvalidOperationException()).Root.ShouldBe(TreeHash.Empty);
    }

    [Fact]
    public void Only_thirty_two_bytes_are_a_hash()
    {
        TreeHash.TryRead(new byte[31], out _).ShouldBeFalse();
        TreeHash.TryRead(new byte[33], out _).ShouldBeFalse();
        TreeHash.TryRead([], out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => TreeHash.From(new byte[31]));

        TreeHash.TryParse(Leaves[0].ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(Leaves[0]);
        TreeHash.TryParse(Convert.ToBase64String(new byte[31]), out _).ShouldBeFalse();
        TreeHash.TryParse(Leaves[0] + " ", out _).ShouldBeFalse();
        TreeHash.TryParse(Leaves[0].ToString().Replace("=", "", StringComparison.Ordinal), out _).ShouldBeFalse();
        TreeHash.TryParse(new string('A', 42) + "B=", out _).ShouldBeFalse("the last character may not hold stray bits");
    }

    [Fact]
    public void Leaves_of_every_length_are_hashed_with_their_prefix()
    {
        foreach (var length in (int[])[0, 1, 1022, 1023, 1024, 1025, 65_535])
        {
            var entry = new byte[length];
            Array.Fill(entry, (byte)7);
            byte[] prefixed = [0, .. entry];
            TreeHash.OfLeaf(entry).Bytes.ToArray().ShouldBe(System.Security.Cryptography.SHA256.HashData(prefixed));
        }
    }

    static TreeHash[] Path(string hex) => [.. hex.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Trees.Hash)];
}
