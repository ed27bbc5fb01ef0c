namespace Yuanliu.Catalog.Databases;

internal readonly record struct SourceConnectionId(Guid Value) : ITypedId<SourceConnectionId>
{
    public static SourceConnectionId From(Guid value) => new(value);
    public int CompareTo(SourceConnectionId other) => Value.CompareTo(other.Value);
}

/// <summary>数据库连接 — that a holder has a database from which tables may be catalogued. How to reach it is a secret and not kept
/// here.</summary>
internal sealed class SourceConnection
{
    public required SourceConnectionId Id { get; init; }
    public required OrganizationId Holder { get; init; }
    public required string Name { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<SourceConnection> e)
    {
        e.ToTable("catalog_connection");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<SourceConnectionId>>();
        e.Property(x => x.Holder).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Name).HasMaxLength(100);
        e.HasIndex(x => x.Holder);
    }
}

/// <summary>来源表 — the table of a database that a resource stands for, and how it stood when it was profiled.</summary>
internal sealed class SourceTable
{
    public required ResourceId Id { get; init; }
    public required SourceConnectionId Connection { get; init; }
    public required string Schema { get; init; }
    public required string Name { get; init; }
    /// <summary>The columns that were catalogued, in order; empty until they are known.</summary>
    public List<string> Columns { get; set; } = [];
    /// <summary>Changes with every row that is written, and with the columns' definitions.</summary>
    public string? Stamp { get; set; }

    public static void Map(EntityTypeBuilder<SourceTable> e)
    {
        e.ToTable("catalog_source_table");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Connection).HasConversion<TypedIdConverter<SourceConnectionId>>();
        e.Property(x => x.Schema).HasMaxLength(63);
        e.Property(x => x.Name).HasMaxLength(63);
        e.Property(x => x.Columns).KeepAsJson();
        e.Property(x => x.Stamp).HasMaxLength(200);
        e.HasIndex(x => x.Connection);
    }
}
