using Yuanliu.Space.Stops;
using Yuanliu.Space.Uses;

namespace Yuanliu.Space.Decisions;

/// <summary>合约用况 — where an agreement stands when a use of it is decided.</summary>
/// <param name="Day">The legal day of the last use, on which <paramref name="UsesOfDay"/> were counted.</param>
/// <param name="Denied">Uses denied since the day began.</param>
internal sealed record Standing(int Used, DateOnly? Day, int UsesOfDay, int Denied, bool IsStopped);

/// <summary>Asks for it in one query, translated once per host: it comes before every use.</summary>
internal sealed class StandingQuery
{
    readonly Func<AppDb, AgreementId, DateTime, CancellationToken, Task<Standing?>> metered = EF.CompileAsyncQuery(
        (AppDb db, AgreementId agreement, DateTime day, CancellationToken ct) => db.Set<UseMeter>().AsNoTracking()
            .Where(m => m.Agreement == agreement)
            .Select(m => new Standing(m.Used, m.Day, m.UsesOfDay,
                db.Set<Use>().Count(u => u.Agreement == agreement && u.Kind == UseKind.Denied && u.At >= day),
                db.Set<UseStop>().Any(s => s.Agreement == agreement && s.Stage == Stage.Stopped)))
            .SingleOrDefault());

    public async Task<Standing> Of(AppDb db, AgreementId agreement, DateTime day, CancellationToken ct)
        => await metered(db, agreement, day, ct) ?? new(0, null, 0,
            await db.Set<Use>().CountAsync(u => u.Agreement == agreement && u.Kind == UseKind.Denied && u.At >= day, ct),
            await db.Set<UseStop>().AsNoTracking().AnyAsync(s => s.Agreement == agreement && s.Stage == Stage.Stopped, ct));
}
