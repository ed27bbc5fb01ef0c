namespace Yuanliu.Space.Uses;

/// <summary>发布时隙 — answers leave at the end of fixed slots, so that how long one took tells nothing.</summary>
internal sealed class Slots(TimeProvider time)
{
    /// <summary>Waits until the slot ends in which this is asked; at once where there are none.</summary>
    public async Task WaitForEnd(int seconds, CancellationToken ct)
    {
        if (seconds <= 0) return;
        var slot = TimeSpan.FromSeconds(seconds);
        var left = slot.Ticks - time.GetUtcNow().Ticks % slot.Ticks;
        await Task.Delay(TimeSpan.FromTicks(left), time, ct);
    }

    /// <summary>Begins to count steps; null where there are none.</summary>
    public Steps? Begin(TimeSpan first, TimeSpan next) => first > TimeSpan.Zero && next > TimeSpan.Zero ? new(time, first, next) : null;

    /// <summary>Up to the next tenth of a second, or the next slot: finer times would tell of the data.</summary>
    public static long Rounded(TimeSpan elapsed, int seconds)
    {
        var step = seconds > 0 ? seconds * 1000L : 100;
        return (long)Math.Ceiling(elapsed.TotalMilliseconds / step) * step;
    }
}

/// <summary>等时步 — steps from when a request came: who answers within the first is always as late.</summary>
/// <remarks>The end is worked out from the beginning, and waited for with a time that is right to the moment: a coarser one would round
/// to its own steps, and the mean of many answers would tell how long the work took.</remarks>
/// <param name="first">Until the first step ends, which most answers fit in.</param>
/// <param name="next">Each step after it.</param>
internal sealed class Steps(TimeProvider time, TimeSpan first, TimeSpan next)
{
    readonly long began = time.GetTimestamp();

    /// <summary>Waits until the step ends in which this is asked; an end that is just now is one that passed.</summary>
    public async Task WaitForEnd(CancellationToken ct)
    {
        var (end, elapsed) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), time.GetElapsedTime(began));
        var left = elapsed < first ? first - elapsed : next - TimeSpan.FromTicks((elapsed - first).Ticks % next.Ticks);
        await using var timer = time.CreateTimer(_ => end.TrySetResult(), null, left, Timeout.InfiniteTimeSpan);
        await end.Task.WaitAsync(ct);
    }
}
