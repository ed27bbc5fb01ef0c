namespace Yuanliu.Trading.Listings;

/// <summary>产品撤回即摘牌 — nothing stays on the market that is no product any more.</summary>
internal sealed class CloseListings(AppDb db, HostSettings node) : IReceive<ProductWithdrawn>
{
    public async Task Receive(Guid factId, ProductWithdrawn fact, CancellationToken ct)
    {
        var product = new ProductId(fact.Product);
        var open = await db.Set<Listing>().Where(l => l.Product == product && l.Stage == ListingStage.Open).ToListAsync(ct);
        foreach (var listing in open)
            if (listing.Take(ListingStep.Close, Actor.Platform, node).Refusal is { } refusal)
                throw new InvalidOperationException($"{listing.Number} cannot be closed: {refusal.Code}");
    }
}
