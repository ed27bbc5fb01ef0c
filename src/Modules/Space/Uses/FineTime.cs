using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Yuanliu.Space.Uses;

/// <summary>细时 — short timers that end when they should.</summary>
/// <remarks>The runtime's own go by a clock that moves every four milliseconds on Linux: what is due in four may come after eight. Here
/// one thread sleeps until the next is due, as long as anybody waits. Longer times are left to the runtime.</remarks>
internal sealed partial class FineTime : TimeProvider
{
    static readonly TimeSpan LongestFine = TimeSpan.FromMilliseconds(50);
    /// <summary>Who comes meanwhile with an earlier moment waits this much longer at most.</summary>
    const long NapMax = 1_000_000;

    readonly object gate = new();
    readonly List<Waiting> waiting = [];
    bool isLooking;

    /// <summary>One thread serves the whole process.</summary>
    public static FineTime Shared { get; } = new();

    FineTime()
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > LongestFine) return base.CreateTimer(callback, state, dueTime, period);
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    void Begin(Waiting timer, TimeSpan due, TimeSpan period)
    {
        lock (gate)
        {
            timer.Begin(due, period);
            waiting.Remove(timer);
            waiting.Add(timer);
            if (isLooking) Monitor.Pulse(gate);
            else new Thread(Look) { IsBackground = true, Name = nameof(FineTime) }.Start();
            isLooking = true;
        }
    }

    void Remove(Waiting timer)
    {
        lock (gate) waiting.Remove(timer);
    }

    void Look()
    {
        var due = new List<Waiting>();
        while (true)
        {
            var nap = NapMax;
            lock (gate)
            {
                while (waiting.Count == 0) Monitor.Wait(gate);
                var now = Stopwatch.GetTimestamp();
                foreach (var timer in waiting)
                {
                    if (timer.IsDue(now)) due.Add(timer);
                    if (!timer.IsOver) nap = Math.Min(nap, timer.Left(now));
                }
                waiting.RemoveAll(t => t.IsOver);
            }
            foreach (var timer in due) timer.Fire();
            due.Clear();
            Sleep(nap);
        }
    }

    static void Sleep(long nanoseconds)
    {
        if (OperatingSystem.IsLinux()) NanoSleep(new(0, (nint)nanoseconds), 0);
        else Thread.Sleep(1);
    }

    readonly record struct Span(nint Seconds, nint Nanoseconds);

    /// <remarks>A sleep that a signal cuts short is one more look.</remarks>
    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in Span wanted, nint left);

    sealed class Waiting(FineTime of, Action fire) : ITimer
    {
        long next, every;

        /// <summary>It ended, and does not begin again.</summary>
        public bool IsOver { get; private set; }

        public bool IsDue(long now)
        {
            if (now < next) return false;
            if (every > 0) next += (now - next) / every * every + every;
            else IsOver = true;
            return true;
        }

        /// <summary>Until it is due, in nanoseconds.</summary>
        public long Left(long now) => Math.Max((long)((next - now) * (1e9 / Stopwatch.Frequency)), 1);

        public void Fire() => fire();

        public void Begin(TimeSpan due, TimeSpan period)
            => (next, every, IsOver) = (Stopwatch.GetTimestamp() + Ticks(due), period > TimeSpan.Zero ? Ticks(period) : 0, false);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            of.Begin(this, dueTime, period);
            return true;
        }

        static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

        public void Dispose() => of.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
