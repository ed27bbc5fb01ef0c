using Yuanliu.Products.NegativeList;

namespace Yuanliu.Products.CleanRoom;

/// <summary>开放的列 — one column of the resource and what the product opens it for.</summary>
internal sealed class OpenedColumn
{
    public required ProductId Product { get; init; }
    public required int Place { get; init; }
    public required string Name { get; init; }
    public required string Title { get; init; }
    public required string Type { get; init; }
    public required ColumnUse Use { get; init; }

    /// <summary>The <see cref="ColumnControl"/> as JSON; null where nothing narrows the use.</summary>
    public string? ControlJson { get; init; }

    public ProductColumn Card() => new(Name, Title, Type, Use, CleanRoom.Product.Read<ColumnControl>(ControlJson));

    public static void Map(EntityTypeBuilder<OpenedColumn> e)
    {
        e.ToTable("products_column");
        e.HasKey(x => new { x.Product, x.Place });
        e.Property(x => x.Product).HasConversion<TypedIdConverter<ProductId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Title).HasMaxLength(200);
        e.Property(x => x.Type).HasMaxLength(80);
        e.Property(x => x.ControlJson).HasMaxLength(20_000);
    }
}

/// <summary>检查结果 — what one item of the negative list said, with the basis it had on that day.</summary>
/// <remarks>It has an id of its own, so that of two who check at once the slower meets the product's version and not a taken key.</remarks>
internal sealed class CheckedItem
{
    public required Guid Id { get; init; }
    public required ProductId Product { get; init; }
    public required int Place { get; init; }
    public required string Item { get; init; }
    public required NegativeEffect Effect { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }
    public required bool Passed { get; init; }
    public required bool Restricted { get; init; }
    public required string NoteZh { get; init; }
    public required string NoteEn { get; init; }
    public required string Basis { get; init; }
    public required bool Open { get; init; }
    public required string? Reason { get; init; }

    public static CheckedItem Of(Guid id, ProductId product, Finding finding, int place) => new()
    {
        Id = id,
        Product = product, Place = place, Item = finding.Item.Key, Effect = finding.Item.Effect, Zh = finding.Item.Zh, En = finding.Item.En,
        Passed = finding.Passed, Restricted = finding.Restricted, NoteZh = finding.NoteZh, NoteEn = finding.NoteEn,
        Basis = finding.Item.Basis, Open = finding.Item.Open, Reason = finding.Item.Reason,
    };

    public static void Map(EntityTypeBuilder<CheckedItem> e)
    {
        e.ToTable("products_check");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Product).HasConversion<TypedIdConverter<ProductId>>();
        e.Property(x => x.Item).HasMaxLength(60);
        e.Property(x => x.Zh).HasMaxLength(200);
        e.Property(x => x.En).HasMaxLength(200);
        e.Property(x => x.NoteZh).HasMaxLength(4000);
        e.Property(x => x.NoteEn).HasMaxLength(4000);
        e.Property(x => x.Basis).HasMaxLength(80);
        e.Property(x => x.Reason).HasMaxLength(400);
    }
}
