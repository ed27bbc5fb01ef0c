namespace Yuanliu.Catalog.Uploads;

internal readonly record struct UploadId(Guid Value) : ITypedId<UploadId>
{
    public static UploadId From(Guid value) => new(value);
    public int CompareTo(UploadId other) => Value.CompareTo(other.Value);
}

/// <summary>上传文件 — a file that a holder brought into its domain on this node. Its bytes are kept by their hash;
/// the name is only shown.</summary>
internal sealed class Upload
{
    public required UploadId Id { get; init; }
    public required OrganizationId Holder { get; init; }
    public required string Name { get; init; }
    public required long SizeBytes { get; init; }
    public required string Sha256 { get; init; }
    public required DateTime At { get; init; }
    public ResourceId? Resource { get; set; }

    public static void Map(EntityTypeBuilder<Upload> e)
    {
        e.ToTable("catalog_upload");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<UploadId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Sha256).HasMaxLength(64);
        e.HasIndex(x => x.Resource);
    }
}

/// <summary>数据域 — the holder's files on this node: apart from the node's own, never served,
/// read only by the probe and the clean room.</summary>
internal sealed class HolderFiles(HostSettings node)
{
    public string Root { get; } = Path.GetFullPath(node.Data);
    public Blobs Blobs { get; } = new(node.Folder("domain"));
    public string Scratch { get; } = node.Folder("scratch");

    /// <summary>The folder for a resource's copies in UTF-8, where its files are written otherwise.
    /// They live as long as the resource.</summary>
    public string CopiesOf(ResourceId resource)
        => Directory.CreateDirectory(Path.Combine(node.Folder("domain"), "utf8", resource.Value.ToString("N"))).FullName;
}
