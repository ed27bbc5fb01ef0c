namespace Yuanliu.Space.Uses;

/// <summary>计量登记 — answers what trading and settlement ask about uses, and who may read a use's evidence.</summary>
internal sealed class UseRegister(AppDb db, IAgreements agreements) : IUses, ISubjectReaders
{
    public string SubjectKind => "use";

    public async Task<int> Count(AgreementId agreement, CancellationToken ct)
        => await db.Set<UseMeter>().AsNoTracking().Where(m => m.Agreement == agreement).Select(m => m.Used).SingleOrDefaultAsync(ct);

    public Task Close(AgreementId agreement, CancellationToken ct) => UseMeter.Move(db, agreement, ct);

    public async Task<IReadOnlyList<MeteredUse>> After(AgreementId agreement, int number, int take, CancellationToken ct)
        => await db.Set<Use>().AsNoTracking().Where(u => u.Agreement == agreement && u.Number > number).OrderBy(u => u.Number).Take(take)
            .Select(u => new MeteredUse(u.Id, u.Agreement, u.Number!.Value, u.At, u.Price!.Value)).ToListAsync(ct);

    public async Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, own) = (new UseId(subject), new OrganizationId(caller.OrganizationId));
        return await db.Set<Use>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct) is { } use
            && await agreements.Find(use.Agreement, ct) is { } agreement
            && (agreement.Buyer == own || agreement.Seller == own || agreement.Holder == own);
    }
}
