using Shouldly;
using Xunit;
using Yuanliu.Contracts;
using Yuanliu.Space.Stops;

namespace Yuanliu.Tests.Space;

/// <summary>在途使用 — a stop reaches all that runs, whatever ends by itself at the same moment.</summary>
public sealed class RunningUsesTests
{
    static readonly AgreementId Agreement = new(new Guid(1, 0, 0, new byte[8]));

    static Guid Of(int number) => new(number, 0, 0, new byte[8]);

    [Fact]
    public void Work_that_ends_while_it_is_stopped_keeps_no_other_from_its_end()
    {
        var running = new RunningUses();
        var works = Enumerable.Range(0, 8).Select(i => running.Begin([Agreement], Of(i), CancellationToken.None)).ToList();
        // The stop of one is the end of all the others: they are put away while it still goes through them.
        var isFirst = 1;
        foreach (var work in works)
            work.Token.Register(() =>
            {
                if (Interlocked.Exchange(ref isFirst, 0) == 0) return;
                foreach (var other in works.Where(w => w != work)) other.Dispose();
            });
        running.Stop(Agreement);
        works.Count(w => w.WasStopped).ShouldBe(1);
        foreach (var work in works.Where(w => w.WasStopped)) work.Dispose();
        running.Count(Agreement).ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_that_come_and_go_none_breaks_a_stop()
    {
        var (running, left) = (new RunningUses(), 4);
        var come = Enumerable.Range(0, left).Select(who => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++) running.Begin([Agreement], Of(who), CancellationToken.None).Dispose();
            Interlocked.Decrement(ref left);
        })).ToList();
        while (Volatile.Read(ref left) > 0) running.Stop(Agreement);
        await Task.WhenAll(come);
        running.Count(Agreement).ShouldBe(0);
    }
}
