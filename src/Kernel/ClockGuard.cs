using System.Runtime.CompilerServices;

namespace Yuanliu.Kernel;

/// <summary>A clock that never tells an earlier time than evidence already holds.</summary>
/// <remarks>A host clock that was set back would date a fact before its cause; every write is refused until it has caught up.</remarks>
public sealed class GuardedClock(IClock clock) : IClock
{
    static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    readonly StrongBox<long> highest = new();

    public DateTime Now
    {
        get
        {
            var now = clock.Now;
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
        $"The server's clock is earlier than the newest evidence ({newest:yyyy-MM-dd HH:mm:ss} UTC); writing is paused until it is set right.");
}
