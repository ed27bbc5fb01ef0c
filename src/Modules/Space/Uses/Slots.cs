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
/// <remarks>The timer runs from the beginning. One that is set when the work is done would round to its own resolution, and the mean of
/// many answers would tell how long the work took.</remarks>
internal sealed class Steps : IDisposable
{
    readonly ITimer timer;
    TaskCompletionSource? waiting;

    /// <param name="time">Whose timer it is.</param>
    /// <param name="first">Until the first step ends, which most answers fit in.</param>
    /// <param name="next">Each step after it.</param>
    public Steps(TimeProvider time, TimeSpan first, TimeSpan next)
        => timer = time.CreateTimer(_ => Interlocked.Exchange(ref waiting, null)?.TrySetResult(), null, first, next);

    /// <summary>Waits until the step ends in which this is asked; ends that passed before mean nothing.</summary>
    public Task WaitForEnd(CancellationToken ct)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref waiting, end);
        return end.Task.WaitAsync(ct);
    }

    public void Dispose() => timer.Dispose();
}
