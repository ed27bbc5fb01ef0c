namespace Yuanliu.Parties.People;

/// <summary>人员 — a natural person who signs in and acts for organizations.</summary>
internal sealed class Person
{
    const int TriesMax = 5;
    static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    public required PersonId Id { get; init; }
    public required string Login { get; init; }
    public required string Name { get; init; }
    public required string PasswordHash { get; set; }
    public int WrongTries { get; private set; }
    public DateTime? LockedUntil { get; private set; }
    public List<Membership> Memberships { get; private init; } = [];

    public bool IsLocked(DateTime now) => LockedUntil > now;

    public void CountTry(bool right, DateTime now)
    {
        WrongTries = right ? 0 : WrongTries + 1;
        LockedUntil = WrongTries >= TriesMax ? now + LockTime : null;
        if (LockedUntil is not null) WrongTries = 0;
    }

    public static void Map(EntityTypeBuilder<Person> e)
    {
        e.ToTable("parties_person");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.Login).HasMaxLength(60);
        e.Property(x => x.Name).HasMaxLength(60);
        e.Property(x => x.PasswordHash).HasMaxLength(200);
        e.HasIndex(x => x.Login).IsUnique();
        e.HasMany(x => x.Memberships).WithOne().HasForeignKey(m => m.PersonId);
    }
}

/// <summary>任职 — the roles a person has in one organization.</summary>
internal sealed class Membership
{
    public required PersonId PersonId { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    /// <summary>Role names, comma-separated.</summary>
    public required string Roles { get; set; }

    public IReadOnlySet<Role> RoleSet => Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToHashSet();

    public static void Map(EntityTypeBuilder<Membership> e)
    {
        e.ToTable("parties_membership");
        e.HasKey(x => new { x.PersonId, x.OrganizationId });
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.Roles).HasMaxLength(200);
        e.Ignore(x => x.RoleSet);
    }
}
