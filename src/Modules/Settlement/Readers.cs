using Yuanliu.Settlement.Bills;
using Yuanliu.Settlement.Deposits;

namespace Yuanliu.Settlement;

/// <summary>Lets the parties of a bill read its evidence.</summary>
internal sealed class BillReaders(AppDb db) : ISubjectReaders
{
    public string SubjectKind => "bill";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, own) = (new BillId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Bill>().AnyAsync(b => b.Id == id && (b.Buyer == own || b.Seller == own || b.Holder == own), ct);
    }
}

/// <summary>Lets the owner of a deposit read its evidence, and the platform's finance, which decides it.</summary>
internal sealed class DepositReaders(AppDb db, IParties parties) : ISubjectReaders
{
    public string SubjectKind => "deposit";

    public async Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, own) = (new DepositId(subject), new OrganizationId(caller.OrganizationId));
        return caller.Is(Role.Finance) && (await parties.Platform(ct)).Id == own
            || await db.Set<Deposit>().AnyAsync(d => d.Id == id && d.Owner == own, ct);
    }
}
