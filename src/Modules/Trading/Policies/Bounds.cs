namespace Yuanliu.Trading.Policies;

/// <summary>合约的一方.</summary>
internal enum Side { Buyer, Seller }

/// <summary>What an offer must keep to: the product's policy, the listing's limits, the registered right, the last price.</summary>
/// <param name="RightUntil">The last day of the certificate; null when it has none.</param>
/// <param name="Before">What stands on the table; for the first offer, everything that the product opens at the listing's price.</param>
/// <param name="BuyersFloor">The lowest price that a buyer may offer: the listing's, or a lower one that the seller has offered.</param>
internal sealed record Bounds(
    ProductCard Product, int MaxUses, int TermDaysMax, IReadOnlyList<string> Purposes, DateOnly Today, DateOnly? RightUntil,
    Offer Before, Fen BuyersFloor)
{
    /// <summary>The columns an agreement on this product may name.</summary>
    public static IReadOnlyList<string> Opened(ProductCard product) => [.. product.Columns.Where(IsNameable).Select(c => c.Name)];

    static bool IsNameable(ProductColumn column) => column.Use is ColumnUse.Dimension or ColumnUse.Measure;

    /// <summary>The offer in full, or why it cannot be made. An agreement may be tighter than its product, never looser.</summary>
    public Result<Offer> Admit(Asked asked, Side by)
    {
        var columns = asked.Columns is { } named ? [.. named.Where(n => !IsIdentity(n))] : Before.Columns;
        var offer = new Offer(asked.Purpose.Trim(), asked.Uses, asked.Until, asked.MinGroup ?? Before.MinGroup,
            columns, asked.PricePerUseFen ?? Before.PricePerUseFen);

        if (offer.Columns.FirstOrDefault(n => !Product.Columns.Any(c => c.Name == n && IsNameable(c))) is { } closed)
            return Refusals.ColumnLooser(closed);
        if (offer.Columns.Count == 0 && Product.Controls.Verification is null) return Refusals.NothingUsed;
        if (offer.MinGroup < Product.MinGroup) return Refusals.GroupLooser(Product.MinGroup);
        if (offer.Uses > MaxUses) return Refusals.Uses(MaxUses);
        if (Term(offer.Until) is { } term) return term;
        if (!Purposes.Contains(offer.Purpose)) return Refusals.Purpose(Purposes);
        if (by == Side.Buyer && offer.PricePerUseFen < BuyersFloor.Value) return Refusals.Price(BuyersFloor);
        return offer;
    }

    bool IsIdentity(string name) => Product.Columns.Any(c => c.Name == name && c.Use == ColumnUse.Identity);

    Refusal? Term(DateOnly until)
    {
        if (until < Today || until > Today.AddDays(TermDaysMax)) return Refusals.Term(Today, Today.AddDays(TermDaysMax));
        return RightUntil is { } end && until > end ? Refusals.BeyondRight(end) : null;
    }

    /// <summary>使用策略 — the offer as the space decides by it.</summary>
    /// <remarks>An identity column stays in whatever was named: without it groups would be counted by rows, which is looser.</remarks>
    public static UsagePolicy Compile(Offer offer, ProductCard product, DateOnly from) => new(
        offer.Purpose, offer.Uses, from, offer.Until, offer.MinGroup,
        [.. product.Columns.Where(c => c.Use is ColumnUse.Identity or ColumnUse.Join || IsNameable(c) && offer.Columns.Contains(c.Name))])
    {
        Controls = product.Controls,
    };
}
