using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Yuanliu.Kernel;

/// <summary>Does at its own pace what acts leave behind: delivers the outbox, and lets time act when a legal day has begun.</summary>
public sealed class Pump(IServiceScopeFactory scopes, OutboxDispatcher outbox, GuardedClock clock, ILogger<Pump> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    const int AttemptsMax = 5;
    readonly SemaphoreSlim turn = new(1, 1);
    DateOnly swept;

    /// <summary>Runs until nothing is left to do: the way tests and a moved demo clock wait for consequences.</summary>
    /// <remarks>It has the turn all the while, so that it never returns while somebody else's delivery is still under way.</remarks>
    public Task RunDry(CancellationToken ct) => InTurn(async () =>
    {
        int done;
        do { done = await TakeDue(ct) + await outbox.Deliver(ct); } while (done > 0);
    }, ct);

    async Task InTurn(Func<Task> work, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try { await work(); }
        finally { turn.Release(); }
    }

    /// <remarks>Whoever acted in the same moment was faster: what is still due is looked up anew. Only a lasting conflict is a
    /// failure.</remarks>
    async Task<int> TakeDue(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try { return await TakeDueOnce(ct); }
            catch (DbUpdateConcurrencyException) when (attempt < AttemptsMax) { continue; }
        }
    }

    async Task<int> TakeDueOnce(CancellationToken ct)
    {
        var taken = 0;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var daily in scope.ServiceProvider.GetServices<IDaily>())
            for (int now; (now = await daily.TakeDue(ct)) > 0;) taken += now;
        return taken;
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try { await InTurn(() => Tick(stoppingToken), stoppingToken); }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Background work failed and will be tried again");
            }
        }
    }

    async Task Tick(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        if (today != swept) { await TakeDue(ct); swept = today; }
        await outbox.DeliverAhead(ct);
    }
}
