namespace Yuanliu.Registration.Filings;

/// <summary>同意 — a person of another side stood by what a filing states. It holds for that content alone: a correction asks anew.</summary>
internal sealed class Consent
{
    public required Guid Id { get; init; }
    public required FilingId FilingId { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    public required PersonId PersonId { get; init; }
    public required DateTime At { get; init; }
    public required string ContentSha256 { get; init; }

    public static void Map(EntityTypeBuilder<Consent> e)
    {
        e.ToTable("registration_consent");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.FilingId).HasConversion<TypedIdConverter<FilingId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.ContentSha256).HasMaxLength(64);
        e.HasIndex(x => x.FilingId);
    }
}

/// <summary>已同意 — another side consented to what a filing states.</summary>
internal sealed record FilingConsented(Guid Filing, Guid Organization, string ContentSha256) : Fact
{
    public override string Kind => "registration.consented/1";
}
