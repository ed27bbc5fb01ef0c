namespace Yuanliu.Trading.Agreements;

/// <summary>合约待办与检索 — agreements that wait for the caller's side, and agreements found by number or product.</summary>
internal sealed class AgreementWork(AgreementViews views) : IWorkList, ISearchable
{
    const int ItemsMax = 50, HitsMax = 5;

    static readonly Stage[] ForBuyer = StagesWaitingFor(Actor.Buyer), ForSeller = StagesWaitingFor(Actor.Seller);

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        var own = new OrganizationId(caller.OrganizationId);
        var open = await views.Visible(caller).AsNoTracking()
            .Where(a => a.Buyer == own && ForBuyer.Contains(a.Stage) || a.Seller == own && ForSeller.Contains(a.Stage))
            .OrderBy(a => a.Id).Take(ItemsMax).Include(a => a.Rounds).Include(a => a.Signatures).AsSplitQuery().ToListAsync(ct);
        return
        [
            .. from agreement in open
               let steps = AgreementViews.OpenSteps(agreement, caller)
               where steps.Any(s => s.Main)
               select new WorkItem("trading", "agreement", agreement.Id.Value, $"{agreement.ProductName} · {agreement.Number}",
                   agreement.Stage.ToString(), null, steps, Href(agreement.Id)),
        ];
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
        => (await views.Visible(caller).AsNoTracking().Where(a => a.Number.Contains(term) || a.ProductName.Contains(term))
            .OrderByDescending(a => a.Id).Take(HitsMax).Select(a => new { a.Id, a.Number, a.ProductName }).ToListAsync(ct))
            .ConvertAll(a => new SearchHit("agreement", a.ProductName, a.Number, Href(a.Id)));

    static Stage[] StagesWaitingFor(Actor actor)
        => [.. Procedure.Steps.Where(r => r.By == actor && Procedure.IsMain(r.Step)).Select(r => r.From).Distinct()];

    static string Href(AgreementId id) => $"/console/agreements/{id.Value}";
}
