namespace Yuanliu.Engines.DuckDb;

/// <summary>Stops a running query when its caller or its time limit says so, and reports how far it is.</summary>
internal sealed class Watch : IDisposable
{
    static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);

    readonly HeldConnection connection;
    readonly CancellationToken caller;
    readonly CancellationTokenSource? limit;
    readonly CancellationTokenRegistration onCaller, onLimit;
    readonly Timer? reports;

    public Watch(Connection connection, QueryOptions options, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        this.connection = new(connection.Handle);
        caller = ct;
        onCaller = ct.Register(this.connection.Interrupt);
        if (options.TimeLimit is { } time)
        {
            limit = new(time);
            onLimit = limit.Token.Register(this.connection.Interrupt);
        }
        if (options.Progress is { } progress) reports = new(_ => progress.Report(this.connection.Progress), null, ReportEvery, ReportEvery);
    }

    /// <summary>DuckDB forgets an interrupt that comes before a query has begun, so it is repeated once it has.</summary>
    public void Begun()
    {
        if (caller.IsCancellationRequested || limit is { IsCancellationRequested: true }) connection.Interrupt();
    }

    /// <summary>The error of a query that its time limit stopped; null while nothing did.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public DuckDbError? Stop()
    {
        caller.ThrowIfCancellationRequested();
        return limit is { IsCancellationRequested: true } ? new(ErrorKind.TimeLimit, "The query ran longer than its time limit") : null;
    }

    public void Dispose()
    {
        onCaller.Dispose();
        onLimit.Dispose();
        limit?.Dispose();
        using var stopped = new ManualResetEvent(false);
        if (reports?.Dispose(stopped) == true) stopped.WaitOne();
        connection.Dispose();
    }
}
