namespace Yuanliu.Parties.Organizations;

/// <summary>What a party is to the data market.</summary>
internal enum OrganizationKind { Platform, PublicBody, Enterprise, NaturalPerson }

/// <summary>主体（单位） — a party, verified once: an organization by its unified social credit code, a natural person who is a party
/// itself by its resident number.</summary>
internal sealed class Organization : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required OrganizationId Id { get; init; }
    public required string Name { get; init; }
    /// <summary>What others know it by: the credit code, or the number that this node gave a natural person.</summary>
    public required string Code { get; init; }
    /// <summary>公民身份号码 — of a natural person alone. It is kept here, compared here, and told to nobody.</summary>
    public string? ResidentNumber { get; private init; }
    public required OrganizationKind Kind { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>自然人主体 — its real name is verified by the number, and a number of this node's own stands for it everywhere else.</summary>
    public static Organization OfPerson(OrganizationId id, string name, string residentNumber, DateOnly on) => new()
    {
        Id = id, Name = name, Code = PersonNumber.Of(id), ResidentNumber = residentNumber, Kind = OrganizationKind.NaturalPerson,
        RegisteredOn = on,
    };

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
        e.Property(x => x.ResidentNumber).HasMaxLength(18);
        e.HasIndex(x => x.Code).IsUnique();
        e.HasIndex(x => x.ResidentNumber).IsUnique();
    }
}

/// <summary>主体已登记 — an organization joined the node.</summary>
internal sealed record OrganizationRegistered(Guid Organization, string OrganizationKind) : Fact
{
    public override string Kind => "parties.organization-registered/1";
}
