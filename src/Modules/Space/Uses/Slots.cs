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

    public long Now => time.GetTimestamp();

    /// <summary>Waits until a whole number of steps has passed since then: who answers within one step is always as late.</summary>
    public async Task WaitForStep(long began, TimeSpan step, CancellationToken ct)
    {
        if (step <= TimeSpan.Zero) return;
        var left = step.Ticks - time.GetElapsedTime(began).Ticks % step.Ticks;
        await Task.Delay(TimeSpan.FromTicks(left), time, ct);
    }

    /// <summary>Up to the next tenth of a second, or the next slot: finer times would tell of the data.</summary>
    public static long Rounded(TimeSpan elapsed, int seconds)
    {
        var step = seconds > 0 ? seconds * 1000L : 100;
        return (long)Math.Ceiling(elapsed.TotalMilliseconds / step) * step;
    }
}
