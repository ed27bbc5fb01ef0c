namespace Yuanliu.Products.CleanRoom;

/// <summary>产品名录 — answers other modules' questions about products, and who may read their evidence.</summary>
internal sealed class ProductBook(AppDb db) : IProducts, ISubjectReaders
{
    public string SubjectKind => "product";

    public Task<bool> MaySee(Guid subject, Caller caller, CancellationToken ct)
    {
        var (id, own) = (new ProductId(subject), new OrganizationId(caller.OrganizationId));
        return db.Set<Product>().AnyAsync(p => p.Id == id && (p.Holder == own || p.Operator == own), ct);
    }

    public async Task<ProductCard?> Find(ProductId id, CancellationToken ct)
        => (await db.Set<Product>().AsNoTracking().Include(p => p.Columns).SingleOrDefaultAsync(p => p.Id == id, ct))?.Card();
}
