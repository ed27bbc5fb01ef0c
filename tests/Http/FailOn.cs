using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yuanliu.Tests;

/// <summary>Fails the nth command, or commit, after it was armed.</summary>
public sealed class FailOn : DbCommandInterceptor, IDbTransactionInterceptor
{
    int left;
    bool hit;

    public void Arm(int nth) => (left, hit) = (nth, false);

    public bool Disarm()
    {
        left = 0;
        return hit;
    }

    T Count<T>(T result)
    {
        if (left <= 0 || --left > 0) return result;
        hit = true;
        throw new IOException("injected");
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
        => ValueTask.FromResult(Count(result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        => ValueTask.FromResult(Count(result));

    ValueTask<InterceptionResult> IDbTransactionInterceptor.TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken)
        => ValueTask.FromResult(Count(result));
}
