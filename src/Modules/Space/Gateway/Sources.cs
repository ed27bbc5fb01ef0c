using System.Collections.Concurrent;
using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Space.Gateway;

/// <summary>供数表 — one version of a resource as it lies ready for pages: its rows numbered in their order.</summary>
/// <param name="Readers">How many may read at the same time.</param>
internal sealed record Source(Database Database, SemaphoreSlim Readers)
{
    public const string Table = "served", Number = "yl/n";

    readonly ConcurrentBag<Connection> idle = [];

    /// <summary>Reads with a connection that is kept for the next reader, unless something went wrong with it.</summary>
    public Outcome<T> Read<T>(Func<Connection, Outcome<T>> read)
    {
        var connection = idle.TryTake(out var kept) ? kept : Database.Connect(countsProgress: false);
        var isWell = false;
        try
        {
            var outcome = read(connection);
            isWell = outcome.Error is null;
            return outcome;
        }
        finally
        {
            if (isWell) idle.Add(connection);
            else connection.Dispose();
        }
    }
}

/// <summary>数据源 — makes versions ready once, reads pages within a time, and leaves a failing source alone.</summary>
/// <remarks>What is read is written by us from the typed terms of the agreement; of a caller's text only values reach a
/// statement.</remarks>
internal sealed class Sources(HostSettings node, SpaceLimits limits, IClock clock)
{
    readonly ConcurrentDictionary<string, Lazy<Task<Source>>> ready = new();
    readonly ConcurrentDictionary<ResourceId, Breaker> breakers = new();

    /// <summary>Reads rows; the refusal says whether the source was slow, rests, or is not there.</summary>
    /// <param name="take">Makes of the result what is wanted of it.</param>
    public async Task<(T? Taken, Denial? Denial)> Read<T>(
        ResourceCard resource, ResourceData data, string sql, Func<QueryResult, Outcome<T>> take, CancellationToken ct) where T : class
    {
        var breaker = breakers.GetOrAdd(resource.Id, _ => new(limits.SourceFailuresMax, limits.SourceRest, clock));
        if (!breaker.MayTry()) return (null, Refusals.SourceResting);
        try
        {
            var source = await Of(resource, data).WaitAsync(limits.SourceTimeMax, ct);
            if (!await source.Readers.WaitAsync(limits.SourceTimeMax, ct)) throw new TimeoutException();
            try
            {
                var read = await Task.Run(() => Read(source, sql, take, ct), ct);
                breaker.Went(read.Error is null);
                return read.Error is { } error
                    ? (null, error.Kind is ErrorKind.TimeLimit ? Refusals.SourceSlow : Refusals.NoData) : (read.Value, null);
            }
            finally { source.Readers.Release(); }
        }
        catch (TimeoutException)
        {
            breaker.Went(false);
            return (null, Refusals.SourceSlow);
        }
        catch (NoSource)
        {
            breaker.Went(false);
            return (null, Refusals.NoData);
        }
        catch (OperationCanceledException)
        {
            breaker.WentNowhere();
            throw;
        }
        catch
        {
            // A try that never ended would keep everybody away for good.
            breaker.Went(false);
            throw;
        }
    }

    Outcome<T> Read<T>(Source source, string sql, Func<QueryResult, Outcome<T>> take, CancellationToken ct) => source.Read(connection =>
    {
        var query = connection.Query(sql, options: new() { TimeLimit = limits.SourceTimeMax }, ct: ct);
        if (query.Error is { } error) return error;
        using var result = query.Value!;
        return result.Unreadable is { } unreadable ? unreadable : take(result);
    });

    /// <summary>A version that cannot be made ready is tried anew by the next call.</summary>
    Task<Source> Of(ResourceCard resource, ResourceData data)
    {
        var version = $"{resource.Id.Value:N}/{resource.Sha256}";
        var made = ready.GetOrAdd(version, _ => new(() => Task.Run(() => Make(resource, data))));
        if (made is { IsValueCreated: true, Value.IsFaulted: true }) ready.TryRemove(new(version, made));
        return made.Value;
    }

    Source Make(ResourceCard resource, ResourceData data)
    {
        var folder = Directory.CreateDirectory(Path.Combine(node.Folder("space"), "served", resource.Id.Value.ToString("N"))).FullName;
        var path = Path.Combine(folder, resource.Sha256[..16] + ".duckdb");
        if (!File.Exists(path)) Fill(path, data);
        var opened = Database.Open(new()
        {
            // Callers are many: one thread each. To hand a page from thread to thread costs more than to read it.
            Path = path, ReadOnly = true, MemoryBytesMax = limits.MemoryBytesMax, Threads = 1,
        });
        return opened.Value is { } database ? new(database, new(limits.ReadersMax)) : throw new NoSource();
    }

    void Fill(string path, ResourceData data)
    {
        var aside = path + ".new";
        File.Delete(aside);
        using (var database = Database.Open(new()
        {
            Path = aside, MemoryBytesMax = limits.MemoryBytesMax, Threads = limits.Threads, AllowedFiles = data.Paths,
        }).Value ?? throw new NoSource())
        {
            using var connection = database.Connect();
            if (connection.Execute($"CREATE TABLE {Source.Table} AS SELECT row_number() OVER () AS {Sql.Name(Source.Number)}, * "
                + $"FROM {data.RelationSql}; CHECKPOINT;").Error is not null) throw new NoSource();
        }
        File.Move(aside, path, overwrite: true);
    }

    sealed class NoSource : Exception;
}
