using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.EntityFrameworkCore.Update.Internal;

namespace Yuanliu.Kernel;

/// <summary>Lets SQLite itself wait for the other writer, on connections that stay with their pooled contexts.</summary>
/// <remarks>
/// Opening costs more than an act's own work: the whole schema is read again, and EF registers its functions again. The driver's own pool
/// takes those functions away at every return, which fails while any statement lives; a connection that stays with its context meets
/// neither. Without <c>busy_timeout</c> the driver sleeps 150 ms whenever two write at once; SQLite asks again after one.
/// </remarks>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    /// <summary>SQLite has one writer. Who waits here gives its thread to others; in SQLite it would sleep with it.</summary>
    public SemaphoreSlim Writer { get; } = new(1, 1);

    const string WaitForTheOtherWriter = "PRAGMA busy_timeout = 10000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (connection is not SqliteConnection) return;
        using var command = connection.CreateCommand();
        command.CommandText = WaitForTheOtherWriter;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}

#pragma warning disable EF1001 // The only seam EF offers around closing.
internal static class SqliteWiring
{
    public static DbContextOptionsBuilder KeepConnections(this DbContextOptionsBuilder options) => options
        .AddInterceptors(new SqliteConnections())
        .ReplaceService<IBatchExecutor, OneWriter>().ReplaceService<ISqliteRelationalConnection, KeptConnection>();
}

/// <summary>A connection that stays open as long as its context lives.</summary>
/// <remarks>
/// What a suppressed closing leaves open is closed by EF itself, past all interceptors, when a context goes back to its pool.
/// A rollback of what was not committed comes before that.
/// </remarks>
internal sealed class KeptConnection(
    RelationalConnectionDependencies dependencies, IRawSqlCommandBuilder commands, IDiagnosticsLogger<DbLoggerCategory.Infrastructure> log)
    : SqliteRelationalConnection(dependencies, commands, log)
{
    protected override void CloseDbConnection()
    {
    }

    protected override Task CloseDbConnectionAsync() => Task.CompletedTask;
}
#pragma warning restore EF1001

/// <summary>A transaction of several statements that waited for its turn: on SQLite nobody sleeps on its lock meanwhile.</summary>
public sealed class Writing : IAsyncDisposable
{
    readonly IDbContextTransaction transaction;
    readonly SemaphoreSlim? writer;

    Writing(IDbContextTransaction transaction, SemaphoreSlim? writer) => (this.transaction, this.writer) = (transaction, writer);

    public static async Task<Writing> Begin(AppDb db, CancellationToken ct)
    {
        var writer = db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<SqliteConnections>()
            .SingleOrDefault()?.Writer;
        if (writer is not null) await writer.WaitAsync(ct);
        try { return new(await db.Database.BeginTransactionAsync(ct), writer); }
        catch
        {
            writer?.Release();
            throw;
        }
    }

    public Task Commit(CancellationToken ct) => transaction.CommitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        try { await transaction.DisposeAsync(); }
        finally { writer?.Release(); }
    }
}

/// <summary>Saves one after the other. A save inside a longer transaction is the writer already, and goes on.</summary>
#pragma warning disable EF1001 // The only seam EF offers around a save's own transaction.
internal sealed class OneWriter(ICurrentDbContext current, IDiagnosticsLogger<DbLoggerCategory.Update> updates, IDbContextOptions options)
    : BatchExecutor(current, updates)
{
    readonly SemaphoreSlim writer =
        options.FindExtension<CoreOptionsExtension>()!.Interceptors!.OfType<SqliteConnections>().Single().Writer;

    public override async Task<int> ExecuteAsync(
        IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection,
        CancellationToken cancellationToken = default)
    {
        if (connection.CurrentTransaction is not null) return await base.ExecuteAsync(commandBatches, connection, cancellationToken);
        await writer.WaitAsync(cancellationToken);
        try { return await base.ExecuteAsync(commandBatches, connection, cancellationToken); }
        finally { writer.Release(); }
    }
}
#pragma warning restore EF1001
