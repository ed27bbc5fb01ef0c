using Yuanliu.Contracts;
using Yuanliu.Space.Gate;
using Yuanliu.Space.Policies;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Tests.Space;

/// <summary>Agreements for tests of policy and gate.</summary>
internal static class Policies
{
    public static readonly OrganizationId Buyer = new(new Guid(1, 0, 0, new byte[8])), Other = new(new Guid(2, 0, 0, new byte[8]));

    public static readonly ProductColumn[] Columns =
    [
        new("district", "行政区", "VARCHAR", ColumnUse.Dimension), new("sold_on", "成交日", "DATE", ColumnUse.Dimension),
        new("rooms", "居室", "BIGINT", ColumnUse.Dimension), new("价格", "成交价", "DOUBLE", ColumnUse.Measure),
        new("Area", "面积", "DOUBLE", ColumnUse.Measure), new("owner_id", "业主", "VARCHAR", ColumnUse.Identity),
        new("phone", "电话", "VARCHAR", ColumnUse.None),
    ];

    public static AgreementCard Agreement(int minGroup = 5, int uses = 3, bool inForce = true, IReadOnlyList<ProductColumn>? columns = null)
        => new AgreementCard(default, "HY-1", default, default, Buyer, Other, Other,
            new UsagePolicy("信用评估", uses, new(2026, 3, 1), new(2026, 3, 31), minGroup, columns ?? Columns),
            new(100), new(6_000, 3_000, 1_000, "第9条"), inForce, new string('a', 64)).WithOdrl();

    /// <summary>The agreement with its policy as trading writes it.</summary>
    public static AgreementCard WithOdrl(this AgreementCard card) => card with
    {
        Odrl = Odrl.Agreement(new("urn:agreement", "urn:product", "urn:resource", Urn(card.Buyer), Urn(card.Seller), Urn(card.Holder)),
            card.Policy, card.PricePerUse).ToJsonString(),
    };

    public static string Urn(OrganizationId organization) => $"urn:organization:{organization.Value:D}";

    public static CompiledPolicy Compiled(int minGroup = 5, bool withIdentity = true)
        => CompiledPolicy.Of(Agreement(minGroup, columns: withIdentity ? Columns
            : [.. Columns.Where(c => c.Use is not ColumnUse.Identity)]));

    /// <summary>The room of a question under the agreement alone.</summary>
    public static IReadOnlyList<RoomTable> Tables(bool withIdentity = true)
        => [new("data", Compiled(withIdentity: withIdentity).Terms, Columns)];
}
