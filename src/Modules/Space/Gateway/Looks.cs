using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Yuanliu.Space.Gateway;

/// <summary>数据源察看 — asks the catalog for the confirmed version of a resource: within a time, one look for all who ask meanwhile, and
/// none at a source that failed several times.</summary>
/// <remarks>
/// A look that takes longer than its callers wait goes on without them: a table that is copied out of its database for the first time is
/// there for a later call, and a host that swallows what it is sent holds one look and not one for each call.
/// </remarks>
internal sealed class Looks(IServiceScopeFactory scopes, SpaceLimits limits, IClock clock, TimeProvider time)
{
    readonly ConcurrentDictionary<ResourceId, Lazy<Task<Result<ResourceData>>>> open = new();
    readonly ConcurrentDictionary<ResourceId, Breaker> breakers = new();

    /// <summary>Nobody is looking at any source.</summary>
    public bool IsIdle => open.IsEmpty;

    /// <returns>The refusal says whether the source was slow, rests, or is not there.</returns>
    public Task<(ResourceData? Data, Denial? Denial)> Of(ResourceId id, CancellationToken ct) => Of(id, limits.SourceTimeMax, ct);

    /// <summary>For a job, that nobody waits for: it has more time, and leaves a failing source alone all the same.</summary>
    public Task<(ResourceData? Data, Denial? Denial)> OfJob(ResourceId id, CancellationToken ct) => Of(id, limits.JobSourceTimeMax, ct);

    async Task<(ResourceData? Data, Denial? Denial)> Of(ResourceId id, TimeSpan within, CancellationToken ct)
    {
        var breaker = breakers.GetOrAdd(id, _ => new(limits.SourceFailuresMax, limits.SourceRest, clock));
        if (!breaker.MayTry()) return (null, Refusals.SourceResting);
        try
        {
            var look = open.GetOrAdd(id, _ => new(() => Begin(id, breaker)));
            var seen = await look.Value.WaitAsync(within, time, ct);
            return seen.Value is { } data ? (data, null) : (null, Refusals.Source(seen.Refusal!));
        }
        catch (TimeoutException)
        {
            breaker.Went(false);
            return (null, Refusals.SourceSlow);
        }
        catch (OperationCanceledException)
        {
            breaker.WentNowhere();
            throw;
        }
    }

    /// <summary>It belongs to no call, and knows nothing of the one that began it.</summary>
    Task<Result<ResourceData>> Begin(ResourceId id, Breaker breaker)
    {
        using var apart = ExecutionContext.SuppressFlow();
        return Task.Run(() => Look(id, breaker));
    }

    async Task<Result<ResourceData>> Look(ResourceId id, Breaker breaker)
    {
        var isWell = false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var seen = await scope.ServiceProvider.GetRequiredService<ICatalog>().Data(id, CancellationToken.None);
            // A table that was changed, or taken away, is a source that answers.
            isWell = seen.Refusal?.Kind is not RefusalKind.Unavailable;
            return seen;
        }
        finally
        {
            breaker.Went(isWell);
            open.TryRemove(id, out _);
        }
    }
}
