namespace Yuanliu.Products.CleanRoom;

/// <summary>产品已起草 — an operator intends to offer a product of a registered resource.</summary>
/// <param name="ColumnsSha256">Over the canonical JSON of the columns and their uses.</param>
internal sealed record ProductDrafted(
    Guid Product, Guid Resource, Guid Holder, Guid Operator, string Certificate, int MinGroup, string ColumnsSha256) : Fact
{
    public override string Kind => "products.drafted/1";
}

/// <summary>产品步骤 — a product went from one stage to another.</summary>
internal sealed record ProductStep(Guid Product, Stage From, Step Step, Stage To, Actor By) : Fact
{
    public override string Kind => "products.step/1";
}

/// <summary>负面清单检查 — the venue ran the list over a product.</summary>
/// <param name="Failed">Keys of the items that stand against it.</param>
internal sealed record ProductChecked(Guid Product, bool Passed, IReadOnlyList<string> Failed, string PackId, string PackSha256) : Fact
{
    public override string Kind => "products.checked/1";
}
