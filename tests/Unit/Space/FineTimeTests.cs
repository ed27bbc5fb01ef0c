using System.Diagnostics;
using Shouldly;
using Xunit;
using Yuanliu.Space.Uses;

namespace Yuanliu.Tests.Space;

/// <summary>细时: nothing ends before its moment, what is over ends no more, and who waits is never forgotten.</summary>
public sealed class FineTimeTests
{
    [Theory]
    [InlineData(0), InlineData(0.25), InlineData(3), InlineData(60)]
    public async Task Nothing_ends_before_its_moment(double milliseconds)
    {
        var (due, began) = (TimeSpan.FromMilliseconds(milliseconds), Stopwatch.GetTimestamp());
        var ended = new TaskCompletionSource();
        using var timer = FineTime.Shared.CreateTimer(_ => ended.TrySetResult(), null, due, Timeout.InfiniteTimeSpan);
        await ended.Task;
        // The runtime's own, which long ones are left to, may be early by its clock's step.
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThanOrEqualTo(due > TimeSpan.FromMilliseconds(50) ? due / 2 : due);
    }

    [Fact]
    public async Task Many_who_wait_together_all_end_once_and_who_left_does_not()
    {
        var counts = new int[200];
        var all = Enumerable.Range(0, counts.Length).Select(_ => new TaskCompletionSource()).ToArray();
        var timers = counts.Select((_, i) => FineTime.Shared.CreateTimer(_ =>
        {
            Interlocked.Increment(ref counts[i]);
            all[i].TrySetResult();
        }, null, TimeSpan.FromMicroseconds(1_000 + 250 * (i % 9)), Timeout.InfiniteTimeSpan)).ToList();
        var gone = 0;
        await FineTime.Shared.CreateTimer(_ => gone++, null, TimeSpan.FromMilliseconds(40), TimeSpan.Zero).DisposeAsync();
        await Task.WhenAll(all.Select(t => t.Task));
        foreach (var timer in timers) await timer.DisposeAsync();

        // What begins after them, and ends after the one who left would have, ends after all that was still under way.
        var ended = new TaskCompletionSource();
        using var last = FineTime.Shared.CreateTimer(_ => ended.TrySetResult(), null, TimeSpan.FromMilliseconds(45), TimeSpan.Zero);
        await ended.Task;
        (gone, counts.Min(), counts.Max()).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task What_comes_again_comes_by_the_runtimes_own()
    {
        var (count, thrice) = (0, new TaskCompletionSource());
        await using var timer = FineTime.Shared.CreateTimer(_ =>
        {
            if (Interlocked.Increment(ref count) == 3) thrice.TrySetResult();
        }, null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        await thrice.Task;
    }
}
