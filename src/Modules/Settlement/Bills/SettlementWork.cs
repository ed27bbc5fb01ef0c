using Yuanliu.Settlement.Deposits;

namespace Yuanliu.Settlement.Bills;

/// <summary>结算待办 — bills to pay, uses to bill and deposits to credit; and bills found by number.</summary>
internal sealed class SettlementWork(AppDb db, IParties parties, BillViews views) : IWorkList, ISearchable
{
    const int ItemsMax = 20, HitsMax = 5;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.Finance)) return [];
        var own = new OrganizationId(caller.OrganizationId);
        var items = new List<WorkItem>();
        items.AddRange((await db.Set<Bill>().AsNoTracking().Where(b => b.Buyer == own && b.Stage == BillStage.Issued).OrderBy(b => b.Id)
            .Take(ItemsMax).ToListAsync(ct))
            .Select(b => new WorkItem(
                "settlement", "bill", b.Id.Value, $"{b.Number} {b.Amount}", b.Stage.ToString(), null, BillProcedure.OpenTo(b, caller),
                $"/console/bills/{b.Id.Value}")));
        var waiting = UnbilledUses.Waiting(db).Where(r => r.Seller == own).OrderBy(r => r.Agreement).Take(ItemsMax);
        items.AddRange((await UnbilledUses.Of(db, waiting).ToListAsync(ct)).Select(u => new WorkItem(
            "settlement", "unbilled", u.Agreement.Value, u.AgreementNumber, "Unbilled", null, [], "/console/bills")));
        if ((await parties.Platform(ct)).Id == own) items.AddRange(await Deposits(ct));
        return items;
    }

    async Task<IEnumerable<WorkItem>> Deposits(CancellationToken ct)
        => (await db.Set<Deposit>().AsNoTracking().Where(d => d.Stage == DepositStage.Announced).OrderBy(d => d.Id).Take(10)
            .ToListAsync(ct))
            .Select(d => new WorkItem(
                "settlement", "deposit", d.Id.Value, $"{d.Reference} {d.Amount}", d.Stage.ToString(), null,
                DepositProcedure.OpenTo(d, platform: true), "/console/accounts"));

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
        => await (await views.Visible(ct)).AsNoTracking().Where(b => b.Number.StartsWith(term) || b.AgreementNumber == term)
            .OrderByDescending(b => b.Id).Take(HitsMax)
                .Select(b => new SearchHit("bill", b.Number, b.Number, "/console/bills/" + b.Id.Value)).ToListAsync(ct);
}
