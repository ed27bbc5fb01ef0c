namespace Yuanliu.Parties.Organizations;

/// <summary>What an organization is to the data market.</summary>
internal enum OrganizationKind { Platform, PublicBody, Enterprise }

/// <summary>主体（单位） — an organization, verified once by its unified social credit code.</summary>
internal sealed class Organization : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required OrganizationId Id { get; init; }
    public required string Name { get; init; }
    public required string Code { get; init; }
    public required OrganizationKind Kind { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    public void Register(HostSettings node)
        => facts.Add(new(node.Urn("organization", Id.Value), new OrganizationRegistered(Id.Value, Kind.ToString())));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Organization> e)
    {
        e.ToTable("parties_organization");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Name).HasMaxLength(200);
        e.Property(x => x.Code).HasMaxLength(18);
        e.HasIndex(x => x.Code).IsUnique();
    }
}

/// <summary>主体已登记 — an organization joined the node.</summary>
internal sealed record OrganizationRegistered(Guid Organization, string OrganizationKind) : Fact
{
    public override string Kind => "parties.organization-registered/1";
}
