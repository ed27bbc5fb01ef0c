using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yuanliu.Tests;

/// <summary>Lets somebody else act between a request's reading and its writing.</summary>
public sealed class PauseBeforeSave : SaveChangesInterceptor
{
    public Func<Task>? Then { get; set; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Then is { } then) { Then = null; await then(); }
        return result;
    }
}
