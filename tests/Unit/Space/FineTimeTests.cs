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
    public async Task What_comes_again_comes_until_it_is_disposed_of_and_many_wait_together()
    {
        var counts = new int[200];
        var all = Enumerable.Range(0, counts.Length).Select(_ => new TaskCompletionSource()).ToArray();
        var timers = counts.Select((_, i) => FineTime.Shared.CreateTimer(_ =>
        {
            if (Interlocked.Increment(ref counts[i]) == 3) all[i].TrySetResult();
        }, null, TimeSpan.FromMilliseconds(1 + i % 3), TimeSpan.FromMicroseconds(250))).ToList();
        await Task.WhenAll(all.Select(t => t.Task));
        foreach (var timer in timers) await timer.DisposeAsync();

        // What begins after them ends after whatever was still under way.
        await One();
        var then = counts.ToArray();
        await One();
        counts.ShouldBe(then);
    }

    static async Task One()
    {
        var ended = new TaskCompletionSource();
        using var timer = FineTime.Shared.CreateTimer(_ => ended.TrySetResult(), null, TimeSpan.FromMilliseconds(1), TimeSpan.Zero);
        await ended.Task;
    }
}
