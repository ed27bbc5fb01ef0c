namespace Yuanliu.Engines.DuckDb;

/// <summary>Limits and reporting of one query.</summary>
public sealed record QueryOptions
{
    public static readonly QueryOptions None = new();

    /// <summary>After this time the query, or reading its result, ends with <see cref="ErrorKind.TimeLimit"/>; null = no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Is told the share done, 0 … 1, from another thread, a few times a second.</summary>
    public IProgress<double>? Progress { get; init; }
}

/// <summary>A connection: one query at a time, and one result read at a time. Not thread-safe, except <see cref="Progress"/>.</summary>
public sealed class Connection : IDisposable
{
    internal Connection(ConnectionHandle handle) => Handle = handle;

    internal ConnectionHandle Handle { get; }

    /// <summary>The share of the running query that is done, 0 … 1; 0 when unknown.</summary>
    public double Progress
    {
        get
        {
            using var held = new HeldConnection(Handle);
            return held.Progress;
        }
    }

    /// <summary>Runs one or several statements for their effect.</summary>
    /// <returns>The number of rows that the last statement changed.</returns>
    public unsafe Outcome<long> Execute(string sql, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        using var held = new HeldConnection(Handle);
        using var _ = ct.Register(held.Interrupt);
        Native.Result result = default;
        try
        {
            if (Native.Query(Handle, Whole(sql), &result) == Native.State.Success) return (long)Native.RowsChanged(&result);
            ct.ThrowIfCancellationRequested();
            return DuckDbError.FromResult(&result);
        }
        finally
        {
            Native.DestroyResult(&result);
        }
    }

    /// <summary>Prepares exactly one statement; its parameters are <c>?</c> or <c>$1</c>.</summary>
    public Outcome<Statement> Prepare(string sql)
    {
        var state = Native.Prepare(Handle, Whole(sql), out var statement);
        if (state == Native.State.Success) return new Statement(this, statement);
        using (statement) return DuckDbError.FromText(Native.PrepareError(statement));
    }

    /// <summary>Starts exactly one statement and gives its result as a stream of chunks, to be disposed of.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> fired.</exception>
    public Outcome<QueryResult> Query(
        string sql, ReadOnlySpan<Parameter> parameters = default, QueryOptions? options = null, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        var prepared = Prepare(sql);
        if (prepared.Error is { } error) return error;
        using var statement = prepared.Value!;
        for (var i = 0; i < parameters.Length; i++)
            if (statement.Bind(i + 1, parameters[i]).Error is { } unbound) return unbound;
        return statement.Query(options, ct);
    }

    /// <summary>Reads a small result whole.</summary>
    /// <param name="rowsMax">Rows to read at most; <see cref="Table.IsCut"/> tells whether there were more.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> fired.</exception>
    public Outcome<Table> ReadAll(
        string sql, int rowsMax, ReadOnlySpan<Parameter> parameters = default, QueryOptions? options = null, CancellationToken ct = default)
    {
        var query = Query(sql, parameters, options, ct);
        if (query.Error is { } error) return error;
        using var result = query.Value!;
        return Table.Read(result, rowsMax);
    }

    public void Dispose() => Handle.Dispose();

    /// <summary>The C API ends a statement at a NUL; what follows would silently not run.</summary>
    static string Whole(string sql) => sql.Contains('\0') ? throw new ArgumentException("A statement cannot hold a NUL", nameof(sql)) : sql;
}
