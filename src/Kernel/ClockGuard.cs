using System.Runtime.CompilerServices;

namespace Yuanliu.Kernel;

/// <summary>A clock that never tells an earlier time than evidence already holds.</summary>
/// <remarks>A host clock that was set back would date a fact before its cause; every write is refused until it has caught up.</remarks>
public sealed class GuardedClock(ClockSource source) : IClock
{
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    readonly StrongBox<long> highest = new();

    public DateTime Now
    {
        get
        {
            var now = source.Clock.Now;
            for (var seen = Volatile.Read(ref highest.Value); ; seen = Volatile.Read(ref highest.Value))
            {
                if (now.Ticks <= seen)
                {
                    if (seen - now.Ticks > Tolerance.Ticks) throw new RefusedException(MovedBack(new(seen, DateTimeKind.Utc)));
                    return new(seen, DateTimeKind.Utc);
                }
                if (Interlocked.CompareExchange(ref highest.Value, now.Ticks, seen) == seen) return now;
            }
        }
    }

    /// <summary>Tells the guard the time of the newest fact in the journal; called once at start.</summary>
    public void Remember(DateTime newest)
    {
        if (newest.Ticks > Volatile.Read(ref highest.Value)) Volatile.Write(ref highest.Value, newest.Ticks);
    }

    static Refusal MovedBack(DateTime newest) => new(RefusalKind.Unavailable, "kernel.clock-moved-back",
        $"服务器时钟早于最近一条存证（{newest:yyyy-MM-dd HH:mm:ss} UTC），已暂停写入，请校准时钟。",
        $"The server's clock is earlier than the newest evidence ({newest:yyyy-MM-dd HH:mm:ss} UTC); "
        + "writing is paused until it is set right.");
}

/// <summary>The clock beneath the guard: the host's, the demo city's, or a test's.</summary>
public sealed record ClockSource(IClock Clock);

/// <summary>The host's own clock, whatever a demo city's shows: sessions, locks and tokens go by it.</summary>
/// <remarks>It stands still while the host's clock is set back: a key or a session that has expired does not come back to life.</remarks>
public sealed class HostClock(IClock clock)
{
    long highest;

    public DateTime Now
    {
        get
        {
            var now = clock.Now.Ticks;
            for (var seen = Volatile.Read(ref highest); now > seen; seen = Volatile.Read(ref highest))
                if (Interlocked.CompareExchange(ref highest, now, seen) == seen) return new(now, DateTimeKind.Utc);
            return new(Volatile.Read(ref highest), DateTimeKind.Utc);
        }
    }
}

/// <summary>演示时钟 — the host's clock plus what the demo has moved it by. It only moves forward.</summary>
public sealed class DemoClock(IClock host) : IClock
{
    long offsetTicks;

    public DateTime Now => host.Now.AddTicks(Volatile.Read(ref offsetTicks));
    public TimeSpan Offset => TimeSpan.FromTicks(Volatile.Read(ref offsetTicks));

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref offsetTicks, by.Ticks);
    }
}
