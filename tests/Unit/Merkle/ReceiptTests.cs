using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public sealed class ReceiptTests
{
    const string Origin = "log.example/yuanliu";

    static readonly NoteSigner Log = new(Origin, Ed25519Key.FromSeed(new byte[32]));
    static readonly NoteSigner Witness = new("w.example", Ed25519Key.FromSeed([1, .. new byte[31]]), NoteAlgorithm.Cosignature);
    static readonly TreeHash[] Leaves = Trees.Leaves(11);
    static readonly string LogKey = Log.Key.ToString();

    [Fact]
    public void A_checkpoint_is_written_as_three_lines_and_read_back()
    {
        const string Published = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

        Checkpoint.TryParse(Published, out var checkpoint).ShouldBeTrue();
        (checkpoint!.Origin, checkpoint.Size, checkpoint.Text).ShouldBe(("example.com/behind-the-sofa", 20852163, Published));
        Checkpoint.TryParse(Published + "extra\n", out var extended).ShouldBeTrue();
        (extended!.Extensions.Single(), extended.Text).ShouldBe(("extra", Published + "extra\n"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("o\n1\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n１\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n 1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n")]
    [InlineData("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nextra\n")]
    public void Texts_that_are_not_checkpoints_are_refused(string text) => Checkpoint.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_receipt_with_and_without_extra_proves_its_entry()
    {
        foreach (var extra in (ReadOnlyMemory<byte>?[])[null, new byte[] { 1, 2, 3 }, ReadOnlyMemory<byte>.Empty])
            for (var index = 0; index < Leaves.Length; index++)
            {
                var check = TlogProof.Verify(Receipt(index, extra).ToBytes(), Entry(index), LogKey, Witness.Key);

                check.Verdict.ShouldBe(TlogProofVerdict.Valid);
                check.Proof!.Index.ShouldBe(index);
                check.Proof.Extra?.ToArray().ShouldBe(extra?.ToArray());
                check.Checkpoint!.Size.ShouldBe(Leaves.Length);
                check.Witnesses!.Single().ShouldBe((Witness.Key, 99));
            }
    }

    [Fact]
    public void A_receipt_is_text_in_the_published_form()
    {
        var lines = Encoding.UTF8.GetString(Receipt(2, new byte[] { 1 }).ToBytes()).Split('\n');

        lines[..3].ShouldBe(["c2sp.org/tlog-proof@v1", "extra AQ==", "index 2"]);
        lines[3].ShouldBe(Leaves[3].ToString());
        lines[7..10].ShouldBe(["", Origin, "11"]);
    }

    [Fact]
    public void Every_reason_to_refuse_is_named()
    {
        var good = Receipt(3);
        var root = Trees.View(Leaves, Leaves.Length).Root;
        var stranger = new NoteSigner(Origin, Ed25519Key.FromSeed([9, .. new byte[31]]));
        TlogProof Over(SignedNote note) => good with { Checkpoint = note.ToBytes() };

        Verdict(good, Entry(3)).ShouldBe(TlogProofVerdict.Valid);
        Verdict(good, Entry(4)).ShouldBe(TlogProofVerdict.NotInTree);
        Verdict(good with { Index = 4 }, Entry(3)).ShouldBe(TlogProofVerdict.NotInTree);
        Verdict(good with { Path = [.. good.Path.Skip(1)] }, Entry(3)).ShouldBe(TlogProofVerdict.NotInTree);
        Verdict(good with { Checkpoint = new byte[] { 1 } }, Entry(3)).ShouldBe(TlogProofVerdict.MalformedCheckpoint);
        Verdict(Over(Sign(root, stranger)), Entry(3)).ShouldBe(TlogProofVerdict.NotSignedByLog);
        Verdict(Over(SignedNote.Sign(new Checkpoint("other", 11, root).Text, [Log])), Entry(3)).ShouldBe(TlogProofVerdict.OtherLog);
        Verdict(Over(SignedNote.Sign("not\na checkpoint\n", [Log])), Entry(3)).ShouldBe(TlogProofVerdict.MalformedCheckpoint);
        Verdict(Over(Forged(Sign(root, Log))), Entry(3)).ShouldBe(TlogProofVerdict.BadLogSignature);
        Verdict(Over(Sign(root, Log).With(Forged(SignedNote.Sign("x\n", [Witness])).Signatures)), Entry(3))
            .ShouldBe(TlogProofVerdict.BadWitnessSignature);
        TlogProof.Verify(good.ToBytes(), Entry(3), LogKey[1..]).Verdict.ShouldBe(TlogProofVerdict.MalformedKey);
        TlogProof.Verify(good.ToBytes().AsSpan(1), Entry(3), LogKey).Verdict.ShouldBe(TlogProofVerdict.MalformedProof);
    }

    [Theory]
    [InlineData("wrong-header\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 0\r\n\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra !!\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AQ==\nextra AQ==\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AQ==\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex notanumber\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -5\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 05\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex \n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex  5\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAQ==\n\n")]
    public void Texts_that_are_not_receipts_are_refused(string text)
        => TlogProof.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_path_higher_than_any_tree_is_refused()
    {
        var path = Enumerable.Repeat(Leaves[0], TlogProof.PathLengthMax).ToList();

        TlogProof.TryParse(new TlogProof(0, path, default).ToBytes(), out _).ShouldBeTrue();
        TlogProof.TryParse(new TlogProof(0, [.. path, Leaves[0]], default).ToBytes(), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_receipt_changed_in_any_single_bit_is_refused()
    {
        var receipt = new TlogProof(5, Trees.View(Leaves, 11).Inclusion(5), Sign(Trees.View(Leaves, 11).Root, Log).ToBytes()).ToBytes();
        Prop.ForAll(Gen.Choose(0, (receipt.Length * 8) - 1).ToArbitrary(), bit =>
            TlogProof.Verify(Trees.FlipBit(receipt, bit), Entry(5), LogKey).IsValid.ShouldBeFalse()).QuickCheckThrowOnFailure();
    }

    static TlogProofVerdict Verdict(TlogProof proof, byte[] entry) => TlogProof.Verify(proof.ToBytes(), entry, LogKey, Witness.Key).Verdict;

    static byte[] Entry(int index) => BitConverter.GetBytes(index);

    static SignedNote Sign(TreeHash root, NoteSigner signer) => SignedNote.Sign(new Checkpoint(Origin, Leaves.Length, root).Text, [signer]);

    static SignedNote Forged(SignedNote note)
        => SignedNote.Sign(note.Text, []).With([note.Signatures[0] with { Bytes = Trees.FlipBit(note.Signatures[0].Bytes, 70) }]);

    static TlogProof Receipt(int index, ReadOnlyMemory<byte>? extra = null)
    {
        var view = Trees.View(Leaves, Leaves.Length);
        return new TlogProof(index, view.Inclusion(index), Sign(view.Root, Log).With(Witness, 99).ToBytes(), extra);
    }
}
