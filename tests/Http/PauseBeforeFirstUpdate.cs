using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yuanliu.Tests;

/// <summary>Lets a second writer slip in just before the next save: the way to see that the slower one is told.</summary>
public sealed class PauseBeforeFirstUpdate : SaveChangesInterceptor
{
    public Func<Task>? Then { get; set; }

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Then is { } then)
        {
            Then = null;
            await then();
        }
        return result;
    }
}
