using System.Collections.Concurrent;

namespace Yuanliu.Space.Gateway;

/// <summary>调用节奏 — how many calls an agreement may make in a second, with a reserve for bursts.</summary>
internal sealed class Paces(SpaceLimits limits, IClock clock)
{
    const int Burst = 3, KeptMax = 100_000;

    sealed class Bucket
    {
        public required double Left;
        public required DateTime At;
        public DateTime ToldAt;
    }

    readonly ConcurrentDictionary<AgreementId, Bucket> buckets = new();

    /// <returns>Null when the call may go on; else whether this is the first in a second that is turned away: that one is kept.</returns>
    public bool? Refuse(AgreementId agreement)
    {
        if (buckets.Count > KeptMax) buckets.Clear();
        var (now, most) = (clock.Now, (double)limits.CallsPerSecondMax * Burst);
        var bucket = buckets.GetOrAdd(agreement, _ => new() { Left = most, At = now });
        lock (bucket)
        {
            bucket.Left = Math.Min(most, bucket.Left + Math.Max(0, (now - bucket.At).TotalSeconds) * limits.CallsPerSecondMax);
            bucket.At = now;
            if (bucket.Left >= 1)
            {
                bucket.Left--;
                return null;
            }
            if (now - bucket.ToldAt < TimeSpan.FromSeconds(1)) return false;
            bucket.ToldAt = now;
            return true;
        }
    }
}
