namespace Yuanliu.Products.CleanRoom;

/// <summary>产品待办与检索 — drafts that wait for the venue's check, and products found by name.</summary>
internal sealed class ProductWork(ProductViews views) : IWorkList, ISearchable
{
    const int ItemsMax = 50, HitsMax = 5;

    public async Task<IReadOnlyList<WorkItem>> For(Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Role.ExchangeStaff)) return [];
        var drafts = await views.Visible(caller).AsNoTracking().Where(p => p.Stage == Stage.Draft)
            .OrderBy(p => p.Id).Take(ItemsMax).ToListAsync(ct);
        return
        [
            .. from product in drafts
               let steps = ProductViews.OpenSteps(product, caller)
               where steps.Any(s => s.Main)
               select new WorkItem(
                   "products", "product", product.Id.Value, product.Name, product.Stage.ToString(), null, steps, Href(product.Id)),
        ];
    }

    public async Task<IReadOnlyList<SearchHit>> Search(string term, Caller caller, CancellationToken ct)
        => (await views.Visible(caller).AsNoTracking()
            .Where(p => p.Name.Contains(term) || p.ResourceTitle.Contains(term))
            .OrderByDescending(p => p.Id).Take(HitsMax).Select(p => new { p.Id, p.Name, p.CertificateNumber }).ToListAsync(ct))
            .ConvertAll(p => new SearchHit("product", p.Name, p.CertificateNumber, Href(p.Id)));

    static string Href(ProductId id) => $"/console/products/{id.Value}";
}
