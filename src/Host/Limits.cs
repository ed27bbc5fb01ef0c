using System.Globalization;
using System.Threading.RateLimiting;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>How much one caller may ask for. Uploads raise the body limit at their own endpoint.</summary>
/// <remarks>The framework's own gate never lets go of its limiters: every stopped host would stay in memory with its timer.</remarks>
internal sealed class Limits : IDisposable
{
    public const long BodyBytesMax = 2 << 20;
    /// <summary>Requests per address in ten seconds; a console screen takes about ten.</summary>
    public const int RequestsMax = 2000;
    /// <summary>The same at the doors of agreements, where each agreement has a pace of its own.</summary>
    public const int DoorRequestsMax = 200_000;
    /// <summary>Calls of one agreement that are worked on at once; so many more wait, the oldest goes first.</summary>
    public const int DoorCallsAtOnceMax = 16, DoorCallsWaitingMax = 10_000;

    static readonly Pace ofAll = new("", RequestsMax, TimeSpan.FromSeconds(10)), ofDoors = new("door", DoorRequestsMax, ofAll.Window);

    readonly PartitionedRateLimiter<HttpContext> byAddress = ByAddress(c => IsDoor(c) ? ofDoors : ofAll),
        byEndpoint = ByAddress(c => c.GetEndpoint()?.Metadata.GetMetadata<Pace>()), atOnce = AtOnce();
    readonly PartitionedRateLimiter<HttpContext> all;

    public Limits() => all = PartitionedRateLimiter.CreateChained(byAddress, byEndpoint, atOnce);

    /// <summary>A place to work in, or the news that there is none.</summary>
    public ValueTask<RateLimitLease> Enter(HttpContext context) => all.AcquireAsync(context, 1, context.RequestAborted);

    static PartitionedRateLimiter<HttpContext> ByAddress(Func<HttpContext, Pace?> paceOf)
        => PartitionedRateLimiter.Create<HttpContext, (string, string)>(context => paceOf(context) is not { } pace
            ? RateLimitPartition.GetNoLimiter(("", ""))
            : RateLimitPartition.GetFixedWindowLimiter((pace.Name, context.Connection.RemoteIpAddress?.ToString() ?? "local"),
                _ => new() { PermitLimit = pace.Max, Window = pace.Window, QueueLimit = 0 }));

    /// <summary>Whoever calls one agreement a thousand times at once waits for itself and for nobody else.</summary>
    static PartitionedRateLimiter<HttpContext> AtOnce() => PartitionedRateLimiter.Create<HttpContext, string>(context => IsDoor(context)
        ? RateLimitPartition.GetConcurrencyLimiter(context.Request.RouteValues["id"]?.ToString() ?? "", _ => new()
        {
            PermitLimit = DoorCallsAtOnceMax, QueueLimit = DoorCallsWaitingMax, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        })
        : RateLimitPartition.GetNoLimiter(""));

    static bool IsDoor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AgreementDoor>() is not null;

    public void Dispose()
    {
        foreach (var limiter in (ReadOnlySpan<PartitionedRateLimiter<HttpContext>>)[all, byAddress, byEndpoint, atOnce]) limiter.Dispose();
    }
}

/// <summary>Lets a request through at the pace that <see cref="Limits"/> allow, or refuses it with the time to come again.</summary>
internal sealed class PaceGate(RequestDelegate next, Limits limits)
{
    static Refusal TooMany => new(RefusalKind.TooMany, "request.too-many", "请求过于频繁，请稍后再试。", "Too many requests; try again shortly.");

    public async Task InvokeAsync(HttpContext context)
    {
        using var lease = await limits.Enter(context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await RefusalWatching.Tell(context, TooMany);
        await TooMany.Problem(context).ExecuteAsync(context);
    }
}
