namespace Yuanliu.Space.Rooms;

/// <summary>发布记录 — the units behind what one answer released of one resource to one receiver. Never shown to anybody.</summary>
internal sealed class Release
{
    public required Guid Id { get; init; }
    public required ResourceId Resource { get; init; }
    public required OrganizationId Receiver { get; init; }
    public required UseId Use { get; init; }
    public required DateTime At { get; init; }
    /// <summary>The version whose rows the units are.</summary>
    public required string DataSha256 { get; init; }
    /// <summary>By what identities were counted; empty where rows were.</summary>
    public required string Identity { get; init; }
    /// <summary>The columns that the agreement opened, one a line: a change elsewhere is none that the receiver can see.</summary>
    public required string Columns { get; init; }
    /// <summary>The strata whose phantoms are among the units; <see cref="Joined"/> where tables were joined.</summary>
    public required string Strata { get; init; }
    /// <summary>Voids first, then one set for each released group.</summary>
    public required byte[] Sets { get; init; }

    public const string Joined = "joined";

    public static void Map(EntityTypeBuilder<Release> e)
    {
        e.ToTable("space_release");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Receiver).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Use).HasConversion<TypedIdConverter<UseId>>();
        e.Property(x => x.DataSha256).HasMaxLength(64);
        e.Property(x => x.Identity).HasMaxLength(200);
        e.Property(x => x.Strata).HasMaxLength(40);
        e.HasIndex(x => new { x.Resource, x.Receiver, x.Id });
    }
}

/// <summary>审计进度 — how much was released of a resource to a circle. Two who release at once meet here, and one looks again.</summary>
internal sealed class AuditHead
{
    public required ResourceId Resource { get; init; }
    /// <summary>A receiver by itself, or the circle in which it is looked at with others.</summary>
    public required Guid Circle { get; init; }
    public int Releases { get; private set; }
    public int Version { get; private set; }

    public void Count()
    {
        Releases++;
        Version++;
    }

    public static void Map(EntityTypeBuilder<AuditHead> e)
    {
        e.ToTable("space_audit_head");
        e.HasKey(x => new { x.Resource, x.Circle });
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}

/// <summary>关联接收方 — a receiver that is audited together with others, because they may put their answers together.</summary>
internal sealed class CircleMember
{
    public required OrganizationId Organization { get; init; }
    public required Guid Circle { get; init; }
    public required string Name { get; init; }
    public required DateTime At { get; init; }

    public static void Map(EntityTypeBuilder<CircleMember> e)
    {
        e.ToTable("space_circle_member");
        e.HasKey(x => x.Organization);
        e.Property(x => x.Organization).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.HasIndex(x => x.Circle);
    }
}

/// <summary>受审计接收方 — who is told something, alone or with a circle. Whoever changes that meets here whoever is being told.</summary>
internal sealed class AuditedReceiver
{
    public required OrganizationId Organization { get; init; }
    public int Version { get; private set; }

    /// <summary>It is audited with others, or no longer; or its budget was spent, which must be carried along.</summary>
    public void Change() => Version++;

    public static void Map(EntityTypeBuilder<AuditedReceiver> e)
    {
        e.ToTable("space_audited_receiver");
        e.HasKey(x => x.Organization);
        e.Property(x => x.Organization).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}
