using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Yuanliu.Kernel;
using Yuanliu.Registration.Supervision;

namespace Yuanliu.Tests;

/// <summary>Lets a second writer slip in just before the next save: the way to see that the slower one is told.</summary>
public sealed class PauseBeforeFirstUpdate : SaveChangesInterceptor
{
    public PauseBeforeFirstUpdate() => BeforeTransaction = new(this);

    public Func<Task>? Then { get; set; }

    /// <summary>What runs beside requests is held up instead of them.</summary>
    public bool InBackground { get; init; }

    /// <summary>The same for writers who open their transaction themselves: on SQLite nobody slips in after that.</summary>
    public TransactionPause BeforeTransaction { get; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (!IsAttempt(eventData.Context!)) await Once();
        return result;
    }

    /// <summary>What is saved of a refusal is no act: a second writer, refused alike, would wait for the first's count for ever.</summary>
    static bool IsAttempt(DbContext db) => db.ChangeTracker.Entries().Any(e => e.Entity is AttemptTally);

    /// <summary>Only a request is held up, unless told otherwise: jobs and sweeps save beside it, and would use up the pause too
    /// early.</summary>
    async Task Once()
    {
        if (Then is not { } then || new HttpContextAccessor().HttpContext is null != InBackground) return;
        Then = null;
        await then();
    }

    public sealed class TransactionPause(PauseBeforeFirstUpdate pause) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default)
        {
            if (IsAttempt(eventData.Context!)) return result;
            // Whoever slips in came before it in the queue of writers: it has its turn after them.
            var turn = eventData.Context!.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?
                .OfType<SqliteConnections>().SingleOrDefault()?.Writer;
            if (pause.Then is null || turn is null) await pause.Once();
            else
            {
                turn.Release();
                try { await pause.Once(); }
                finally { await turn.WaitAsync(CancellationToken.None); }
            }
            return result;
        }
    }
}
