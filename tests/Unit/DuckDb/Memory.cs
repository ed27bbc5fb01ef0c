using Yuanliu.Engines.DuckDb;

namespace Yuanliu.Tests.DuckDb;

/// <summary>A database in memory with one connection, for tests.</summary>
internal sealed class Memory : IDisposable
{
    readonly Database database;

    public Memory(DatabaseOptions? options = null)
    {
        database = Database.Open(options ?? new() { Threads = 2 }).OrThrow();
        Connection = database.Connect();
    }

    public Connection Connection { get; }

    public Connection Another() => database.Connect();

    public IReadOnlyList<object?[]> Rows(string sql, params ReadOnlySpan<Parameter> parameters)
        => Connection.ReadAll(sql, 10_000, parameters).OrThrow().Rows;

    public object? One(string sql, params ReadOnlySpan<Parameter> parameters) => Rows(sql, parameters)[0][0];

    public DuckDbError Error(string sql, params ReadOnlySpan<Parameter> parameters)
        => Connection.ReadAll(sql, 10_000, parameters).Error ?? throw new InvalidOperationException($"No error: {sql}");

    public void Dispose()
    {
        Connection.Dispose();
        database.Dispose();
    }
}
