using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace Yuanliu.Registration.Supervision;

/// <summary>未遂行为 — somebody tried what they may not. The register is unchanged; the attempt is evidence.</summary>
/// <param name="Act">The endpoint's name.</param>
/// <param name="Count">How many since <paramref name="Since"/>; many within a short time are one fact.</param>
internal sealed record AttemptRefused(string Act, string Code, string? Basis, int Count, DateTime Since) : Fact
{
    public override string Kind => "registration.attempt-refused/1";
}

/// <summary>未遂行为记录 — the first attempt of its kind is recorded at once; those that follow within ten minutes are counted, and recorded
/// together: a flood of attempts is no flood of evidence.</summary>
internal sealed class AttemptLog(IServiceScopeFactory scopes, IClock clock, HostSettings node) : IRefusalWatch, IHostedService
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    /// <summary>Kinds of attempts that are told apart at one time; beyond that they are counted together.</summary>
    const int KindsMax = 5_000;

    sealed record Kind(string Subject, string Act, string Code, Guid? Person);

    sealed class Tally(DateTime since, string? basis, Caller? by)
    {
        public DateTime Since { get; set; } = since;
        public int Untold { get; set; }
        public string? Basis { get; } = basis;
        public Caller? By { get; } = by;
    }

    readonly ConcurrentDictionary<Kind, Tally> tallies = [];

    /// <summary>What is no attempt at anything: somebody was faster, or something only has to be done first.</summary>
    static readonly HashSet<string> Innocent =
    [
        "changed-meanwhile", "already-there", "registration.no-account", "registration.account-exists",
            "registration.resource-not-confirmed",
        "registration.reviewer-missing", "registration.nothing-outstanding", "registration.filing-ended", "registration.order-closed",
        "registration.statement-missing", "registration.no-quorum", "registration.voted-already", "registration.objection-settled",
    ];

    /// <summary>Refused as invalid, and still an attempt: a number that was made up.</summary>
    static readonly HashSet<string> Forged = ["registration.bad-identity", "registration.statement-needed"];

    public async Task Seen(HttpContext context, Watched watched, RefusalKind kind, string code, string? basis)
    {
        if (!HttpMethods.IsPost(context.Request.Method)) return;
        var tried = kind is RefusalKind.Forbidden or RefusalKind.TooMany || kind is RefusalKind.Conflict && !Innocent.Contains(code)
            || Forged.Contains(code);
        if (!tried) return;
        var by = context.RequestServices.GetRequiredService<CallerBox>().Caller;
        var act = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? watched.Area;
        var what = tallies.Count < KindsMax ? new Kind(Subject(context), act, code, by?.PersonId)
            : new Kind($"urn:yuanliu:{node.Node}:registration", watched.Area, "registration.attempts", null);
        await Count(what, basis, by);
    }

    async Task Count(Kind what, string? basis, Caller? by)
    {
        var (now, first) = (clock.Now, false);
        var tally = tallies.GetOrAdd(what, _ => { first = true; return new(now, basis, by); });
        var (count, since) = (1, now);
        lock (tally)
        {
            if (!first && now - tally.Since < Window) { tally.Untold++; return; }
            if (!first) (count, since, tally.Since, tally.Untold) = (tally.Untold + 1, tally.Untold > 0 ? tally.Since : now, now, 0);
        }
        await Record(what, tally, count, since);
    }

    /// <summary>Tells what was only counted. With <paramref name="all"/> also that of windows which are still open.</summary>
    public async Task<int> Flush(bool all)
    {
        var told = 0;
        foreach (var (what, tally) in tallies.ToArray())
        {
            int count;
            DateTime since;
            lock (tally)
            {
                if (!all && clock.Now - tally.Since < Window) continue;
                (count, since, tally.Untold) = (tally.Untold, tally.Since, 0);
                tallies.TryRemove(what, out _);
            }
            if (count == 0) continue;
            await Record(what, tally, count, since);
            told++;
        }
        return told;
    }

    /// <summary>In a scope of its own: nothing of the refused act is saved with it.</summary>
    async Task Record(Kind what, Tally tally, int count, DateTime since)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerBox>().Caller = tally.By;
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Record(what.Subject, new AttemptRefused(what.Act, what.Code, tally.Basis, count, since));
        await db.SaveChangesAsync();
    }

    /// <summary>The filing it was about; else the register as a whole.</summary>
    string Subject(HttpContext context) => Guid.TryParse(context.Request.RouteValues.GetValueOrDefault("id") as string, out var id)
        && context.Request.Path.Value is { } path && (path.Contains("/filings/", StringComparison.Ordinal)
            || path.Contains("/publicity/", StringComparison.Ordinal))
        ? node.Urn("filing", id) : $"urn:yuanliu:{node.Node}:registration";

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public async Task StopAsync(CancellationToken cancellationToken) => await Flush(all: true);
}

/// <summary>Tells with the day what was only counted.</summary>
internal sealed class AttemptClock(AttemptLog log) : IDaily
{
    public Task<int> TakeDue(CancellationToken ct) => log.Flush(all: false);
}

internal static class WatchAttempts
{
    /// <summary>Tells the watch of every refusal that a handler gave.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var reply = await next(call);
        if ((reply is INestedHttpResult nested ? nested.Result : reply) is ProblemHttpResult { ProblemDetails: { } problem }
            && Text(problem, "code") is { } code && KindOf(problem.Status) is { } kind)
            await RefusalWatching.Tell(call.HttpContext, new Refusal(kind, code, default(Words), Text(problem, "basis")));
        return reply;
    }

    static string? Text(Microsoft.AspNetCore.Mvc.ProblemDetails problem, string name)
        => problem.Extensions.TryGetValue(name, out var value) ? value as string : null;

    static RefusalKind? KindOf(int? status) => status switch
    {
        400 => RefusalKind.Invalid,
        403 => RefusalKind.Forbidden,
        409 => RefusalKind.Conflict,
        429 => RefusalKind.TooMany,
        _ => null,
    };
}
