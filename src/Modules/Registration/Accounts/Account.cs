namespace Yuanliu.Registration.Accounts;

internal readonly record struct AccountId(Guid Value) : ITypedId<AccountId>
{
    public static AccountId From(Guid value) => new(value);
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);
}

/// <summary>登记账户 — an organization's place in one register; it files under it.</summary>
internal sealed class Account : IWitnessed
{
    readonly List<Recorded> facts = [];

    public required AccountId Id { get; init; }
    public required string Number { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    /// <summary>The register, as packs name it.</summary>
    public required string Jurisdiction { get; init; }
    public required DateOnly OpenedOn { get; init; }

    public void Open(RegistrationPack pack, HostSettings node)
        => facts.Add(new(node.Urn("account", Id.Value), new AccountOpened(Id.Value, OrganizationId.Value, Number, pack.Id, pack.Sha256)));

    IEnumerable<Recorded> IWitnessed.TakeFacts()
    {
        var taken = facts.ToList();
        facts.Clear();
        return taken;
    }

    public static void Map(EntityTypeBuilder<Account> e)
    {
        e.ToTable("registration_account");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<AccountId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Number).HasMaxLength(60);
        e.Property(x => x.Jurisdiction).HasMaxLength(60);
        e.HasIndex(x => x.Number).IsUnique();
        e.HasIndex(x => new { x.OrganizationId, x.Jurisdiction }).IsUnique();
    }
}

/// <summary>登记账户已开立 — an organization may file in a register.</summary>
internal sealed record AccountOpened(Guid Account, Guid Organization, string Number, string Pack, string PackSha256) : Fact
{
    public override string Kind => "registration.account-opened/1";
}
