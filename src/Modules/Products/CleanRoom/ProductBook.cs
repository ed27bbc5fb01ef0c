namespace Yuanliu.Products.CleanRoom;

/// <summary>产品名录 — answers other modules' questions about products.</summary>
internal sealed class ProductBook(AppDb db) : IProducts
{
    public async Task<ProductCard?> Find(ProductId id, CancellationToken ct)
        => (await db.Set<Product>().AsNoTracking().Include(p => p.Columns).SingleOrDefaultAsync(p => p.Id == id, ct))?.Card();
}
