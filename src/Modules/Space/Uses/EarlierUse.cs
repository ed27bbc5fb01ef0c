namespace Yuanliu.Space.Uses;

/// <summary>先前使用 — the answer that the same question of the same data was given before; asked for before every use, and translated
/// once per host.</summary>
internal sealed class EarlierUse
{
    readonly Func<AppDb, AgreementId, string, CancellationToken, Task<Use?>> asked = EF.CompileAsyncQuery(
        (AppDb db, AgreementId agreement, string plan, CancellationToken ct) => db.Set<Use>().AsNoTracking()
            .SingleOrDefault(u => u.Agreement == agreement && u.PlanSha256 == plan));

    public Task<Use?> Of(AppDb db, AgreementId agreement, string planSha256, CancellationToken ct) => asked(db, agreement, planSha256, ct);
}
