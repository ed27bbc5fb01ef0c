using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public sealed class SignedNoteTests
{
    // The example of the format's first description (Go's sumdb/note): keys, text and both signatures.
    const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const string PeterSeed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const string EnochKey = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    const string Text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const string PeterLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const string EnochLine = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    static readonly NoteSigner Log = new("log.example/1", Ed25519Key.FromSeed(new byte[32]));
    static readonly NoteSigner Witness =
        new("witness.example/w", Ed25519Key.FromSeed([1, .. new byte[31]]), NoteAlgorithm.Cosignature);

    [Fact]
    public void The_published_note_is_signed_and_verified()
    {
        var seed = Convert.FromBase64String(PeterSeed)[1..];
        var signed = SignedNote.Sign(Text, [new NoteSigner("PeterNeumann", Ed25519Key.FromSeed(seed))]);
        signed.ToString().ShouldBe(Text + "\n" + PeterLine);

        var note = Parse(Text + "\n" + PeterLine + EnochLine);
        note.Text.ShouldBe(Text);
        note.Check(Key(PeterKey), Key(EnochKey)).Signers.Select(s => s.Key.Name).ShouldBe(["PeterNeumann", "EnochRoot"]);
    }

    [Fact]
    public void Unknown_keys_are_ignored_and_alone_they_prove_nothing()
    {
        var note = Parse(Text + "\n" + EnochLine + PeterLine);

        note.Check(Key(PeterKey)).Signers.Count.ShouldBe(1);
        note.Check([]).Verdict.ShouldBe(NoteVerdict.NoKnownSignature);
        note.Check(Log.Key).Verdict.ShouldBe(NoteVerdict.NoKnownSignature);
        Parse(Text + "\n" + PeterLine.Replace("Neumann", "Newman", StringComparison.Ordinal))
            .Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.NoKnownSignature, "a known id under another name is another key");
        Parse(Text + "\n" + PeterLine.Replace("x08g", "xxxx", StringComparison.Ordinal))
            .Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.NoKnownSignature, "a known name with another id is another key");
    }

    [Fact]
    public void One_bad_signature_of_a_known_key_condemns_the_note()
    {
        var forged = PeterLine.Replace("ZJku", "ZJkv", StringComparison.Ordinal);

        Parse(Text + "\n" + forged + EnochLine).Check(Key(PeterKey), Key(EnochKey)).Verdict.ShouldBe(NoteVerdict.BadSignature);
        Parse(Text + "\n" + PeterLine + forged).Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.BadSignature);
        Parse("Other text.\n\n" + PeterLine).Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.BadSignature);
        Parse(Text + "\n" + PeterLine[..60] + "ABCD" + PeterLine[60..]).Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.BadSignature);
    }

    [Theory]
    [InlineData(Text)]
    [InlineData(Text + "\n")]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("\u0001" + Text + "\n" + PeterLine)]
    [InlineData("\t" + Text + "\n" + PeterLine)]
    [InlineData("line\r\n\n" + PeterLine)]
    [InlineData(Text + "\n" + PeterLine + "Unexpected line.\n")]
    [InlineData(Text + "\n" + PeterLine + "\n")]
    [InlineData(Text + "\n— Bad Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")]
    [InlineData(Text + "\n— Bad+Name x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")]
    [InlineData(Text + "\n—  x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZI=\n")]
    [InlineData(Text + "\n- PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZI=\n")]
    [InlineData(Text + "\n— PeterNeumann\n")]
    [InlineData(Text + "\n— PeterNeumann \n")]
    [InlineData(Text + "\n— PeterNeumann x08gow==\n")]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJ kuBS\n")]
    [InlineData(Text + "\n— PeterNeumann x08go/ZJkuB\n")]
    public void Texts_that_are_not_notes_are_refused(string text)
        => SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void A_note_without_its_last_newline_or_in_broken_UTF8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Text + "\n" + PeterLine);

        SignedNote.TryParse(bytes.AsSpan(0, bytes.Length - 1), out _).ShouldBeFalse();
        SignedNote.TryParse([0xff, .. bytes], out _).ShouldBeFalse();
        SignedNote.TryParse([0xc0, 0x80, .. bytes], out _).ShouldBeFalse();
        SignedNote.TryParse(bytes, out _).ShouldBeTrue();
    }

    [Fact]
    public void Sixteen_signatures_are_read_and_a_flood_is_not()
    {
        Parse(Text + "\n" + string.Concat(Enumerable.Repeat(EnochLine, 15)) + PeterLine)
            .Check(Key(PeterKey)).Verdict.ShouldBe(NoteVerdict.Trusted);
        Parse(Text + "\n" + string.Concat(Enumerable.Repeat(PeterLine, SignedNote.SignaturesMax)));
        SignedNote.TryParse(
            Encoding.UTF8.GetBytes(Text + "\n" + string.Concat(Enumerable.Repeat(PeterLine, SignedNote.SignaturesMax + 1))), out _)
            .ShouldBeFalse();
        SignedNote.TryParse(Encoding.UTF8.GetBytes(new string('a', SignedNote.SizeBytesMax) + "\n\n" + PeterLine), out _).ShouldBeFalse();
    }

    [Fact]
    public void The_text_keeps_its_empty_lines_because_the_last_one_parts_it_from_the_signatures()
    {
        const string Poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n";
        const string Line = "— quasimodo.example/salvatore "
            + "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";

        var note = Parse(Poem + "\n" + Line);

        note.Text.ShouldBe(Poem);
        note.Signatures.Single().Name.ShouldBe("quasimodo.example/salvatore");
        note.Signatures.Single().KeyId.ShouldBe(0x367ba04bu);
        note.ToString().ShouldBe(Poem + "\n" + Line);
        Parse("one\n\n\n" + PeterLine).Text.ShouldBe("one\n\n");
    }

    [Fact]
    public void Any_lines_come_back_as_they_were_signed()
    {
        var lines = Gen.ListOf(Gen.Elements("", "a", "— x y", "源流", "\n")).Select(parts => string.Concat(parts) + "\n");
        Prop.ForAll(lines.ToArbitrary(), text =>
        {
            var note = Parse(SignedNote.Sign(text, [Log, Witness], 7).ToString());
            note.Text.ShouldBe(text);
            note.Check(Log.Key, Witness.Key).Signers.Count.ShouldBe(2);
        }).QuickCheckThrowOnFailure();

        Should.Throw<ArgumentException>(() => SignedNote.Sign("no newline", [Log]));
        Should.Throw<ArgumentException>(() => SignedNote.Sign("tab\there\n", [Log]));
    }

    [Fact]
    public void A_cosignature_binds_its_time()
    {
        var note = SignedNote.Sign(Text, [Log]).With(Witness, seconds: 1_700_000_000);
        note.Check(Log.Key, Witness.Key).Signers.Select(s => s.Seconds).ShouldBe([null, 1_700_000_000]);

        var cosignature = note.Signatures[1];
        var later = cosignature with { Bytes = Trees.FlipBit(cosignature.Bytes, 56) };
        SignedNote.Sign(Text, [Log]).With([later]).Check(Log.Key, Witness.Key).Verdict.ShouldBe(NoteVerdict.BadSignature);

        SignedNote.TryParseLines(string.Concat(note.ToString().Split("\n\n")[1]), out var lines).ShouldBeTrue();
        SignedNote.Sign(Text, []).With(lines).Check(Witness.Key).Verdict.ShouldBe(NoteVerdict.Trusted);
    }

    [Fact]
    public void Every_mangled_key_is_refused()
    {
        Key(PeterKey).ToString().ShouldBe(PeterKey);
        NoteKey.TryParse(Witness.Key.ToString(), out var read).ShouldBeTrue();
        (read!.Algorithm, read.Id).ShouldBe((NoteAlgorithm.Cosignature, Witness.Key.Id));

        for (var from = 0; from <= PeterKey.Length; from++)
            for (var to = from + 1; to <= PeterKey.Length; to++)
                if (from != 0 || to != PeterKey.Length) NoteKey.TryParse(PeterKey[from..to], out _).ShouldBeFalse(PeterKey[from..to]);

        for (var i = 0; i < PeterKey.Length; i++)
            NoteKey.TryParse(PeterKey[..i] + (char)(PeterKey[i] + 1) + PeterKey[(i + 1)..], out _).ShouldBeFalse($"character {i}");

        // Right ids, but a key too long and an algorithm nobody knows.
        NoteKey.TryParse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", out _).ShouldBeFalse();
        NoteKey.TryParse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out _).ShouldBeFalse();
        NoteKey.TryParse(PeterKey.Replace("c74f20a3", "C74F20A3", StringComparison.Ordinal), out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => NoteKey.Of("two words", Log.Key.PublicKey.Span));
        Should.Throw<ArgumentException>(() => NoteKey.Of("", Log.Key.PublicKey.Span));
    }

    static NoteKey Key(string text) => NoteKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);

    static SignedNote Parse(string text)
        => SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note) ? note : throw new ArgumentException(text);
}
