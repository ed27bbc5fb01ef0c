using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

public sealed class FsckTests
{
    const string Origin = "log.example/1";
    const int Size = 600;

    static readonly Ed25519Key Key = Ed25519Key.FromSeed(new byte[32]);
    static readonly NoteKey Public = NoteKey.Of(Origin, Key.PublicKey.Span);

    readonly FaultyFiles files = new();

    public FsckTests()
    {
        using var log = TileLog.Open(files, Origin, Key);
        log.Append(0, [.. Enumerable.Range(0, Size).Select(i => new ReadOnlyMemory<byte>(BitConverter.GetBytes(i)))]);
    }

    [Fact]
    public void A_sound_log_is_clean_and_every_entry_is_shown()
    {
        var shown = new List<long>();
        var report = Fsck.Run(files, Public, (i, entry) =>
        {
            BitConverter.ToInt32(entry.Span).ShouldBe((int)i);
            shown.Add(i);
        });

        report.IsClean.ShouldBeTrue();
        (report.Checkpoint!.Size, report.EntriesRead).ShouldBe((Size, Size));
        shown.ShouldBe(Enumerable.Range(0, Size).Select(i => (long)i));
    }

    [Fact]
    public void Every_byte_of_every_file_is_covered()
    {
        foreach (var path in files.Names.Where(n => files.Read(n) is not null).ToArray())
            foreach (var at in (int[])[0, 1, -1])
            {
                var sound = files.Read(path)!;
                files.Tamper(path, bytes => Trees.FlipBit(bytes, at < 0 ? (bytes.Length * 8) - 1 : at * 8));
                Fsck.Run(files, Public).IsClean.ShouldBeFalse($"byte {at} of {path}");
                files.Tamper(path, _ => sound[..^1]);
                Fsck.Run(files, Public).IsClean.ShouldBeFalse($"{path} cut short");
                files.Tamper(path, _ => [.. sound, 0]);
                Fsck.Run(files, Public).IsClean.ShouldBeFalse($"{path} with a byte more");
                files.Tamper(path, _ => sound);
            }
        Fsck.Run(files, Public).IsClean.ShouldBeTrue();
    }

    [Theory]
    [InlineData("checkpoint", new[] { LogFault.CheckpointMissing })]
    [InlineData("tile/0/000", new[] { LogFault.TileMissing })]
    [InlineData("tile/0/002.p/88", new[] { LogFault.TileMissing })]
    [InlineData("tile/1/000.p/2", new[] { LogFault.TileMissing })]
    [InlineData("tile/entries/001", new[] { LogFault.BundleMissing })]
    public void A_missing_file_is_named(string path, LogFault[] faults)
    {
        files.Remove(path);

        var report = Fsck.Run(files, Public);

        report.Findings.Select(f => f.Fault).ShouldBe(faults);
        report.Findings.Select(f => f.Path).ShouldBe([path]);
    }

    [Fact]
    public void A_changed_entry_shows_in_its_tile_in_the_levels_above_and_in_the_root()
    {
        files.Tamper("tile/entries/000", bytes => Trees.FlipBit(bytes, (6 * 100 * 8) + 20));

        Fsck.Run(files, Public).Findings.Select(f => (f.Fault, f.Path)).ShouldBe(
        [
            (LogFault.TileDiffers, "tile/0/000"),
            (LogFault.TileDiffers, "tile/1/000.p/2"),
            (LogFault.RootDiffers, "checkpoint"),
        ]);
        Fsck.Run(files, Public).Findings[0].Message.ShouldContain("hash 100");
    }

    [Fact]
    public void Entries_and_hashes_both_lost_end_the_check()
    {
        files.Remove("tile/entries/001");
        files.Remove("tile/0/001");

        var report = Fsck.Run(files, Public);

        report.Findings.Select(f => f.Fault).ShouldBe([LogFault.BundleMissing, LogFault.TileMissing]);
        report.EntriesRead.ShouldBe(256);
    }

    [Fact]
    public void A_checkpoint_of_another_key_or_log_is_refused_by_the_check_and_by_opening()
    {
        var other = Ed25519Key.FromSeed([9, .. new byte[31]]);

        Fsck.Run(files, NoteKey.Of(Origin, other.PublicKey.Span)).Findings.Single().Fault.ShouldBe(LogFault.CheckpointNotOurs);
        Fsck.Run(files, NoteKey.Of("log.example/2", Key.PublicKey.Span)).Findings.Single().Fault.ShouldBe(LogFault.CheckpointNotOurs);
        Refusal(Origin, other).ShouldBe(LogFault.CheckpointNotOurs);
        Refusal("log.example/2", Key).ShouldBe(LogFault.CheckpointNotOurs);
    }

    [Fact]
    public void A_log_that_does_not_have_its_signed_root_is_not_opened()
    {
        foreach (var (path, fault) in new[]
        {
            ("tile/0/002.p/88", LogFault.BundleDiffers),
            ("tile/1/000.p/2", LogFault.RootDiffers),
            ("tile/entries/002.p/88", LogFault.BundleDiffers),
            ("checkpoint", LogFault.CheckpointNotOurs),
        })
        {
            files.Tamper(path, bytes => Trees.FlipBit(bytes, 20 * 8));
            Refusal(Origin, Key).ShouldBe(fault, path);
            files.Tamper(path, bytes => Trees.FlipBit(bytes, 20 * 8));
        }
        files.Tamper("checkpoint", _ => [1, 2, 3]);
        Refusal(Origin, Key).ShouldBe(LogFault.CheckpointMalformed);
        files.Remove("checkpoint");
        Refusal(Origin, Key).ShouldBe(LogFault.CheckpointMissing);
    }

    [Fact]
    public void A_rotten_tile_gives_no_proof_instead_of_a_wrong_one()
    {
        files.Tamper("tile/0/000", bytes => Trees.FlipBit(bytes, 4000));
        using var log = TileLog.Open(files, Origin, Key);

        Should.Throw<TileLogException>(() => log.Receipt(3)).Fault.ShouldBe(LogFault.TileDiffers);
        TlogProof.Verify(log.Receipt(599).ToBytes(), BitConverter.GetBytes(599), Public.ToString()).IsValid.ShouldBeTrue();
    }

    LogFault Refusal(string origin, Ed25519Key key) => Should.Throw<TileLogException>(() => TileLog.Open(files, origin, key)).Fault;
}
