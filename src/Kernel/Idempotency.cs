using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Yuanliu.Kernel;

/// <summary>A write that was asked for under a key, so that asking again does it once.</summary>
public sealed class IdempotencyRecord
{
    public required Guid PersonId { get; init; }
    public required string Key { get; init; }
    public required string Request { get; init; }
    public required DateTime At { get; init; }
    /// <summary>0 until the reply is known: the act is durable, its reply may have been lost with a crash.</summary>
    public int Status { get; set; }
    public string? Reply { get; set; }
    public string? Location { get; set; }

    internal static void Map(EntityTypeBuilder<IdempotencyRecord> e)
    {
        e.ToTable("kernel_idempotency");
        e.HasKey(x => new { x.PersonId, x.Key });
        e.Property(x => x.Key).HasMaxLength(100);
        e.Property(x => x.Request).HasMaxLength(64);
        e.Property(x => x.Location).HasMaxLength(400);
        e.HasIndex(x => x.At);
    }
}

/// <summary>Repeats the first reply to a write that carries the same <c>Idempotency-Key</c>.</summary>
/// <remarks>The key is saved in the act's own transaction: either both are durable or neither.</remarks>
public sealed class IdempotencyGate(RequestDelegate next)
{
    const string Header = "Idempotency-Key";
    const int BodyBytesMax = 1 << 20;

    public async Task InvokeAsync(HttpContext context, AppDb db, CallerBox box, GuardedClock clock)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || !HttpMethods.IsPost(context.Request.Method) || box.Caller is not { } caller) { await next(context); return; }
        if (key.Length > 100) { await BadKey.Problem(context).ExecuteAsync(context); return; }
        if (await Fingerprint(context) is not { } request) { await TooLarge.Problem(context).ExecuteAsync(context); return; }

        if (await db.Set<IdempotencyRecord>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.PersonId == caller.PersonId && r.Key == key, context.RequestAborted) is { } earlier)
        {
            await Repeat(context, earlier, request);
            return;
        }
        db.Add(new IdempotencyRecord { PersonId = caller.PersonId, Key = key, Request = request, At = clock.Now });
        await Run(context, caller.PersonId, key);
    }

    async Task Run(HttpContext context, Guid person, string key)
    {
        var body = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try { await next(context); }
        finally { context.Response.Body = body; }
        await Remember(context, person, key, Encoding.UTF8.GetString(copy.ToArray()));
        copy.Position = 0;
        await copy.CopyToAsync(body, context.RequestAborted);
    }

    static async Task Remember(HttpContext context, Guid person, string key, string reply)
    {
        await using var scope = context.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(r => r.PersonId == person && r.Key == key) is not { } record) return;
        (record.Status, record.Reply, record.Location) = (context.Response.StatusCode, reply, context.Response.Headers.Location.ToString());
        await db.SaveChangesAsync();
    }

    static async Task Repeat(HttpContext context, IdempotencyRecord earlier, string request)
    {
        if (earlier.Request != request) { await OtherRequest.Problem(context).ExecuteAsync(context); return; }
        if (earlier.Status == 0) { await AlreadyDone.Problem(context).ExecuteAsync(context); return; }
        context.Response.StatusCode = earlier.Status;
        context.Response.Headers["Idempotent-Replayed"] = "true";
        if (earlier.Location is { Length: > 0 } location) context.Response.Headers.Location = location;
        if (earlier.Reply is not { Length: > 0 } reply) return;
        context.Response.ContentType = earlier.Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        await context.Response.WriteAsync(reply, context.RequestAborted);
    }

    /// <returns>SHA-256 over path and body in hex; null when the body is longer than a keyed request may be.</returns>
    static async Task<string?> Fingerprint(HttpContext context)
    {
        if (context.Request.ContentLength > BodyBytesMax) return null;
        context.Request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.Path + context.Request.QueryString.ToString() + "\n"));
        var buffer = new byte[8192];
        var total = 0;
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0; total += read)
        {
            if (total + read > BodyBytesMax) return null;
            hash.AppendData(buffer, 0, read);
        }
        context.Request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static Refusal TooLarge => new(
        RefusalKind.TooLarge, "idempotency.body-too-large", "带幂等键的请求体最大 1 MB。", "A request with an idempotency key has at most 1 MB.");
    static Refusal BadKey
        => new(RefusalKind.Invalid, "idempotency.key-too-long", "幂等键最长 100 个字符。", "An idempotency key has at most 100 characters.");
    static Refusal OtherRequest
        => new(RefusalKind.Conflict, "idempotency.other-request", "该幂等键已用于另一请求。", "This key was used for a different request.");
    static Refusal AlreadyDone => new(RefusalKind.Conflict, "idempotency.already-done", "该操作已生效，但首次答复已丢失，请查询结果。",
        "The act took effect, but its first reply was lost; look the result up.");
}
