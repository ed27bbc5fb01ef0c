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

    public static void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            (IsDoor(context) ? "door/" : "") + (context.Connection.RemoteIpAddress?.ToString() ?? "local"),
            _ => new() { PermitLimit = IsDoor(context) ? DoorRequestsMax : RequestsMax, Window = TimeSpan.FromSeconds(10),
                QueueLimit = 0 }));
        options.OnRejected = async (rejected, ct) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                rejected.HttpContext.Response.Headers.RetryAfter =
                    ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await RefusalWatching.Tell(rejected.HttpContext, TooMany);
            await TooMany.Problem(rejected.HttpContext).ExecuteAsync(rejected.HttpContext);
        };
    }

    static bool IsDoor(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AgreementDoor>() is not null;

    static Refusal TooMany => new(RefusalKind.TooMany, "request.too-many", "请求过于频繁，请稍后再试。", "Too many requests; try again shortly.");
}
