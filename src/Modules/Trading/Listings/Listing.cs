namespace Yuanliu.Trading.Listings;

/// <summary>定价模式 — the three of BJ-OPIN-2023 §12 are set by the venue, agreed, and per use; listings here are priced per use.</summary>
internal enum PriceMode { PerUse }

/// <summary>挂牌 — a checked product offered to everyone, at a price per use and within limits.</summary>
internal sealed class Listing : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required ListingId Id { get; init; }
    public required string Number { get; init; }
    public required ProductId Product { get; init; }
    public required string ProductName { get; init; }
    public required string Description { get; init; }
    public required OrganizationId Seller { get; init; }
    public required OrganizationId Holder { get; init; }
    public required string CertificateNumber { get; init; }
    public required PriceMode PriceMode { get; init; }
    public required Fen PricePerUse { get; init; }
    public required int MaxUses { get; init; }
    public required int TermDaysMax { get; init; }
    /// <summary>What the product may be used for, one purpose a line.</summary>
    public required string Purposes { get; init; }
    public required DateTime At { get; init; }
    public ListingStage Stage { get; private set; } = ListingStage.Open;
    public int Version { get; private set; }

    public IReadOnlyList<string> PurposeList => Purposes.Split('\n');

    public void Open(HostSettings node, string purposesSha256) => facts.Add(new(Urn(node), new ListingOpened(
        Id.Value, Number, Product.Value, Seller.Value, PricePerUse.Value, MaxUses, TermDaysMax, purposesSha256)));

    /// <summary>The only way the stage changes.</summary>
    public Result<ListingStage> Take(ListingStep step, Actor by, HostSettings node)
    {
        var found = ListingProcedure.Steps.Find(Stage, step, by);
        if (found.Refusal is { } refusal) return refusal;

        var from = Stage;
        Stage = found.Value!.To;
        Version++;
        facts.Add(new(Urn(node), new ListingStepTaken(Id.Value, from, step, Stage, by)));
        return Stage;
    }

    public string Urn(HostSettings node) => node.Urn("listing", Id.Value);

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Listing> e)
    {
        e.ToTable("trading_listing");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ListingId>>();
        e.Property(x => x.Product).HasConversion<TypedIdConverter<ProductId>>();
        e.Property(x => x.Seller).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(40);
        e.Property(x => x.ProductName).HasMaxLength(200);
        e.Property(x => x.Description).HasMaxLength(4000);
        e.Property(x => x.CertificateNumber).HasMaxLength(80);
        e.Property(x => x.Purposes).HasMaxLength(4000);
        e.Property(x => x.Version).IsConcurrencyToken();
        e.Ignore(x => x.PurposeList);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => x.Seller);
        e.HasIndex(x => new { x.Stage, x.Id });
        e.HasIndex(x => x.Product);
    }
}

/// <summary>已挂牌 — a product stands on the market.</summary>
internal sealed record ListingOpened(
    Guid Listing, string Number, Guid Product, Guid Seller, long PricePerUseFen, int MaxUses, int TermDaysMax, string PurposesSha256) : Fact
{
    public override string Kind => "trading.listing-opened/1";
}

/// <summary>挂牌步骤 — a listing went from one stage to another.</summary>
internal sealed record ListingStepTaken(Guid Listing, ListingStage From, ListingStep Step, ListingStage To, Actor By) : Fact
{
    public override string Kind => "trading.listing-step/1";
}
