using Yuanliu.Compute.Privacy;

namespace Yuanliu.Space.Privacy;

/// <summary>
/// 隐私账户 — what one receiver was told of one resource in a month, whatever its version. Two who spend at once meet here, and one looks
/// again. What a crash leaves reserved stays spent.
/// </summary>
internal sealed class PrivacyAccount
{
    public required ResourceId Resource { get; init; }
    /// <summary>The receiver, or the circle in which it is looked at with others.</summary>
    public required Guid Circle { get; init; }
    /// <summary>The legal month, as 2026-03.</summary>
    public required string Month { get; init; }
    /// <summary>In 10⁻¹² of ρ.</summary>
    public long ReservedRho { get; private set; }
    public long CommittedRho { get; private set; }
    /// <summary>In 10⁻¹⁸.</summary>
    public long ReservedDelta { get; private set; }
    public long CommittedDelta { get; private set; }
    public int Version { get; private set; }

    public BudgetBalance Balance(PrivacyLoss granted)
        => new(granted, new(new(ReservedRho), new(ReservedDelta)), new(new(CommittedRho), new(CommittedDelta)));

    public void Take(BudgetMove move)
    {
        (ReservedRho, ReservedDelta) = (move.Balance.Reserved.Rho.Units, move.Balance.Reserved.Delta.Units);
        (CommittedRho, CommittedDelta) = (move.Balance.Committed.Rho.Units, move.Balance.Committed.Delta.Units);
        Version++;
    }

    /// <summary>What the other was told besides, this one knows too.</summary>
    public void Add(PrivacyAccount other)
    {
        (CommittedRho, CommittedDelta) = (CommittedRho + other.SpentRho, CommittedDelta + other.SpentDelta);
        Version++;
    }

    /// <summary>Knows at least what the other was told.</summary>
    public void Rise(PrivacyAccount other)
    {
        (CommittedRho, CommittedDelta) = (Math.Max(CommittedRho, other.SpentRho), Math.Max(CommittedDelta, other.SpentDelta));
        Version++;
    }

    long SpentRho => CommittedRho + ReservedRho;
    long SpentDelta => CommittedDelta + ReservedDelta;

    public static void Map(EntityTypeBuilder<PrivacyAccount> e)
    {
        e.ToTable("space_privacy_account");
        e.HasKey(x => new { x.Resource, x.Circle, x.Month });
        e.Property(x => x.Resource).HasConversion<TypedIdConverter<ResourceId>>();
        e.Property(x => x.Month).HasMaxLength(7);
        e.Property(x => x.Version).IsConcurrencyToken();
    }
}

/// <summary>What one answer costs, and whom.</summary>
internal sealed record Charge(ResourceId Resource, Guid Circle, string Month, PrivacyLoss Cost, PrivacyLoss Granted);
