using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>合约名录 — answers other modules' questions about agreements, and who may read their evidence.</summary>
internal sealed class AgreementBook(AppDb db, HostSettings node) : IAgreements, ISubjectReaders
{
    public string SubjectKind => "agreement";

    /// <remarks>The holder is no side of it, and still may see what is done with its data.</remarks>
    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, own) = (new AgreementId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Agreement>().AnyAsync(a => a.Id == id && (a.Buyer == own || a.Seller == own || a.Holder == own), ct);
    }

    public async Task<AgreementCard?> Find(AgreementId id, CancellationToken ct)
        => (await db.Set<Agreement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct))?.Card(node);

    public async Task<IReadOnlyList<AgreementSigner>> Signers(AgreementId id, CancellationToken ct)
        => await db.Set<Agreement>().AsNoTracking().Include(a => a.Signatures).SingleOrDefaultAsync(a => a.Id == id, ct) is { } agreement
            ? [.. agreement.Signatures.OrderBy(s => s.At).Select(s => new AgreementSigner(
                s.Side is Side.Buyer ? agreement.Buyer : agreement.Seller, s.Person, s.At))] : [];
}

/// <summary>合约到期 — time ends what was in force and lets lapse what never came into force.</summary>
internal sealed class AgreementDays(AppDb db, IClock clock, HostSettings node) : IDaily
{
    const int BatchMax = 200;

    public async Task<int> TakeDue(CancellationToken ct)
    {
        var today = LegalDay.Of(clock.Now);
        var due = await db.Set<Agreement>().Where(a => a.Running == Deadline.Term && a.Until < today)
            .OrderBy(a => a.Until).Take(BatchMax).ToListAsync(ct);
        foreach (var agreement in due)
            if (agreement.Expire(node).Refusal is { } refusal)
                throw new InvalidOperationException($"{agreement.Number} cannot end its term: {refusal.Code}");
        await db.SaveChangesAsync(ct);
        return due.Count;
    }
}
