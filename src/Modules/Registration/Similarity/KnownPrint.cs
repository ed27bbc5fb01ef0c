using Yuanliu.Compute.Similarity;

namespace Yuanliu.Registration.Similarity;

/// <summary>已知内容指纹 — the fingerprint of a resource that a filing brought before the register.</summary>
internal sealed class KnownPrint
{
    public required ResourceId ResourceId { get; init; }
    public required OrganizationId HolderId { get; init; }
    public required string Method { get; init; }
    public required byte[] Rows { get; init; }
    public required int Filled { get; init; }
    public required string Schema { get; init; }

    public Sketch Sketch() => Compute.Similarity.Sketch.Read(Rows, Filled);

    public static void Map(EntityTypeBuilder<KnownPrint> e)
    {
        e.ToTable("registration_print");
        e.HasKey(x => x.ResourceId);
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.HolderId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Method).HasMaxLength(80);
        e.Property(x => x.Rows).HasMaxLength(Compute.Similarity.Sketch.Bytes);
        e.Property(x => x.Schema).HasMaxLength(64);
    }
}

/// <summary>指纹分段 — one band of a fingerprint: who shares it may be alike.</summary>
internal sealed class PrintBand
{
    public required long Key { get; init; }
    public required ResourceId ResourceId { get; init; }

    public static void Map(EntityTypeBuilder<PrintBand> e)
    {
        e.ToTable("registration_print_band");
        e.HasKey(x => new { x.Key, x.ResourceId });
        e.Property(x => x.Key).ValueGeneratedNever();
        e.Property(x => x.ResourceId).HasConversion<TypedIdConverter<ResourceId>>();
        e.HasIndex(x => x.ResourceId);
    }
}
