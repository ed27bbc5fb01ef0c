using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Yuanliu.Space.Uses;

/// <summary>细时 — short timers that end when they should.</summary>
/// <remarks>The runtime's own go by a clock that moves every four milliseconds on Linux: what is due in four may come after eight. Here
/// one thread sleeps until the next is due, as long as anybody waits. What is longer or comes again is left to the runtime.</remarks>
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
        if (dueTime < TimeSpan.Zero || dueTime > LongestFine || period > TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    void Begin(Waiting timer, TimeSpan due)
    {
        lock (gate)
        {
            timer.Begin(due);
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
                    if (timer.Left(now) is > 0 and var left) nap = Math.Min(nap, left);
                    else due.Add(timer);
                foreach (var timer in due) waiting.Remove(timer);
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
        long next;

        /// <summary>Until it is due, in nanoseconds.</summary>
        public long Left(long now) => (long)((next - now) * (1e9 / Stopwatch.Frequency));

        public void Fire() => fire();

        public void Begin(TimeSpan due) => next = Stopwatch.GetTimestamp() + (long)(due.TotalSeconds * Stopwatch.Frequency);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero) throw new NotSupportedException("What comes again is the runtime's.");
            of.Begin(this, dueTime);
            return true;
        }

        public void Dispose() => of.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
