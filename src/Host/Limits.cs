using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Yuanliu.Kernel;

namespace Yuanliu.Host;

/// <summary>How much one caller may ask for. Uploads raise the body limit at their own endpoint.</summary>
internal static class Limits
{
    public const long BodyBytesMax = 2 << 20;
    /// <summary>Requests per address in ten seconds; a console screen takes about ten.</summary>
    public const int RequestsMax = 2000;
    /// <summary>The same at the doors of agreements, where each agreement has a pace of its own.</summary>
    public const int DoorRequestsMax = 200_000;
    /// <summary>Calls of one agreement that are worked on at once; so many more wait, the oldest goes first.</summary>
    public const int DoorCallsAtOnceMax = 16, DoorCallsWaitingMax = 10_000;

    public static void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(ByAddress(), AtOnce());
        options.OnRejected = async (rejected, ct) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                rejected.HttpContext.Response.Headers.RetryAfter =
                    ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await RefusalWatching.Tell(rejected.HttpContext, TooMany);
            await TooMany.Problem(rejected.HttpContext).ExecuteAsync(rejected.HttpContext);
        };
    }

    static PartitionedRateLimiter<HttpContext> ByAddress() => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        var isDoor = IsDoor(context);
        return RateLimitPartition.GetFixedWindowLimiter(
            (isDoor ? "door/" : "") + (context.Connection.RemoteIpAddress?.ToString() ?? "local"),
            _ => new() { PermitLimit = isDoor ? DoorRequestsMax : RequestsMax, Window = TimeSpan.FromSeconds(10), QueueLimit = 0 });
    });

    /// <summary>Whoever calls one agreement a thousand times at once waits for itself and for nobody else.</summary>
    static PartitionedRateLimiter<HttpContext> AtOnce() => PartitionedRateLimiter.Create<HttpContext, string>(context => IsDoor(context)
        ? RateLimitPartition.GetConcurrencyLimiter(context.Request.RouteValues["id"]?.ToString() ?? "", _ => new()
        {
            PermitLimit = DoorCallsAtOnceMax, QueueLimit = DoorCallsWaitingMax, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        })
        : RateLimitPartition.GetNoLimiter(""));

    static bool IsDoor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AgreementDoor>() is not null;

    static Refusal TooMany => new(RefusalKind.TooMany, "request.too-many", "请求过于频繁，请稍后再试。", "Too many requests; try again shortly.");
}
