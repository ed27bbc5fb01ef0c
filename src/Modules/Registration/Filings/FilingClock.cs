using Yuanliu.Registration.Entries;
using Yuanliu.Registration.Kinds;
using Yuanliu.Registration.Packs;

namespace Yuanliu.Registration.Filings;

/// <summary>期限届满 — takes in the name of time every step whose term has run out, each in a transaction of its own.</summary>
internal sealed class FilingClock(AppDb db, IServiceScopeFactory scopes, IClock clock) : IDaily
{
    const int BatchMax = 100;

    /// <remarks>A filing that fails holds none of the others up; the failure is thrown when they are done.</remarks>
    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<Filing>().Where(f => f.Fires == true && !f.OverdueNoted && f.DueOn < today).OrderBy(f => f.DueOn)
            .ThenBy(f => f.Id)
            .Select(f => f.Id).Take(BatchMax).ToListAsync(ct);
        var (taken, failures) = (0, new List<Exception>());
        foreach (var id in due)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (await scope.ServiceProvider.GetRequiredService<FilingTime>().Take(id, ct)) taken++;
            }
            // Somebody was faster, or came in between: what is still due is found again.
            catch (Exception other) when (other is DbUpdateConcurrencyException or RefusedException) { continue; }
            catch (Exception failure) when (failure is not OperationCanceledException) { failures.Add(failure); }
        }
        return failures.Count == 0 ? taken : throw new AggregateException(failures);
    }
}

/// <summary>Ends one filing's term: the window closes and the filing is entered, or it lapses.</summary>
internal sealed class FilingTime(AppDb db, FilingSteps steps, PinnedPacks packs, Entering entering, IClock clock, HostSettings node)
{
    /// <returns>False when somebody was faster and nothing is due any more, or when the register cannot take it today.</returns>
    public async Task<bool> Take(FilingId id, CancellationToken ct)
    {
        if (await steps.Find(id.Value, ct) is not { Running: { } running } filing || !(filing.DueOn < LegalDay.Of(clock.Now))
            || filing.Table.Fires(running) is not { } step) return false;

        var pack = await packs.Of(filing.PackId, filing.PackSha256, ct);
        if (filing.Table.Steps.Find(filing.Stage, step, Actor.Time).Value is { To: Stage.Registered }
            && await entering.Check(filing, pack, Phase.Entered, ct) is { } bar)
        {
            if (filing.Bar(bar, node)) await db.SaveChangesAsync(ct);
            return false;
        }
        if (await steps.Take(filing, steps.Act(step, Actor.Time), pack, ct) is { } refusal)
            throw new InvalidOperationException($"{id} cannot end its {running} term: {refusal.Code}");
        await steps.Keep(filing, pack, ct);
        return true;
    }
}
