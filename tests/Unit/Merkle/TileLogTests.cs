using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public sealed class TileLogTests : IDisposable
{
    const string Origin = "log.example/1";

    static readonly Ed25519Key Key = Ed25519Key.FromSeed(new byte[32]);

    readonly string folder = Directory.CreateTempSubdirectory("yuanliu-log-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_empty_log_is_signed_as_empty_and_stays_the_same_log()
    {
        using (var log = Open()) (log.Size, log.Checkpoint.Root).ShouldBe((0, TreeHash.Empty));

        File.ReadAllText(At("checkpoint"))
            .ShouldStartWith("log.example/1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— log.example/1 ");
        using var again = Open();
        again.Size.ShouldBe(0);
    }

    [Fact]
    public void The_folder_is_laid_out_as_the_log_is_served()
    {
        using var log = Open();
        Append(log, 70_000);

        Directory.EnumerateFiles(At("tile/0"), "*", SearchOption.AllDirectories).Count().ShouldBe(274);
        new FileInfo(At("tile/0/272")).Length.ShouldBe(8192);
        new FileInfo(At("tile/0/273.p/112")).Length.ShouldBe(112 * 32);
        new FileInfo(At("tile/1/000")).Length.ShouldBe(8192);
        new FileInfo(At("tile/1/001.p/17")).Length.ShouldBe(17 * 32);
        new FileInfo(At("tile/2/000.p/1")).Length.ShouldBe(32);
        File.ReadAllBytes(At("tile/entries/273.p/112"))[..6].ShouldBe([0, 4, .. Entry(273 * 256).Span[..4]]);
        Fsck.Run(new DiskFiles(folder), log.Key).IsClean.ShouldBeTrue();
        log.Read("tile/1/001.p/17").ShouldBe(File.ReadAllBytes(At("tile/1/001.p/17")));
        log.Read("checkpoint").ShouldBe(log.ReadCheckpoint().ToArray());
    }

    [Fact]
    public void Files_that_no_checkpoint_covers_are_not_served()
    {
        using var log = Open();
        Append(log, 300);
        Directory.CreateDirectory(At("tile/0/002.p"));
        File.WriteAllText(At("tile/0/002.p/1"), "left over");
        File.WriteAllText(At("tile/0/001.p/45"), "left over");

        string[] uncovered = ["tile/0/002.p/1", "tile/0/001.p/45", "tile/0/001", "tile/9/000", ".lock", "../checkpoint", "", "tile"];
        foreach (var path in uncovered) log.Read(path).ShouldBeNull(path);
        log.Read("tile/0/000").ShouldNotBeNull();
        log.Read("tile/0/000.p/1").ShouldBeNull("no such partial was ever published");
    }

    [Fact]
    public void A_reopened_log_goes_on_where_it_was()
    {
        foreach (var size in (int[])[1, 255, 256, 257, 511, 512, 700])
            using (var log = Open()) Append(log, size);

        using var last = Open();
        last.Checkpoint.Root.ShouldBe(RootOf(700));
        Fsck.Run(new DiskFiles(folder), last.Key).Findings.ShouldBeEmpty();
        foreach (var (i, entry) in last.ReadEntries(200, 400).Index()) entry.ToArray().ShouldBe(Entry(200 + i).ToArray());
    }

    [Fact]
    public void Partial_tiles_stay_until_the_full_tile_is_published()
    {
        using var log = Open();
        Append(log, 100);
        Append(log, 200);
        Directory.EnumerateFiles(At("tile/0/000.p")).Select(Path.GetFileName).Order().ShouldBe(["100", "200"]);

        Append(log, 256);
        Directory.Exists(At("tile/0/000.p")).ShouldBeFalse();
        Directory.Exists(At("tile/entries/000.p")).ShouldBeFalse();
        log.ReadEntries(99, 1)[0].ToArray().ShouldBe(Entry(99).ToArray());
    }

    [Fact]
    public void Entries_given_again_change_nothing_and_other_entries_are_refused_as_a_fork()
    {
        using var log = Open();
        Append(log, 300);
        var before = log.ReadCheckpoint().ToArray();

        log.Append(0, Entries(0, 300)).ShouldBe(300);
        log.Append(250, Entries(250, 20)).ShouldBe(300);
        log.ReadCheckpoint().ToArray().ShouldBe(before);

        Should.Throw<TileLogException>(() => log.Append(299, Entries(300, 2))).Fault.ShouldBe(LogFault.Fork);
        Should.Throw<ArgumentOutOfRangeException>(() => log.Append(301, Entries(301, 1)), "a gap");
        Should.Throw<ArgumentOutOfRangeException>(() => log.Append(300, [new byte[65_536]]));
        log.Append(290, Entries(290, 20)).ShouldBe(310);
        log.Checkpoint.Root.ShouldBe(RootOf(310));
    }

    [Fact]
    public void The_longest_and_the_shortest_entries_are_kept()
    {
        using var log = Open();
        log.Append(0, [ReadOnlyMemory<byte>.Empty, new byte[65_535], ReadOnlyMemory<byte>.Empty]).ShouldBe(3);

        log.ReadEntries(0, 3).Select(e => e.Length).ShouldBe([0, 65_535, 0]);
        Fsck.Run(new DiskFiles(folder), log.Key).IsClean.ShouldBeTrue();
    }

    [Fact]
    public void Every_proof_at_every_size_is_the_one_the_definition_gives()
    {
        using var log = Open();
        foreach (var size in (int[])[130, 256, 600]) Append(log, size);
        var leaves = Enumerable.Range(0, 600).Select(i => TreeHash.OfLeaf(Entry(i).Span)).ToArray();
        var questions = from n in Gen.Choose(1, 600) from i in Gen.Choose(0, n - 1) select (n, i);

        Prop.ForAll(questions.ToArbitrary(), q =>
        {
            var tree = leaves.AsSpan(0, q.n);
            log.Root(q.n).ShouldBe(Reference.Root(tree));
            log.Proof(q.i, q.n).ShouldBe(Reference.Inclusion(q.i, tree));
            log.Consistency(q.i + 1, q.n).ShouldBe(Reference.Consistency(q.i + 1, tree));
        }).QuickCheckThrowOnFailure();

        Should.Throw<ArgumentOutOfRangeException>(() => log.Proof(0, 601));
        Should.Throw<ArgumentOutOfRangeException>(() => log.Proof(600, 600));
    }

    [Fact]
    public void Proofs_survive_a_cache_too_small_for_the_tiles()
    {
        using var log = TileLog.Open(new DiskFiles(folder), Origin, Key, cachedTilesMax: 2);
        Append(log, 3000);

        for (var i = 0; i < 3000; i += 7)
            TlogProof.Verify(log.Receipt(i).ToBytes(), Entry(i).Span, log.Key.ToString()).Verdict.ShouldBe(TlogProofVerdict.Valid);
    }

    [Fact]
    public void Readers_get_true_receipts_while_the_log_grows()
    {
        using var log = Open();
        Append(log, 10);
        var vkey = log.Key.ToString();

        Parallel.Invoke(
            () => { for (var size = 20; size <= 1500; size += 37) Append(log, size); },
            () =>
            {
                while (log.Size < 1400)
                    foreach (var at in (long[])[0, log.Size / 2, log.Size - 1])
                    {
                        TlogProof.Verify(log.Receipt(at).ToBytes(), Entry((int)at).Span, vkey).Verdict.ShouldBe(TlogProofVerdict.Valid);
                        log.ReadEntries(at, 1)[0].ToArray().ShouldBe(Entry((int)at).ToArray());
                    }
            });
    }

    [Fact]
    public void Only_one_writer_has_the_log()
    {
        var first = Open();
        Should.Throw<TileLogException>(Open).Fault.ShouldBe(LogFault.Locked);
        first.Dispose();

        using var next = Open();
        Append(next, 1);
        Should.Throw<TileLogException>(() => first.Append(0, Entries(5, 1)), "a closed log would fork").Fault.ShouldBe(LogFault.Broken);
    }

    [Fact]
    public void A_witness_cosigns_what_is_published_and_nothing_else()
    {
        var witness = new NoteSigner("w.example", Ed25519Key.FromSeed([1, .. new byte[31]]), NoteAlgorithm.Cosignature);
        using var log = Open();
        Append(log, 5);
        string Lines(string text, long seconds) => SignedNote.Sign(text, [witness], seconds).ToString().Split("\n\n")[1];

        log.Cosign(4, Lines(log.Checkpoint.Text, 7), witness.Key).ShouldBeFalse("the log has grown");
        log.Cosign(5, Lines("another text\n", 7), witness.Key).ShouldBeFalse("not over this checkpoint");
        log.Cosign(5, "", witness.Key).ShouldBeFalse();
        log.Cosign(5, "nonsense\n", witness.Key).ShouldBeFalse();
        log.Cosign(5, Lines(log.Checkpoint.Text, 7), witness.Key).ShouldBeTrue();
        log.Cosign(5, Lines(log.Checkpoint.Text, 8), witness.Key).ShouldBeTrue("a later cosignature takes the place of the earlier");

        log.Dispose();
        using var again = Open();
        var check = TlogProof.Verify(again.Receipt(4).ToBytes(), Entry(4).Span, log.Key.ToString(), witness.Key);
        check.Witnesses!.Single().ShouldBe((witness.Key, 8));
    }

    TileLog Open() => TileLog.Open(new DiskFiles(folder), Origin, Key);

    string At(string path) => Path.Combine(folder, path);

    static void Append(TileLog log, int size)
    {
        while (log.Size < size) log.Append(log.Size, Entries((int)log.Size, (int)Math.Min(size - log.Size, TileLog.BatchEntriesMax)));
    }

    static ReadOnlyMemory<byte>[] Entries(int from, int count) => [.. Enumerable.Range(from, count).Select(Entry)];

    static ReadOnlyMemory<byte> Entry(int index) => BitConverter.GetBytes(index);

    static TreeHash RootOf(int size)
    {
        var range = new CompactRange();
        for (var i = 0; i < size; i++) range.Append(TreeHash.OfLeaf(Entry(i).Span));
        return range.Root;
    }
}
