using System.Runtime.InteropServices;

namespace Yuanliu.Engines.DuckDb;

/// <summary>The result of a query while it runs: DuckDB works as chunks are taken. Not thread-safe.</summary>
public sealed class QueryResult : IDisposable
{
    readonly Watch watch;
    readonly Chunk chunk;
    Native.Result result;
    bool isDisposed;

    QueryResult(Native.Result result, Watch watch)
    {
        this.result = result;
        this.watch = watch;
        Columns = ReadColumns(ref result);
        chunk = new Chunk(Columns);
    }

    /// <summary>Name and type of each column; names may repeat.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Why its values cannot be given as objects; null when they can.</summary>
    public DuckDbError? Unreadable => Columns.FirstOrDefault(c => !Values.Knows(c.Type)) is { } column
        ? new(ErrorKind.UnsupportedType, $"{column.Name} is a {column.Type}: cast it in the query") : null;

    internal static unsafe Outcome<QueryResult> Start(StatementHandle statement, Watch watch)
    {
        using var pending = Pending(statement, out var state);
        if (state != Native.State.Success) return watch.Stop() ?? DuckDbError.FromText(Native.PendingError(pending));
        watch.Begun();

        Native.Result result = default;
        if (Native.ExecutePending(pending, &result) == Native.State.Success) return new QueryResult(result, watch);
        var error = DuckDbError.FromResult(&result);
        Native.DestroyResult(&result);
        return watch.Stop() ?? error;
    }

    static PendingHandle Pending(StatementHandle statement, out Native.State state)
    {
        state = Native.PendingStreaming(statement, out var pending);
        return pending;
    }

    /// <summary>The next chunk, or null at the end. It replaces the one before, whose memory is gone.</summary>
    /// <exception cref="OperationCanceledException">The caller's token fired.</exception>
    public unsafe Outcome<Chunk?> Next()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        chunk.Release();
        var next = Native.FetchChunk(result);
        if (next != 0)
        {
            chunk.Take(next);
            return chunk;
        }
        fixed (Native.Result* at = &result)
        {
            // Should an interrupted stream end without an error, half a result must not pass for a whole one.
            return new(null, watch.Stop() ?? (Native.ResultError(at) == 0 ? null : DuckDbError.FromResult(at)));
        }
    }

    public unsafe void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        chunk.Release();
        fixed (Native.Result* at = &result) Native.DestroyResult(at);
        watch.Dispose();
    }

    static unsafe Column[] ReadColumns(ref Native.Result result)
    {
        fixed (Native.Result* at = &result)
        {
            var columns = new Column[Native.ColumnCount(at)];
            for (var i = 0; i < columns.Length; i++)
            {
                var name = Marshal.PtrToStringUTF8(Native.ColumnName(at, (ulong)i))!;
                columns[i] = new(name, ColumnType.Take(Native.ColumnLogicalType(at, (ulong)i)));
            }
            return columns;
        }
    }
}
