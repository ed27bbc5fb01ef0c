namespace Yuanliu.Parties.Tokens;

internal readonly record struct TokenId(Guid Value) : ITypedId<TokenId>
{
    public static TokenId From(Guid value) => new(value);
    public int CompareTo(TokenId other) => Value.CompareTo(other.Value);
}

/// <summary>访问令牌 — lets a program act for a person in one organization, within scopes and until a day.</summary>
internal sealed class Token
{
    public required TokenId Id { get; init; }
    public required string SecretHash { get; init; }
    public required string Name { get; init; }
    public required PersonId PersonId { get; init; }
    public required OrganizationId OrganizationId { get; init; }
    /// <summary>Comma-separated, for example <c>catalog:read,space:write</c>.</summary>
    public required string Scopes { get; init; }
    public required DateTime ExpiresAt { get; init; }
    /// <summary>The only agreement that it opens; null for a token that may do whatever its scopes say.</summary>
    public Guid? Agreement { get; init; }
    public DateTime? RevokedAt { get; set; }

    public static void Map(EntityTypeBuilder<Token> e)
    {
        e.ToTable("parties_token");
        e.Property(x => x.Id).HasConversion<TypedIdConverter<TokenId>>();
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.Property(x => x.SecretHash).HasMaxLength(64);
        e.Property(x => x.Name).HasMaxLength(100);
        e.Property(x => x.Scopes).HasMaxLength(2000);
        e.HasIndex(x => x.SecretHash).IsUnique();
        e.HasIndex(x => x.OrganizationId);
        e.HasIndex(x => x.Agreement);
    }
}
