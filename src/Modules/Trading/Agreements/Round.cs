using System.Text.Json;
using Yuanliu.Compute.Json;
using Yuanliu.Trading.Policies;

namespace Yuanliu.Trading.Agreements;

/// <summary>议价轮次 — one offer that was on the table, and who put it there.</summary>
/// <remarks>Rounds and signatures have ids of their own: of two who act at once the slower meets the version, not a taken key.</remarks>
internal sealed class Round
{
    public required Guid Id { get; init; }
    public required AgreementId Agreement { get; init; }
    /// <summary>1 for the proposal.</summary>
    public required int Number { get; init; }
    public required Side By { get; init; }
    public required PersonId Person { get; init; }
    public required DateTime At { get; init; }
    /// <summary>The <see cref="Policies.Offer"/> as canonical JSON.</summary>
    public required string OfferJson { get; init; }

    public Offer Offer => JsonSerializer.Deserialize<Offer>(OfferJson, CanonicalJson.Options)!;

    public static void Map(EntityTypeBuilder<Round> e)
    {
        e.ToTable("trading_round");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Person).HasConversion<TypedIdConverter<PersonId>>();
        e.Ignore(x => x.Offer);
    }
}

/// <summary>签署 — one person's signature for one side, on one document at one time.</summary>
internal sealed class Signature
{
    public required Guid Id { get; init; }
    public required AgreementId Agreement { get; init; }
    public required Side Side { get; init; }
    public required PersonId Person { get; init; }
    public required DateTime At { get; init; }
    /// <summary>SHA-256 of the canonical JSON of what was agreed, lower-case hex.</summary>
    public required string TermsSha256 { get; init; }

    public static void Map(EntityTypeBuilder<Signature> e)
    {
        e.ToTable("trading_signature");
        e.Property(x => x.Id).ValueGeneratedNever();
        e.Property(x => x.Agreement).HasConversion<TypedIdConverter<AgreementId>>();
        e.Property(x => x.Person).HasConversion<TypedIdConverter<PersonId>>();
        e.Property(x => x.TermsSha256).HasMaxLength(64);
    }
}
