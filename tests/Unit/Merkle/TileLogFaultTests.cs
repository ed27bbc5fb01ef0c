using Shouldly;
using Xunit;
using Yuanliu.Compute.Merkle;
using Yuanliu.Compute.Signing;

namespace Yuanliu.Tests;

/// <summary>Each file operation of an append fails in turn, the power goes, and the log must still tell the truth.</summary>
public sealed class TileLogFaultTests
{
    const string Origin = "log.example/1";

    // Batches that grow a partial tile, fill it, fill one exactly, and begin a second level.
    static readonly int[] Batches = [250, 9, 253, 1];

    static readonly Ed25519Key Key = Ed25519Key.FromSeed(new byte[32]);
    static readonly ReadOnlyMemory<byte>[] Entries = [.. Enumerable.Range(0, Batches.Sum()).Select(i => new ReadOnlyMemory<byte>(
        [.. BitConverter.GetBytes(i), .. new byte[i % 5]]))];

    static readonly TreeHash[] Roots = [.. RootsOfAllSizes()];

    static IEnumerable<TreeHash> RootsOfAllSizes()
    {
        var range = new CompactRange();
        yield return range.Root;
        foreach (var entry in Entries)
        {
            range.Append(TreeHash.OfLeaf(entry.Span));
            yield return range.Root;
        }
    }

    [Theory]
    [InlineData(FaultKind.BeforeActing)]
    [InlineData(FaultKind.HalfWay)]
    [InlineData(FaultKind.AfterActing)]
    public void Nothing_acknowledged_is_lost_whichever_operation_fails(FaultKind kind)
    {
        foreach (var survival in Enum.GetValues<Survival>())
        {
            var operation = 1;
            while (FailAt(operation, kind, survival)) operation++;
            operation.ShouldBeGreaterThan(40, "the fault must have met every step of an append");
        }
    }

    /// <returns>False when all was appended before the operation came.</returns>
    static bool FailAt(int operation, FaultKind kind, Survival survival)
    {
        var where = $"operation {operation} failing {kind}, {survival} of the unsynced surviving";
        var files = new FaultyFiles();
        files.FailAt(operation, kind);
        var acknowledged = AppendAll(files);
        var failed = files.Failed;
        files.Crash(survival);

        using var log = TileLog.Open(files, Origin, Key);
        log.Size.ShouldBeGreaterThanOrEqualTo(acknowledged, where);
        ShouldHold(files, log, where);

        // The caller gives everything again from the first, in other batches than before.
        for (var at = 0; at < Entries.Length; at += 300) log.Append(at, Entries[at..Math.Min(at + 300, Entries.Length)]);
        log.Size.ShouldBe(Entries.Length, where);
        ShouldHold(files, log, where);
        return failed;
    }

    [Theory]
    [InlineData(FaultKind.BeforeActing)]
    [InlineData(FaultKind.HalfWay)]
    [InlineData(FaultKind.AfterActing)]
    public void Nothing_is_lost_when_first_the_process_ends_and_later_the_power(FaultKind kind)
    {
        var failed = true;
        for (var operation = 1; failed; operation++)
        {
            var where = $"operation {operation} failing {kind}";
            var files = new FaultyFiles();
            files.FailAt(operation, kind);
            AppendAll(files);
            failed = files.Failed;
            files.Kill();
            using (var next = TileLog.Open(files, Origin, Key)) next.Append(next.Size, Entries[(int)next.Size..]);
            files.Crash(Survival.None);

            using var log = TileLog.Open(files, Origin, Key);
            log.Size.ShouldBe(Entries.Length, where);
            ShouldHold(files, log, where);
        }
    }

    static long AppendAll(FaultyFiles files)
    {
        var acknowledged = 0L;
        try
        {
            using var log = TileLog.Open(files, Origin, Key);
            foreach (var batch in Batches)
                acknowledged = log.Append(acknowledged, Entries.AsSpan((int)acknowledged, batch).ToArray());
        }
        catch (IOException)
        {
            files.Failed.ShouldBeTrue("only the fault may stop an append");
        }
        return acknowledged;
    }

    static void ShouldHold(FaultyFiles files, TileLog log, string where)
    {
        log.Checkpoint.Root.ShouldBe(Roots[(int)log.Size], where);

        var report = Fsck.Run(files, log.Key, (i, entry) => entry.ToArray().ShouldBe(Entries[i].ToArray(), where));
        report.Findings.ShouldBeEmpty(where);
        report.EntriesRead.ShouldBe(log.Size, where);
    }

    [Fact]
    public void A_log_that_failed_refuses_to_go_on_but_still_answers_for_what_it_published()
    {
        var files = new FaultyFiles();
        using var log = TileLog.Open(files, Origin, Key);
        log.Append(0, Entries[..300]);
        files.FailAt(3, FaultKind.HalfWay);

        Should.Throw<IOException>(() => log.Append(300, Entries[300..]));
        files.FailAt(int.MaxValue, FaultKind.HalfWay);

        Should.Throw<TileLogException>(() => log.Append(300, Entries[300..])).Fault.ShouldBe(LogFault.Broken);
        Should.Throw<TileLogException>(() => log.Cosign(300, "", log.Key)).Fault.ShouldBe(LogFault.Broken);
        TlogProof.Verify(log.Receipt(299).ToBytes(), Entries[299].Span, log.Key.ToString()).IsValid.ShouldBeTrue();
        log.ReadEntries(299, 1)[0].ToArray().ShouldBe(Entries[299].ToArray());
    }

    [Fact]
    public void A_disk_that_forgets_a_synced_tile_is_found_out()
    {
        var files = new FaultyFiles();
        using (var log = TileLog.Open(files, Origin, Key)) log.Append(0, Entries[..300]);
        files.Remove("tile/0/001.p/44");

        Should.Throw<TileLogException>(() => TileLog.Open(files, Origin, Key)).Fault.ShouldBe(LogFault.TileMissing);
        Should.Throw<TileLogException>(() => TileLog.Open(files, Origin, Key), "a refused opening gives the lock back")
            .Fault.ShouldBe(LogFault.TileMissing);
    }
}
