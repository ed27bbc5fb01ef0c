using Yuanliu.Kernel;

namespace Yuanliu.Contracts;

public readonly record struct ProductId(Guid Value) : ITypedId<ProductId>
{
    public static ProductId From(Guid value) => new(value);
    public int CompareTo(ProductId other) => Value.CompareTo(other.Value);
}

/// <summary>用途 — what a column of a clean-room product may be used for.</summary>
public enum ColumnUse { None, Dimension, Measure, Identity, Join }

/// <summary>产品字段 — one column of a product and what it may be used for.</summary>
/// <param name="Type">The column's DuckDB type name.</param>
/// <param name="Control">What narrows its use; null = nothing.</param>
public sealed record ProductColumn(string Name, string Title, string Type, ColumnUse Use, ColumnControl? Control = null);

/// <summary>数据产品 — as other modules may know it.</summary>
/// <param name="MinGroup">The smallest number of rows (or distinct identities, where a column is one) behind any answer.</param>
public sealed record ProductCard(
    ProductId Id, ResourceId Resource, OrganizationId Holder, OrganizationId Operator, string Name, string Description,
    IReadOnlyList<ProductColumn> Columns, int MinGroup, string CertificateNumber, bool Checked)
{
    public UseControls Controls { get; init; } = UseControls.Default;
}

/// <summary>数据产品 — what other modules may ask about products.</summary>
public interface IProducts
{
    Task<ProductCard?> Find(ProductId id, CancellationToken ct);
}

/// <summary>禁止交易数据 — an item of the negative list that the data itself falls under, whatever is made of it.</summary>
/// <param name="Key">Of the item: <c>core-data</c>, <c>state-secret</c>.</param>
/// <param name="Found">The marks that were found.</param>
public sealed record BannedData(string Key, string Zh, string En, IReadOnlyList<string> Found);

/// <summary>负面清单 — what other modules may ask about data that nobody may trade.</summary>
public interface INegativeList
{
    IReadOnlyList<BannedData> In(ResourceCard resource);
}

/// <summary>产品已撤回 — nothing new may be offered or agreed on it; agreements in force go on.</summary>
public sealed record ProductWithdrawn(Guid Product) : Fact
{
    public override string Kind => "products.withdrawn/1";
}
