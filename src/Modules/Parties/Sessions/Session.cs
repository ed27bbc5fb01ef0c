using System.Security.Cryptography;
using System.Text;

namespace Yuanliu.Parties.Sessions;

/// <summary>会话 — somebody signed in, acting for one organization at a time.</summary>
internal sealed class Session
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>SHA-256 of the cookie's secret in hex: who reads the table cannot sign in with it.</summary>
    public required string SecretHash { get; init; }
    public required PersonId PersonId { get; init; }
    public required OrganizationId OrganizationId { get; set; }
    public required DateTime ExpiresAt { get; init; }

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static void Map(EntityTypeBuilder<Session> e)
    {
        e.ToTable("parties_session");
        e.HasKey(x => x.SecretHash);
        e.Property(x => x.SecretHash).HasMaxLength(64);
        e.Property(x => x.PersonId).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.OrganizationId).HasConversion<TypedIdConverter<OrganizationId>>();
        e.HasIndex(x => x.ExpiresAt);
    }
}
